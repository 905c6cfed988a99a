import { entryAt, textAt, valueAt, type Located } from '../located';
import type { Placed, References } from './references';

/** Schemas inside schemas, at most: one may hold itself. */
const deepest = 12;

/**
 * The example that a specification writes for a body: its own, the first of its examples, or one put together of those
 * of its properties when each has one. Nothing is made up: undefined as soon as a value would have to be.
 *
 * @param media what stands under `application/json`, or a Swagger 2 response or body parameter
 */
export async function writtenExample(references: References, media: Placed): Promise<unknown> {
  const own = valueAt(media.value, 'example');
  if (own) {
    return valueOf(own);
  }
  const first = valueAt(media.value, 'examples')?.entries[0];
  if (first) {
    const named = await references.resolve({ path: media.path, value: first.value });
    // In Swagger 2, examples stand under their media type, bare.
    const value = first.key.includes('/') ? named?.value : named && valueAt(named.value, 'value');
    if (value) {
      return valueOf(value);
    }
  }
  const schema = await references.at(media, 'schema');
  return schema && exampleOfSchema(references, schema, 0);
}

async function exampleOfSchema(references: References, schema: Placed, depth: number): Promise<unknown> {
  if (depth > deepest) {
    return undefined;
  }
  const type = textAt(schema.value, 'type') ?? valueAt(schema.value, 'type')?.items[0]?.text;
  const own =
    valueAt(schema.value, 'example') ?? valueAt(schema.value, 'examples')?.items[0] ?? valueAt(schema.value, 'const');
  if (own) {
    return valueOf(own, type);
  }
  const parts = valueAt(schema.value, 'allOf')?.items ?? [];
  if (parts.length > 0) {
    return merged(references, schema, parts, depth);
  }
  const items = await references.at(schema, 'items');
  if (items) {
    const item = await exampleOfSchema(references, items, depth + 1);
    return item === undefined ? undefined : [item];
  }
  const properties = await references.at(schema, 'properties');
  return properties && exampleOfProperties(references, properties, depth);
}

async function exampleOfProperties(references: References, properties: Placed, depth: number): Promise<unknown> {
  const found: [string, unknown][] = [];
  for (const { key, value } of properties.value.entries) {
    const resolved = await references.resolve({ path: properties.path, value });
    const example = resolved && (await exampleOfSchema(references, resolved, depth + 1));
    if (example === undefined) {
      return undefined;
    }
    found.push([key, example]);
  }
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

async function merged(
  references: References,
  { path }: Placed,
  parts: readonly Located[],
  depth: number,
): Promise<unknown> {
  const found: [string, unknown][] = [];
  for (const part of parts) {
    const resolved = await references.resolve({ path, value: part });
    const example = resolved && (await exampleOfSchema(references, resolved, depth + 1));
    if (typeof example !== 'object' || example === null) {
      return undefined;
    }
    found.push(...Object.entries(example));
  }
  return Object.fromEntries(found);
}

/**
 * The JSON value that a located one stands for. What is written without quotation marks can't be told apart any more:
 * a number or a boolean is taken for one unless its type says that it is a text.
 */
function valueOf(value: Located, type?: string, depth = 0): unknown {
  if (depth > deepest) {
    return null;
  }
  switch (value.kind) {
    case 'map':
      return Object.fromEntries(
        value.entries.map(({ key, value: inner }) => [key, valueOf(inner, undefined, depth + 1)]),
      );
    case 'list':
      return value.items.map((item) => valueOf(item, undefined, depth + 1));
    case 'text':
      return type !== 'string' && /^(?:true|false|-?(?:0|[1-9]\d{0,14})(?:\.\d{1,9})?)$/.test(value.text)
        ? JSON.parse(value.text)
        : value.text;
    case 'null':
      return null;
  }
}

/** Where an example of a body stands, in the three generations of the format. */
export async function mediaOf(references: References, holder: Placed): Promise<Placed | undefined> {
  const content = await references.at(holder, 'content');
  const json = content?.value.entries.find(({ key }) => /json/i.test(key)) ?? content?.value.entries[0];
  if (content && json) {
    return { path: content.path, value: json.value };
  }
  return entryAt(holder.value, 'schema') || entryAt(holder.value, 'examples') ? holder : undefined;
}
