import type { Column, Evidence, Table } from '../../facts';
import type { GoField, GoStruct } from './goCode';
import { shortComment } from './goComments';
import type { GoSources } from './goSources';

/** A struct whose objects are kept in a table. */
export interface GoModel {
  readonly struct: GoStruct;
  readonly table: string;
}

/** Whether a field is seen outside of its package: others aren't kept. */
export function isExported({ name }: GoField): boolean {
  return /^\p{Lu}/u.test(name);
}

/** The value of one key of a field's tag: `gorm:"…"`. */
export function tagOf({ tag }: GoField, key: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${key}:"((?:[^"\\\\]|\\\\.){0,1000})"`).exec(tag);
  return found?.[1]?.replace(/\\(.)/g, '$1');
}

/** The table that the method `TableName` of a struct names; undefined when it has none or computes it. */
export async function tableNameOf(
  sources: GoSources,
  { folder, name }: GoStruct,
): Promise<{ readonly name: string | undefined; readonly isTold: boolean }> {
  const method = await sources.function(folder, 'TableName', name);
  if (!method) {
    return { name: undefined, isTold: false };
  }
  const returned = method.body.find((statement) => statement.kind === 'return');
  const value = returned?.kind === 'return' ? returned.values[0] : undefined;
  return { name: await sources.textOf(value, method), isTold: true };
}

/** What is written above a struct or a field, its own name left out. */
export function commentLabel(comment: string, name: string): string | undefined {
  const lines = (comment.split('\n\n')[0] ?? '').split('\n');
  const isTold = (each: string): boolean =>
    !/^\s*(?:read only|required|example|format|default|in|min|max)\s*:/i.test(each);
  const line = shortComment(lines.filter(isTold).join(' '));
  if (line === undefined || /^(?:nolint|go:|swagger:|TODO|FIXME|@|\+)/i.test(line)) {
    return undefined;
  }
  return line === name ? undefined : line;
}

/** A table as a struct declares it. */
export function modelTable(
  { struct, table }: GoModel,
  from: string,
  columns: readonly Column[],
  partial?: string,
): Table {
  const label = commentLabel(struct.comment, struct.name);
  const evidence: Evidence = { path: struct.path, line: struct.line };
  return {
    name: table,
    from,
    source: 'models',
    ...(label === undefined ? {} : { label }),
    columns: [...columns],
    evidence: [evidence],
    ...(partial === undefined ? {} : { partial }),
  };
}

/** Columns under the same name count once, the last of them where the first stood. */
export function distinctColumns(columns: readonly Column[]): Column[] {
  const found = new Map<string, Column>();
  for (const column of columns) {
    found.set(column.name.toLowerCase(), column);
  }
  return [...found.values()];
}

/** Whether a file says how the schema was, not how it is. */
export function isOfMigration(path: string): boolean {
  return /(?:^|\/)migrations?(?:\/|[^/]*\.go$)/i.test(path);
}
