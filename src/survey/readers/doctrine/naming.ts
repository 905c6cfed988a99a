import { shortName } from '../php/phpValue';
import type { Repository } from '../../repository';

/** How Doctrine names tables and columns that no mapping names. */
export interface Naming {
  table(className: string): string;
  column(property: string): string;
  embedded(property: string, column: string): string;
  joinColumn(property: string, referenced: string): string;
  joinTable(owner: string, target: string): string;
  joinKey(className: string, referenced: string): string;
}

/** Doctrine's own: names as classes and properties have them. */
const plain: Naming = {
  table: shortName,
  column: (property) => property,
  embedded: (property, column) => `${property}_${column}`,
  joinColumn: (property, referenced) => `${property}_${referenced}`,
  joinTable: (owner, target) => `${shortName(owner)}_${shortName(target)}`.toLowerCase(),
  joinKey: (className, referenced) => `${shortName(className)}_${referenced}`.toLowerCase(),
};

/** The naming strategy that the configuration of Symfony names. */
export async function namingOf(repository: Repository): Promise<Naming> {
  for (const { path, isTest } of repository.named(/^(?:doctrine|config|services|orm)\.(?:ya?ml|php|xml)$/)) {
    const source = isTest ? undefined : await repository.text(path);
    const strategy = /naming_strategy\.underscore(_number_aware)?|\b(UnderscoreNamingStrategy)\b/.exec(
      source?.text ?? '',
    );
    if (strategy) {
      return underscored(strategy[1] !== undefined);
    }
  }
  return plain;
}

function underscored(knowsNumbers: boolean): Naming {
  const pattern = knowsNumbers ? /(?<=[a-z0-9])([A-Z])/g : /(?<=[a-z])([A-Z])/g;
  const under = (name: string): string => name.replace(pattern, '_$1').toLowerCase();
  const table = (className: string): string => under(shortName(className));
  return {
    table,
    column: under,
    embedded: (property, column) => `${under(property)}_${column}`,
    joinColumn: (property, referenced) => `${under(property)}_${referenced}`,
    joinTable: (owner, target) => `${table(owner)}_${table(target)}`,
    joinKey: (className, referenced) => `${table(className)}_${referenced}`,
  };
}
