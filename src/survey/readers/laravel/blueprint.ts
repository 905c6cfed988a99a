import type { Column, Evidence } from '../../facts';
import type { PhpCall } from '../php/phpChain';
import { evidenceOf, shortName, textOf, textsOf, truthOf } from '../php/phpValue';
import { drop, undo, type Blueprint } from './blueprintDrops';
import { plural, snake } from './inflect';

/** Calls that change no column. */
const silent =
  /^(?:index|spatialIndex|fullText|rawIndex|dropIndex|dropSpatialIndex|dropFullText|renameIndex|engine|charset|collation|temporary|getTable|getColumns|innoDb|after|removeColumn|vectorIndex|getCommands|getPrefix|indexCommand)$/;

const types = new Set(
  (
    'bigInteger binary boolean char date dateTime dateTimeTz datetime decimal double enum float foreignId foreignUlid foreignUuid ' +
    'geography geometry geometryCollection integer ipAddress json jsonb lineString longText macAddress mediumInteger mediumText ' +
    'multiLineString multiPoint multiPolygon point polygon set smallInteger string text time timeTz timestamp timestampTz tinyInteger ' +
    'tinyText ulid unsignedBigInteger unsignedDecimal unsignedDouble unsignedFloat unsignedInteger unsignedMediumInteger ' +
    'unsignedSmallInteger unsignedTinyInteger uuid vector year tsvector computed multiLineString multiPolygonZ'
  )
    .toLowerCase()
    .split(' '),
);

const keys =
  /^(?:(?:big|medium|small|tiny)?increments|(?:integer|tinyInteger|smallInteger|mediumInteger|bigInteger)Increments)$/i;

const morphs = /^(?:nullable)?(?:numeric|uuid|ulid)?morphs$/i;

/**
 * Draws what one statement about a table says: `$table->string('name')->nullable()`.
 *
 * @returns false when its first call isn't known, so that columns may be missing
 */
export function draw(blueprint: Blueprint, calls: readonly PhpCall[]): boolean {
  const [first, ...others] = calls;
  if (!first || silent.test(first.name)) {
    return true;
  }
  return drawColumn(blueprint, first, others) || drop(blueprint, first) || drawOther(blueprint, first, others);
}

function drawColumn(blueprint: Blueprint, first: PhpCall, others: readonly PhpCall[]): boolean {
  const name = first.name.toLowerCase();
  const [given] = first.values();
  const written = textOf(first.argument(0, 'column', 'name'));
  const add = (column: string, told: Partial<Column>, isNamed = true): void => {
    addColumn(blueprint, column, { ...told }, isNamed ? evidenceOf(blueprint.path, given ?? first) : undefined, others);
  };
  if (name === 'id' || keys.test(name)) {
    add(written ?? 'id', { type: first.name, nullable: false, key: 'primary' });
    return true;
  }
  if (/^(?:nullable)?timestamps(?:tz)?$|^datetimes$/.test(name)) {
    for (const column of ['created_at', 'updated_at']) {
      add(
        column,
        { type: name.endsWith('tz') ? 'timestampTz' : name === 'datetimes' ? 'dateTime' : 'timestamp', nullable: true },
        false,
      );
    }
    return true;
  }
  if (/^softdeletes(?:tz|datetime)?$/.test(name)) {
    add(written ?? 'deleted_at', { type: first.name, nullable: true }, written !== undefined);
    return true;
  }
  if (name === 'remembertoken') {
    addColumn(
      blueprint,
      'remember_token',
      { type: 'string(100)', nullable: true },
      evidenceOf(blueprint.path, first),
      others,
    );
    return true;
  }
  if (morphs.test(name) && written !== undefined) {
    const nullable = name.startsWith('nullable');
    const type = /uuid|ulid/.exec(name)?.[0] ?? 'unsignedBigInteger';
    add(`${written}_type`, { type: 'string', nullable });
    add(`${written}_id`, { type, nullable });
    return true;
  }
  if (name === 'foreignidfor') {
    const model = shortName(given?.kind === 'class' || given?.kind === 'text' ? given.text : '');
    const column = textOf(first.argument(1, 'column')) ?? (model && `${snake(model)}_id`);
    if (column) {
      addColumn(
        blueprint,
        column,
        { type: first.name, nullable: false },
        evidenceOf(blueprint.path, given ?? first),
        others,
        model,
      );
    }
    return column !== '';
  }
  if (name === 'addcolumn' || name === 'rawcolumn') {
    const [type, column] = name === 'addcolumn' ? [given, first.values()[1]] : [first.values()[1], given];
    const target = textOf(column);
    if (target !== undefined && column) {
      addColumn(
        blueprint,
        target,
        { ...typeText(textOf(type)), nullable: false },
        evidenceOf(blueprint.path, column),
        others,
      );
    }
    return target !== undefined;
  }
  if (types.has(name) && (written !== undefined || /^(?:uuid|ulid|ipaddress|macaddress)$/.test(name))) {
    const fallbacks: Readonly<Record<string, string>> = { ipaddress: 'ip_address', macaddress: 'mac_address' };
    const nullable = name === 'computed' ? undefined : false;
    add(written ?? fallbacks[name] ?? name, {
      type: typeOf(first),
      ...(nullable === undefined ? {} : { nullable }),
    });
    return true;
  }
  return false;
}

