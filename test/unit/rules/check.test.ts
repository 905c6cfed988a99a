import * as assert from 'node:assert/strict';
import { checkSubject, type CheckOptions } from '../../../src/rules/check';
import { frontMatterInvalide } from '../../../src/rules/frontMatterInvalide';
import { lienCasse } from '../../../src/rules/lienCasse';
import type { Rule, Severity } from '../../../src/rules/rule';
import { secret } from '../../../src/rules/secret';
import { sectionVide } from '../../../src/rules/sectionVide';
import { generate } from '../compose/documents';
import { postMortem } from '../models/shippedLibrary';
import { subjectOf } from './checking';
import { memoryFiles } from './memoryFiles';

/** A rule that finds something at the given lines. */
function ruleAt(code: string, lines: readonly number[], more: Partial<Rule> = {}): Rule {
  return {
    code,
    summary: code,
    severity: 'warning',
    check: () =>
      lines.map((line) => ({
        range: { start: { line, character: 0 }, end: { line, character: 1 } },
        message: `${code} ${line}`,
        fixes: [],
      })),
    ...more,
  };
}

const text = generate(postMortem);

async function check(
  rules: readonly Rule[],
  options: Partial<CheckOptions> = {},
  document = text,
): Promise<{ problems: string[]; excused: string[]; bugs: string[] }> {
  const bugs: string[] = [];
  const { problems, excused } = await checkSubject(subjectOf(document), memoryFiles({}), {
    rules,
    severities: {},
    onBug: (rule, error) => bugs.push(`${rule}: ${String(error)}`),
    ...options,
  });
  const shown = (all: typeof problems): string[] =>
    all.map(({ rule, message, severity }) => `${rule} | ${message} | ${severity}`);
  return { problems: shown(problems), excused: shown(excused), bugs };
}

describe('Checking a document', () => {
  it('sorts what is found by place, then by rule', async () => {
    const { problems } = await check([ruleAt('a', [7, 2]), ruleAt('b', [2, 0])]);
    assert.deepEqual(problems, ['b | b 0 | warning', 'a | a 2 | warning', 'b | b 2 | warning', 'a | a 7 | warning']);
  });

  it('believes the setting, then the problem, then the rule', async () => {
    const own = ruleAt('a', [1], {
      severity: 'hint',
      check: () => [
        {
          range: { start: { line: 1, character: 0 }, end: { line: 1, character: 1 } },
          message: 'm',
          fixes: [],
          severity: 'error',
        },
      ],
    });
    const severities = (value: Severity): Partial<CheckOptions> => ({ severities: { a: value } });
    assert.deepEqual((await check([own])).problems, ['a | m | error']);
    assert.deepEqual((await check([own], severities('information'))).problems, ['a | m | information']);
    assert.deepEqual((await check([ruleAt('a', [1])], severities('hint'))).problems, ['a | a 1 | hint']);
    assert.deepEqual((await check([ruleAt('b', [1])], severities('hint'))).problems, ['b | b 1 | warning']);
  });

  it('doesn’t run what is off', async () => {
    const bug = ruleAt('a', [], {
      check: () => {
        throw new Error('run');
      },
    });
    assert.deepEqual(await check([bug], { severities: { a: 'off' } }), { problems: [], excused: [], bugs: [] });
  });

  it('hears the others when one throws, at once or later', async () => {
    const thrown = ruleAt('a', [], {
      check: () => {
        throw new Error('now');
      },
    });
    const rejected = ruleAt('b', [], { check: () => Promise.reject(new Error('later')) });
    const { problems, bugs } = await check([thrown, ruleAt('c', [1]), rejected, ruleAt('d', [2])]);
    assert.deepEqual(problems, ['c | c 1 | warning', 'd | d 2 | warning']);
    assert.deepEqual(bugs, ['a: Error: now', 'b: Error: later']);
    await assert.doesNotReject(checkSubject(subjectOf(text), memoryFiles({}), { rules: [thrown], severities: {} }));
  });

  it('lets the host breathe, and stops when it is told to', async () => {
    let breaths = 0;
    const rules = ['a', 'b', 'c', 'd'].map((code) => ruleAt(code, [1]));
    const options = {
      breathe: () => {
        breaths++;
        return Promise.resolve();
      },
      isCancelled: () => breaths > 2,
    };
    assert.deepEqual((await check(rules, options)).problems, ['a | a 1 | warning', 'b | b 1 | warning']);
    assert.equal(breaths, 3);
  });

  it('lets the host breathe in the midst of what takes long', async () => {
    const links = Array.from({ length: 2500 }, (_, index) => `[a](b-${index}.md)\n`).join('');
    for (const [rule, least] of [
      [lienCasse, 3],
      [secret, 2],
    ] as const) {
      let breaths = 0;
      const breathe = (): Promise<void> => {
        breaths++;
        return Promise.resolve();
      };
      await checkSubject(subjectOf(text + links), memoryFiles({}), { rules: [rule], severities: {}, breathe });
      assert.equal(breaths, least, rule.code);
    }
  });

  it('sets apart what is excused, and counts it', async () => {
    const excused = text.replace(
      '## Les apprentissages\n',
      '## Les apprentissages\n\n<!-- arret:excuse section-vide : écrits ailleurs -->\n',
    );
    const result = await check([sectionVide], {}, excused);
    assert.equal(result.problems.length, 2);
    assert.equal(result.excused.length, 1);
    const bare = await check([sectionVide], {}, excused.replace(' : écrits ailleurs', ''));
    assert.equal(bare.problems.length, 3);
    assert.equal(bare.excused.length, 0);
  });

  it('judges only the front matter of a document whose model isn’t there', async () => {
    const { problems } = await check(
      [ruleAt('a', [1]), frontMatterInvalide],
      {},
      text.replace('modele: post-mortem', 'modele: postmortem'),
    );
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? '', /^front-matter-invalide/);
  });
});
