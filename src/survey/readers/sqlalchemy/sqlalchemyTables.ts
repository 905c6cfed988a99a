import type { SchemaReplay } from '../schema/schemaReplay';
import { isColumnCall, sqlalchemyColumn } from './sqlalchemyColumn';
import type { PythonCall, PythonExpression, PythonModule, PythonText } from '../pythonCode/pythonModel';
import { firstName, flatStatements, importedName, lastName, placeOf, textOf } from '../pythonCode/pythonParts';
import type { PythonScope } from '../pythonCode/pythonScope';

/** Whether a call makes a table: `Table('name', metadata, Column(…), …)`. */
export function isTableCall(value: PythonExpression | undefined): value is PythonCall {
  return (
    value?.kind === 'call' &&
    lastName(value.name) === 'Table' &&
    value.args[0]?.kind === 'text' &&
    value.args.some(isColumnCall)
  );
}

/** Draws the tables that a module makes by itself, without any class. */
export function drawTables(tables: SchemaReplay, module: PythonModule, scope: PythonScope): void {
  for (const statement of flatStatements(module.body)) {
    const value = statement.kind === 'assign' ? scope.resolve(statement.value) : undefined;
    const [named] = isTableCall(value) ? value.args : [];
    if (isTableCall(value) && named?.kind === 'text' && isOfDatabase(value, module)) {
      drawTable(tables, module, value, named);
    }
  }
}

/** What is drawn on a screen is called a table too. */
function isOfDatabase({ name }: PythonCall, module: PythonModule): boolean {
  const from = module.imports.get(firstName(name));
  const whole = from ? importedName(from) : 'sqlalchemy';
  return /sqlalchemy|sqlmodel/.test(whole) || (name.includes('.') && !/^rich\b/.test(whole));
}

function drawTable(
  tables: SchemaReplay,
  module: PythonModule,
  { args, named: options }: PythonCall,
  named: PythonText,
): void {
  const schema = textOf(options.get('schema'));
  const name = schema === undefined || schema === 'public' ? named.text : `${schema}.${named.text}`;
  const label = textOf(options.get('comment'));
  tables.createTable(name, placeOf(module, named), label === undefined ? {} : { label });
  for (const part of args) {
    const column = isColumnCall(part) ? sqlalchemyColumn(part, module) : undefined;
    if (column && !tables.hasColumn(name, column.name)) {
      tables.addColumn(name, column);
    }
  }
}
