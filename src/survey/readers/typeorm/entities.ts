import type { Column, Table } from '../../facts';
import { lineage } from '../javascript/jsBinding';
import { classesOf, decorator, membersOf, type JsClassDeclaration } from '../javascript/jsClasses';
import type { JsInterpreter } from '../javascript/jsInterpreter';
import type { JsModule } from '../javascript/jsModules';
import type { JsNode } from '../javascript/jsTree';
import { asText, evidenceOf, property, type JsClass, type JsText, type JsValue } from '../javascript/jsValue';
import { entityColumns, primaryOf, type EntityNames } from './entityColumns';
import { snakeCase, type Naming } from './naming';

interface Entity {
  readonly declaration: JsClassDeclaration;
  readonly table: string;
  /** Where the table's name is written: in the decorator, else the class's own. */
  readonly named: JsText;
  readonly kind: Table['kind'];
}

/** The tables that classes declare to be, by their decorators; a class that extends one keeps its rows with it. */
export function entityTables(interpreter: JsInterpreter, modules: readonly JsModule[], naming: Naming): Table[] {
  const declarations = modules.flatMap((module) => classesOf(interpreter, module));
  const entities = new Map<JsNode, Entity>();
  for (const declaration of declarations) {
    const entity = entityOf(declaration, naming);
    if (entity) {
      entities.set(declaration.made.node, entity);
    }
  }
  const byName = new Map(
    [...entities.values()].map((entity) => [entity.declaration.name.text, entity.declaration.made]),
  );
  const classOf = (target: JsValue | undefined): JsClass | undefined => {
    const value = target?.kind === 'function' ? interpreter.call(target, [], placeOf(target.node, target)) : target;
    return value?.kind === 'text' ? byName.get(value.text) : value?.kind === 'class' ? value : undefined;
  };
  const names: EntityNames = {
    interpreter,
    naming,
    classOf,
    tableOf: (target) => {
      const made = classOf(target);
      return made && entities.get(made.node)?.table;
    },
  };
  const tables = new Map<string, Table>();
  for (const { declaration, table, named, kind } of entities.values()) {
    tables.set(table, {
      name: table,
      evidence: [evidenceOf(named)],
      from: 'TypeORM',
      source: 'models',
      ...(kind === undefined ? {} : { kind }),
      ...labelOf(declaration),
      columns: [...entityColumns(names, declaration.made), ...discriminator(declaration)],
    });
  }
  addChildren(names, declarations, entities, tables);
  for (const { declaration, table } of entities.values()) {
    for (const joined of joinTables(names, declaration, table)) {
      if (!tables.has(joined.name)) {
        tables.set(joined.name, joined);
      }
    }
  }
  return [...tables.values()];
}

function entityOf(declaration: JsClassDeclaration, naming: Naming): Entity | undefined {
  const found = decorator(declaration.decorators, 'Entity', 'ViewEntity');
  if (!found) {
    return undefined;
  }
  const options = found.args.find(({ kind }) => kind === 'record');
  const own = asText(found.args[0]) ?? asText(property(options, 'name'));
  const schema = asText(property(options, 'schema'))?.text;
  const bare = own?.text ?? naming.table(declaration.name.text);
  return {
    declaration,
    table: schema === undefined || schema === 'public' ? bare : `${schema}.${bare}`,
    named: own ?? declaration.name,
    kind: found.name === 'ViewEntity' ? 'view' : undefined,
  };
}

function labelOf({ decorators }: JsClassDeclaration): { label?: string } {
  const options = decorator(decorators, 'Entity')?.args.find(({ kind }) => kind === 'record');
  const label = asText(property(options, 'comment'))?.text;
  return label === undefined ? {} : { label };
}

/** The column that tells the classes of one table apart. */
function discriminator({ decorators }: JsClassDeclaration): Column[] {
  const inheritance = decorator(decorators, 'TableInheritance');
  const column = property(inheritance?.args[0], 'column');
  const name = asText(column) ?? asText(property(column, 'name'));
  return name
    ? [{ name: name.text, type: asText(property(column, 'type'))?.text ?? 'varchar', evidence: evidenceOf(name) }]
    : [];
}

/** Gives to a table the columns of the classes whose rows it holds beside its own's. */
function addChildren(
  names: EntityNames,
  declarations: readonly JsClassDeclaration[],
  entities: ReadonlyMap<JsNode, Entity>,
  tables: Map<string, Table>,
): void {
  for (const { decorators, made } of declarations) {
    const parent = lineage(names.interpreter, made).find(({ node }) => entities.has(node));
    const table = parent && tables.get(entities.get(parent.node)?.table ?? '');
    if (table && decorator(decorators, 'ChildEntity')) {
      const known = new Set(table.columns.map(({ name }) => name));
      const own = entityColumns(names, made).filter(({ name }) => !known.has(name));
      // Rows of other classes leave them empty.
      tables.set(table.name, {
        ...table,
        columns: [...table.columns, ...own.map((column) => ({ ...column, nullable: true }))],
      });
    }
  }
}

/** The tables of relations of many to many, which the side that bears `@JoinTable` declares. */
function joinTables(names: EntityNames, { made }: JsClassDeclaration, table: string): Table[] {
  return membersOf(names.interpreter, made).flatMap((member): Table[] => {
    const relation = decorator(member.decorators, 'ManyToMany');
    const joined = decorator(member.decorators, 'JoinTable');
    const other = names.tableOf(relation?.args[0]);
    if (!relation || !joined || other === undefined) {
      return [];
    }
    const options = joined.args[0];
    const own = asText(property(options, 'name')) ?? asText(options);
    const column = (side: string, target: string, targetClass: JsClass | undefined): Column => {
      const described = property(options, side);
      const name = asText(property(described, 'name'));
      const referenced = asText(property(described, 'referencedColumnName'))?.text ?? primaryOf(names, targetClass);
      return {
        name: name?.text ?? names.naming.joinTableColumn(target, referenced),
        nullable: false,
        key: 'primary',
        references: `${target}.${referenced}`,
        evidence: evidenceOf(name ?? own ?? member.name),
        ...(name ? {} : { implicit: true }),
      };
    };
    return [
      {
        name: own?.text ?? snakeCase(`${table}_${member.name.text}_${other}`),
        evidence: [evidenceOf(own ?? member.name)],
        from: 'TypeORM',
        source: 'models',
        columns: [
          column('joinColumn', table, made),
          column('inverseJoinColumn', other, names.classOf(relation.args[0])),
        ],
      },
    ];
  });
}

function placeOf(node: JsNode, { scope }: { readonly scope: JsClass['scope'] }) {
  return { source: scope.module.source, offset: node.start };
}
