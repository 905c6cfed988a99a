import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { planInsertion, type InsertionRequest } from '../../../src/compose/insertAt';
import { applyEdits, indexLines, offsetAt, readOutline, type Position } from '../../../src/outline';
import { dossier, postMortem, shipped } from '../models/shippedLibrary';
import { generate, styles } from './documents';
import { expandSnippet } from './expandSnippet';

const values = { product: 'Passerelle', date: '2026-11-24' };
const section = dossier.sections[6];
const request: InsertionRequest = { model: dossier, section, style: 'handbook', values };

const inserted = `## Contexte et choix techniques

☐ Motivation des choix technologiques majeurs\\
☐ Principales dettes techniques et axes d’amélioration/refacto`;

/** The text once the snippet is in, as if nothing was typed, with the text's own line endings. */
function insert(text: string, cursor: Position, options: InsertionRequest): string {
  const outline = readOutline(text);
  const { at, snippet } = planInsertion(text, outline, cursor, options);
  assert.doesNotMatch(snippet, /\r/);
  const newText = expandSnippet(snippet).text.replaceAll('\n', outline.eol);
  return applyEdits(text, [{ range: { start: at, end: at }, newText }]);
}

/** `|` marks the cursor; `§` stands for what is inserted. */
const places: readonly [name: string, given: string, expected: string][] = [
  ['a blank document', '|', '§\n'],
  ['a document of blank lines', '\n|\n', '§\n\n\n'],
  ['the start of a line', 'a\n|b\nc', 'a\nb\n\n§\n\nc'],
  ['the middle of a line', 'a\nb|b\nc', 'a\nbb\n\n§\n\nc'],
  ['the end of a line before a blank one', 'a|\n\nb', 'a\n\n§\n\nb'],
  ['a blank line between paragraphs', 'a\n|\nb', 'a\n\n§\n\nb'],
  ['the first of several blank lines', 'a\n|\n\n\nb', 'a\n\n§\n\n\nb'],
  ['the last of several blank lines', 'a\n\n\n|\nb', 'a\n\n\n§\n\nb'],
  ['the last line, without a line ending', 'a\nb|', 'a\nb\n\n§\n'],
  ['the blank line at the end', 'a\n|', 'a\n\n§\n'],
  ['the second blank line at the end', 'a\n\n|', 'a\n\n§\n'],
  ['the first line, blank', '|\na', '§\n\na'],
  ['a line of blanks', 'a\n  |  \nb', 'a\n\n§\n    \nb'],
  ['a line of blanks before a blank one', 'a\n  |  \n\nb', 'a\n\n§\n    \n\nb'],
  ['a last line of blanks', 'a\n    |', 'a\n\n§\n    '],
  ['an indented line', '- a\n    - b|\n- c', '- a\n    - b\n\n§\n\n- c'],
  ['the front matter', '---\nproduit: x|\ndate: y\n---\na', '---\nproduit: x\ndate: y\n---\n\n§\n\na'],
  ['the front matter’s first line', '---|\nproduit: x\n---\n\na', '---\nproduit: x\n---\n\n§\n\na'],
  ['a document that is but a front matter', '---|\nproduit: x\n---', '---\nproduit: x\n---\n\n§\n'],
];

describe('Inserting at the cursor', () => {
  for (const [name, given, expected] of places) {
    it(`in ${name}`, () => {
      const before = given.slice(0, given.indexOf('|'));
      const text = given.replace('|', '');
      const cursor = { line: before.split('\n').length - 1, character: before.length - before.lastIndexOf('\n') - 1 };
      const result = expected.replace('§', () => inserted);
      assert.equal(insert(text, cursor, request), result);
      const windows = (unix: string): string => unix.replaceAll('\n', '\r\n');
      // Without a line ending in the text, the editor gives the snippet its own.
      if (text.includes('\n')) {
        assert.equal(insert(windows(text), cursor, request), windows(result));
      }
    });
  }

  it('writes the front matter in a blank document, and nowhere else', () => {
    for (const model of shipped) {
      for (const style of styles) {
        const whole = { model, section: undefined, style, values };
        const squeeze = (text: string): string => text.replace(/\n{3,}/g, '\n\n').trimEnd();
        assert.equal(squeeze(insert('', { line: 0, character: 0 }, whole)), generate(model, style).trimEnd());
        const inText = insert('# Notes\n', { line: 1, character: 0 }, whole);
        assert.ok(inText.startsWith(`# Notes\n\n## ${model.title} : Passerelle\n\n`), inText.slice(0, 80));
        assert.equal(readOutline(inText).headings.filter(({ level }) => level === 3).length, model.sections.length);
        assert.doesNotMatch(inText, /modele:/);
      }
    }
  });

  it('gives a section the rank of the sections that stand', () => {
    const options = { ...request, style: 'headings' as const };
    for (const [text, rank] of [
      ['# Notes\n', '##'],
      ['# Dossier\n\n### Accès et droits\n', '###'],
      ['# Dossier\n\n###### Accès et droits\n', '#####'],
    ] as const) {
      const result = insert(text, { line: 0, character: 0 }, options);
      assert.ok(result.includes(`\n${rank} Contexte et choix techniques\n\n${rank}# 7.1 Choix\n`), result);
    }
  });

  it('asks for the product’s name when it is not known', () => {
    const plan = planInsertion(
      '',
      readOutline(''),
      { line: 0, character: 0 },
      {
        model: postMortem,
        section: undefined,
        style: 'headings',
        values: undefined,
      },
    );
    assert.deepEqual(expandSnippet(plan.snippet).stops, [1, 1, 2, 3, 4]);
  });

  it('never touches what stands, never splits a line, and stands apart as a section of its own', () => {
    const line = fc.constantFrom('', '  ', 'a', 'b c', '- d', '    - e', '## f', '> g', '\tx', '☐ h', '---');
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 8 }),
        fc.constantFrom('\n', '\r\n'),
        fc.nat(),
        fc.nat(),
        fc.constantFrom(...styles),
        (lines, eol, row, column, style) => {
          const text = lines.join(eol);
          const index = indexLines(text);
          const cursorLine = row % index.starts.length;
          const cursor = { line: cursorLine, character: column % ((lines[cursorLine] ?? '').length + 1) };
          const { at, snippet } = planInsertion(text, readOutline(text), cursor, { ...request, style });
          const offset = offsetAt(index, at);
          const before = text.slice(0, offset);
          const after = text.slice(offset);
          assert.ok(before === '' || before.endsWith('\n') || /^(?:\r?\n|$)/.test(after), 'between lines');
          const body = expandSnippet(snippet).text;
          const result = `${before}${body.replaceAll('\n', eol)}${after}`;
          assert.match(result.slice(0, result.indexOf('## Contexte')), /^$|(?:^|\n)\s*\n$/);
          const { headings, items } = readOutline(result);
          const heading = headings.find((other) => other.text === section?.title);
          assert.ok(heading);
          assert.equal(
            items.filter((item) => section?.items.some(({ wording }) => wording === item.text) && item.depth === 0)
              .length,
            2,
          );
        },
      ),
      { numRuns: 250 },
    );
  });
});
