import type { Evidence, Table } from '../../facts';
import type { Repository } from '../../repository';
import type { SourceText } from '../../sourceText';
import { SymfonyParameters } from '../symfony/parameters';

/** What code that names all tables anew does, as Doctrine's cookbook writes it. */
const renames = /\bloadClassMetadata\b[^]{0,4000}\b(?:setPrimaryTable|setTableName)\s*\(/;

/** Names tables as a listener of the product's own does, which puts a prefix before them. */
export function tablePrefix(repository: Repository): {
  /** Looks for the listener in a file. */
  read(source: SourceText): void;
  renamed(tables: readonly Table[]): Promise<Table[]>;
} {
  let listener: Evidence | undefined;
  return {
    read(source) {
      const { text, path } = source;
      if (!listener && text.includes('loadClassMetadata') && renames.test(text)) {
        listener = { path, line: source.lineAt(text.indexOf('loadClassMetadata')) };
      }
    },
    async renamed(tables) {
      if (!listener) {
        return [...tables];
      }
      const parameters = await SymfonyParameters.of(repository);
      const [prefix, ...others] = parameters.named(/(?:^|[._])table_?prefix$/i);
      if (prefix === undefined || others.length > 0 || !/^\w{0,30}$/.test(prefix)) {
        repository.note('noms de tables changés par le code : lus sans', listener.path, listener.line, 'tables');
        return [...tables];
      }
      return tables.map((table) => ({
        ...table,
        name: prefix + table.name,
        columns: table.columns.map((column) =>
          column.references === undefined ? column : { ...column, references: prefix + column.references },
        ),
      }));
    },
  };
}
