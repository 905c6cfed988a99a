import { Clue } from '../clues';
import type { Column, Table } from '../facts';
import { snakeName } from '../readers/go/columnNames';
import type { GoField, GoStruct } from '../readers/go/goCode';
import { GoSources, isGoSource } from '../readers/go/goSources';
import { MigratedModels } from '../readers/go/migratedModels';
import {
  commentLabel,
  distinctColumns,
  isExported,
  isOfMigration,
  modelTable,
  tableNameOf,
  tagOf,
} from '../readers/go/structModels';
import { compare } from '../repository';
import type { Framework } from './framework';

const hasTags = new Clue(/`[^`\n]*xorm:"/);

/** Words of a tag that say something else than the column's name. */
const words =
  /^(?:pk|autoincr|null|not|notnull|unique|index|created|updated|deleted|version|default|extends|cache|nocache|comment|local|utc|json|<-|->|-|collate|on|delete|cascade|'.*)(?:\(.*\))?$/i;

const types =
  /^(?:bit|tinyint|smallint|mediumint|int|integer|bigint|unsigned|char|varchar|nchar|nvarchar|tinytext|text|mediumtext|longtext|ntext|binary|varbinary|date|datetime|time|timestamp|timestampz|smalldatetime|real|float|double|decimal|numeric|money|tinyblob|blob|mediumblob|longblob|bytea|bool|boolean|uuid|jsonb|serial|bigserial|enum|set|year)(?:\([^()]*\))?$/i;

/** The tables of xorm's structs. */
export const xorm: Framework = {
  name: 'xorm',
  start(repository) {
    const sources = GoSources.of(repository);
    const structs: GoStruct[] = [];
    const synced = new MigratedModels(sources, 'Sync2?|SyncWithOptions|CreateTables|RegisterModel');
    let isUsed = false;
    return {
      wants: isGoSource,
      async read(source, { path }) {
        isUsed ||= hasTags.test(source.text);
        const giving = synced.mayGive(source.text) ? await sources.read(source) : undefined;
        if (giving) {
          synced.add(giving, source.text);
        }
        const file = hasTags.test(source.text) && !isOfMigration(path) ? await sources.read(source) : undefined;
        structs.push(...(file?.structs ?? []));
      },
      async find() {
        const tables = new Map<string, Table>();
        const given = isUsed ? await synced.structs() : new Set<GoStruct>();
        const isAll = given.size > 0 && !synced.isPartial;
        const all = [...new Set([...structs, ...given])];
        const parts = await partsOf(sources, all);
        for (const struct of all) {
          const told = await tableNameOf(sources, struct);
          const isKept = struct.fields.some((field) => !/^(?:-|extends)?$/.test(tagOf(field, 'xorm') ?? ''));
          const isGiven = given.has(struct) || told.isTold;
          // Of what is only read from a query, nothing is made.
          if (!isGiven && (!isKept || isAll || parts.has(struct))) {
            continue;
          }
          const table = told.name ?? snakeName(struct.name);
          const columns = distinctColumns(await columnsOf(sources, struct));
          if ((tables.get(table)?.columns.length ?? 0) < columns.length) {
            tables.set(table, modelTable({ struct, table }, 'xorm', columns));
          }
        }
        return { tables: [...tables.values()].sort((a, b) => compare(a.name, b.name)) };
      },
    };
  },
};

/** Structs that others hold as a part of themselves. */
async function partsOf(sources: GoSources, structs: readonly GoStruct[]): Promise<ReadonlySet<GoStruct>> {
  const found = new Set<GoStruct>();
  for (const struct of structs) {
    for (const field of struct.fields) {
      const isPart = /\bextends\b/.test(tagOf(field, 'xorm') ?? '');
      const inner = isPart ? await sources.struct(field.type, struct) : undefined;
      if (inner) {
        found.add(inner);
      }
    }
  }
  return found;
}

async function columnsOf(sources: GoSources, struct: GoStruct, depth = 0): Promise<Column[]> {
  const columns: Column[] = [];
  for (const field of struct.fields) {
    const tag = tagOf(field, 'xorm');
    if (tag === '-' || depth > 5) {
      continue;
    }
    if (/\bextends\b/.test(tag ?? '')) {
      const inner = await sources.struct(field.type, struct);
      columns.push(...(inner ? await columnsOf(sources, inner, depth + 1) : []));
    } else if (isExported(field) && !field.isEmbedded) {
      columns.push(columnOf(field, tag ?? '', struct));
    }
  }
  return columns;
}

function columnOf(field: GoField, tag: string, struct: GoStruct): Column {
  const bare = tag
    .replace(/\b(?:default|comment)\s*\(?\s*'(?:[^'\\]|\\.)*'\)?/gi, ' ')
    .replace(/\bdefault\s+\S+/gi, ' ');
  const tokens: readonly string[] = bare.match(/'[^']*'|[\w<>-]+(?:\([^()]*\))?/g) ?? [];
  const quoted = tokens.find((token) => token.startsWith("'"))?.slice(1, -1);
  const plain = tokens.find((token) => !words.test(token) && !types.test(token));
  const type = tokens.find((token) => types.test(token));
  const isKey = tokens.includes('pk');
  const isNull = /\bnot\s*null\b/i.test(bare) ? false : /\bnull\b/i.test(bare) ? true : undefined;
  const label = /\bcomment\s*\(\s*'([^']*)'/i.exec(tag)?.[1] ?? commentLabel(field.comment, field.name);
  const isUnique = tokens.some((token) => /^unique$/i.test(token));
  return {
    name: quoted ?? plain ?? snakeName(field.name),
    ...(type === undefined ? (field.text === '' ? {} : { type: field.text }) : { type }),
    ...(isKey ? { nullable: false } : isNull === undefined ? {} : { nullable: isNull }),
    ...(isKey ? { key: 'primary' } : {}),
    ...(isUnique && !isKey ? { unique: true } : {}),
    ...(label === undefined ? {} : { label }),
    evidence: { path: struct.path, line: field.line },
  };
}
