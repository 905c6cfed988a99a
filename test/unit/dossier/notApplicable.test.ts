import * as assert from 'node:assert/strict';
import { readNotApplicable } from '../../../src/dossier/notApplicable';
import { readOutline } from '../../../src/outline';

const read = (text: string): string | undefined => readNotApplicable(readOutline(text).blocks)?.reason;

const inBox = (text: string): string | undefined => {
  const { blocks, items } = readOutline(text);
  return readNotApplicable(blocks, items[0])?.reason;
};

describe('Reading « sans objet »', () => {
  const said: readonly [text: string, reason: string][] = [
    ['Sans objet : pas d’API', 'pas d’API'],
    ['Sans objet\u00A0: pas d’API', 'pas d’API'],
    ['sans objet, le produit n’a pas de base.', 'le produit n’a pas de base.'],
    ['**Sans objet** — aucun robot', 'aucun robot'],
    ['Non applicable : rien', 'rien'],
    ['N/A: rien', 'rien'],
    ['n / a — rien', 'rien'],
    ['SANS OBJET', ''],
    ['Sans objet.', ''],
    ['Sans objet : …', ''],
    ['Sans objet : à compléter', ''],
    ['- Sans objet : une liste', 'une liste'],
    ['> Sans objet : une citation', 'une citation'],
    ['À compléter\n\nSans objet : finalement', 'finalement'],
    ['<!-- aide -->\n\nSans objet : après une aide', 'après une aide'],
    ['Sans objet : la raison\nsur deux lignes', 'la raison\nsur deux lignes'],
  ];
  for (const [text, reason] of said) {
    it(`${text} → « ${reason} »`, () => {
      assert.equal(read(text), reason);
      assert.equal(read(text.replaceAll('\n', '\r\n')), reason);
    });
  }

  const notSaid = [
    '',
    'Le produit est sans objet',
    'Sans objets',
    'N/Application',
    'Sentry.\n\nNon applicable en préproduction.',
    '![Schéma](a.png)\n\nSans objet',
    '```\nSans objet\n```',
    '<!-- Sans objet : caché -->',
    '- Brevo\n- Sans objet pour le reste',
  ];
  for (const text of notSaid) {
    it(`doesn’t read it in « ${text} »`, () => {
      assert.equal(read(text), undefined);
    });
  }

  it('reads what stands under the box first', () => {
    assert.equal(inBox('- [ ] a\n\n  Sans objet : rien'), 'rien');
    assert.equal(inBox('☐ a\\\nSans objet : rien'), 'rien');
    assert.equal(inBox('- [ ] a\n\n  Brevo\n\nSans objet : rien'), undefined);
    assert.equal(inBox('- [ ] a\n\nSans objet : rien'), 'rien');
    assert.equal(inBox('- [ ] Sans objet : une étiquette'), undefined);
  });
});
