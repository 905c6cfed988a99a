import * as assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { format } from 'prettier';
import { blockHash, isUntouched, writeBlock } from '../../../src/compose/generatedBlock';
import { sha256 } from '../../../src/compose/sha256';
import { readGeneratedBlocks } from '../../../src/dossier/generatedBlocks';
import { indexLines } from '../../../src/outline/lines';
import { readOutline } from '../../../src/outline/outline';

const body = [
  'Production : Scalingo ([scalingo.json:3](../scalingo.json#L3)).',
  '| Quoi | Où |\n| ---- | -- |\n| *été* | `a_b` |',
  '* un\n* deux',
  '> **Question :** qui ?',
].join('\n\n');

describe('SHA-256', () => {
  it('is that of the platform, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.string({ unit: 'binary' })), (text) => {
        assert.equal(sha256(text), createHash('sha256').update(new TextEncoder().encode(text)).digest('hex'));
      }),
    );
    for (const length of [0, 54, 55, 56, 63, 64, 65, 119, 120, 1000]) {
      const text = 'a'.repeat(length);
      assert.equal(sha256(text), createHash('sha256').update(text).digest('hex'), String(length));
    }
  });
});

describe('A generated block', () => {
  it('has the hash of the first words ever written so', () => {
    assert.equal(
      blockHash(
        'Mention d’arrêt : non détectée ; cherché dans [README.md](../README.md) (« arrêt », « archivé », « abandonné », « n’est plus maintenu »).\n\n> **Question :** à quelle date le service a-t-il été fermé, et quelle adresse fonctionnelle le README doit-il donner ?',
      ),
      '54e842ed',
    );
  });

  it('is untouched after a formatter, other line endings, other indents; not after a word', async () => {
    const written = writeBlock('hebergement', body);
    const isUntouchedIn = (text: string): boolean => {
      const [block] = readGeneratedBlocks(readOutline(text)).blocks;
      assert.equal(block?.id, 'hebergement');
      return isUntouched(indexLines(text), block);
    };
    assert.equal(isUntouchedIn(written), true);
    assert.equal(isUntouchedIn(await format(written, { parser: 'markdown', tabWidth: 4, proseWrap: 'always' })), true);
    assert.equal(isUntouchedIn(written.replaceAll('\n', '\r\n')), true);
    assert.equal(isUntouchedIn(written.replaceAll(' :', '\u00A0:')), true);
    assert.equal(isUntouchedIn(written.replace('Scalingo', 'Scaleway')), false);
    assert.equal(isUntouchedIn(written.replace('\n\n<!-- arret:fin', ' !\n\n<!-- arret:fin')), false);
  });
});
