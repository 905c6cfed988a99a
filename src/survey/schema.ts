import * as z from 'zod/mini';
import { describe, evidenceSchema, fact, optionalText, text } from './factSchema';
import {
  accessSchema,
  automationSchema,
  comparisonSchema,
  installSchema,
  releaseSchema,
  sealedSchema,
} from './operationSchemas';

/**
 * What a survey found, as `arret inventaire --json` prints it. Every list holds one entry a fact, and every fact says
 * where it stands. No value of a variable, no password and no token ever has a place here.
 */

/** Raised when a key changes its meaning or goes; a key more doesn't raise it. */
export const inventoryVersion = 1;

const evidences = z.array(evidenceSchema);

export const remoteSchema = z.object({ ...fact, url: describe(text, 'Adresse, sans identifiant ni mot de passe.') });
export const branchSchema = z.object({
  ...fact,
  commit: describe(optionalText, 'Empreinte du dernier commit.'),
  date: describe(optionalText, 'Jour du dernier commit : AAAA-MM-JJ.'),
  isDefault: z.optional(z.boolean()),
});
export const tagSchema = z.object({ ...fact, commit: optionalText });
export const languageSchema = z.object({
  ...fact,
  files: z.int(),
  bytes: z.int(),
});
export const toolSchema = z.object({ ...fact, version: optionalText });
export const commandSchema = z.object({
  ...fact,
  kind: describe(z.enum(['script', 'make', 'setup', 'task']), 'script : npm, composer, poetry… ; setup : bin/setup.'),
  command: describe(optionalText, 'Ce qu’il faut taper : npm run build.'),
});
export const portSchema = z.object({ ...fact, port: z.int() });
export const containerSchema = z.object({
  ...fact,
  kind: z.enum(['image', 'service', 'devcontainer']),
  image: optionalText,
  version: optionalText,
});
export const decisionSchema = z.object({ ...fact, title: optionalText, status: optionalText, date: optionalText });
export const documentSchema = z.object({
  ...fact,
  kind: describe(
    z.enum(['user', 'business', 'technical']),
    'user : pour le public ; business : pour l’équipe ; technical : pour qui développe.',
  ),
  path: text,
  title: optionalText,
  route: describe(optionalText, 'L’adresse à laquelle le site la sert.'),
  commands: describe(
    z.optional(z.array(z.object({ line: z.int(), endLine: z.int(), text }))),
    'Les commandes que donne un guide d’installation, sans aucune valeur.',
  ),
});
export const linkSchema = z.object({
  ...fact,
  url: text,
  kind: describe(
    z.enum(['site', 'document', 'tool', 'source', 'contact', 'cited']),
    'Ce à quoi il mène ; cited : une adresse que la documentation cite, sans plus.',
  ),
});
export const todoSchema = z.object({ ...fact, count: z.int() });

