import * as assert from 'node:assert/strict';
import { cocheSansReponse } from '../../../src/rules/cocheSansReponse';
import { generate } from '../compose/documents';
import { conditions, dossier } from '../models/shippedLibrary';
import { crlf, fixed, found, goesTo } from './checking';

const blank = generate(dossier);
const label = 'Tous liens ou fichiers concernant le produit';
const withLinks = (written: string): string => blank.replace(`- [ ] ${label}`, () => written);
const message = 'Case cochée sans réponse : écrivez-la sous la case, ou décochez-la.';

describe('coche-sans-reponse', () => {
  const valid: readonly [name: string, text: string][] = [
    ['an unticked box', blank],
    ['a ticked one with an answer', withLinks(`- [x] ${label}\n\nUn site.`)],
    ['an answer on the line of the box', withLinks(`- [x] ${label} : exemple.fr`)],
    ['an answer right under the box', withLinks(`- [x] ${label}\nexemple.fr`)],
    ['a list, an image, a table', withLinks(`- [x] ${label}\n\n![](a.png)`)],
    ['a step ticked', generate(conditions).replaceAll('[ ]', '[x]')],
    ['an action of the file', blank.replace('- [ ] Mettre les credentials', '- [x] Mettre les credentials')],
    ['an item without object', withLinks(`- [x] ${label}\n\nSans objet : rien`)],
    ['a box of another document', '# Tâches\n\n- [x] Tous liens ou fichiers concernant le produit\n'],
  ];
  for (const [name, text] of valid) {
    it(`is content with ${name}`, async () => {
      assert.deepEqual(await found(cocheSansReponse, text), []);
      assert.deepEqual(await found(cocheSansReponse, crlf(text)), []);
    });
  }

  const invalid: readonly [name: string, written: string, underlined: string, after: string][] = [
    ['nothing', `- [x] ${label}`, label, `- [ ] ${label}`],
    ['a placeholder', `- [X] ${label}\n\nÀ compléter`, label, `- [ ] ${label}\n\nÀ compléter`],
    ['a comment', `* [x] **${label}**\n\n<!-- ici -->`, `**${label}**`, `* [ ] **${label}**\n\n<!-- ici -->`],
    ['a box without label', '- [x]', 'x', '- [ ]'],
  ];
  for (const [name, written, underlined, after] of invalid) {
    it(`sees ${name} under a ticked box, and unticks it`, async () => {
      for (const eol of [(text: string) => text, crlf]) {
        assert.deepEqual(await found(cocheSansReponse, eol(withLinks(written))), [`${underlined} → ${message}`]);
        assert.equal(await fixed(cocheSansReponse, eol(withLinks(written)), 'Décocher la case'), eol(withLinks(after)));
      }
    });
  }

  it('speaks of each line of the handbook', async () => {
    const text = generate(dossier, 'handbook').replace('☐ Documentation utilisateur', '☑ Documentation utilisateur');
    assert.deepEqual(await found(cocheSansReponse, text), [
      `Documentation utilisateur du produit (pour le public) → ${message}`,
    ]);
    assert.equal(await fixed(cocheSansReponse, text, 'Décocher la case'), generate(dossier, 'handbook'));
  });

  it('goes under the box', async () => {
    assert.equal(await goesTo(cocheSansReponse, blank.replace('- [ ]', '- [x]')), '14:0');
  });
});
