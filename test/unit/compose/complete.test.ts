import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { completeDocument, type Completion } from '../../../src/compose/complete';
import { itemsTemplate, type ChecklistStyle } from '../../../src/compose/render';
import { writeText } from '../../../src/compose/writeText';
import { matchDocument } from '../../../src/dossier/match';
import type { Item, Model, Section } from '../../../src/models/types';
import { applyEdits, comparePositions, indexLines, readOutline, textIn, type Position } from '../../../src/outline';
import { conditions, dossier, itemsOf, postMortem, shipped, shippedModel } from '../models/shippedLibrary';
import { generate, styles } from './documents';

const complete = (text: string, model: Model, style: ChecklistStyle = 'headings'): Completion =>
  completeDocument(text, readOutline(text), model, style);

const completed = (text: string, model: Model, style?: ChecklistStyle): string =>
  applyEdits(text, complete(text, model, style).edits);

const missing = (text: string, model: Model, style?: ChecklistStyle): string[] => {
  const { sections, items } = complete(text, model, style);
  return [...sections, ...items].map(({ id }) => id);
};

const budget = shippedModel('procedure-plus-de-budget');
const conditionsOf = (...lines: string[]): string =>
  ['# Les conditions', '', '## Les conditions d’un arrêt réussi', '', ...lines].join('\n');
const five = itemsOf(conditions).map((item) => item.wording);
const numbered = (...numbers: number[]): string[] => numbers.map((number) => `${number}. [ ] ${five[number - 1]}`);
const flat = (...numbers: number[]): string[] =>
  numbers.map((number, i) => `☐ ${five[number - 1]}${i < numbers.length - 1 ? '\\' : ''}`);

