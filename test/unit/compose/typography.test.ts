import * as assert from 'node:assert/strict';
import { typesetMarkdown } from '../../../src/compose/typography';

describe('Typography', () => {
  it('puts no-break spaces where French wants them', () => {
    assert.equal(
      typesetMarkdown('Sentry : non détecté ; cherché dans `a`, « b » ? Oui !\n\n> **Question :** qui ?'),
      'Sentry\u00A0: non détecté\u00A0; cherché dans `a`, «\u00A0b\u00A0»\u00A0? Oui\u00A0!\n\n> **Question\u00A0:** qui\u00A0?',
    );
    assert.equal(typesetMarkdown('`a` : [b](c) ; **d** ?'), '`a`\u00A0: [b](c)\u00A0; **d**\u00A0?');
    assert.equal(typesetMarkdown('| a : b | ? | : |\n| ---- | - | - |'), '| a\u00A0: b | ? | : |\n| ---- | - | - |');
  });

  it('leaves code as it is, and what makes lists', () => {
    for (const text of [
      '`a : b` et `` c ` d ; ``',
      '```sh\necho « a » : b ; c\n```',
      '~~~\na : b\n```\na : b\n~~~',
      '- : a\n- ? b\n1. ! c',
      '<https://a.fr/?b:c;d!> [x](../a%20b:c)',
    ]) {
      assert.equal(typesetMarkdown(text), text);
    }
    assert.equal(typesetMarkdown('```\na : b\n```\n\nc : d'), '```\na : b\n```\n\nc\u00A0: d');
  });
});
