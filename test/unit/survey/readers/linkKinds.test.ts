import * as assert from 'node:assert/strict';
import { linkKind } from '../../../../src/survey/readers/linkKinds';

describe('What an address leads to', () => {
  it('knows the product’s hosts by its name, whatever its repository adds to it', () => {
    const owner = { owners: new Set(['equipe']), slug: 'boussolewebsite' };
    assert.equal(linkKind('https://wiki.boussole.org/API', 'API', owner), 'document');
    assert.equal(linkKind('https://www.boussole.org/', 'x', owner), 'site');
    assert.equal(linkKind('https://wiki.autre.org/API', 'API', owner), undefined);
  });
});
