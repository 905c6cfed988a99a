import type { Column, Table } from '../facts';
import type { GoExpression, GoFile, GoValue } from '../readers/go/goCode';
import { GoSources, isGoSource } from '../readers/go/goSources';
import { compare } from '../repository';
import type { Framework } from './framework';

type GoObject = Extract<GoExpression, { kind: 'object' }>;

/** The tables of ent, as it writes them down itself from the schemas: every column, every key. */
export const ent: Framework = {
  name: 'ent',
  start(repository) {
    const sources = GoSources.of(repository);
    const files: GoFile[] = [];
    return {
      wants: (file) => isGoSource(file) && /(?:^|\/)migrate\/schema\.go$/.test(file.path),
      async read(source) {
        const file =
          source.text.includes('entgo.io/ent') || source.text.includes('facebook/ent')
            ? await sources.read(source)
            : undefined;
        if (file) {
          files.push(file);
        }
      },
      find() {
        const tables = files.flatMap(tablesOf);
        for (const { path, isTest } of repository.matching(/(?:^|\/)ent\/schema\/\w+\.go$/)) {
          const hasTables = files.some((file) => file.path === path.replace(/schema\/\w+\.go$/, 'migrate/schema.go'));
          if (!hasTables && !isTest) {
            repository.note('schémas d’ent sans le code qu’ent en tire : tables non lues', path, 1, 'tables');
            break;
          }
        }
        return { tables: tables.sort((a, b) => compare(a.name, b.name)) };
      },
    };
  },
};

function tablesOf(file: GoFile): Table[] {
  const lists = new Map(file.values.map((value) => [value.name, value]));
  return file.values.flatMap((value): Table[] => {
    const table = objectOf(value.value);
    const name = textOf(keyed(table, 'Name'));
    if (!table || table.type.name !== 'Table' || name === undefined) {
      return [];
    }
    const columns = namedList(keyed(table, 'Columns'), lists);
    const keys = new Set(indexed(keyed(table, 'PrimaryKey')));
    const foreign = (listOf(keyed(table, 'ForeignKeys')) ?? []).flatMap((item) => {
      const target = tableOf(keyed(objectOf(item), 'RefColumns'), file);
      const [only, ...more] = indexed(keyed(objectOf(item), 'Columns'));
      return target !== undefined && only !== undefined && more.length === 0 ? [[only, target] as const] : [];
    });
    const references = new Map(foreign);
    return [
      {
        name,
        from: 'ent',
        source: 'schema',
        columns: columns.flatMap((item, index) => column(file.path, item, keys.has(index), references.get(index))),
        evidence: [{ path: file.path, line: keyed(table, 'Name')?.line ?? value.line }],
      },
    ];
  });
}

function column(path: string, item: GoExpression, isKey: boolean, references: string | undefined): Column[] {
  const object = objectOf(item);
  const name = textOf(keyed(object, 'Name'));
  if (!object || name === undefined) {
    return [];
  }
  const type = keyed(object, 'Type');
  const isNull = isTrue(keyed(object, 'Nullable'));
  return [
    {
      name,
      ...(type?.kind === 'member' ? { type: type.name.replace(/^Type/, '').toLowerCase() } : {}),
      nullable: isNull,
      ...(isKey ? { key: 'primary' } : references === undefined ? {} : { key: 'foreign' }),
      ...(references === undefined ? {} : { references }),
      ...(isTrue(keyed(object, 'Unique')) && !isKey ? { unique: true } : {}),
      evidence: { path, line: keyed(object, 'Name')?.line ?? object.line },
    },
  ];
}

/** The list that a name stands for, or that is written there. */
function namedList(value: GoExpression | undefined, lists: ReadonlyMap<string, GoValue>): readonly GoExpression[] {
  return listOf(value?.kind === 'name' ? lists.get(value.name)?.value : value) ?? [];
}

/** The table whose columns a key leads to: the key names their list. */
function tableOf(columns: GoExpression | undefined, { values }: GoFile): string | undefined {
  const [first] = listOf(columns) ?? [];
  const list = first?.kind === 'other' ? /^(\w+)\[\d+\]$/.exec(first.text)?.[1] : undefined;
  const tables = values.map(({ value }) => objectOf(value));
  const table = tables.find((each) => {
    const own = keyed(each, 'Columns');
    return own?.kind === 'name' && own.name === list;
  });
  return textOf(keyed(table, 'Name'));
}

/** The positions of `[]*schema.Column{UsersColumns[0]}`. */
function indexed(value: GoExpression | undefined): number[] {
  return (listOf(value) ?? []).flatMap((item) => {
    const index = item.kind === 'other' ? /\[(\d+)\]$/.exec(item.text)?.[1] : undefined;
    return index === undefined ? [] : [Number(index)];
  });
}

function listOf(value: GoExpression | undefined): readonly GoExpression[] | undefined {
  return value?.kind === 'object' ? value.items.map((item) => item.value) : undefined;
}

function objectOf(value: GoExpression | undefined): GoObject | undefined {
  return value?.kind === 'object' ? value : undefined;
}

function keyed(object: GoObject | undefined, key: string): GoExpression | undefined {
  return object?.items.find((item) => item.key === key)?.value;
}

function textOf(value: GoExpression | undefined): string | undefined {
  return value?.kind === 'text' ? value.text : undefined;
}

function isTrue(value: GoExpression | undefined): boolean {
  return (value?.kind === 'other' && value.text === 'true') || (value?.kind === 'name' && value.name === 'true');
}