export const runtimeSchema = z.object({
  ...fact,
  version: describe(optionalText, 'La version ou la contrainte, telle qu’elle est écrite.'),
  endOfLife: describe(optionalText, 'Fin de support de cette version : AAAA-MM-JJ.'),
});
export const dependencySchema = z.object({
  ...fact,
  ecosystem: z.enum(['npm', 'pypi', 'rubygems', 'packagist', 'go', 'cargo', 'maven', 'nuget']),
  constraint: optionalText,
  locked: optionalText,
  dev: z.boolean(),
  manifest: describe(text, 'Le fichier qui la déclare.'),
  lockEvidence: describe(z.optional(evidenceSchema), 'Où le verrou donne sa version.'),
  pinned: describe(z.optional(z.enum(['exact', 'override'])), 'Version fixée, ou imposée aux dépendances indirectes.'),
  framework: describe(optionalText, 'Le nom courant, quand c’est un cadre : Ruby on Rails.'),
});
export const hostingSchema = z.object({
  ...fact,
  kind: describe(
    z.enum(['platform', 'container', 'process', 'cron', 'addon', 'environment', 'domain', 'limit', 'probe']),
    'limit : ce qu’un conteneur peut prendre ; probe : le chemin auquel on demande s’il répond.',
  ),
  detail: describe(optionalText, 'D’une limite, ses quantités : mémoire 1Gi, processeur 500m.'),
  command: optionalText,
  schedule: optionalText,
  version: optionalText,
});
export const monitoringSchema = z.object({
  ...fact,
  kind: z.enum(['errors', 'analytics', 'logs', 'uptime', 'metrics', 'alerts']),
});
export const serviceSchema = z.object({
  ...fact,
  usage: describe(optionalText, 'À quoi il sert, en quelques mots français.'),
  variables: describe(z.array(text), 'Les variables d’environnement qui le règlent.'),
});
export const envSchema = z.object({
  ...fact,
  declared: evidences,
  read: evidences,
  service: optionalText,
  secret: describe(z.boolean(), 'Si son nom dit qu’elle porte un secret.'),
});
export const ciSchema = z.object({
  ...fact,
  workflow: optionalText,
  triggers: z.array(text),
  schedules: z.array(text),
  jobs: z.array(z.object({ name: text, line: z.int() })),
  deploysTo: z.array(text),
  includes: describe(
    z.optional(z.array(z.object({ name: text, version: optionalText, line: z.int() }))),
    'Ce que le fichier reprend d’un autre dépôt, qui n’est pas ici.',
  ),
  disabled: describe(z.optional(z.array(text)), 'Les travaux qui ne se lancent jamais.'),
});
export const testSchema = z.object({
  ...fact,
  command: optionalText,
  files: z.optional(z.int()),
  count: describe(z.optional(z.int()), 'Combien de tests ces fichiers déclarent.'),
  scope: describe(z.optional(z.literal('e2e')), 'De bout en bout, quand un dossier les sépare des autres.'),
});
export const robotSchema = z.object({
  ...fact,
  kind: z.enum(['updates', 'schedule', 'bot', 'webhook']),
  schedule: optionalText,
  does: describe(optionalText, 'Ce qu’il fait, en quelques mots français.'),
});
export const databaseSchema = z.object({ ...fact, version: optionalText, endOfLife: optionalText });
export const columnSchema = z.object({
  name: text,
  type: describe(optionalText, 'Le type, tel que la source l’écrit : varchar(255), string, CharField.'),
  nullable: describe(z.optional(z.boolean()), 'Absent : la source ne le dit pas.'),
  key: z.optional(z.enum(['primary', 'foreign'])),
  references: describe(optionalText, 'Ce que désigne une clé étrangère : la table, ou table.colonne.'),
  unique: z.optional(z.boolean()),
  label: describe(optionalText, 'Ce qu’en dit la source : son libellé ou son commentaire.'),
  evidence: evidenceSchema,
  implicit: describe(
    z.optional(z.boolean()),
    'Vrai quand le cadre la crée sans que rien la nomme : sa preuve est alors celle de la table.',
  ),
});
export const tableSchema = z.object({
  ...fact,
  from: describe(text, 'Ce qui la déclare : Rails, Django, Prisma, SQL…'),
  source: describe(
    z.enum(['schema', 'migrations', 'models', 'sql']),
    'schema : un schéma à jour ; migrations : ce qu’il en reste une fois rejouées ; models : les classes ; sql : un fichier SQL à part.',
  ),
  kind: describe(z.optional(z.enum(['view', 'collection'])), 'Absent : une table.'),
  label: describe(optionalText, 'Ce qu’en dit la source : son libellé ou son commentaire.'),
  columns: z.array(columnSchema),
  partial: describe(optionalText, 'Ce qui n’a pas pu en être lu, et pourquoi.'),
});
export const migrationSchema = z.object({
  ...fact,
  folder: text,
  count: z.int(),
  first: describe(optionalText, 'Chemin de la première.'),
  last: describe(optionalText, 'Chemin de la dernière.'),
  data: describe(z.optional(evidences), 'Celles qui modifient des données.'),
});
export const apiSchema = z.object({
  ...fact,
  method: describe(text, 'GET, POST… ; ANY : toutes ; QUERY, MUTATION, SUBSCRIPTION : GraphQL.'),
  path: describe(text, 'Les paramètres entre accolades : /usagers/{id}.'),
  summary: optionalText,
  access: describe(z.optional(z.array(text)), 'Ce que sa déclaration exige : permissions, rôles, middleware d’accès.'),
  from: describe(text, 'Ce qui la déclare : OpenAPI, GraphQL, Rails, Express…'),
});
export const exampleSchema = z.object({
  ...fact,
  kind: z.enum(['request', 'response']),
  source: describe(
    z.enum(['specification', 'http', 'collection', 'snapshot']),
    'La spécification, un fichier .http, une collection (Postman, Bruno), la réponse figée d’un test.',
  ),
  method: optionalText,
  path: optionalText,
  status: z.optional(z.int()),
  body: describe(text, 'Le texte de l’exemple, sans secret ni adresse de courriel.'),
});
export const webhookSchema = z.object({
  ...fact,
  direction: z.enum(['received', 'sent']),
  path: describe(optionalText, 'Le chemin qui le reçoit.'),
});
export const roleSchema = z.object({
  ...fact,
  kind: describe(
    z.enum(['role', 'group', 'policy', 'permission']),
    'policy : ce qui garde une ressource ; permission : un droit déclaré seul.',
  ),
  from: describe(text, 'Ce qui le déclare : Pundit, Django, CASL, une énumération…'),
  label: optionalText,
  permissions: describe(z.array(text), 'Ce que le rôle permet, ou les actions que la politique garde.'),
  requires: describe(
    optionalText,
    'Ce que le code d’une politique demande, quand il ne demande rien d’autre : is_admin.',
  ),
});
export const componentSchema = z.object({
  ...fact,
  kind: z.enum(['client', 'component', 'database', 'storage', 'service']),
  label: optionalText,
  links: describe(z.array(text), 'Les noms des composants qu’il appelle.'),
});
export const datasetSchema = z.object({
  ...fact,
  kind: describe(
    z.enum(['seed', 'factory', 'dump', 'archive', 'encrypted', 'personal']),
    'personal : un fichier qui semble porter des données personnelles.',
  ),
  path: text,
  engine: optionalText,
  tables: describe(z.array(text), 'Les tables qu’il remplit.'),
  migrations: describe(
    z.optional(z.array(text)),
    'La dernière migration de chaque application que la sauvegarde connaît.',
  ),
  reason: describe(optionalText, 'Pourquoi il est signalé, en quelques mots français.'),
});
export const exposureSchema = z.object({
  ...fact,
  kind: describe(
    z.enum(['secret', 'fallback', 'account', 'example', 'log', 'setting', 'logged']),
    'example : mot de passe donné en exemple ; fallback : valeur de repli écrite dans le code ; setting : réglage dangereux ; logged : secret écrit dans un journal.',
  ),
});
export const contradictionSchema = z.object({
  ...fact,
  kind: describe(
    z.enum(['version', 'port', 'command', 'import', 'transitive', 'branch', 'link']),
    'transitive : un paquet importé que seul un autre apporte ; link : un lien de la documentation vers un fichier absent.',
  ),
  values: describe(z.array(z.object({ value: text, evidence: evidences })), 'Chaque valeur, et où elle est écrite.'),
});
export const statementSchema = z.object({
  ...fact,
  kind: describe(
    z.enum(['branch', 'choice', 'hosting', 'warning', 'retention', 'business']),
    'Ce dont parle la phrase : une branche, la raison d’un choix, l’hébergement, un danger, une durée de conservation, le métier.',
  ),
  quote: describe(text, 'La phrase, telle que la documentation l’écrit.'),
});
export const licenceSchema = z.object({ ...fact, source: describe(z.enum(['file', 'manifest']), 'D’où elle vient.') });
export const readmeSchema = z.object({
  ...fact,
  path: text,
  title: optionalText,
  sections: z.array(z.object({ title: text, level: z.int(), line: z.int(), endLine: z.int() })),
  stopped: describe(z.optional(evidenceSchema), 'Où il annonce un arrêt ou un déménagement.'),
  commands: describe(
    z.optional(z.array(z.object({ line: z.int(), endLine: z.int(), text }))),
    'Les commandes que donnent ses sections d’installation, sans aucune valeur.',
  ),
});
export const noteSchema = z.object({
  path: optionalText,
  about: describe(
    z.optional(z.enum(['tables', 'api', 'roles'])),
    'La liste qui en est incomplète, quand c’en est une.',
  ),
  line: z.optional(z.int()),
  message: describe(text, 'Ce qui n’a pas pu être lu, et pourquoi.'),
});

