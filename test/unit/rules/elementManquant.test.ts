import * as assert from 'node:assert/strict';
import { elementManquant } from '../../../src/rules/elementManquant';
import { generate, styles } from '../compose/documents';
import { dossier, shipped, shippedModel } from '../models/shippedLibrary';
import { crlf, fixed, found } from './checking';

const blank = generate(dossier);
const flat = generate(dossier, 'handbook');
const budget = generate(shippedModel('procedure-plus-de-budget'));
/** Without an item and its heading. */
const without = (text: string, ...numbers: string[]): string =>
  numbers.reduce(
    (left, number) => left.replace(new RegExp(`### ${number.replace('.', '\\.')} [^]*?(?=\n##|$)\n?`), ''),
    text,
  );

describe('element-manquant', () => {
  it('says nothing of a whole document', async () => {
    for (const model of shipped) {
      for (const style of styles) {
        assert.deepEqual(await found(elementManquant, generate(model, style)), []);
      }
    }
  });

  const valid: readonly [name: string, text: string][] = [
    ['a document that isn’t ours', '# Notes\n\n## Documentation générale\n\nUn texte.\n'],
    [
      'an item in other words',
      blank.replace('- [ ] Liste des SAAS et comptes externes', '- [x] Les SAAS et comptes externes'),
    ],
    ['an item under its heading alone', blank.replace('- [ ] Liste des SAAS et comptes externes\n\n', 'Brevo.\n\n')],
    [
      'a section without object',
      blank.replace(/(## Accès et droits\n)[^]*?(?=## Contexte)/, '$1\nSans objet : rien\n\n'),
    ],
    [
      'a section that is empty all through: section-vide says so',
      blank.replace(/(## Accès et droits\n)[^]*?(?=## Contexte)/, '$1\n'),
    ],
    [
      'the branch that was not taken',
      budget.replace(/^\d\. \[ \] Option 2.*\n/m, '').replace('[ ] Option 1', '[x] Option 1'),
    ],
  ];
  for (const [name, text] of valid) {
    it(`is content with ${name}`, async () => {
      assert.deepEqual(await found(elementManquant, text), []);
      assert.deepEqual(await found(elementManquant, crlf(text)), []);
    });
  }

  const invalid: readonly [name: string, text: string, message: string, fix: string, after: string][] = [
    [
      'one item',
      without(blank, '1.2'),
      'Documentation générale → Élément manquant : « Documentation métier ». Insérez-le.',
      'Insérer l’élément « Documentation métier »',
      blank,
    ],
    [
      'two apart',
      without(blank, '1.1', '1.3'),
      'Documentation générale → 2 éléments manquants : « Documentation utilisateur » et « Liens ». Insérez-les.',
      'Insérer les 2 éléments manquants',
      blank,
    ],
    [
      'a line of the handbook',
      flat.replace(/☐ Documentation métier.*\n/, ''),
      'Documentation générale → Élément manquant : « Documentation métier ». Insérez-le.',
      'Insérer l’élément « Documentation métier »',
      flat,
    ],
    [
      'all, beside a text',
      blank.replace(/(## Contexte et choix techniques\n)[^]*/, '$1\nTout est dans le wiki.\n'),
      'Contexte et choix techniques → 2 éléments manquants : « Choix » et « Dettes ». Insérez-les.',
      'Insérer les 2 éléments manquants',
      blank.replace('## Contexte et choix techniques\n', '## Contexte et choix techniques\n\nTout est dans le wiki.\n'),
    ],
    [
      'a step',
      budget.replace(/^2\. \[ \].*\n/m, ''),
      "Arrêt lorsqu'un produit n'a plus de budget → Élément manquant : « Mise en sauvegarde ». Insérez-le.",
      'Insérer l’élément « Mise en sauvegarde »',
      budget,
    ],
    [
      'both branches',
      budget.replace(/^[45]\. \[ \] Option.*\n/gm, ''),
      "Arrêt lorsqu'un produit n'a plus de budget → 2 éléments manquants : « Reprise » et « Dormance ». Insérez-les.",
      'Insérer les 2 éléments manquants',
      budget,
    ],
  ];
  for (const [name, text, message, fix, after] of invalid) {
    it(`misses ${name}, and puts it back`, async () => {
      assert.deepEqual(await found(elementManquant, text), [message]);
      assert.equal((await fixed(elementManquant, text, fix)).trimEnd(), after.trimEnd());
      assert.equal((await fixed(elementManquant, crlf(text), fix)).trimEnd(), crlf(after).trimEnd());
    });
  }

  it('says one thing a section, and mends that section alone', async () => {
    const text = without(blank, '1.1', '2.1', '2.2');
    assert.equal((await found(elementManquant, text)).length, 2);
    const after = await fixed(elementManquant, text, 'Insérer les 2 éléments manquants', { index: 1 });
    assert.equal(after, without(blank, '1.1'));
  });
});
