/** How TypeORM names what an entity doesn't name itself. */
export interface Naming {
  table(className: string): string;
  column(property: string, own: string | undefined, prefixes: readonly string[]): string;
  joinColumn(relation: string, referenced: string): string;
  joinTableColumn(table: string, column: string): string;
}

/** As TypeORM does by itself. */
export const defaultNaming: Naming = {
  table: snakeCase,
  column: (property, own, prefixes) =>
    prefixes.length > 0 ? camelCase([...prefixes, own ?? property].join('_')) : (own ?? property),
  joinColumn: (relation, referenced) => camelCase(`${relation}_${referenced}`),
  joinTableColumn: (table, column) => camelCase(`${table}_${column}`),
};

/** As the package `typeorm-naming-strategies` does. */
export const snakeNaming: Naming = {
  table: snakeCase,
  column: (property, own, prefixes) =>
    `${prefixes.map((prefix) => `${snakeCase(prefix)}_`).join('')}${own ?? snakeCase(property)}`,
  joinColumn: (relation, referenced) => snakeCase(`${relation}_${referenced}`),
  joinTableColumn: (table, column) => snakeCase(`${table}_${column}`),
};

export function snakeCase(name: string): string {
  return name
    .replace(/([A-Z])([A-Z])([a-z])/g, '$1_$2$3')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

function camelCase(name: string): string {
  return name.replace(/^([A-Z])|[\s_-](\w)/g, (_, first: string | undefined, next: string | undefined) =>
    next === undefined ? (first ?? '').toLowerCase() : next.toUpperCase(),
  );
}
