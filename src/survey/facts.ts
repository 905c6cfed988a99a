import type * as z from 'zod/mini';
import type * as base from './factSchema';
import type * as operation from './operationSchemas';
import type * as schema from './schema';

/** A survey's result, whole: see `schema.ts` for what each key means. */
export type Inventory = z.infer<typeof schema.inventorySchema>;
export type RepositoryFacts = Inventory['repository'];

export type Evidence = z.infer<typeof base.evidenceSchema>;
export type Remote = z.infer<typeof schema.remoteSchema>;
export type Branch = z.infer<typeof schema.branchSchema>;
export type Tag = z.infer<typeof schema.tagSchema>;
export type Language = z.infer<typeof schema.languageSchema>;
export type Tool = z.infer<typeof schema.toolSchema>;
export type Command = z.infer<typeof schema.commandSchema>;
export type Port = z.infer<typeof schema.portSchema>;
export type Container = z.infer<typeof schema.containerSchema>;
export type Decision = z.infer<typeof schema.decisionSchema>;
export type ProductDocument = z.infer<typeof schema.documentSchema>;
export type ProductLink = z.infer<typeof schema.linkSchema>;
export type Todo = z.infer<typeof schema.todoSchema>;
export type Runtime = z.infer<typeof schema.runtimeSchema>;
export type Dependency = z.infer<typeof schema.dependencySchema>;
export type Hosting = z.infer<typeof schema.hostingSchema>;
export type Monitoring = z.infer<typeof schema.monitoringSchema>;
export type Service = z.infer<typeof schema.serviceSchema>;
export type EnvVariable = z.infer<typeof schema.envSchema>;
export type Ci = z.infer<typeof schema.ciSchema>;
export type Test = z.infer<typeof schema.testSchema>;
export type Robot = z.infer<typeof schema.robotSchema>;
export type Database = z.infer<typeof schema.databaseSchema>;
export type Column = z.infer<typeof schema.columnSchema>;
export type Table = z.infer<typeof schema.tableSchema>;
export type Migrations = z.infer<typeof schema.migrationSchema>;
export type Dataset = z.infer<typeof schema.datasetSchema>;
export type Exposure = z.infer<typeof schema.exposureSchema>;
export type Endpoint = z.infer<typeof schema.apiSchema>;
export type Example = z.infer<typeof schema.exampleSchema>;
export type Webhook = z.infer<typeof schema.webhookSchema>;
export type Role = z.infer<typeof schema.roleSchema>;
export type Component = z.infer<typeof schema.componentSchema>;
export type Release = z.infer<typeof operation.releaseSchema>;
export type Install = z.infer<typeof operation.installSchema>;
export type Automation = z.infer<typeof operation.automationSchema>;
export type Sealed = z.infer<typeof operation.sealedSchema>;
export type Comparison = z.infer<typeof operation.comparisonSchema>;
export type Access = z.infer<typeof operation.accessSchema>;
export type Contradiction = z.infer<typeof schema.contradictionSchema>;
export type Statement = z.infer<typeof schema.statementSchema>;
export type Licence = z.infer<typeof schema.licenceSchema>;
export type Readme = z.infer<typeof schema.readmeSchema>;
export type Note = z.infer<typeof schema.noteSchema>;

/** What every fact has. */
export interface Fact {
  readonly name: string;
  readonly evidence: readonly Evidence[];
  readonly certainty?: 'probable' | undefined;
  readonly part?: string | undefined;
}

type Lists<T> = { readonly [K in keyof T as T[K] extends readonly unknown[] ? K : never]?: T[K] };

/** What one detector found. Lists are joined, in the order of the detectors; of `lastCommit`, the first counts. */
export interface Findings extends Lists<Omit<Inventory, 'schema' | 'repository'>> {
  readonly repository?: Lists<RepositoryFacts> & Pick<Partial<RepositoryFacts>, 'lastCommit'>;
}
