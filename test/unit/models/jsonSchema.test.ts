import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { modelJsonSchema } from '../../../src/models/jsonSchema';
import { shippedModels } from '../../../src/models/shipped';

const published: unknown = JSON.parse(readFileSync('src/models/model.schema.json', 'utf8'));

describe('The JSON Schema of a model’s file', () => {
  it('is up to date with the schema models are read with', () => {
    assert.deepEqual(published, JSON.parse(JSON.stringify(modelJsonSchema())));
  });

  it('accepts every shipped model, and refuses a mistake', () => {
    assert.ok(isSchema(published));
    const schema = z.fromJSONSchema(published);
    for (const { file, text } of shippedModels) {
      const model = z.record(z.string(), z.unknown()).parse(parse(text));
      assert.deepEqual(schema.safeParse(model).error?.issues, undefined, file);
      for (const wrong of [
        { ...model, cle: 1 },
        { ...model, version: 0 },
        { ...model, type: 'x' },
        { ...model, id: 'É' },
      ]) {
        assert.equal(schema.safeParse(wrong).success, false, file);
      }
    }
  });

  it('describes every key, for editors to show', () => {
    const undescribed: string[] = [];
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) {
        return;
      }
      const { properties, items } = node as { properties?: Record<string, { description?: string }>; items?: unknown };
      for (const [key, value] of Object.entries(properties ?? {})) {
        if (!value.description?.endsWith('.') && !value.description?.endsWith(').')) {
          undescribed.push(`${path}${key}`);
        }
        visit(value, `${path}${key}.`);
      }
      visit(items, path);
    };
    visit(published, '');
    assert.deepEqual(undescribed, []);
    assert.match(JSON.stringify(published), /"aide":/);
  });
});

function isSchema(value: unknown): value is Parameters<typeof z.fromJSONSchema>[0] {
  return typeof value === 'object' && value !== null;
}
