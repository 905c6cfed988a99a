import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { foldWords, likeness, startsWithWords, WordIndex } from '../../../src/dossier/words';

describe('Words of a heading', () => {
  const folded: readonly [given: string, words: string][] = [
    ['Les apprentissages', 'les apprentissages'],
    ['LES APPRENTISSAGES', 'les apprentissages'],
    ['Accès et droits', 'acces et droits'],
    ['Acce\u0300s et droits', 'acces et droits'],
    ['Où, à l’Ænima : cœur, Œuvre', 'ou a l aenima coeur oeuvre'],
    ['Pourquoi on s’arrête', 'pourquoi on s arrete'],
    ["Pourquoi on s'arrête ?", 'pourquoi on s arrete'],
    ['🧪 Nos apprentissages 👩🏽‍🔬 :', 'nos apprentissages'],
    ['✅ Coffre ☑️', 'coffre'],
    ['1.2 Documentation métier', 'documentation metier'],
    ['1.2. Documentation métier', 'documentation metier'],
    ['3) Liens', 'liens'],
    ['(4) - Liens', 'liens'],
    ['5️⃣ Arrêt', 'arret'],
    ['Base\u00A0de  données —\tbilan', 'base de donnees bilan'],
    ['CI/CD_et-tests', 'ci cd et tests'],
    ['**Pourquoi**', 'pourquoi'],
    ['ﬁche n°2', 'fiche n 2'],
    ['2026', '2026'],
    ['Bilan 2026', 'bilan 2026'],
    ['🧪', ''],
    ['', ''],
  ];
  for (const [given, words] of folded) {
    it(`« ${given} » folds to « ${words} »`, () => {
      assert.equal(foldWords(given), words);
    });
  }

  it('fold to the same whatever the case, the accents’ encoding and the punctuation around', () => {
    const word = fc.constantFrom('Accès', 'données', 'Œuvre', 'l’équipe', 'API', '42');
    const around = fc.constantFrom('', ' ', ' : ', '— ', '🧪', '**', '…');
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), around, around, (words, before, after) => {
        const text = `x ${words.join(' ')}`;
        const expected = foldWords(text);
        for (const variant of [
          text.toUpperCase(),
          text.normalize('NFD'),
          text.replaceAll('’', "'"),
          `${before}${text}${after}`,
          `3.12) ${text}`,
        ]) {
          assert.equal(foldWords(variant), expected);
        }
        assert.equal(foldWords(expected), expected);
      }),
    );
  });
});

describe('Likeness of two headings', () => {
  const table: readonly [first: string, second: string, likeness: number][] = [
    ['Accès et droits', '6. ACCÈS ET DROITS', 1],
    ['Accès et droits', 'Droits et accès', 1],
    ['Accès et droits', 'Accès', 0.5],
    ['Accès et droits', 'Accès et permissions', 0.5],
    ['Accès et droits', 'Accès, droits et secrets', 0.8],
    ['Accès et droits', 'Les accès et les droits', 6 / 7],
    ['Relancer le produit', 'Le produit', 2 / 3],
    ['Pourquoi le produit s’arrête', 'Pourquoi ce produit', 0.5],
    ['À nous', 'Et nous ?', 0.5],
    ['À nous', 'Le produit', 0],
    ['Accès et droits', 'Contexte', 0],
    ['a a a b', 'a b', 1],
    ['Coffre', '🧪', 0],
  ];
  for (const [first, second, expected] of table) {
    it(`of « ${first} » and « ${second} » is ${expected.toFixed(2)}`, () => {
      assert.ok(Math.abs(likeness(first, second) - expected) < 1e-9);
      assert.equal(likeness(second, first), likeness(first, second));
    });
  }

  it('is the same the first time and the next, beyond what is remembered', () => {
    const first = likeness('Accès et droits', 'Droits');
    for (let i = 0; i < 6000; i++) {
      likeness('Accès et droits', `titre ${i}`);
    }
    assert.equal(likeness('Accès et droits', 'Droits'), first);
    assert.equal(first, 0.5);
  });

  it('lies between 0 and 1', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        assert.ok(likeness(a, b) >= 0 && likeness(a, b) <= 1);
        assert.equal(likeness(a, a), 1);
      }),
    );
  });
});

describe('Things found by their words', () => {
  const text = fc
    .array(fc.constantFrom('le', 'accès', 'au', 'produit', 'Relancer', 'base', 'de', 'données', '2', '!'), {
      maxLength: 6,
    })
    .map((words) => words.join(' '));

  it('are those that comparing each of them would find', () => {
    fc.assert(
      fc.property(
        fc.array(text),
        text,
        fc.constantFrom(0.3, 0.6, 0.75, 1),
        fc.boolean(),
        (texts, wording, least, mayGoOn) => {
          const things = texts.map((words) => ({ text: words }));
          const expected = things.flatMap((thing, index) => {
            const score = mayGoOn && startsWithWords(thing.text, wording) ? 1 : likeness(wording, thing.text);
            return score >= least ? [{ thing, index, score }] : [];
          });
          const found = new WordIndex(things).near(wording, least, mayGoOn);
          assert.deepEqual(
            found.toSorted((a, b) => a.index - b.index),
            expected,
          );
        },
      ),
      { numRuns: 2000 },
    );
  });
});
