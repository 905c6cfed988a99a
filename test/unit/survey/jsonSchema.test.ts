import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inventoryJsonSchema } from '../../../src/survey/jsonSchema';

describe('The JSON Schema of an inventory', () => {
  it('is published as the survey’s own schema gives it: else, npm run build', () => {
    const published: unknown = JSON.parse(readFileSync('src/survey/inventory.schema.json', 'utf8'));
    assert.deepEqual(published, JSON.parse(JSON.stringify(inventoryJsonSchema())));
  });

  it('asks for every list, and for evidence', () => {
    const text = JSON.stringify(inventoryJsonSchema());
    for (const key of ['repository', 'runtimes', 'dependencies', 'env', 'notes', 'evidence']) {
      assert.match(text, new RegExp(`"required":\\[[^\\]]*"${key}"`));
    }
    assert.match(text, /"minItems":1/);
  });
});
