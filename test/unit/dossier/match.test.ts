import * as assert from 'node:assert/strict';
import { coverage, matchDocument, type MatchedItem } from '../../../src/dossier/match';
import type { Model } from '../../../src/models/types';
import { indexLines, readOutline, textIn } from '../../../src/outline';
import { generate, styles, withoutFrontMatter } from '../compose/documents';
import { dossier, itemsOf, postMortem, shipped, shippedModel } from '../models/shippedLibrary';

/** The sections found in a document: by identifier, the heading they stand under. */
function sectionsIn(text: string, model: Model): Record<string, string> {
  return Object.fromEntries(
    matchDocument(readOutline(text), model).sections.flatMap(({ section, heading }) =>
      heading ? [[section.id, heading.text]] : [],
    ),
  );
}

function itemsIn(text: string, model: Model): ReadonlyMap<string, MatchedItem> {
  const { sections } = matchDocument(readOutline(text), model);
  return new Map(sections.flatMap(({ items }) => items.map((matched) => [matched.item.id, matched])));
}

/** What an item owns in a text, from its first line to its last that holds something. */
function owned(text: string, model: Model, id: string): string | undefined {
  const range = itemsIn(text, model).get(id)?.range;
  return range && textIn(indexLines(text), range).trimEnd();
}

const titles = Object.fromEntries(dossier.sections.map(({ id, title }) => [id, title]));

