import * as assert from 'node:assert/strict';
import { identifyDocument } from '../../../src/dossier/identify';
import { nextPlace, placeOfAnswer, placesToFill, previousPlace, type Place } from '../../../src/dossier/next';
import { assessDocument } from '../../../src/dossier/status';
import { applyEdits, comparePositions, readOutline } from '../../../src/outline';
import { generate, styles } from '../compose/documents';
import { dossier, postMortem, shipped, shippedModel } from '../models/shippedLibrary';

function places(text: string): Place[] {
  const outline = readOutline(text);
  const match = identifyDocument(outline, shipped);
  assert.ok(match);
  return placesToFill(assessDocument(match, outline), outline);
}

const names = (text: string): string[] =>
  places(text).map(({ item, section }) => item?.matched.item.id ?? `# ${section.matched.section.id}`);

const shown = ({ range: { start } }: Place): string => `${start.line}:${start.character}`;

const budget = shippedModel('procedure-plus-de-budget');

describe('Going to what is still to write', () => {
  it('has a place for each item, or section without items, of a generated document', () => {
    for (const model of shipped) {
      for (const style of styles) {
        const expected = model.sections.flatMap(({ id, items }) =>
          items.length > 0 ? items.map((item) => item.id) : [`# ${id}`],
        );
        const text = generate(model, style);
        assert.deepEqual(names(text), expected);
        assert.deepEqual(names(text.replaceAll('\n', '\r\n')), expected);
        const all = places(text).map(({ range }) => range.start);
        assert.ok(all.every((start, index) => index === 0 || comparePositions(all[index - 1] ?? start, start) < 0));
      }
    }
  });

  it('is where an answer written makes the item answered', () => {
    for (const model of [dossier, postMortem]) {
      for (const style of styles) {
        let text = generate(model, style);
        let left = places(text).filter(({ item }) => item?.matched.item.expects !== 'action');
        while (left[0]) {
          const { start, end } = left[0].range;
          assert.deepEqual(start, end);
          const before = left.length;
          const newText = `${start.character > 0 ? '\n' : ''}Une réponse.${start.character > 0 ? '\\' : ''}`;
          text = applyEdits(text, [{ range: { start, end }, newText }]);
          left = places(text).filter(({ item }) => item?.matched.item.expects !== 'action');
          assert.equal(left.length, before - 1, text);
        }
      }
    }
  });

  it('is the mark itself for what only has to be ticked', () => {
    for (const style of styles) {
      let text = generate(budget, style);
      for (let [first] = places(text); first; [first] = places(text)) {
        const count = places(text).length;
        text = applyEdits(text, [{ range: first.range, newText: style === 'headings' ? 'x' : '☑' }]);
        assert.ok(places(text).length < count);
      }
    }
  });

  it('leaves out what is answered, ticked, without object, or excluded by another branch', () => {
    const text = generate(dossier)
      .replace('- [ ] Documentation utilisateur', '- [x] Documentation utilisateur')
      .replace("- [ ] Documentation métier du produit (pour l'équipe interne)", (line) => `${line}\n\nUn wiki.`)
      .replace('- [ ] Tous liens ou fichiers concernant le produit', (line) => `${line}\n\nSans objet : rien`);
    assert.equal(names(text)[0], 'architecture');
    const taken = generate(budget).replace('[ ] Option 1', '[x] Option 1');
    assert.ok(!names(taken).includes('reprise') && !names(taken).includes('dormance'));
  });

  it('has one place under a heading that has none of its items', () => {
    const [first, ...others] = generate(dossier).split(/(?<=## Documentation générale\n)|(?=\n## Architecture et)/);
    const text = `${first}${others.slice(1).join('')}`;
    assert.deepEqual(names(text).slice(0, 2), ['# documentation-generale', 'architecture']);
  });

  const under: readonly [text: string, place: string][] = [
    ['## Les apprentissages\n\n## Pourquoi on s’arrête\n\nx\n', '1:0'],
    ['## Les apprentissages\n\n\n\n## Pourquoi on s’arrête\n\nx\n', '2:0'],
    ['## Les apprentissages\n## Pourquoi on s’arrête\n\nx\n', '0:21'],
    ['## Les apprentissages\n<!-- guide -->\n\n## Pourquoi on s’arrête\n\nx\n', '0:21'],
    ['## Les apprentissages\n\nTODO\n\n## Pourquoi on s’arrête\n\nx\n', '1:0'],
  ];
  for (const [text, place] of under) {
    it(`is at ${place} in ${JSON.stringify(text)}`, () => {
      const [first] = places(text);
      assert.equal(first && shown(first), place);
    });
  }

  it('gives the place of an answer even where one stands', () => {
    const outline = readOutline(generate(dossier));
    const match = identifyDocument(outline, shipped);
    const [item] = match ? (assessDocument(match, outline).sections[0]?.items ?? []) : [];
    assert.deepEqual(item && placeOfAnswer(item, outline)?.start, { line: 14, character: 0 });
  });

  it('goes round', () => {
    const all = places(generate(postMortem));
    const [a, b, c] = all;
    assert.ok(a && b && c);
    const line = (number: number): { line: number; character: number } => ({ line: number, character: 0 });
    assert.equal(nextPlace(all, line(0)), a);
    assert.equal(nextPlace(all, a.range.start), b);
    assert.equal(nextPlace(all, c.range.start), a);
    assert.equal(nextPlace(all, line(999)), a);
    assert.equal(previousPlace(all, a.range.start), c);
    assert.equal(previousPlace(all, c.range.start), b);
    assert.equal(previousPlace(all, line(0)), c);
    assert.equal(nextPlace([], line(0)), undefined);
    assert.equal(previousPlace([], line(0)), undefined);
  });
});
