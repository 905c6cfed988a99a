import { depositFolders, deposits as depositName } from '../data/depositFolders';
import { tierOf, type Tier } from '../data/tiers';
import type { Detector } from '../detector';
import { tidyEvidence } from '../evidence';
import type { Component, Database, Dependency, Evidence, Inventory, Monitoring, Service } from '../facts';
import { partOfPath } from '../parts';
import { mayStartAnother, otherEntry, type OtherEntry } from '../readers/otherEntries';
import { folderOf, foldersUp } from '../readers/paths';
import { compare } from '../repository';

/** What a visitor looks at the product with. */
const browserName = 'Navigateur';

/** Services that pipelines and teams use, and never the product while it runs. */
const ofTheTeam =
  /^(?:couverture des tests|dépôt d’images|qualité du code|résultats des tests|publication de paquets|comparaison d’images de l’interface|tests sur de vrais navigateurs|messages à l’équipe|tableau des tâches|tableaux partagés|maquettes|recherche de secrets|failles des dépendances|cache de la construction|suivi des bonnes pratiques)$/;

/** What other frameworks answer requests with, or that comes with tools: of a program built on another, it says nothing. */
const carriers = new Set(['Express', 'Fastify', 'Koa', 'Starlette']);

/** What makes pages: beside a server of another kind, it isn't the one that speaks to the rest. */
const ofPages = /^(?:Next\.js|Nuxt|Remix|SvelteKit|Streamlit|Dash)$/;

/** How services that carry e-mails are told. */
const ofMail = 'envoi de courriels';

const isSql = /^(?:PostgreSQL|MySQL|MariaDB|SQL Server|Oracle|SQLite)$/;

/** Places shown for one component. */
const places = 3;

interface Program {
  readonly part: string;
  readonly tier: Tier;
  /** Of the framework that tells the most. */
  readonly framework: string;
  readonly label: string;
  readonly evidence: Evidence[];
}

/** The pieces of the product and which calls which, of what the other detectors proved. */
export const architecture: Detector = {
  name: 'architecture',
  start() {
    const others: OtherEntry[] = [];
    return {
      wants: mayStartAnother,
      read(source) {
        const entry = otherEntry(source);
        others.push(...(entry ? [entry] : []));
      },
      find: (before) => ({ architecture: pieces(before, others) }),
    };
  },
};

function pieces(before: Inventory, others: readonly OtherEntry[]): Component[] {
  const programs = programsOf(before);
  const servers = programs.filter(({ tier }) => tier === 'server');
  const workers = programs.filter(({ tier }) => tier === 'worker');
  const browsers = programs.filter(({ tier }) => tier === 'browser');
  const names = namesOf(programs);
  const nameOf = (program: Program): string => names.get(program) ?? program.framework;
  const databases = byName(before.databases.filter(isProven));
  const services = byName(before.services.filter(isProven)).filter(({ usage }) => !ofTheTeam.test(usage ?? ''));
  const measures = new Set(before.monitoring.filter(({ kind }) => kind === 'analytics').map(({ name }) => name));
  const watchers = new Set(before.monitoring.filter(({ kind }) => kind === 'uptime').map(({ name }) => name));
  const called = services.filter(({ name }) => !measures.has(name) && !watchers.has(name));
  const mailers = called.filter(({ usage }) => usage === ofMail).map(({ name }) => name);
  const deposits = depositsOf(before);
  return [
    ...browserComponent(browsers, servers, nameOf, [...measures]),
    ...clientsOf(others),
    ...[...servers, ...workers].map((program): Component => ({
      name: nameOf(program),
      kind: 'component',
      label: program.label,
      links: [
        ...databases.filter((database) => serves(database, program, programs, before)).map(({ name }) => name),
        ...called
          .filter((service) => program.tier === 'server' && isCalledBy(service, program, servers, before))
          .map(({ name }) => name),
        ...(program.tier === 'worker' && sendsMail(before) ? mailers : []),
        ...(program.tier === 'server' && servers.length === 1 ? deposits.map(({ name }) => name) : []),
      ].sort(compare),
      evidence: program.evidence,
    })),
    ...others.map(({ name, label, uses, evidence }): Component => ({
      name,
      kind: 'component',
      label,
      links: [
        ...(uses.database ? databases.filter(({ name }) => isSql.test(name)).map(({ name }) => name) : []),
        ...(uses.deposits ? deposits.map(({ name }) => name) : []),
      ].sort(compare),
      evidence: [evidence],
    })),
    ...databases.map(({ name, version, evidence }): Component => ({
      name,
      kind: /^(?:MinIO|S3)$/.test(name) ? 'storage' : 'database',
      ...(version === undefined ? {} : { label: version }),
      links: [],
      evidence: evidence.slice(0, places),
    })),
    ...deposits,
    ...services.map(({ name, usage, evidence }): Component => ({
      name,
      kind: usage?.startsWith('stockage') === true ? 'storage' : 'service',
      ...(usage === undefined ? {} : { label: usage }),
      links: watchers.has(name) ? servers.slice(0, 1).map(nameOf) : [],
      evidence: evidence.slice(0, places),
    })),
    // What only a card or a document names watches the product perhaps: it is told as such.
    ...byName(before.monitoring.filter(({ kind, certainty }) => kind === 'uptime' && certainty === 'probable'))
      .filter(({ name }) => !services.some((service) => service.name === name))
      .map(({ name, evidence }): Component => ({
        name,
        kind: 'service',
        certainty: 'probable',
        links: servers.slice(0, 1).map(nameOf),
        evidence: evidence.slice(0, places),
      })),
  ];
}

