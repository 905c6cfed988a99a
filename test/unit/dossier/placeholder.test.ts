import * as assert from 'node:assert/strict';
import { hasWords, isPlaceholder } from '../../../src/dossier/placeholder';

describe('Telling a placeholder from an answer', () => {
  const placeholders = [
    '',
    ' \u00A0\n',
    '…',
    '...',
    '—',
    '👉',
    'À compléter',
    'a completer !',
    'À COMPLÉTER.',
    'A\u0300 comple\u0301ter',
    '(à préciser)',
    'à remplir',
    'À venir',
    'À faire',
    'TODO',
    'todo :',
    'FIXME',
    'TBD',
    'xxx',
    'XXXXX',
    'Lorem ipsum dolor sit amet',
    'Texte à venir',
  ];
  for (const text of placeholders) {
    it(`${JSON.stringify(text)} says nothing`, () => {
      assert.equal(isPlaceholder(text), true);
      assert.equal(hasWords(`${text}\n${text}`), false);
      assert.equal(hasWords(`${text}\nPostgreSQL`), true);
    });
  }

  const answers = [
    '0',
    'xx',
    'Non',
    'À compléter avec Camille',
    'TODO list',
    'Le travail à faire',
    'Un lorem ipsum',
    '日本',
    '3.4',
  ];
  for (const text of answers) {
    it(`« ${text} » says something`, () => {
      assert.equal(isPlaceholder(text), false);
      assert.equal(hasWords(text), true);
    });
  }
});
