import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { composeDossier } from '../../../src/compose/dossier';
import { isUntouched } from '../../../src/compose/generatedBlock';
import type { ChecklistStyle } from '../../../src/compose/render';
import { updateDossier } from '../../../src/compose/update';
import { readGeneratedBlocks } from '../../../src/dossier/generatedBlocks';
import { applyEdits } from '../../../src/outline/edits';
import { indexLines, positionAt, splitLines } from '../../../src/outline/lines';
import { readOutline } from '../../../src/outline/outline';
import { dossier } from '../models/shippedLibrary';
import { sampleDossier, sampleInventory, sampleOptions } from './sampleWriters';

/** What a person does to a document, somewhere in it: places are shares of its length. */
type PersonsEdit =
  | {
      readonly kind: 'word' | 'inside' | 'line' | 'tick' | 'delete' | 'move' | 'copy';
      readonly at: number;
      readonly to: number;
      readonly count: number;
    }
  | { readonly kind: 'crlf' | 'bom' | 'mixed' };

/** Evenly spread, as doubles aren't. */
const share = fc.integer({ min: 0, max: 9999 }).map((part) => part / 10_000);

const personsEdit: fc.Arbitrary<PersonsEdit> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'word' as const,
        'inside' as const,
        'inside' as const,
        'line' as const,
        'tick' as const,
        'tick' as const,
        'delete' as const,
        'move' as const,
        'copy' as const,
      ),
      at: share,
      to: share,
      count: fc.integer({ min: 1, max: 12 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('crlf' as const, 'bom' as const, 'mixed' as const) }) },
);

const lineOf = fc.constantFrom(
  'mot',
  '- mot',
  '> mot',
  '```',
  '<!-- mot',
  '# mot',
  '- [x] mot',
  '☑ mot',
  '<div>',
  '| mot |',
  '**mot',
  '---',
  '<!-- arret:fin -->',
  '<!-- arret:genere dettes 0123abcd -->',
  'Sans objet : mot',
);