/** Who speaks to the other servers, when no browser does. */
function clientsOf(others: readonly OtherEntry[]): Component[] {
  return others.flatMap(({ client, name, evidence }): Component[] =>
    client === undefined ? [] : [{ name: client, kind: 'client', links: [name], evidence: [evidence] }],
  );
}

/** Where the files are that people deposit, when a setting names the folder. */
function depositsOf({ env }: Inventory): Component[] {
  const folder = env.find(({ name, certainty }) => certainty === undefined && depositFolders.test(name));
  return folder === undefined
    ? []
    : [
        {
          name: depositName,
          kind: 'storage',
          label: folder.name,
          links: [],
          evidence: folder.evidence.slice(0, places),
        },
      ];
}

/** Whether a file that declares a task also sends an e-mail, or writes one. */
function sendsMail({ automations }: Inventory): boolean {
  const pathsOf = (kinds: RegExp): string[] =>
    automations.flatMap(({ kind, evidence }) => (kinds.test(kind) ? evidence.map(({ path }) => path) : []));
  const mails = new Set(pathsOf(/^(?:email|message)$/));
  return pathsOf(/^task$/).some((path) => mails.has(path));
}

function isProven({ certainty }: { readonly certainty?: 'probable' | undefined }): boolean {
  return certainty === undefined;
}

/** One program a part and a tier: what runs there, with the versions of what it is built on. */
function programsOf({ dependencies, repository }: Inventory): Program[] {
  const found = new Map<string, Dependency[]>();
  for (const dependency of dependencies) {
    const tier = dependency.framework === undefined ? undefined : tierOf(dependency.framework)?.tier;
    if (tier === undefined || !isProven(dependency) || (dependency.dev && tier !== 'browser')) {
      continue;
    }
    const key = `${partOfPath(repository.parts, dependency.manifest)}\n${tier}`;
    found.set(key, [...(found.get(key) ?? []), dependency]);
  }
  return [...found]
    .map(([key, own]): Program => {
      const [part = '', tier = ''] = key.split('\n');
      const ranked = [...own].sort((a, b) => rankOf(a) - rankOf(b) || compare(a.name, b.name));
      const [first] = ranked;
      const told = ranked.filter(({ framework = '' }) => framework === first?.framework || !carriers.has(framework));
      const labels = [...new Map(told.map((dependency) => [dependency.framework, labelOf(dependency)])).values()];
      return {
        part,
        tier: tier === 'browser' || tier === 'worker' ? tier : 'server',
        framework: first?.framework ?? '',
        label: labels.slice(0, 2).join(', '),
        evidence: tidyEvidence(told.flatMap(({ evidence }) => evidence.slice(0, 1))).slice(0, places),
      };
    })
    .sort((a, b) => compare(a.part, b.part) || compare(a.tier, b.tier));
}

