/** How MikroORM names what an entity doesn't name itself. */
export interface Naming {
  /** Whether tables are collections of MongoDB. */
  readonly isMongo: boolean;
  table(className: string): string;
  column(property: string): string;
  joinColumn(property: string): string;
}

export const underscoreNaming: Naming = {
  isMongo: false,
  table: underscore,
  column: underscore,
  joinColumn: (property) => `${underscore(property)}_id`,
};

/** As `EntityCaseNamingStrategy` does: everything is called as in the code. */
export const entityCaseNaming: Naming = {
  isMongo: false,
  table: (name) => name,
  column: (name) => name,
  joinColumn: (name) => name,
};

export const mongoNaming: Naming = {
  ...entityCaseNaming,
  isMongo: true,
  table: (name) => name.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase(),
};

function underscore(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
}