export const inventorySchema = z.object({
  schema: z.literal(inventoryVersion),
  repository: z.object({
    name: text,
    files: describe(z.int(), 'Fichiers du produit lui-même, sans ceux qu’il embarque.'),
    remotes: z.array(remoteSchema),
    branches: z.array(branchSchema),
    tags: z.array(tagSchema),
    lastCommit: z.optional(
      z.object({
        hash: text,
        date: describe(optionalText, 'AAAA-MM-JJ, au fuseau de son auteur.'),
        evidence: evidences,
      }),
    ),
    languages: z.array(languageSchema),
    parts: z.array(z.object(fact)),
    packageManagers: z.array(toolSchema),
    commands: z.array(commandSchema),
    ports: z.array(portSchema),
    containers: z.array(containerSchema),
    decisions: z.array(decisionSchema),
    documents: z.array(documentSchema),
    links: z.array(linkSchema),
    todos: z.array(todoSchema),
    releases: z.array(releaseSchema),
    installs: z.array(installSchema),
    statements: z.array(statementSchema),
  }),
  runtimes: z.array(runtimeSchema),
  dependencies: z.array(dependencySchema),
  hosting: z.array(hostingSchema),
  monitoring: z.array(monitoringSchema),
  services: z.array(serviceSchema),
  env: z.array(envSchema),
  ci: z.array(ciSchema),
  tests: z.array(testSchema),
  robots: z.array(robotSchema),
  databases: z.array(databaseSchema),
  tables: z.array(tableSchema),
  migrations: z.array(migrationSchema),
  datasets: z.array(datasetSchema),
  exposures: z.array(exposureSchema),
  api: z.array(apiSchema),
  examples: z.array(exampleSchema),
  webhooks: z.array(webhookSchema),
  automations: z.array(automationSchema),
  sealed: z.array(sealedSchema),
  comparisons: z.array(comparisonSchema),
  access: z.array(accessSchema),
  roles: z.array(roleSchema),
  architecture: z.array(componentSchema),
  contradictions: z.array(contradictionSchema),
  licence: z.array(licenceSchema),
  readme: z.array(readmeSchema),
  notes: z.array(noteSchema),
});

/** What one detector gives of it. */
export const findingsSchema = z.extend(z.partial(z.omit(inventorySchema, { schema: true, repository: true })), {
  repository: z.optional(z.partial(inventorySchema.shape.repository)),
});
