import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { snippetFiles, type Snippet } from '../../../src/compose/snippetFiles';
import { hole, type Template } from '../../../src/compose/template';
import { writeSnippet } from '../../../src/compose/writeSnippet';
import { readOutline } from '../../../src/outline';
import { dossier, itemsOf, shipped } from '../models/shippedLibrary';
import { generate } from './documents';
import { expandSnippet } from './expandSnippet';

const files = snippetFiles(shipped);
const snippets: readonly (readonly [name: string, snippet: Snippet])[] = Object.values(files).flatMap((file) =>
  Object.entries(file),
);

describe('Snippets', () => {
  it('are up to date with the models', () => {
    assert.deepEqual(readdirSync('snippets').sort(), Object.keys(files).sort());
    for (const [name, expected] of Object.entries(files)) {
      assert.deepEqual(JSON.parse(readFileSync(`snippets/${name}`, 'utf8')), expected, name);
    }
  });

  it('are one a document, and one a section of the dossier', () => {
    assert.deepEqual(
      snippets.map(([name, { prefix }]) => [prefix, name]),
      [
        ['arret-dossier', 'Dossier technique de reprise'],
        ...dossier.sections.map(({ id, title }) => [`arret-dossier-${id}`, `Dossier technique de reprise : ${title}`]),
        ['arret-post-mortem', 'Post-mortem'],
        [
          'arret-procedure-impact-insuffisant',
          "Procédure d’arrêt : le produit n'a pas suffisamment d'impact par rapport à son coût",
        ],
        ['arret-procedure-plus-de-budget', "Procédure d’arrêt : le produit n'est plus financé"],
        ['arret-procedure-plus-porte-par-le-metier', "Procédure d’arrêt : le produit n'est plus porté par le métier"],
        ['arret-procedure-plus-incarne', "Procédure d’arrêt : le produit n'est plus incarné par un intrapreneur"],
        ['arret-conditions', 'Les conditions d’un arrêt réussi'],
      ],
    );
  });

  for (const [name, { prefix, description, body }] of snippets) {
    it(`${prefix} is well formed: every stop in turn, the last one at the end`, () => {
      const { text, stops } = expandSnippet(body.join('\n'));
      assert.ok(description.length > 0, name);
      assert.ok(body.every((line) => !line.includes('\n')));
      assert.doesNotMatch(text, /\$|\t/);
      assert.equal(body.at(-1), '$0');
      assert.equal(stops.filter((stop) => stop === 0).length, 1);
      const numbered = stops.slice(0, -1);
      // The product stands twice under the first stop, in the front matter and in the title.
      const inTurn = numbered[0] === 1 && numbered[1] === 1 ? numbered.slice(1) : numbered;
      assert.deepEqual(
        inTurn,
        inTurn.map((_, index) => index + 1),
      );
      assert.ok(inTurn.length >= 1);
    });
  }

  it('say what a generated file says', () => {
    const wholes = shipped.map((model) => {
      const snippet = snippets.find(([, { prefix }]) =>
        [`arret-${model.kind}`, `arret-${model.id}`].includes(prefix),
      )?.[1];
      assert.ok(snippet, model.id);
      return { model, ...expandSnippet(snippet.body.join('\n')) };
    });
    const squeeze = (text: string): string => text.replace(/\n{3,}/g, '\n\n').trimEnd();
    for (const { model, text, variables } of wholes) {
      const dated = text.replace('«CURRENT_YEAR»-«CURRENT_MONTH»-«CURRENT_DATE»', '2026-11-24');
      const named = dated
        .replace('\nproduit: Nom du produit\n', '\nproduit: Passerelle\n')
        .replace(/^(# .* : )$/m, '$1Passerelle');
      assert.equal(squeeze(named), generate(model).trimEnd(), model.id);
      assert.deepEqual(variables, ['WORKSPACE_NAME', 'CURRENT_YEAR', 'CURRENT_MONTH', 'CURRENT_DATE']);
    }
  });

  it('of a section hold its heading and its items, with a stop for each answer', () => {
    for (const section of dossier.sections) {
      const snippet = files['dossier.json']?.[`${dossier.title} : ${section.title}`];
      assert.ok(snippet);
      const { text, stops } = expandSnippet(snippet.body.join('\n'));
      const { headings, items } = readOutline(text);
      assert.equal(headings[0]?.text, section.title);
      assert.deepEqual(
        items.map((item) => item.text),
        section.items.map((item) => item.wording),
      );
      assert.equal(stops.length, section.items.length + 1);
      assert.ok(snippet.description.startsWith(`${section.items.length} éléments : `));
    }
    assert.equal(itemsOf(dossier).length, 24);
  });

  it('escape whatever a model or a product’s name says', () => {
    const words = fc.array(fc.constantFrom('$', '}', '\\', '{', '${1:x}', '$0', 'a', ' ', '|', ',', '`'), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(words, words, (label, name) => {
        const text = label.join('');
        const product = name.join('');
        const template: Template = [['a ', text, hole('mark'), text], [hole('answer')], [text, hole('productTitle')]];
        const lines = writeSnippet(template);
        const { text: expanded, stops } = expandSnippet(lines.join('\n'));
        assert.equal(expanded, `a ${text} ${text}\n\n${text}Nom du produit`);
        assert.deepEqual(stops, [2, 3, 1]);
        const known = expandSnippet(writeSnippet(template, { product, date: '2026-11-24' }).join('\n'));
        assert.ok(known.text.startsWith(`a ${text} ${text}\n\n${text}`));
        assert.deepEqual(known.stops, [1, 2]);
        assert.deepEqual(known.variables, []);
      }),
    );
  });
});
