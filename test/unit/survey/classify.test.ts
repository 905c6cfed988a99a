import * as assert from 'node:assert/strict';
import { foreignness, isTestFile } from '../../../src/survey/classify';

describe('Other people’s files', () => {
  it('lie in folders that say so, not below a layer of the product that serves third parties', () => {
    assert.equal(foreignness('third_party/carte/a.js'), 'vendored');
    assert.equal(foreignness('src/third-party/carte/a.js'), 'vendored');
    assert.equal(foreignness('back/src/features/third-party/v1/a.ts'), undefined);
    assert.equal(foreignness('app/jobs/tri/third_party/a.rb'), undefined);
    assert.equal(foreignness('app/jobs/vendor/a.rb'), 'vendored');
  });
});

describe('Tests', () => {
  it('lie in folders whose names say so, joined to what they test or not', () => {
    assert.equal(isTestFile('unittests/outils.py'), true);
    assert.equal(isTestFile('a/unit_tests/b.yaml'), true);
    assert.equal(isTestFile('a/contests/b.py'), false);
  });
});
