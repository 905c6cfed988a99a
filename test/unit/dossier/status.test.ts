import * as assert from 'node:assert/strict';
import { identifyDocument } from '../../../src/dossier/identify';
import {
  assessDocument,
  sectionProgress,
  sumProgress,
  type DocumentStatus,
  type ItemStatus,
} from '../../../src/dossier/status';
import { readOutline } from '../../../src/outline';
import { generate, styles } from '../compose/documents';
import { dossier, itemsOf, postMortem, shipped } from '../models/shippedLibrary';

function status(text: string): DocumentStatus {
  const outline = readOutline(text);
  const match = identifyDocument(outline, shipped);
  assert.ok(match);
  return assessDocument(match, outline);
}

function itemIn(text: string, id: string): ItemStatus {
  const item = status(text)
    .sections.flatMap(({ items }) => items)
    .find(({ matched }) => matched.item.id === id);
  assert.ok(item);
  return item;
}

const sectionStates = (text: string): string[] => status(text).sections.map(({ state }) => state);

const label = '- [ ] Tous liens ou fichiers concernant le produit';
const blank = generate(dossier);
/** The generated dossier with something in place of the box of « Liens ». */
const withLinks = (written: string): string => blank.replace(label, () => written);
/** The generated post-mortem with something under its first heading. */
const withLessons = (written: string): string =>
  generate(postMortem).replace('## Les apprentissages\n', (heading) => `${heading}\n${written}\n`);

describe('Where an item stands', () => {
  const states: readonly [written: string, state: string, hasAnswer: boolean][] = [
    [label, 'todo', false],
    [`${label}\n\nUn site.`, 'filled', true],
    [`${label}\n\n- Un site`, 'filled', true],
    [`${label}\n\n| a | b |\n| - | - |\n| c | d |`, 'filled', true],
    [`${label}\n\n\`\`\`sh\nnpm ci\n\`\`\``, 'filled', true],
    [`${label}\n\n![](schema.png)`, 'filled', true],
    [`${label}\n\n> Une citation`, 'filled', true],
    [`${label}\n\n[Site](https://exemple.fr)`, 'filled', true],
    [`${label}\n\n#### Sites\n\nUn site.`, 'filled', true],
    [`${label}\n  - Un site`, 'filled', true],
    [`${label}\nÉcrit juste dessous.`, 'filled', true],
    [`${label} : exemple.fr`, 'filled', true],
    [`${label}\n\n#### Sites`, 'todo', false],
    [`${label}\n\nÀ compléter`, 'todo', false],
    [`${label} : à compléter`, 'todo', false],
    [`${label}\n\n- TODO\n- …`, 'todo', false],
    [`${label}\n\n<!-- Un site. -->`, 'todo', false],
    [`${label}\n\n<!-- arret:genere liens 0 -->\n\n<!-- arret:fin -->`, 'todo', false],
    [`${label}\n\n- [ ] une étape`, 'todo', false],
    [`${label}\n\n---`, 'todo', false],
    [label.replace('[ ]', '[x]'), 'done', false],
    [`${label.replace('[ ]', '[x]')}\n\nUn site.`, 'done', true],
    [`${label}\n\nSans objet : rien`, 'not-applicable', true],
    [`${label.replace('[ ]', '[x]')}\n\nSans objet`, 'not-applicable', true],
    [`${label} : sans objet, aucun lien`, 'not-applicable', true],
    ['Un site.', 'filled', true],
    ['', 'todo', false],
  ];
  for (const [written, state, hasAnswer] of states) {
    it(`${JSON.stringify(written.replace(label, '☐'))} is ${state}`, () => {
      for (const eol of ['\n', '\r\n']) {
        const item = itemIn(withLinks(written).replaceAll('\n', eol), 'liens');
        assert.deepEqual([item.state, item.hasAnswer], [state, hasAnswer]);
        const others = status(withLinks(written)).sections.flatMap(({ items }) => items);
        assert.equal(others.filter((other) => other.state === 'todo').length, state === 'todo' ? 24 : 23);
      }
    });
  }

  it('gives each line of the handbook its own state', () => {
    const flat = generate(dossier, 'handbook')
      .replace('☐ Documentation utilisateur', '☑ Documentation utilisateur')
      .replace('☐ Tous liens ou fichiers concernant le produit', (line) => `${line}\\\nUn site.`);
    const states = status(flat).sections[0]?.items.map(({ state }) => state);
    assert.deepEqual(states, ['done', 'todo', 'filled']);
  });
});

