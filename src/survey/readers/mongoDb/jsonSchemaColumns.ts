import type { Column } from '../../facts';
import { asText, asTexts, evidenceOf, property, type JsValue } from '../javascript/jsValue';

/** Objects lie in one another no deeper in a document that people read. */
const deepest = 3;

/** The fields that a validator of MongoDB's (`$jsonSchema`) gives to a collection; undefined when it gives none. */
export function jsonSchemaColumns(schema: JsValue | undefined): Column[] | undefined {
  const columns = columnsIn(property(schema, '$jsonSchema') ?? schema, '', 0);
  return columns.length > 0 ? columns : undefined;
}

function columnsIn(schema: JsValue | undefined, prefix: string, depth: number): Column[] {
  const properties = property(schema, 'properties');
  const required = new Set(asTexts(property(schema, 'required')).map(({ text }) => text));
  return [...(properties?.kind === 'record' ? properties.entries.values() : [])].flatMap(({ key, value }): Column[] => {
    const name = `${prefix}${key.text}`;
    const inside = depth < deepest ? columnsIn(value, `${name}.`, depth + 1) : [];
    if (inside.length > 0) {
      return inside;
    }
    const types = asTexts(property(value, 'bsonType') ?? property(value, 'type')).map(({ text }) => text);
    const told = types.filter((type) => type !== 'null');
    const item = asText(property(property(value, 'items'), 'bsonType') ?? property(property(value, 'items'), 'type'));
    const label = asText(property(value, 'title')) ?? asText(property(value, 'description'));
    return [
      {
        name,
        ...(told.length > 0 ? { type: told[0] === 'array' && item ? `${item.text}[]` : told.join(' | ') } : {}),
        nullable: !required.has(key.text) || told.length < types.length,
        ...(name === '_id' ? { key: 'primary' as const } : {}),
        ...(label ? { label: label.text } : {}),
        evidence: evidenceOf(key),
      },
    ];
  });
}