describe('Matching a document with its model', () => {
  for (const style of styles) {
    it(`finds each section and each box of every generated document, in the ${style} style`, () => {
      for (const model of shipped) {
        for (const text of [generate(model, style), withoutFrontMatter(generate(model, style))]) {
          const { sections } = matchDocument(readOutline(text), model);
          assert.deepEqual(
            sections.map(({ section, heading, items }) => [
              section.id,
              heading?.text,
              items.map(({ item, box, heading: title }) => [item.id, box?.text, title?.text.replace(/^[\d.]+ /, '')]),
            ]),
            model.sections.map(({ id, title, items }) => [
              id,
              title,
              items.map((item) => [
                item.id,
                item.wording,
                style === 'headings' && model.layout === 'headings' ? item.title : undefined,
              ]),
            ]),
          );
          assert.equal(coverage(matchDocument(readOutline(text), model)), 1);
        }
      }
    });
  }

  it('takes no heading of one section for another: each can be away alone', () => {
    // The conditions' only section bears the document's title: that title then stands for it.
    for (const model of shipped.filter(({ id }) => id !== 'conditions-arret-reussi')) {
      const [top = '', ...parts] = generate(model).split(/(?=^## )/m);
      model.sections.forEach((section, index) => {
        const text = top + parts.filter((_, i) => i !== index).join('');
        const expected = model.sections.filter((other) => other !== section);
        assert.deepEqual(sectionsIn(text, model), Object.fromEntries(expected.map(({ id, title }) => [id, title])));
      });
    }
  });

  it('knows each section by each of its other titles, and never takes it for one that is away', () => {
    for (const model of [dossier, postMortem, shippedModel('procedure-plus-de-budget')]) {
      const [top = '', ...parts] = generate(model).split(/(?=^## )/m);
      model.sections.forEach((section, index) => {
        for (const synonym of section.synonyms) {
          const renamed = parts.map((part, i) => (i === index ? part.replace(/^## .*/, () => `## ${synonym}`) : part));
          for (const away of model.sections.filter((other) => other !== section)) {
            const text = top + renamed.filter((_, i) => model.sections[i] !== away).join('');
            const found = sectionsIn(text, model);
            assert.equal(found[section.id], synonym);
            assert.equal(found[away.id], undefined, `${synonym} → ${away.title}`);
          }
        }
      });
    }
  });

  it('leaves a heading to the item it is more like, when a team gives a section a near title', () => {
    const near: Model = {
      ...dossier,
      sections: dossier.sections.map((section) =>
        section.id === 'apis-et-integrations-externes'
          ? { ...section, synonyms: ['Les services et comptes externes'] }
          : section,
      ),
    };
    const text = generate(near).replace(/## APIs[^]*?(?=## Accès)/, '');
    assert.deepEqual(
      Object.keys(sectionsIn(text, near)),
      Object.keys(titles).filter((id) => id !== 'apis-et-integrations-externes'),
    );
    assert.equal(itemsIn(text, near).get('saas')?.heading?.text, '2.4 Services et comptes externes');
  });

  const headings: readonly [heading: string, id: string | undefined][] = [
    ['## 🧪 Nos apprentissages :', 'apprentissages'],
    ['# LES APPRENTISSAGES', 'apprentissages'],
    ['### 1. Ce qu’on a appris ?', 'apprentissages'],
    ['Ce que nous avons appris\n===', 'apprentissages'],
    ['## [Les enseignements](#x) ##', 'apprentissages'],
    ['## **Pourquoi on s’arrête**', 'raisons'],
    ["## Pourquoi on s'arrete", 'raisons'],
    ['## 2) pourquoi le produit s’arrête…', 'raisons'],
    ['#### Les raisons de l’arrêt', 'raisons'],
    ['## Pour relancer le produit, ce qu’on vous conseille (et pourquoi)', 'relance'],
    ['## 🚀 Pour relancer', 'relance'],
    ['## Si vous souhaitez relancer ce produit', 'relance'],
    ['## Notre équipe', undefined],
    ['## Pourquoi ce produit', undefined],
    ['## Arrêt', undefined],
    ['## Relance des usagers', undefined],
    ['## Le produit', undefined],
    ['## 🧪', undefined],
    ['> ## Les apprentissages', undefined],
    ['```\n## Les apprentissages\n```', undefined],
  ];
  for (const [heading, id] of headings) {
    it(`takes « ${heading.replaceAll('\n', '⏎')} » for ${id ?? 'none of the post-mortem’s sections'}`, () => {
      assert.deepEqual(
        Object.keys(sectionsIn(`# POST MORTEM\n\n${heading}\n\nDu texte.\n`, postMortem)),
        id ? [id] : [],
      );
    });
  }

  it('finds sections in any order, at any rank, renumbered, with others between them', () => {
    const [top = '', ...parts] = withoutFrontMatter(generate(dossier)).split(/(?=^## )/m);
    const shuffled = parts
      .toReversed()
      .map((part, i) => part.replace('## ', () => `#${'#'.repeat(i % 2)} ${9 - i}. `).replaceAll('### ', '#### 0.'));
    const text = [top, '## Notre équipe\n\nTrois personnes.\n\n', ...shuffled].join('');
    assert.deepEqual(
      Object.entries(sectionsIn(text, dossier)).map(([id, heading]) => [id, heading.slice(3)]),
      Object.entries(titles),
    );
    for (const [id, { item, box }] of itemsIn(text, dossier)) {
      assert.equal(box?.text, item.wording, id);
    }
  });

  it('knows a box whose wording was touched up, ticked or moved, and gives it to one item only', () => {
    const text = `## Accès & droits

* [X] **Explication** des rôles et des permissions des utilisateurs (matrice des rôles) :
* ☑ mettre les credentials sur Vaultwarden !
`;
    const found = itemsIn(text, dossier);
    assert.deepEqual(
      ['roles', 'acces', 'coffre'].map((id) => found.get(id)?.box?.checked),
      [true, undefined, true],
    );
    const boxes = [...found.values()].flatMap(({ box }) => box ?? []);
    assert.equal(new Set(boxes).size, boxes.length);
  });

  it('gives a box to the item most like it, when two are', () => {
    const wording = 'Exporter la liste des comptes externes';
    const twins: Model = {
      ...dossier,
      sections: dossier.sections.slice(0, 1).map((section) => ({
        ...section,
        items: section.items.map((item, i) => ({ ...item, wording: i === 0 ? `${wording} fermés` : wording })),
      })),
    };
    const found = itemsIn(`## Documentation générale\n\n- [ ] ${wording}\n`, twins);
    assert.deepEqual(
      [...found.values()].map(({ box }) => box?.text),
      [undefined, wording, undefined],
    );
  });

  it('gives the box that is most alike to each of two items of near wordings', () => {
    const impact = shippedModel('procedure-impact-insuffisant');
    const found = itemsIn(generate(impact), impact);
    assert.match(found.get('post-mortem')?.box?.text ?? '', /^post-mortem : rédaction/);
    assert.match(found.get('post-mortem-publie')?.box?.text ?? '', /^rédiger un post-mortem/);
  });

  describe('what an item owns', () => {
    const [first, second] = itemsOf(dossier);
    const one = first?.wording ?? '';
    const two = second?.wording ?? '';
    const table: readonly [
      name: string,
      lines: readonly string[],
      first: readonly [number, number] | undefined,
      second: readonly [number, number] | undefined,
    ][] = [
      [
        'under its heading, all of its section',
        [
          '### 1.1 Documentation utilisateur',
          `- [ ] ${one}`,
          'a',
          '#### b',
          'c',
          '### 1.2 Documentation métier',
          `- [ ] ${two}`,
        ],
        [0, 4],
        [5, 6],
      ],
      [
        'under a heading of another title, the same',
        ['### Guides', `- [ ] ${one}`, 'a', '### Règles', '', `- [ ] ${two}`, 'b'],
        [0, 2],
        [3, 6],
      ],
      [
        'under headings exchanged, what its box says',
        ['### 1.2 Documentation métier', `- [ ] ${one}`, 'a', '### 1.1 Documentation utilisateur', `- [ ] ${two}`],
        [0, 2],
        [3, 4],
      ],
      [
        'under a heading shared, from its box to the next',
        ['### Guides', `- [ ] ${one}`, '  a', `- [ ] ${two}`, 'b'],
        [1, 2],
        [3, 4],
      ],
      ['in a flat list, from its box to the next', [`☐ ${one}\\`, `☐ ${two}`], [0, 0], [1, 1]],
      [
        'in a flat list, sub-headings of its answer included',
        [`☐ ${one}`, '#### Détail', 'a', `☐ ${two}`, 'b', '#### Détail', 'c'],
        [0, 2],
        [3, 6],
      ],
      [
        'in a flat list, nested boxes included',
        [`- [ ] ${one}`, '  - [ ] a', '  - [x] b', `- [ ] ${two}`],
        [0, 2],
        [3, 3],
      ],
      ['up to the heading of the next box', [`☐ ${one}`, 'a', '### Autres', `☐ ${two}`], [0, 1], [2, 3]],
      [
        'with a title but no box, the title’s section',
        ['### Documentation utilisateur', 'a', '### Documentation métier', 'b'],
        [0, 1],
        [2, 3],
      ],
      [
        'up to the title of the next item, even without a box',
        [`☐ ${one}`, 'a', '### Documentation métier', 'b'],
        [0, 1],
        [2, 3],
      ],
      ['nothing when it is away', [`- [ ] ${two}`], undefined, [0, 0]],
      [
        'nothing when its heading holds the box of another',
        ['### Documentation utilisateur', `- [ ] ${two}`],
        undefined,
        [0, 1],
      ],
    ];
    for (const [name, lines, ...expected] of table) {
      it(name, () => {
        const text = ['## Documentation générale', ...lines, '## Architecture et infrastructure', '', 'fin'].join('\n');
        [first, second].forEach((item, i) => {
          const place = expected[i];
          const words = place && lines.slice(place[0], place[1] + 1).join('\n');
          assert.equal(owned(text, dossier, item?.id ?? ''), words, item?.id);
        });
        const open = ['## Documentation générale', ...lines].join('\n');
        const last = expected[1];
        assert.equal(owned(open, dossier, second?.id ?? ''), last && lines.slice(last[0], last[1] + 1).join('\n'));
      });
    }

    it('is never the box of another', () => {
      const text = `## Documentation générale\n\n### Documentation utilisateur\n\na\n\n- [ ] ${two}\n`;
      const found = itemsIn(text, dossier);
      assert.equal(found.get(first?.id ?? '')?.heading?.text, 'Documentation utilisateur');
      assert.equal(found.get(first?.id ?? '')?.box, undefined);
      assert.equal(found.get(second?.id ?? '')?.box?.text, two);
      const reworded = text.replace(two, 'Le guide');
      assert.equal(itemsIn(reworded, dossier).get(first?.id ?? '')?.box?.text, 'Le guide');
    });

    it('lies inside the text where no heading stands', () => {
      const text = `☐ ${one}\n\na\n\n☐ ${two}\n\nb`;
      assert.equal(owned(text, dossier, first?.id ?? ''), `☐ ${one}\n\na`);
      assert.equal(owned(text, dossier, second?.id ?? ''), `☐ ${two}\n\nb`);
      assert.equal(owned(`☐ ${one}\n\n# Autre\n\na`, dossier, first?.id ?? ''), `☐ ${one}`);
    });
  });

  it('measures how much of the model stands', () => {
    const share = (text: string): number => coverage(matchDocument(readOutline(text), postMortem));
    assert.equal(share('# Rien'), 0);
    assert.equal(share('## Les apprentissages\n\n## Pourquoi on s’arrête'), 2 / 3);
  });
});