function rankOf({ framework }: Dependency): number {
  return tierOf(framework ?? '')?.rank ?? Number.POSITIVE_INFINITY;
}

/** « Django 3.2 »: of a version, what matters to people. */
function labelOf({ framework = '', locked, constraint }: Dependency): string {
  const version = /\d+(?:\.\d+)?/.exec(locked ?? constraint ?? '')?.[0];
  return version === undefined ? framework : `${framework} ${version}`;
}

/** The name of its framework, or its folder's when several programs are built on the same. */
function namesOf(programs: readonly Program[]): ReadonlyMap<Program, string> {
  return new Map(
    programs.map((program) => {
      const isAlone = programs.filter(({ framework }) => framework === program.framework).length === 1;
      return [program, isAlone || program.part === '.' ? program.framework : `${program.framework} (${program.part})`];
    }),
  );
}

/** What runs in the visitor's browser; without any, a server of pages is still looked at with one. */
function browserComponent(
  browsers: readonly Program[],
  servers: readonly Program[],
  nameOf: (program: Program) => string,
  measures: readonly string[],
): Component[] {
  const evidence = tidyEvidence([...browsers, ...servers].flatMap((program) => program.evidence)).slice(0, places);
  return evidence.length === 0
    ? []
    : [
        {
          name: browserName,
          kind: 'client',
          ...(browsers.length > 0
            ? { label: [...new Set(browsers.flatMap(({ label }) => label.split(', ')))].slice(0, 3).join(', ') }
            : {}),
          links: [...servers.map(nameOf), ...measures].sort(compare),
          evidence:
            browsers.length > 0 ? tidyEvidence(browsers.flatMap((own) => own.evidence)).slice(0, places) : evidence,
        },
      ];
}

/** A database is of the programs of its part; when its traces stand elsewhere (Compose, at the root), of all of them. */
function serves(
  database: Database,
  program: Program,
  programs: readonly Program[],
  { repository }: Inventory,
): boolean {
  const owners = ownersOf(database, programs, repository.parts);
  const isOfOne = programs.some((other) => other.tier === 'server' && owners.has(other.part));
  return isOfOne ? owners.has(program.part) : speaksToTheRest(program, programs);
}

function isCalledBy(
  service: Service,
  program: Program,
  servers: readonly Program[],
  { repository }: Inventory,
): boolean {
  const owners = ownersOf(service, servers, repository.parts);
  return owners.size > 0 ? owners.has(program.part) : speaksToTheRest(program, servers);
}

/** The parts of the programs that the traces of something stand in: of each trace, the nearest. */
function ownersOf(
  { evidence }: Database | Service,
  programs: readonly Program[],
  parts: Inventory['repository']['parts'],
): ReadonlySet<string> {
  const own = new Set(programs.map(({ part }) => part));
  return new Set(
    evidence.flatMap(({ path }) => {
      const part = partOfPath(parts, path);
      const above = [part, ...foldersUp(folderOf(path)).map((folder) => (folder === '' ? '.' : folder))];
      return above.find((folder) => own.has(folder)) ?? [];
    }),
  );
}

function speaksToTheRest({ framework }: Program, programs: readonly Program[]): boolean {
  return (
    !ofPages.test(framework) || programs.every((other) => ofPages.test(other.framework) || other.tier !== 'server')
  );
}

/** Facts of one name are one piece. */
function byName<T extends Database | Service | Monitoring>(facts: readonly T[]): T[] {
  const found = new Map<string, T>();
  for (const fact of facts) {
    const known = found.get(fact.name);
    found.set(fact.name, known ? { ...known, evidence: tidyEvidence([...known.evidence, ...fact.evidence]) } : fact);
  }
  return [...found.values()];
}
