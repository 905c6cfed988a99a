import type { Evidence, Migrations } from '../facts';
import { rubyStatements } from '../readers/ruby/rubyCode';
import type { RubyDefinition, RubyNode } from '../readers/ruby/rubyNodes';
import { SchemaReplay } from '../readers/schema/schemaReplay';
import { noteUnknownTables } from '../readers/schema/unknownTables';
import { replaySequelMigration } from '../readers/sequel/sequelMigration';
import { SequelTables } from '../readers/sequel/sequelTables';
import { compare } from '../repository';
import type { SourceText } from '../sourceText';
import { Syntax } from '../syntax/syntax';
import type { Framework, StructureFindings } from './framework';
import { folderOf } from '../readers/paths';

const from = 'Sequel';

/** What a method writes that is given a table's block, and adds columns to it. */
const helping =
  /^[ \t]*(?:migration|table|schema|db|t)\.(?:primary_key|foreign_key|column|index|[A-Z]\w*|timestamp)\b/m;

interface File {
  readonly source: SourceText;
  readonly statements: readonly RubyNode[];
}

/** Reads the tables that Sequel's migrations leave. */
export const sequel: Framework = {
  name: 'sequel',
  start(repository) {
    const migrations: File[] = [];
    const helpers: File[] = [];
    return {
      wants: ({ name, isTest }) => name.endsWith('.rb') && !isTest,
      async read(source) {
        const isMigration = /^[ \t]*Sequel\.migration\b/m.test(source.text);
        if (!isMigration && !helping.test(source.text)) {
          return;
        }
        const statements = await Syntax.of(repository).read(source, 'ruby', (tree): readonly RubyNode[] =>
          rubyStatements(tree, source),
        );
        if (statements) {
          (isMigration ? migrations : helpers).push({ source, statements });
        }
      },
      find(): StructureFindings {
        const kept = inOrder(migrations);
        const replay = new SchemaReplay();
        const tables = new SequelTables(replay);
        const methods = new Map(helpers.flatMap(({ statements }) => methodsIn(statements)));
        const data = new Map<string, Evidence>();
        for (const { source, statements } of kept) {
          const { unread, data: moved } = replaySequelMigration({ source, statements, helpers: methods }, tables);
          const [first] = unread;
          if (first) {
            repository.note('migration dont les noms sont calculés : lue en partie', first.path, first.line, 'tables');
          }
          if (moved) {
            data.set(source.path, moved);
          }
        }
        noteUnknownTables(repository, replay);
        return { tables: replay.tables(from, 'migrations'), migrations: summaries(kept, data) };
      },
    };
  },
};

/** By their numbers in each folder; a schema that the tool wrote down says no more than the migrations beside it. */
function inOrder(files: readonly File[]): File[] {
  const numbered = files.filter(({ source }) => /(?:^|\/)\d+_[\w-]+\.rb$/.test(source.path));
  const all = numbered.length > 0 ? numbered : files;
  const numberOf = ({ source }: File): number => Number(/(\d+)_[\w-]+\.rb$/.exec(source.path)?.[1] ?? 0);
  return [...all].sort(
    (a, b) =>
      compare(folderOf(a.source.path), folderOf(b.source.path)) ||
      numberOf(a) - numberOf(b) ||
      compare(a.source.path, b.source.path),
  );
}

function methodsIn(statements: readonly RubyNode[]): (readonly [string, RubyDefinition])[] {
  return statements.flatMap((node) =>
    node.kind === 'class' || node.kind === 'module'
      ? methodsIn(node.body)
      : node.kind === 'def'
        ? [[node.name, node] as const]
        : [],
  );
}

function summaries(files: readonly File[], data: ReadonlyMap<string, Evidence>): Migrations[] {
  const byFolder = new Map<string, File[]>();
  for (const file of files) {
    const folder = folderOf(file.source.path);
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), file]);
  }
  return [...byFolder].flatMap(([folder, own]) => {
    const [first, last] = [own[0], own.at(-1)];
    const moves = own.flatMap(({ source }) => data.get(source.path) ?? []);
    const line = (last?.source.lines.findIndex((text) => text.includes('Sequel.migration')) ?? 0) + 1;
    return first && last
      ? [
          {
            name: from,
            folder,
            count: own.length,
            first: first.source.path,
            last: last.source.path,
            ...(moves.length > 0 ? { data: moves } : {}),
            evidence: [{ path: last.source.path, line }],
          },
        ]
      : [];
  });
}
