import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { applyEdits, comparePositions, textIn } from '../../../src/outline';
import { adresseNominative } from '../../../src/rules/adresseNominative';
import { commandeInconnue } from '../../../src/rules/commandeInconnue';
import { lienCasse } from '../../../src/rules/lienCasse';
import type { Problem, Rule, Subject } from '../../../src/rules/rule';
import { secret } from '../../../src/rules/secret';
import { readSubject } from '../../../src/rules/subject';
import { shipped } from '../models/shippedLibrary';
import { markdown } from '../outline/markdownArbitrary';
import { memoryFiles } from './memoryFiles';
import { plantedSecrets } from './plantedSecrets';

const rules: readonly Rule[] = [lienCasse, commandeInconnue, adresseNominative, secret];

const around = memoryFiles({
  'package.json': '{ "scripts": { "build": "x", "db:migrate": "x" } }',
  Makefile: 'install:\n',
  'bin/setup': '',
  'docs/guide (1).md': '# Où ?\n',
  'arret/annexes/api.md': 'a\n',
});

const secrets = plantedSecrets(9).map(([, before, value, after]) => before + value + after);

/** What people write where something may lead nowhere, right or wrong, in all the places it may stand. */
const piece = fc.oneof(
  fc.constantFrom(
    '[a **b**](../docs/giude%20%281%29.md#où-)',
    '[a](<../docs/guide (2).md> "t")',
    '![i](Annexes/API.md)',
    '[![i](rien.png)](annexes/api.md#L3)',
    '[a][r], [r] et ![b][r]\n\n[r]: rien.md',
    '[a](#rien) [b](#titre-) [c](\\#x) [d](a\\_b.md)',
    '> - [a](annexe/api.md)',
    '`npm run biuld`',
    '```sh\ncd x && npm run biuld\n./bin/setpu "a\nmake instal \\\n  rien\n```',
    '> ```console\n> $ yarn db:migrat\n> ```',
    '- `A=b make instal`',
    '\tnpm run biuld',
    'jean.dupont@x.fr et [j.martin@x.fr](mailto:j.martin@x.fr)',
    '<jean@gmail.com>, @x.fr, a@, éloïse.lefèvre@x.fr😀',
    '| [t](rien.md) | `npm run x\\|y` | jean.dupont@x.fr |\n| --- | --- | --- |\n| a | b | c |',
    'MOT_DE_PASSE=',
    '<a id="x"',
    '(',
    ')',
    '[',
    '](',
    '`',
    '```',
  ),
  fc.constantFrom(...secrets),
);

const documentOf = (part: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(fc.array(part, { maxLength: 6 }), fc.boolean()).map(([pieces, isCrlf]) => {
    const text = ['---\nmodele: post-mortem\n---\n\n# Titre', ...pieces].join('\n\n');
    return isCrlf ? text.replaceAll(/\r?\n/g, '\r\n') : text;
  });

function read(text: string): Subject {
  const subject = readSubject(text, 'arret/post-mortem.md', shipped);
  assert.ok(subject);
  return subject;
}

function editsOf({ fixes }: Omit<Problem, 'rule'>): { title: string; edits: ReturnType<typeof toEdits> }[] {
  return fixes.map((fix) => ({ title: fix.title, edits: toEdits(fix) }));
}

function toEdits(fix: Problem['fixes'][number]): readonly Parameters<typeof applyEdits>[1][number][] {
  return fix.kind === 'edit' ? fix.edits() : fix.kind === 'ask' ? fix.edits('aide@x.fr') : [];
}

function countOf(told: string, problems: readonly Omit<Problem, 'rule'>[], { lines }: Subject): number {
  return problems.filter(({ range }) => textIn(lines, range) === told).length;
}

describe('Properties of the rules on links, commands, addresses and secrets', () => {
  it('never throw, say one line, and have fixes whose edits can be made', async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(documentOf(fc.oneof(piece, markdown)), async (text) => {
        const subject = read(text);
        for (const rule of rules) {
          for (const problem of await rule.check(subject, around)) {
            assert.match(problem.message, /^[^\r\n]+$/);
            assert.ok(comparePositions(problem.range.start, problem.range.end) < 0);
            for (const { edits } of editsOf(problem)) {
              assert.notEqual(applyEdits(text, edits), text);
            }
          }
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('mend what they tell', async function () {
    this.timeout(120_000);
    const mended = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(documentOf(piece), async (text) => {
        const subject = read(text);
        for (const rule of rules) {
          const problems = await rule.check(subject, around);
          for (const problem of problems) {
            const told = textIn(subject.lines, problem.range);
            for (const { title, edits } of editsOf(problem)) {
              const after = applyEdits(text, edits);
              const mendedSubject = read(after);
              const left = await rule.check(mendedSubject, around);
              assert.ok(
                countOf(told, left, mendedSubject) < countOf(told, problems, subject),
                `${rule.code} ${title}: ${JSON.stringify(told)} in ${JSON.stringify(after)}`,
              );
              mended.set(rule.code, (mended.get(rule.code) ?? 0) + 1);
            }
          }
        }
      }),
      { numRuns: 1000 },
    );
    for (const { code } of rules) {
      assert.ok((mended.get(code) ?? 0) > 200, `${code}: mended ${mended.get(code) ?? 0} times`);
    }
  });
});