describe('Completing a document', () => {
  it('adds nothing to a whole document', () => {
    for (const model of shipped) {
      for (const style of styles) {
        assert.deepEqual(complete(generate(model, style), model, style), { sections: [], items: [], edits: [] });
      }
    }
  });

  it('writes all of a model in an empty document', () => {
    for (const model of shipped) {
      for (const style of styles) {
        for (const text of ['', '\uFEFF', '\n\n']) {
          const result = completed(text, model, style);
          assert.deepEqual(missing(result, model, style), [], model.id);
          const body = generate(model, style);
          assert.equal(result.replace('\uFEFF', '').trim(), body.slice(body.indexOf('\n## ')).trim(), model.id);
          assert.equal(result.startsWith('\uFEFF'), text === '\uFEFF');
        }
      }
    }
  });

  it('writes after a front matter and a title', () => {
    const top = '---\nmodele: post-mortem\n---\n';
    assert.ok(completed(top, postMortem).startsWith(`${top.trimEnd()}\n\n## Les apprentissages\n`));
    assert.ok(completed(`${top}\n# Bilan`, postMortem).startsWith(`${top}\n# Bilan\n\n## Les apprentissages\n`));
  });

  it('puts a section back where the model has it', () => {
    const whole = generate(postMortem);
    const parts = whole.split(/(?=^## )/m);
    for (let index = 1; index < parts.length; index++) {
      const without = `${parts
        .filter((_, i) => i !== index)
        .join('')
        .trimEnd()}\n`;
      assert.deepEqual(missing(without, postMortem), [postMortem.sections[index - 1]?.id]);
      assert.equal(completed(without, postMortem), whole);
    }
  });

  it('puts an item back where the model has it', () => {
    for (const model of [dossier, budget]) {
      for (const style of styles) {
        const whole = generate(model, style);
        for (const item of itemsOf(model)) {
          const without = whole.replace(/\n\n/g, '\n\n\u0000').split('\u0000');
          const block = without.findIndex((part) => part.includes(item.wording));
          const lines = (without[block] ?? '').split('\n');
          const kept = lines.filter((line) => !line.includes(item.wording));
          const isHeaded = style === 'headings' && model.layout === 'headings';
          without.splice(
            isHeaded ? block - 1 : block,
            isHeaded ? 2 : 1,
            ...(kept.join('').trim() === '' ? [] : [kept.join('\n')]),
          );
          const text = without.join('');
          assert.deepEqual(missing(text, model, style), [item.id]);
          const order = readOutline(completed(text, model, style)).items.map((box) => box.text);
          assert.deepEqual(
            order,
            itemsOf(model).map(({ wording }) => wording),
            `${style}: ${item.id}`,
          );
        }
      }
    }
  });

  const table: readonly [name: string, given: string[], expected: string[]][] = [
    ['continues a list, without opening it up', [...numbered(1, 3, 5), ''], [...numbered(1, 2, 3, 4, 5), '']],
    ['continues a list at its end', [...numbered(1, 2, 3)], [...numbered(1, 2, 3, 4, 5)]],
    [
      'leaves an answer at the margin to its item',
      [...numbered(1), '', 'Publiée.', '', ...numbered(3, 4, 5)],
      [...numbered(1), '', 'Publiée.', '', ...numbered(2), '', ...numbered(3, 4, 5)],
    ],
    [
      'leaves an answer inside the item to it',
      [...numbered(1), '', '   Publiée.', ...numbered(3, 4, 5)],
      [...numbered(1), '', '   Publiée.', ...numbered(2, 3, 4, 5)],
    ],
    ['continues the handbook’s lines', [...flat(1, 3, 4, 5), ''], [...flat(1, 2, 3, 4, 5), '']],
    ['adds lines after the handbook’s last one', [...flat(1, 2, 3, 4)], [...flat(1, 2, 3, 4), '', ...flat(5)]],
    [
      'starts a list where items are missing at its head',
      ['En cas d’arrêt :', '', ...numbered(3, 4, 5)],
      ['En cas d’arrêt :', '', ...numbered(1, 2), '', ...numbered(3, 4, 5)],
    ],
    [
      'writes under a paragraph that touches the first item',
      ['En cas d’arrêt :', ...numbered(1, 2, 3, 4)],
      ['En cas d’arrêt :', ...numbered(1, 2, 3, 4, 5)],
    ],
    [
      'starts a list of its own after a box of the other kind',
      [...numbered(1), '', ...flat(2)],
      [...numbered(1), '', ...flat(2), '', ...numbered(3, 4, 5)],
    ],
    [
      'closes a code fence left open at the end',
      [...numbered(1, 2, 3, 4), '', '~~~~sh', 'npm start'],
      [...numbered(1, 2, 3, 4), '', '~~~~sh', 'npm start', '~~~~', '', ...numbered(5)],
    ],
    [
      'closes a code fence that a shorter one does not',
      [...numbered(1, 2, 3, 4), '', '````', 'npm start', '```'],
      [...numbered(1, 2, 3, 4), '', '````', 'npm start', '```', '````', '', ...numbered(5)],
    ],
    [
      'leaves a blank line between a list and what touches its end',
      [...numbered(1, 2, 3, 4), '## Fin'],
      [...numbered(1, 2, 3, 4, 5), '', '## Fin'],
    ],
    [
      'closes a comment left open at the end',
      [...numbered(1, 2, 3, 4), '', '<!-- à revoir', ''],
      [...numbered(1, 2, 3, 4), '', '<!-- à revoir', '-->', '', ...numbered(5), ''],
    ],
    [
      'leaves a closed fence alone',
      [...numbered(1, 2, 3, 4), '', '```', 'npm start', '````'],
      [...numbered(1, 2, 3, 4), '', '```', 'npm start', '````', '', ...numbered(5)],
    ],
    [
      'leaves a closed comment alone',
      [...numbered(1, 2, 3, 4), '', '<!-- vu --> ou pas'],
      [...numbered(1, 2, 3, 4), '', '<!-- vu --> ou pas', '', ...numbered(5)],
    ],
    [
      'closes a code fence that an indented one does not',
      [...numbered(1, 2, 3, 4), '', '```', 'npm start', '    ```'],
      [...numbered(1, 2, 3, 4), '', '```', 'npm start', '    ```', '```', '', ...numbered(5)],
    ],
    [
      'closes HTML that blank lines do not end',
      [...numbered(1, 2, 3, 4), '', '<pre class="a">', 'un <!-- deux', '', 'trois'],
      [...numbered(1, 2, 3, 4), '', '<pre class="a">', 'un <!-- deux', '', 'trois', '</pre>', '', ...numbered(5)],
    ],
    [
      'leaves closed HTML alone',
      [...numbered(1, 2, 3, 4), '', '<pre>', '', 'un</pre> deux'],
      [...numbered(1, 2, 3, 4), '', '<pre>', '', 'un</pre> deux', '', ...numbered(5)],
    ],
    [
      'leaves indented code alone',
      [...numbered(1, 2, 3, 4), '', 'Soit :', '', '    ```'],
      [...numbered(1, 2, 3, 4), '', 'Soit :', '', '    ```', '', ...numbered(5)],
    ],
  ];
  for (const [name, given, expected] of table) {
    it(name, () => {
      const text = conditionsOf(...given);
      const result = completed(text, conditions);
      assert.equal(result, conditionsOf(...expected));
      assert.deepEqual(missing(result, conditions), []);
    });
  }

  it('adds only what is wanted', () => {
    const text = conditionsOf(...numbered(1, 3));
    const wanted = [itemsOf(conditions)[1], itemsOf(conditions)[4]];
    const { edits, items, sections } = completeDocument(text, readOutline(text), conditions, 'headings', (part) =>
      wanted.some((other) => other === part),
    );
    assert.deepEqual([items, sections], [wanted, []]);
    assert.equal(applyEdits(text, edits), conditionsOf(...numbered(1, 2, 3, 5)));
    const none = completeDocument('', readOutline(''), dossier, 'headings', () => false);
    assert.deepEqual(none, { sections: [], items: [], edits: [] });
    const one = completeDocument('', readOutline(''), dossier, 'headings', (part) => part === dossier.sections[2]);
    assert.deepEqual([one.sections, one.edits.length], [[dossier.sections[2]], 1]);
  });

  it('gives new headings the rank of those that stand, in each section', () => {
    const text = [
      '## Notre dossier',
      '### Documentation générale',
      '#### 1.2 Documentation métier',
      "- [ ] Documentation métier du produit (pour l'équipe interne)",
      '##### Contexte et choix techniques',
      'Rien.',
    ].join('\n\n');
    const ranks = new Map(
      readOutline(completed(text, dossier)).headings.map((heading) => [heading.text, heading.level]),
    );
    assert.deepEqual(
      ['1.1 Documentation utilisateur', 'Accès et droits', '6.1 Rôles et permissions', '7.2 Dettes'].map((title) =>
        ranks.get(title),
      ),
      [4, 3, 4, 6],
    );
  });

  it('keeps apart from the heading that follows', () => {
    const text = '# Bilan\n## Les apprentissages\nDu texte.\n## Pour relancer';
    assert.equal(
      completed(text, postMortem),
      "# Bilan\n## Les apprentissages\nDu texte.\n\n## Pourquoi on s'arrête\n\n## Pour relancer",
    );
  });

  it('goes around a section that holds another, rather than cut it', () => {
    const tests = 'Documentation des tests et du CI/CD (GitHub Actions, GitLab CI, etc.)';
    const text = [
      '# Dossier',
      '## Code source',
      '### Accès et droits',
      'Rien.',
      '### 3.5 Tests',
      `- [ ] ${tests}`,
      '## Fin',
    ].join('\n\n');
    const result = completed(text, dossier);
    assert.deepEqual(missing(result, dossier), []);
    assert.equal(readOutline(result).items.filter((item) => item.text === tests).length, 1);
    assert.match(result, /- \[ \] Principales dettes[^#]*\n\n## Fin$/);
  });

  it('works in a section whose heading has the last rank', () => {
    const text = '# Dossier\n\n###### Contexte et choix techniques\n\nRien.\n';
    const result = completed(text, dossier);
    assert.deepEqual(missing(result, dossier), []);
    assert.match(result, /\n###### Accès et droits\n\n- \[ \] Explication/);
  });

  it('follows the boxes that stand rather than the setting', () => {
    const [first] = generate(dossier, 'handbook').split('\n## Code source');
    const result = completed(first ?? '', dossier, 'headings');
    assert.doesNotMatch(result, /- \[ \]/);
    assert.equal(readOutline(result).items.length, 24);
  });

  it('keeps every line in place and adds all that lacks, whatever a person wrote', () => {
    fc.assert(
      fc.property(documents(), ({ id, style, text, answers, absent }) => {
        const model = shippedModel(id);
        const outline = readOutline(text);
        const { sections, items, edits } = completeDocument(text, outline, model, style);
        assert.deepEqual([...sections, ...items].map(({ id }) => id).sort(), [...absent].sort());
        for (const { range } of edits) {
          assert.deepEqual(range.start, range.end, 'an insertion');
        }
        const result = applyEdits(text, edits);

        const kept = text.replace('\uFEFF', '').split(/\r\n|\n/);
        let found = 0;
        for (const line of result.replace('\uFEFF', '').split(/\r\n|\n/)) {
          found += line === kept[found] ? 1 : 0;
        }
        assert.equal(found, kept.length, 'every line, in order');
        if (outline.eol === '\r\n') {
          assert.doesNotMatch(result, /[^\r]\n/);
        } else {
          assert.doesNotMatch(result, /\r/);
        }
        assert.deepEqual(complete(result, model, style), { sections: [], items: [], edits: [] });
        assertInOrder(result, model);
        assertAnswers(result, model, answers);
        assert.doesNotMatch(result.replace('\uFEFF', ''), /\n\s*\n\s*\n|^\s*\n/);
      }),
      { numRuns: 250 },
    );
  });

  it('only ever inserts, and is done after one go, whatever the order of what stands', () => {
    const section = fc.constantFrom(...dossier.sections).map(({ title }) => `## ${title}`);
    const item = fc
      .tuple(fc.constantFrom('###', '####'), fc.constantFrom(...itemsOf(dossier)))
      .map(([rank, { title }]) => `${rank} ${title}`);
    const box = fc
      .tuple(fc.constantFrom('- [x]', '☐', '  1. [ ]'), fc.constantFrom(...itemsOf(dossier)))
      .map(([mark, { wording }]) => `${mark} ${wording}`);
    const block = fc.oneof(section, item, box, fc.constantFrom(...writings));
    const text = fc
      .tuple(fc.array(block, { maxLength: 14 }), fc.constantFrom('\n', '\n\n', '\r\n\r\n'), fc.constantFrom('', '\n'))
      .map(
        ([blocks, between, end]) =>
          `${blocks.map((part) => part.replaceAll('\n', between.startsWith('\r') ? '\r\n' : '\n')).join(between)}${end}`,
      );
    fc.assert(
      fc.property(text, fc.constantFrom(...styles), (given, style) => {
        const { edits } = complete(given, dossier, style);
        assert.ok(edits.every(({ range }) => comparePositions(range.start, range.end) === 0));
        const result = applyEdits(given, edits);
        assert.deepEqual(missing(result, dossier, style), []);
      }),
      { numRuns: 250 },
    );
  });
});

/** What people write under an item. */
const writings = [
  'Voir le wiki.',
  'Deux lignes\nsans rien entre elles.',
  '- un point\n- un autre\n  - plus bas',
  '* [ ] à relire\n* [x] relu',
  '1. cloner\n2. `npm ci`',
  '```sh\n# pas un titre\nnpm start\n```',
  '~~~\n- [ ] pas une case\n~~~',
  '| Nom | Rôle |\n| --- | --- |\n| a | b |',
  '> Une citation\n> ## sans titre',
  '<details>\n<summary>Plus</summary>\n\nCaché.\n\n</details>',
  '<!-- à compléter -->',
  '![schéma](schema.png)',
  '    du code indenté',
  '* * *',
  '[lien]: https://exemple.gouv.fr',
];

interface Given {
  /** The model's. */
  readonly id: string;
  readonly style: ChecklistStyle;
  readonly text: string;
  /** A word that marks the answer of each item that stands, by identifier. */
  readonly answers: ReadonlyMap<string, string>;
  /** Identifiers of what was left out, in no order; the items of a section left out not counted. */
  readonly absent: readonly string[];
}

/** Documents in the model's order with parts left out and answers written. */
function documents(): fc.Arbitrary<Given> {
  return fc
    .record({
      id: fc.constantFrom(...shipped.map((model) => model.id)),
      style: fc.constantFrom(...styles),
      level: fc.constantFrom(2, 3),
      seed: fc.array(fc.nat({ max: 99 }), { minLength: 60, maxLength: 60 }),
      top: fc.constantFrom('', '# Titre', '---\nproduit: x\n---', '---\nproduit: x\n---\n\n# Titre\n\nUn mot d’abord.'),
      mark: fc.constantFrom('', '\uFEFF'),
      eol: fc.constantFrom('\n', '\r\n'),
      end: fc.constantFrom('', '\n'),
    })
    .map(({ id, style, level, seed, top, mark, eol, end }) => {
      const model = shippedModel(id);
      let next = 0;
      const draw = (): number => seed[next++ % seed.length] ?? 0;
      const answers = new Map<string, string>();
      const absent: string[] = [];
      const parts: string[] = top === '' ? [] : [top];
      for (const section of model.sections) {
        if (draw() < 25) {
          absent.push(section.id);
          continue;
        }
        parts.push(`${'#'.repeat(level)} ${section.title}`);
        if (section.items.length === 0) {
          parts.push(writings[draw() % writings.length] ?? '');
        }
        for (const item of section.items) {
          if (draw() < 35) {
            absent.push(item.id);
            continue;
          }
          parts.push(itemText(model, section, item, style, level));
          if (draw() < 60) {
            const answer = `réponse-${item.id}`;
            const sub = draw() < 15 ? `${'#'.repeat(level + 2)} Détail\n\n` : '';
            parts.push(`${sub}${answer}\n\n${writings[draw() % writings.length]}`);
            answers.set(item.id, answer);
          }
        }
      }
      const text = mark + (parts.join('\n\n') + end).replaceAll('\n', eol);
      return { id, style, text, answers, absent };
    });
}

function itemText(model: Model, section: Section, item: Item, style: ChecklistStyle, sectionLevel: number): string {
  return writeText(itemsTemplate(model, section, [item], { style, sectionLevel }), { product: '', date: '' });
}

/** Checks that sections and boxes stand in the model's order. */
function assertInOrder(text: string, model: Model): void {
  const places = matchDocument(readOutline(text), model).sections.flatMap(({ section, heading, items }) => {
    assert.ok(heading, section.title);
    return [heading.range.start, ...items.flatMap(({ box }): Position[] => (box ? [box.range.start] : []))];
  });
  assert.equal(places.length, model.sections.length + itemsOf(model).length);
  places.forEach((place, index) => {
    assert.ok(index === 0 || comparePositions(places[index - 1] ?? place, place) < 0, 'in the model’s order');
  });
}

/** Checks that each answer is still that of its item, and of no other. */
function assertAnswers(text: string, model: Model, answers: ReadonlyMap<string, string>): void {
  const lines = indexLines(text);
  for (const { items } of matchDocument(readOutline(text), model).sections) {
    for (const { item, range } of items) {
      assert.ok(range);
      const found = [...answers].filter(([, answer]) => new RegExp(`${answer}\\s`).test(`${textIn(lines, range)}\n`));
      assert.deepEqual(
        found.map(([id]) => id),
        answers.has(item.id) ? [item.id] : [],
      );
    }
  }
}