describe('Where an item of a flat list stands', () => {
  it('isn’t answered by what stands beside the boxes', () => {
    const [first, second] = dossier.sections[0]?.items ?? [];
    const list = [`- [ ] ${first?.wording}`, `- [ ] ${second?.wording}`, '- une note', ''].join('\n');
    const text = generate(dossier).replace(/(## Documentation générale\n)[^]*?(?=## Architecture)/, `$1\n${list}\n`);
    assert.deepEqual(
      status(text).sections[0]?.items.map(({ state }) => state),
      ['todo', 'todo', 'todo'],
    );
  });
});

describe('Where a section stands', () => {
  it('is empty when just generated', () => {
    for (const model of shipped) {
      for (const style of styles) {
        assert.ok(sectionStates(generate(model, style)).every((state) => state === 'empty'));
      }
    }
  });

  const firstSections: readonly [text: string, state: string][] = [
    [withLinks(`${label}\n\nUn site.`), 'partial'],
    [withLinks(label.replace('[ ]', '[x]')), 'partial'],
    [blank.replace('## Documentation générale\n', '## Documentation générale\n\nTout est sur le wiki.\n'), 'partial'],
    [blank.replace('## Documentation générale\n', '## Documentation générale\n\nÀ compléter\n'), 'empty'],
    [
      blank.replace('## Documentation générale\n', '## Documentation générale\n\nSans objet : jamais ouvert\n'),
      'complete',
    ],
    [blank.replace(/- \[ \](?=.*\n\n###? (?:1\.|Arch))/g, '- [x]'), 'complete'],
    [withLessons('Du texte.'), 'complete'],
    [withLessons('- une liste'), 'complete'],
    [withLessons('### Un sous-titre\n\nDu texte.'), 'complete'],
    [withLessons('### Un sous-titre'), 'empty'],
    [withLessons('TODO'), 'empty'],
    [withLessons('<!-- guide -->'), 'empty'],
    [withLessons('Sans objet : produit jamais lancé'), 'complete'],
  ];
  for (const [text, state] of firstSections) {
    it(`${JSON.stringify(text.slice(text.indexOf('\n## '), text.indexOf('\n## ') + 80))}… is ${state}`, () => {
      assert.equal(sectionStates(text)[0], state);
      assert.equal(sectionStates(text.replaceAll('\n', '\r\n'))[0], state);
    });
  }

  it('isn’t without object for a sub-heading of its own that is', () => {
    const text = blank.replace('## Architecture et', '### Divers\n\nSans objet : rien\n\n## Architecture et');
    assert.equal(status(text).sections[0]?.notApplicable, undefined);
    assert.notEqual(sectionStates(text)[0], 'complete');
  });

  it('passes « sans objet » on to its items, once each', () => {
    const text = blank.replace(
      '## Documentation générale\n',
      '## Documentation générale\n\nSans objet : jamais ouvert\n',
    );
    const [section] = status(text).sections;
    assert.ok(section?.notApplicable);
    assert.ok(
      section.items.every((item) => item.state === 'not-applicable' && item.notApplicable === section.notApplicable),
    );
  });
});

describe('Progress', () => {
  it('counts items, or the section where it has none', () => {
    assert.deepEqual(status(blank).progress, { total: itemsOf(dossier).length, done: 0, filled: 0, notApplicable: 0 });
    assert.deepEqual(status(withLessons('Du texte.')).progress, { total: 3, done: 1, filled: 0, notApplicable: 0 });
    assert.deepEqual(status(withLessons('Sans objet : rien')).progress, {
      total: 3,
      done: 0,
      filled: 0,
      notApplicable: 1,
    });
  });

  it('adds up', () => {
    const text = withLinks(`${label}\n\nUn site.`).replace('- [ ] Documentation util', '- [x] Documentation util');
    const { sections, progress } = status(text);
    assert.deepEqual(progress, { total: 24, done: 1, filled: 1, notApplicable: 0 });
    assert.deepEqual(sumProgress(sections.map(sectionProgress)), progress);
    assert.deepEqual(sumProgress([]), { total: 0, done: 0, filled: 0, notApplicable: 0 });
  });
});
