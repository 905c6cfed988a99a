import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { applyEdits, comparePositions, indexLines, offsetAt, type TextEdit } from '../../../src/outline';
import { allRules } from '../../../src/rules/allRules';
import { checkSubject, type CheckedProblem } from '../../../src/rules/check';
import { excuseEdit } from '../../../src/rules/excuses';
import type { Fix, Rule } from '../../../src/rules/rule';
import { readSubject } from '../../../src/rules/subject';
import { generate, styles } from '../compose/documents';
import { shipped } from '../models/shippedLibrary';
import { markdown } from '../outline/markdownArbitrary';
import { memoryFiles } from './memoryFiles';

/** Those whose fixes must mend: the rules on what a document lacks. */
const codes = new Set([
  'section-vide',
  'section-manquante',
  'element-manquant',
  'coche-sans-reponse',
  'texte-a-completer',
  'sans-objet-sans-raison',
  'front-matter-invalide',
  'excuse-sans-raison',
]);
const rules = allRules.filter(({ code }) => codes.has(code));

/** What people write in such a document, right or wrong. */
const piece = fc.constantFrom(
  'TODO',
  'À compléter',
  '- À compléter',
  '**TODO :** demander',
  '| a | … |\n| --- | --- |\n| xxx | b |',
  'Sans objet',
  'Sans objet : aucun',
  'N/A',
  'Sans objet.',
  '**Sans objet**',
  'Sans objet : à préciser',
  'Non applicable',
  '- Sans objet.',
  '<!-- arret:excuse section-vide -->',
  '<!-- arret:excuse section-vide : écrit ailleurs -->',
  '<!-- arret:excuse sectoin-vide, texte-a-completer : écrit ailleurs -->',
  'Du texte <!-- arret:excuse texte-a-completer : voulu -->',
  'Du texte.',
  '- une liste\n  - dans une autre',
  '```sh\nTODO\n```',
  '```',
  '<!--',
  '## Divers',
  '### 1.1 Documentation utilisateur',
  '---',
  '===',
  '> À compléter',
  '    TODO',
  '\t- [x] TODO',
);

type Change = (lines: string[], at: number) => void;

