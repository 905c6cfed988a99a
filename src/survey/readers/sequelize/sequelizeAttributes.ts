import type { Column } from '../../facts';
import { asBoolean, asText, evidenceOf, property, type JsText, type JsValue } from '../javascript/jsValue';
import { inSchema, labelOf, reference } from '../migrationCalls';
import { typeLabel } from './sequelizeTypes';

/** What an attribute of Sequelize's says of its column. @param name what the column is called, where that is written */
export function columnOf(name: JsText, attribute: JsValue): Column {
  const type = typeLabel(attribute.kind === 'record' ? property(attribute, 'type') : attribute);
  const allowNull = asBoolean(property(attribute, 'allowNull'));
  const isPrimary = asBoolean(property(attribute, 'primaryKey')) === true;
  const unique = property(attribute, 'unique');
  const references = referenceOf(property(attribute, 'references'), asText(property(attribute, 'referencesKey'))?.text);
  return {
    name: name.text,
    ...(type === undefined ? {} : { type }),
    ...(allowNull === undefined ? {} : { nullable: allowNull }),
    ...(isPrimary ? { key: 'primary' as const } : references === undefined ? {} : { key: 'foreign' as const }),
    ...(references === undefined ? {} : { references }),
    ...(unique && asBoolean(unique) !== false && unique.kind !== 'text' ? { unique: true } : {}),
    ...labelOf(attribute),
    evidence: evidenceOf(name),
  };
}

/** What a foreign key points at: `{ model: 'users', key: 'id' }`, `{ table, field }`, or a table's name. */
export function referenceOf(value: JsValue | undefined, key?: string): string | undefined {
  if (value?.kind !== 'record') {
    const own = asText(value)?.text;
    return own === undefined || key === undefined ? own : `${own}.${key}`;
  }
  const model = property(value, 'model') ?? property(value, 'table');
  const table = tableNameOf(model)?.text ?? (model?.kind === 'host' ? model.label : undefined);
  const column = asText(property(value, 'key') ?? property(value, 'field'))?.text;
  return reference(table, column);
}

/** A table's name, as Sequelize is given it: a text, or `{ schema, tableName }`. */
export function tableNameOf(value: JsValue | undefined): JsText | undefined {
  if (value?.kind !== 'record') {
    return asText(value);
  }
  const name = asText(property(value, 'tableName'));
  return inSchema(name, property(value, 'schema'));
}