function edited(text: string, edit: PersonsEdit, word: string, line: string): string {
  if (!('at' in edit)) {
    return {
      crlf: text.replace(/\r?\n/g, '\r\n'),
      mixed: text.replace(/\n(?=#)/g, '\r\n'),
      bom: text.startsWith('\uFEFF') ? text : `\uFEFF${text}`,
    }[edit.kind];
  }
  const lines = text.split('\n');
  const at = Math.floor(edit.at * lines.length);
  switch (edit.kind) {
    case 'word': {
      const offset = Math.floor(edit.at * text.length);
      return `${text.slice(0, offset)} ${word} ${text.slice(offset)}`;
    }
    case 'inside': {
      const [before = '', ...blocks] = text.split(/(?<=arret:genere [^>]*-->\n)/);
      const block = Math.floor(edit.at * blocks.length);
      const body = blocks[block]?.split('<!-- arret:fin')[0] ?? '';
      const offset = Math.floor(edit.to * body.length);
      return [
        before,
        ...blocks.map((part, index) =>
          index === block ? `${part.slice(0, offset)}${word} ${part.slice(offset)}` : part,
        ),
      ].join('');
    }
    case 'line':
      return lines.toSpliced(at, 0, line.replace('mot', word)).join('\n');
    case 'tick': {
      const boxes = lines.flatMap((candidate, index) => (/^- \[ \]|^☐/.test(candidate) ? [index] : []));
      const box = boxes[Math.floor(edit.at * boxes.length)];
      return box === undefined
        ? text
        : lines.with(box, (lines[box] ?? '').replace('[ ]', '[x]').replace('☐', '☑')).join('\n');
    }
    case 'delete':
      return lines.toSpliced(at, edit.count).join('\n');
    case 'move':
    case 'copy': {
      const moved = lines.slice(at, at + edit.count);
      const rest = edit.kind === 'move' ? lines.toSpliced(at, edit.count) : lines;
      return rest.toSpliced(Math.floor(edit.to * rest.length), 0, ...moved).join('\n');
    }
  }
}

/** The lines of a document that are its person's: all but those of untouched blocks, their comments, and the dates. */
function personsLines(text: string): string[] {
  const lines = indexLines(text);
  const ours = readGeneratedBlocks(readOutline(text)).blocks.filter((block) => isUntouched(lines, block));
  return splitLines(text).filter(
    (line, index) =>
      !ours.some(({ range }) => range.start.line <= index && index <= range.end.line) &&
      !/^<!-- arret:genere \S+ [0-9a-f]{8} -->$|^(?:date|commit): /.test(line.replace('\uFEFF', '')),
  );
}

function assertIsSubsequence(expected: readonly string[], actual: readonly string[]): void {
  let at = 0;
  for (const line of expected) {
    const found = actual.indexOf(line, at);
    assert.ok(found >= 0, `lost: ${JSON.stringify(line)}`);
    at = found + 1;
  }
}

const inventories = [
  sampleInventory(),
  sampleInventory({ node: '20', python: '3.9' }, ['vue'], '4bba855a266459b708f7a88032041d45c251a04a'),
  sampleInventory({}, []),
] as const;
const inventory = fc.constantFrom(...inventories);
const day = fc.constantFrom('2026-11-24', '2026-11-25', '2027-02-01');

describe('Updating a dossier that people write in', () => {
  it('keeps every word and every tick, and has nothing left to do the second time', () => {
    const seen = { changed: 0, kept: 0, offered: 0, inserted: 0 };
    fc.assert(
      fc.property(
        fc.constantFrom<ChecklistStyle>('headings', 'headings', 'handbook'),
        inventory,
        inventory,
        day,
        fc.array(fc.tuple(personsEdit, lineOf), { maxLength: 8 }),
        (style, before, after, today, edits) => {
          const composed = composeDossier(dossier, before, { ...sampleDossier, style }).text;
          const text = edits.reduce((done, [edit, line], index) => edited(done, edit, `mot${index}x`, line), composed);
          const options = { ...sampleOptions, today };
          const { edits: made, changed, kept, offered } = updateDossier(text, dossier, after, options);
          const updated = applyEdits(text, made);
          seen.changed += changed.length;
          seen.kept += kept.length;
          seen.offered += offered.length;
          seen.inserted += made.filter(({ newText }) => newText.includes('arret:genere')).length;

          assertIsSubsequence(personsLines(text), splitLines(updated));
          for (const [word] of text.matchAll(/mot\dx/g)) {
            assert.ok(updated.includes(word), word);
          }
          const ticks = (markdown: string): number => markdown.match(/\[x\]|☑/g)?.length ?? 0;
          assert.equal(ticks(updated), ticks(text));
          assert.ok(offered.every((id) => kept.includes(id)));
          assert.deepEqual(updateDossier(updated, dossier, after, options).edits, []);
          // A dossier whose front matter was broken no longer says its day: what a day alone changes can't be told.
          if (/^\uFEFF?---\r?\n(?:\w.*\r?\n)*date: \d{4}-\d\d-\d\d\r?\n(?:\w.*\r?\n)*---\r?\n/.test(updated)) {
            assert.deepEqual(updateDossier(updated, dossier, after, { ...options, today: '2027-03-01' }).edits, []);
          }
        },
      ),
      { numRuns: 200 },
    );
    assert.ok(
      Object.values(seen).every((count) => count > 10),
      JSON.stringify(seen),
    );
  });

  it('changes nothing, to the byte, of a dossier whose facts are the same', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<ChecklistStyle>('headings', 'handbook'),
        inventory,
        day,
        fc.constantFrom('', '\uFEFF'),
        fc.constantFrom('\n', '\r\n'),
        (style, facts, today, bom, eol) => {
          const { text } = composeDossier(dossier, facts, { ...sampleDossier, style });
          const given = bom + text.replaceAll('\n', eol);
          const commit = {
            ...facts.repository.lastCommit,
            hash: '0000000000000000000000000000000000000001',
            evidence: [],
          };
          const later = { ...facts, repository: { ...facts.repository, lastCommit: commit } };
          for (const now of [facts, later]) {
            const update = updateDossier(given, dossier, now, { ...sampleOptions, today });
            assert.deepEqual(
              [update.edits, update.changed, update.kept, update.offered, update.notes],
              [[], [], [], [], []],
            );
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('becomes, untouched, what it would be written anew', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<ChecklistStyle>('headings', 'handbook'),
        inventory,
        inventory,
        (style, before, after) => {
          const options = { ...sampleDossier, style };
          const text = composeDossier(dossier, before, options).text;
          const { edits } = updateDossier(text, dossier, after, sampleOptions);
          assert.equal(applyEdits(text, edits), composeDossier(dossier, after, options).text);
          assert.ok(edits.every(({ range }) => positionAt(indexLines(text), 0).line <= range.start.line));
        },
      ),
      { numRuns: 30 },
    );
  });
});