const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 5,
    arbitrary: piece.map((text): Change => (lines, at) => {
      const above = lines.findIndex((line, index) => index >= at && /^#|^[-\d]\.? ?\[|^☐/.test(line));
      lines.splice(above + 1, 0, ...(above < 0 ? [] : ['', text]));
    }),
  },
  {
    weight: 4,
    arbitrary: piece.map(
      (text): Change =>
        (lines, at) =>
          void lines.splice(at, 0, text),
    ),
  },
  {
    weight: 3,
    arbitrary: piece.map(
      (text): Change =>
        (lines, at) =>
          void lines.splice(at, 0, '', text, ''),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(1, 2, 5, 12, 30).map(
      (count): Change =>
        (lines, at) =>
          void lines.splice(at, count),
    ),
  },
  {
    weight: 1,
    arbitrary: piece.map(
      (text): Change =>
        (lines, at) =>
          void lines.splice(at, 1, text),
    ),
  },
  {
    weight: 1,
    arbitrary: markdown.map(
      (text): Change =>
        (lines, at) =>
          void lines.splice(at, 0, text),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constant<Change>((lines, at) => {
      const box = lines.findIndex((line, index) => index >= at && /\[ \]|☐/.test(line));
      if (box >= 0) {
        lines[box] = (lines[box] ?? '').replace('[ ]', '[x]').replace('☐', '☑');
      }
    }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(1, 4).map((count): Change => (lines, at) => {
      const item = lines.findIndex((line, index) => index >= at && /^###|^[-\d]\.? ?\[|^☐/.test(line));
      lines.splice(item, item < 0 ? 0 : count);
    }),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(
          '',
          'modele: postmortem',
          'modele:',
          'version:',
          'version: "2"',
          'version: 9',
          'produit:',
          'produit: TODO # à voir',
          'produit: |\n  Passerelle',
          'produit: "',
          'date: 24/11/2026',
          'date: |',
          'note: [a,\n  b]',
        ),
      )
      .map(
        ([line, text]): Change =>
          (lines) =>
            void lines.splice(line, 1, text),
      ),
  },
  { weight: 1, arbitrary: fc.constant<Change>((lines, at) => void lines.splice(0, 0, ...lines.splice(at, 9))) },
);

/** Documents of every model, spoilt here and there. */
const document = fc
  .tuple(
    fc.constantFrom(...shipped),
    fc.constantFrom(...styles),
    fc.array(fc.tuple(change, fc.noBias(fc.nat({ max: 999 }))), { minLength: 2, maxLength: 8 }),
    fc.constantFrom('\n', '\n', '\r\n'),
    fc.constantFrom('', '', '', '\uFEFF'),
  )
  .map(([model, style, changes, eol, mark]) => {
    const lines = generate(model, style).split('\n');
    for (const [apply, place] of changes) {
      apply(lines, Math.floor((place * lines.length) / 1000));
    }
    return mark + lines.join('\n').replaceAll(/\r\n|\n/g, eol);
  });

const nowhere = memoryFiles({});

async function check(text: string, wanted: readonly Rule[]): Promise<readonly CheckedProblem[]> {
  const subject = readSubject(text, 'arret/document.md', shipped);
  const { problems, excused } = subject
    ? await checkSubject(subject, nowhere, {
        rules: wanted,
        severities: {},
        onBug: (_, error) => {
          throw error;
        },
      })
    : { problems: [], excused: [] };
  return [...problems, ...excused];
}

function editsOf(fix: Fix): readonly TextEdit[] {
  if (fix.kind === 'edit') {
    return fix.edits();
  }
  const answer =
    fix.kind === 'ask' && fix.validate('Une bonne raison') === undefined ? 'Une bonne raison' : '2026-12-01';
  assert.ok(fix.kind === 'ask' && fix.validate(answer) === undefined);
  return fix.edits(answer);
}

/** How many times a problem is said. */
const said = (problems: readonly CheckedProblem[], { rule, message }: CheckedProblem): number =>
  problems.filter((other) => other.rule === rule && other.message === message).length;

/** The lines near a problem, for what a failed test says. */
const around = (text: string, { range }: CheckedProblem): string =>
  text
    .split('\n')
    .slice(Math.max(0, range.start.line - 8), range.start.line + 9)
    .join('\n');

describe('Properties of rules and fixes', function () {
  this.timeout(240_000);

  it('no rule throws and every range stands in the text, whatever the document', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(document, async (text) => {
        const lines = indexLines(text);
        const problems = await check(text, allRules);
        for (const { range, message, fixes } of problems) {
          assert.ok(offsetAt(lines, range.start) <= offsetAt(lines, range.end));
          assert.ok(!/[\n\r]/.test(message) && message.length > 10 && /[.)]$/.test(message), message);
          for (const fix of fixes) {
            assert.ok(fix.kind !== 'go' || comparePositions(fix.target.start, fix.target.end) <= 0);
            assert.ok(fix.kind !== 'go' || offsetAt(lines, fix.target.end) >= 0);
          }
        }
        assert.equal(
          new Set(fixTitles(problems)).size,
          fixTitles(problems).length,
          'two fixes of a problem look the same',
        );
        found += problems.length;
      }),
      { numRuns: 2000 },
    );
    assert.ok(found > 2500, `only ${found} problems`);
  });

  it('each fix changes its ranges only and mends its problem, for good', async () => {
    const mended = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(document, fc.nat(), async (text, nat) => {
        const problems = await check(text, rules);
        const choices = problems.flatMap((problem) =>
          problem.fixes.filter(({ kind }) => kind !== 'go').map((fix) => ({ problem, fix })),
        );
        // Two of a document's rules, that mended the least so far first: most problems are of one kind.
        const times = ({ problem }: (typeof choices)[number]): number => mended.get(problem.rule) ?? 0;
        const kinds = [...new Set(choices.sort((a, b) => times(a) - times(b)).map(({ problem }) => problem.rule))];
        for (const kind of kinds.slice(0, 2)) {
          const ofKind = choices.filter(({ problem }) => problem.rule === kind);
          const choice = ofKind[nat % ofKind.length];
          if (!choice) {
            return;
          }
          const { problem, fix } = choice;
          const edits = editsOf(fix);
          assert.ok(edits.length > 0, `« ${fix.title} » does nothing`);
          // Overlapping edits, or edits outside the text, throw.
          const after = applyEdits(text, edits);
          assert.notEqual(after, text, `« ${fix.title} » changes nothing`);
          const rule = rules.filter(({ code }) => code === problem.rule);
          const left = await check(after, rule);
          assert.ok(
            said(left, problem) < said(problems, problem),
            `« ${fix.title} » leaves « ${problem.message} » around\n${around(text, problem)}\n→ ${JSON.stringify(edits)}`,
          );
          mended.set(problem.rule, (mended.get(problem.rule) ?? 0) + 1);
        }
      }),
      { numRuns: 2500 },
    );
    for (const code of codes) {
      assert.ok((mended.get(code) ?? 0) >= 5, `${code}: mended ${mended.get(code) ?? 0} times`);
    }
  });

  it('an excuse sets its problem apart, and changes one place', async () => {
    let excused = 0;
    await fc.assert(
      fc.asyncProperty(document, fc.nat(), async (text, nat) => {
        const subject = readSubject(text, 'arret/document.md', shipped);
        const checked = async (read: typeof subject): Promise<readonly CheckedProblem[]> =>
          read ? (await checkSubject(read, nowhere, { rules, severities: {} })).problems : [];
        const before = await checked(subject);
        const problem = before[nat % before.length];
        if (!subject || !problem || problem.rule === 'excuse-sans-raison') {
          return;
        }
        const after = applyEdits(text, [excuseEdit(subject, problem, 'Une bonne raison')]);
        const left = await checked(readSubject(after, 'arret/document.md', shipped));
        assert.ok(said(left, problem) < said(before, problem), `${problem.message}\n${around(after, problem)}`);
        excused++;
      }),
      { numRuns: 1000 },
    );
    assert.ok(excused > 250, `only ${excused}`);
  });
});

function fixTitles(problems: readonly CheckedProblem[]): string[] {
  return problems.flatMap((problem, index) => problem.fixes.map((fix) => `${index} ${fix.title}`));
}
