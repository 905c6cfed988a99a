import type { Evidence } from '../../facts';
import type { SourceText } from '../../sourceText';
import type { SqlKey } from '../schema/sqlKeys';
import type { ChangeNode } from './changelogNodes';

/** Where one changelog stands. */
export interface ChangePlace {
  readonly source: SourceText;
  readonly properties: ReadonlyMap<string, string>;
}

const defaultSchemas = /^(?:public|dbo)$/i;

/** A table's name with its schema, unless that is the default one or put in when it runs. */
export function nameIn(
  node: ChangeNode,
  place: ChangePlace,
  key: string,
): { text: string; evidence: Evidence } | undefined {
  const own = wordIn(node, place, key);
  // A foreign key names a schema for each of its tables.
  const schemaKey = /^(?:base|referenced)TableName$/.test(key) ? key.replace(/Name$/, 'SchemaName') : 'schemaName';
  const schema = wordIn(node, place, schemaKey);
  const isDefault = schema === undefined || defaultSchemas.test(schema.text) || schema.text === '';
  return own && !isDefault ? { ...own, text: `${schema.text}.${own.text}` } : own;
}

/** What a change says under a key, its properties replaced. */
export function wordIn(
  { values }: ChangeNode,
  place: ChangePlace,
  key: string,
): { text: string; evidence: Evidence } | undefined {
  const value = values.get(key);
  const text = value && resolved(value.text, place.properties).replace(/^["'`[]|["'`\]]$/g, '');
  return value && text !== undefined && text !== ''
    ? { text, evidence: { path: place.source.path, line: value.line } }
    : undefined;
}

/** A name with what its properties stand for; those that nothing tells are left out. */
function resolved(text: string, properties: ReadonlyMap<string, string>): string {
  return text.replace(/\$\{([^{}]*)\}/g, (_, key: string) => properties.get(key) ?? '').trim();
}

/** A type stays as it is written: `${datetimeType}` depends on the engine. */
export function typeOf({ values }: ChangeNode, key: string): { type?: string } {
  const type = values.get(key)?.text.trim();
  return type === undefined || type === '' ? {} : { type };
}

export function targetOf(
  references: string | undefined,
  table: string | undefined,
  columns: string | undefined,
): SqlKey['target'] {
  const [, told, own] = /^\s*([^\s(]+)\s*(?:\(([^)]*)\))?/.exec(references ?? '') ?? [];
  const name = (told ?? table)?.replace(/^(?:public|dbo)\./, '').replace(/["'`[\]]/g, '');
  const listed = (own ?? columns)?.split(',').map((column) => column.trim().replace(/["'`[\]]/g, ''));
  return name === undefined || name === '' ? undefined : { table: name, columns: listed ?? [] };
}

const lineStarts = new WeakMap<SourceText, readonly number[]>();

/** From places in a text that begins on a line of a file to places in the file: lines are right, columns aren't kept. */
export function lineOffset(source: SourceText, text: string, line: number): (position: number) => number {
  const starts = lineStarts.get(source) ?? startsOf(source.text);
  lineStarts.set(source, starts);
  const breaks = [...text.matchAll(/\n/g)].map(({ index }) => index);
  return (position) => starts[line - 1 + breaks.filter((index) => index < position).length] ?? 0;
}

function startsOf(text: string): number[] {
  return [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map(({ index, 0: ending }) => index + ending.length)];
}
