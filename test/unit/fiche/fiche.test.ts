import * as assert from 'node:assert/strict';
import { readFiche, type Value } from '../../../src/fiche/fiche';
import { indexLines, readOutline, textIn } from '../../../src/outline';

const place = 'content/_startups/passerelle.md';

function read(text: string, path: string | undefined = place): ReturnType<typeof readFiche> {
  return readFiche(readOutline(text), path);
}

describe('readFiche', () => {
  const recognised: [name: string, text: string, path: string | undefined][] = [
    ['by its place', '---\ntitle: a\n---\n', 'content/_startups/a.md'],
    ['by its place, deeper', '---\n---\n', 'sites/beta.gouv.fr/content/_startups/un-produit.2.md'],
    ['by its place, in broken YAML', '---\ntitle: "a\n---\n', place],
    ['by its keys', '---\ntitle: a\nmission: b\ncontact: c\n---\n', undefined],
    ['by its keys, elsewhere', '---\nincubator: a\ntitle: b\nphases: c\n---\n', 'notes/fiche.md'],
  ];
  for (const [name, text, path] of recognised) {
    it(`recognises a sheet ${name}`, () => {
      assert.ok(readFiche(readOutline(text), path));
    });
  }

  const others: [name: string, text: string, path: string | undefined][] = [
    ['no front matter', '# a\n', place],
    ['a front matter never closed', '---\ntitle: a\nmission: b\nphases: c\n', place],
    ['two keys', '---\ntitle: a\nmission: b\n---\n', undefined],
    ['keys that other documents have', '---\ntitle: a\nincubator: b\ncontact: c\n---\n', undefined],
    ['another folder', '---\ntitle: a\n---\n', 'content/_startups/img/a.md'],
    ['a folder with a name like it', '---\ntitle: a\n---\n', 'mon-content/_startups/a.md'],
    ['another kind of file', '---\ntitle: a\n---\n', 'content/_startups/a.mdx'],
    ['a document of ours', '---\nmodele: post-mortem\ntitle: a\nmission: b\nphases: c\n---\n', place],
  ];
  for (const [name, text, path] of others) {
    it(`is none: ${name}`, () => {
      assert.equal(readFiche(readOutline(text), path), undefined);
    });
  }

  const list = [
    'phases: # les nôtres',
    '  - name: investigation',
    '    start: &d 2024-01-08',
    '    end: "2024-06-03" # fin',
    '  # suite',
    '  -',
    '    start: *d',
    '    name:',
    '    comment: |',
    '      é 🪦',
    '      b',
    '',
    '  - { name: abandon, end: , start: 2026-11-30 }',
    '  - construction',
    'events:',
    '- date: 2024-01-08',
    '  name: end',
  ].join('\n');

  for (const [name, eol, mark] of [
    ['LF', '\n', ''],
    ['CRLF', '\r\n', ''],
    ['CR', '\r', ''],
    ['a byte order mark', '\n', '\uFEFF'],
  ] as const) {
    it(`tells where nested values stand, with ${name}`, () => {
      const text = `${mark}---\n${list}\n---\n`.replaceAll('\n', eol);
      const lines = indexLines(text);
      const fiche = read(text) ?? assert.fail();
      const show = (value: Value | undefined): unknown => value && [value.value, textIn(lines, value.range)];
      assert.deepEqual(
        fiche.phases.map((phase) => [show(phase.name), show(phase.start), show(phase.end), phase.isBlock]),
        [
          [['investigation', 'investigation'], ['2024-01-08', '2024-01-08'], ['2024-06-03', '"2024-06-03"'], true],
          [[null, ''], ['2024-01-08', '*d'], undefined, true],
          [['abandon', 'abandon'], ['2026-11-30', '2026-11-30'], [null, ''], false],
          [undefined, undefined, undefined, false],
        ],
      );
      assert.deepEqual(
        fiche.phases.map(({ range }) => textIn(lines, range).split(eol)[0]),
        ['name: investigation', 'start: *d', '{ name: abandon, end: , start: 2026-11-30 }', 'construction'],
      );
      assert.deepEqual(
        fiche.phases.map(({ keys }) => [...keys].map(([key, range]) => [key, textIn(lines, range)])).flat(),
        ['name', 'start', 'end', 'start', 'name', 'comment', 'name', 'end', 'start'].map((key) => [key, key]),
      );
      assert.deepEqual(fiche.phases[1]?.name?.range.start, { line: 8, character: 9 });
      assert.deepEqual(
        fiche.events.map((event) => [show(event.name), show(event.date)]),
        [
          [
            ['end', 'end'],
            ['2024-01-08', '2024-01-08'],
          ],
        ],
      );
    });
  }

  const unread: [name: string, phases: string][] = [
    ['no list', 'phases: construction'],
    ['nothing', 'phases:'],
    ['a list written elsewhere', 'autres: &p\n  - name: construction\nphases: *p'],
    ['a circle', 'phases: &p\n  - name: *p'],
    ['broken YAML', 'phases:\n  - name: "construction'],
    ['too deep', `phases: ${'['.repeat(500)}`],
    ['too long', `phases:\n${'  - name: a\n'.repeat(20_000)}`],
  ];
  for (const [name, phases] of unread) {
    it(`reads no phase of ${name}`, () => {
      const fiche = read(`---\ntitle: a\n${phases}\n---\n`) ?? assert.fail();
      assert.deepEqual([fiche.phases, fiche.current, fiche.isStopped], [[], undefined, false]);
    });
  }

  it('takes the last of a key written twice', () => {
    const fiche = read('---\nphases:\n  - name: a\nphases:\n  - name: b\n    name: c\n---\n');
    assert.deepEqual(
      fiche?.phases.map(({ name }) => name?.value),
      ['c'],
    );
  });

  it('is not misled by keys that objects have of themselves', () => {
    const fiche = read('---\nphases:\n  - name: a\n    __proto__: b\n    constructor: c\n---\n');
    assert.deepEqual(fiche?.phases[0]?.start, undefined);
  });

  const currents: [name: string, phases: string, current: string, isStopped: boolean][] = [
    ['the one that starts last', 'a 2024-01-01, b 2025-01-01', 'b', false],
    ['the one that starts last, wherever it is written', 'abandon 2025-01-01, b 2024-01-01', 'abandon', true],
    ['the first of two that start on the same day', 'abandon 2025-01-01, b 2025-01-01', 'abandon', true],
    [
      'the last one when its start is still to be written',
      'a 2025-01-01, abandon-investigation',
      'abandon-investigation',
      true,
    ],
    ['a later one than that whose start is missing', 'abandon, b 2025-01-01, c', 'c', false],
  ];
  for (const [name, phases, current, isStopped] of currents) {
    it(`takes for today’s phase ${name}`, () => {
      const written = phases.split(', ').map((phase) => {
        const [word, start] = phase.split(' ');
        return `  - name: ${word}\n    start: ${start ?? ''}\n`;
      });
      const fiche = read(`---\nphases:\n${written.join('')}---\n`);
      assert.equal(fiche?.current?.name?.value, current);
      assert.equal(fiche?.isStopped, isStopped);
    });
  }
});
