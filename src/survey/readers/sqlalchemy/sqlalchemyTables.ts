import { evidenceAt } from '../../evidence';
import type { SourceText } from '../../sourceText';
import { flat, importsOf, lastName, type PythonStatement } from '../python/pythonModule';
import { PythonScope, textOf } from '../python/pythonScope';
import type { PythonCall, PythonValue } from '../python/pythonValues';
import type { SchemaReplay } from '../schema/schemaReplay';
import { isColumnCall, sqlalchemyColumn } from './sqlalchemyColumn';

/** Whether a call makes a table: `Table('name', metadata, Column(…), …)`. */
export function isTableCall(value: PythonValue | undefined): value is PythonCall {
  return (
    value?.kind === 'call' &&
    lastName(value.name) === 'Table' &&
    value.positional[0]?.kind === 'text' &&
    value.positional.some(isColumnCall)
  );
}

/** Draws the tables that a module makes by itself, without any class. */
export function drawTables(tables: SchemaReplay, source: SourceText, body: readonly PythonStatement[]): void {
  const scope = PythonScope.of(body);
  const imports = importsOf(body);
  for (const statement of flat(body)) {
    const value = statement.kind === 'assignment' && statement.value ? scope.resolve(statement.value) : undefined;
    const [named] = isTableCall(value) ? value.positional : [];
    if (isTableCall(value) && named?.kind === 'text' && isOfDatabase(value, imports)) {
      drawTable(tables, source, value, named);
    }
  }
}

/** What is drawn on a screen is called a table too. */
function isOfDatabase({ name }: PythonCall, imports: ReadonlyMap<string, string>): boolean {
  const [first = ''] = name.split('.');
  const from = imports.get(first);
  return from === undefined || /sqlalchemy|sqlmodel/.test(from) || (first !== name && !/^rich\b/.test(from));
}

function drawTable(
  tables: SchemaReplay,
  source: SourceText,
  { positional, named: options }: PythonCall,
  named: Extract<PythonValue, { kind: 'text' }>,
): void {
  const schema = textOf(options.get('schema'));
  const name = schema === undefined || schema === 'public' ? named.text : `${schema}.${named.text}`;
  const label = textOf(options.get('comment'));
  tables.createTable(name, evidenceAt(source, named.offset), label === undefined ? {} : { label });
  for (const part of positional) {
    const column = isColumnCall(part) ? sqlalchemyColumn(part, source) : undefined;
    if (column && !tables.hasColumn(name, column.name)) {
      tables.addColumn(name, column);
    }
  }
}