function addColumn(
  { table, evidence: ofTable, replay, forgets, tableOf }: Blueprint,
  name: string,
  told: Partial<Column>,
  named: Evidence | undefined,
  modifiers: readonly PhpCall[],
  model?: string,
): void {
  const evidence = named ?? ofTable;
  const own = replay.columns(table).find((column) => column.name.toLowerCase() === name.toLowerCase());
  const isChange = modifiers.some((call) => call.name === 'change');
  const before = isChange && own ? own : undefined;
  let column: Column = { ...before, ...told, name, evidence: before?.evidence ?? evidence };
  if (named === undefined && !before) {
    column = { ...column, implicit: true };
  }
  if (before && !forgets && before.nullable !== undefined) {
    column = { ...column, nullable: before.nullable };
  }
  if (before?.key !== undefined && told.key === undefined) {
    column = { ...column, key: before.key };
  }
  for (const call of modifiers) {
    column = modified(column, call, modifiers, model, tableOf);
  }
  if (!isChange || before || !replay.has(table)) {
    replay.addColumn(table, column);
  }
}

function modified(
  column: Column,
  call: PhpCall,
  all: readonly PhpCall[],
  model: string | undefined,
  tableOf: (name: string) => string | undefined,
): Column {
  const [given] = call.values();
  switch (call.name) {
    case 'nullable': {
      const truth = given ? truthOf(given) : true;
      return truth === undefined ? column : { ...column, nullable: truth };
    }
    case 'unique':
      return given && truthOf(given) === false ? column : { ...column, unique: true };
    case 'primary':
    case 'autoIncrement':
      return { ...column, nullable: false, key: 'primary' };
    case 'comment': {
      const label = textOf(given);
      return label === undefined || label === '' ? column : { ...column, label };
    }
    case 'constrained': {
      const table =
        textOf(call.argument(0, 'table')) ??
        tableOfModel(model, tableOf) ??
        plural(column.name.replace(/_[a-z]+$/, ''));
      return foreign(column, table, textOf(call.argument(1, 'column')));
    }
    case 'on': {
      const table = textOf(given);
      return table === undefined ? column : foreign(column, table, referenced(all));
    }
    default:
      return column;
  }
}

function tableOfModel(model: string | undefined, tableOf: (name: string) => string | undefined): string | undefined {
  return model === undefined ? undefined : (tableOf(model) ?? plural(snake(model)));
}

function referenced(calls: readonly PhpCall[]): string | undefined {
  const call = calls.find(({ name }) => name === 'references');
  return textsOf(call?.argument(0, 'columns'))[0]?.text;
}

function foreign(column: Column, table: string, referencedColumn: string | undefined): Column {
  const references = referencedColumn === undefined ? table : `${table}.${referencedColumn}`;
  return { ...column, references, ...(column.key === 'primary' ? {} : { key: 'foreign' }) };
}

function drawOther(blueprint: Blueprint, first: PhpCall, others: readonly PhpCall[]): boolean {
  const { table, path, replay } = blueprint;
  const given = first.argument(0, 'columns', 'index');
  const place: Evidence = { path, line: first.line };
  const change = (names: readonly string[], to: (column: Column) => Column): true => {
    for (const name of names) {
      replay.alterColumn(table, name, to, place);
    }
    return true;
  };
  const names = textsOf(given).map(({ text }) => text);
  switch (first.name.toLowerCase()) {
    case 'primary':
      return change(names, (column) => ({ ...column, nullable: false, key: 'primary' }));
    case 'unique':
      return names.length === 1 ? change(names, (column) => ({ ...column, unique: true })) : true;
    case 'foreign': {
      const on = others.find(({ name }) => name === 'on')?.argument(0, 'table');
      const target = on?.kind === 'class' ? tableOfModel(shortName(on.text), blueprint.tableOf) : textOf(on);
      return target !== undefined && names.length === 1
        ? change(names, (column) => foreign(column, target, referenced(others)))
        : true;
    }
    case 'dropforeign':
    case 'dropforeignidfor':
    case 'dropunique':
    case 'dropprimary':
      return undo(blueprint, first, given);
    case 'comment':
      replay.labelTable(table, textOf(given));
      return true;
    default:
      return false;
  }
}

/** `string('token', 64)` is a `string(64)`. */
function typeOf(call: PhpCall): string {
  const sizes = call
    .values()
    .slice(1)
    .filter(({ kind }) => kind === 'number')
    .map(({ text }) => text);
  return sizes.length > 0 && /^(?:string|char|decimal|float|double|unsignedDecimal)$/i.test(call.name)
    ? `${call.name}(${sizes.join(', ')})`
    : call.name;
}

function typeText(type: string | undefined): { type?: string } {
  return type === undefined ? {} : { type };
}
