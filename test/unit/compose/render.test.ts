import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { documentTemplate, sectionTemplate } from '../../../src/compose/render';
import { writeText } from '../../../src/compose/writeText';
import { readOutline } from '../../../src/outline';
import { conditions, dossier, itemsOf, postMortem, shipped, shippedModel } from '../models/shippedLibrary';
import { generate, styles } from './documents';

const values = { product: 'Passerelle', date: '2026-11-24' };

describe('Writing a document', () => {
  it('writes the dossier with sub-headings, boxes and room for answers', () => {
    assert.equal(
      generate(dossier).split('\n## Architecture')[0],
      `---
modele: dossier-technique-de-reprise
version: 1
produit: Passerelle
date: 2026-11-24
---

# Dossier technique de reprise : Passerelle

## Documentation générale

### 1.1 Documentation utilisateur

- [ ] Documentation utilisateur du produit (pour le public)

### 1.2 Documentation métier

- [ ] Documentation métier du produit (pour l'équipe interne)

### 1.3 Liens

- [ ] Tous liens ou fichiers concernant le produit
`,
    );
  });

  it('writes the dossier with the handbook’s own lines', () => {
    assert.equal(
      generate(dossier, 'handbook').split('\n## Architecture')[0]?.split('---\n\n')[1],
      `# Dossier technique de reprise : Passerelle

## Documentation générale

☐ Documentation utilisateur du produit (pour le public)\\
☐ Documentation métier du produit (pour l'équipe interne)\\
☐ Tous liens ou fichiers concernant le produit
`,
    );
  });

  it('writes the post-mortem: who writes it, out of sight, then its three headings', () => {
    assert.equal(
      generate(postMortem),
      `---
modele: post-mortem
version: 1
produit: Passerelle
date: 2026-11-24
---

# Post-mortem : Passerelle

<!-- Le post-mortem est rédigé par l'intrapreneur et le coach en lien avec le responsable de portefeuille. -->

## Les apprentissages

## Pourquoi on s'arrête

## Pour relancer le produit, voilà ce qu'on vous conseille (et pourquoi)
`,
    );
    assert.equal(generate(postMortem, 'handbook'), generate(postMortem));
  });

  it('writes a procedure: its circumstance, then a numbered checklist a section', () => {
    assert.equal(
      writeText(
        documentTemplate(shippedModel('procedure-impact-insuffisant'), { style: 'headings', sectionLevel: 3 }),
        values,
      ).split('\n3. ')[0],
      `## Procédure d’arrêt : Passerelle

**Circonstance :** le produit n'a pas suffisamment d'impact par rapport à son coût

### Arrêt lorsqu'un produit n’a pas d’impact suffisant avéré

Dans le cas où le produit n’a pas d’impact avéré suffisant par rapport à son coût, il est proposé la procédure suivante :

1. [ ] décision d’arrêt : lors du comité d’investissement, le comité décide de l’arrêt du financement de la startup par ses sponsors actuels.
2. [ ] post-mortem : rédaction d’un post-mortem détaillant les raisons de l’échec du produit à trouver son impact (cf modèle ci-dessous)

### Les conditions d’un arrêt réussi

En cas d'arrêt d'un produit, il est recommandé de suivre les étapes suivantes :

1. [ ] mettre à jour la fiche beta du produit : contexte, problème, solution, étape, membres, budget, code source, ...
2. [ ] rédiger un post-mortem détaillant les raisons de l’arrêt (cf modèle ci-dessous) et le publier en fin de fiche beta du produit ;`,
    );
  });

  it('drops sub-headings where Markdown has no rank left for them', () => {
    const section = dossier.sections[6];
    assert.ok(section);
    const write = (sectionLevel: number): string =>
      writeText(sectionTemplate(dossier, section, { style: 'headings', sectionLevel }), values);
    assert.match(write(5), /^##### Contexte et choix techniques\n\n###### 7\.1 Choix\n\n- \[ \] Motivation/);
    assert.match(write(6), /^###### Contexte et choix techniques\n\n- \[ \] Motivation.*\n\n- \[ \] Principales/);
  });

  for (const style of styles) {
    it(`reads back every section and wording, in order, from the ${style} style`, () => {
      for (const model of shipped) {
        const { headings, items } = readOutline(generate(model, style));
        assert.deepEqual(
          headings.filter(({ level }) => level === 2).map(({ text }) => text),
          model.sections.map(({ title }) => title),
        );
        assert.deepEqual(
          items.map(({ text, checked, notation, depth }) => ({ text, checked, notation, depth })),
          itemsOf(model).map(({ wording }) => ({
            text: wording,
            checked: false,
            notation: style === 'handbook' ? 'glyph' : 'task',
            depth: 0,
          })),
        );
        const titles = headings.filter(({ level }) => level === 3).map(({ text }) => text.replace(/^\d+\.\d+ /, ''));
        const hasTitles = style === 'headings' && model.layout === 'headings';
        assert.deepEqual(titles, hasTitles ? itemsOf(model).map(({ title }) => title) : []);
      }
    });

    it(`keeps the ${style} style calm: single blank lines, no blank at a line’s end, one line ending at the end`, () => {
      for (const model of shipped) {
        const text = generate(model, style);
        assert.doesNotMatch(text, /\n\n\n|[ \t]\n|^\n|\r/);
        assert.match(text, /[^\n]\n$/);
      }
    });
  }

  it('numbers the items by section', () => {
    const numbers = readOutline(generate(dossier))
      .headings.filter(({ level }) => level === 3)
      .map(({ text }) => text.split(' ')[0]);
    assert.deepEqual(
      numbers,
      [3, 4, 5, 4, 3, 3, 2].flatMap((count, s) => Array.from({ length: count }, (_, i) => `${s + 1}.${i + 1}`)),
    );
    assert.equal(conditions.layout, 'list');
  });

  it('carries any product’s name, in the front matter and in the title', () => {
    const special = fc.constantFrom(
      ...'a é😀:#-?![]{}<>&*_`~|\\\'"%@$^=.,/0\u00A0\u2028'.split(''),
      ': ',
      ' #',
      '--',
      '${1}',
      'null',
      'true',
    );
    const name = fc
      .oneof(
        fc.array(special, { maxLength: 12 }).map((parts) => parts.join('')),
        fc.string({ unit: 'grapheme' }),
      )
      .filter((text) => text.trim() !== '' && !/\p{Cc}/u.test(text));
    const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();
    fc.assert(
      fc.property(name, (product) => {
        const { frontMatter, headings, comments } = readOutline(generate(postMortem, 'headings', product));
        assert.deepEqual(frontMatter?.problems, []);
        assert.deepEqual(
          frontMatter.entries.map(({ key, value }) => [key, value]),
          [
            ['modele', 'post-mortem'],
            ['version', 1],
            ['produit', product],
            ['date', '2026-11-24'],
          ],
        );
        assert.equal(headings[0]?.text && flat(headings[0].text), flat(`Post-mortem : ${product}`));
        assert.equal(headings.length, 4);
        assert.equal(comments.length, 1);
      }),
      {
        numRuns: 500,
        examples: [
          ['12'],
          ['2026-11-24'],
          ['a\u00A0'],
          ['---'],
          ['*a*'],
          ['[x](y)'],
          ['a ##'],
          ['- a'],
          ['~'],
          ['mot '.repeat(60).trim()],
        ],
      },
    );
  });
});
