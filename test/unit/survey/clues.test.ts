import assert from 'node:assert/strict';
import { assert as check, constantFrom, property, string } from 'fast-check';
import { Clue } from '../../../src/survey/clues';
import { necessaryWords } from '../../../src/survey/necessaryWords';

describe('Words that a pattern can’t do without', () => {
  const cases: readonly (readonly [RegExp, readonly string[] | undefined])[] = [
    [/TODO|FIXME/, ['TODO', 'FIXME']],
    [/\bflask\b|@\w+\.route\(/, ['flask', '.route(']],
    [/[kK]oa\b/, ['koa', 'Koa']],
    [/create\s+(?:or\s+replace\s+)?trigger/i, ['trigger']],
    [/(?:get|post)(?:Async)?\(/, ['get', 'post']],
    [/sk_live+x{2}/, ['sk_live']],
    [/(?<![a-z])(?<name>env)(?=\.prod)/, ['env']],
    [/\u00e9tat|abc/, ['tat', 'abc']],
    [/a|TODO/, undefined],
    [/(?:TODO)?/, undefined],
    [/[^TODO]{4}/, undefined],
    [/\d{14}/, undefined],
    [/TODO/u, undefined],
  ];
  for (const [pattern, words] of cases) {
    it(`of ${String(pattern)}`, () => {
      assert.deepEqual(necessaryWords(pattern), words);
    });
  }
});

describe('Clues', () => {
  it('match what their pattern does, whatever the case of letters and the order of texts', () => {
    const exact = new Clue(/Passeport|SG\./);
    const any = new Clue(/passeport/i);
    const late = 'passeport PASSEPORT Passeport';
    assert.deepEqual(
      ['msg.', 'SG.', 'PASSEPORT', late, ''].map((text) => [exact.test(text), any.test(text)]),
      [
        [false, false],
        [true, false],
        [false, true],
        [true, true],
        [false, false],
      ],
    );
  });

  it('find a word that ends another, and one that begins within another', () => {
    const [short, long, other] = [new Clue(/pièce|cune/), new Clue(/aucune_/), new Clue(/ne_su/)];
    assert.deepEqual(
      [short.test('aucune_suite'), long.test('aucune_suite'), other.test('aucune_suite')],
      [true, true, true],
    );
    assert.equal(long.test('aucune suite'), false);
  });

  it('are found after others were made', () => {
    const text = 'le texte dit mirabelle';
    assert.equal(new Clue(/quetsche/).test(text), false);
    assert.equal(new Clue(/mirabelle/).test(text), true);
  });

  it('match what their pattern does, in any text', () => {
    const patterns = [
      /ab|ba+c|[cC]a{2,}b/,
      /a(?:b|cc)?(?:ca|bb)/i,
      /\bab(?=c)|(?<!b)cab/,
      /(?:a[bc]){2}|c+b*ac/,
      /(?:ab|c{2})+?ba/i,
    ];
    const clues = patterns.map((pattern) => [pattern, new Clue(pattern)] as const);
    check(
      property(string({ unit: constantFrom('a', 'b', 'c', 'A', 'B', 'C', ' ', 'é', 'ſ', 'K') }), (text) => {
        for (const [pattern, clue] of clues) {
          assert.equal(clue.test(text), pattern.test(text), String(pattern));
        }
      }),
      { numRuns: 2000 },
    );
  });
});
