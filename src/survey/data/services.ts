import { parse } from 'yaml';
import * as z from 'zod/mini';
import type { Dependency } from '../facts';
import table from './services.yml';

const texts = z.optional(z.array(z.string()));
const servicesSchema = z.record(
  z.string(),
  z.object({
    usage: z.string(),
    monitoring: z.optional(z.enum(['errors', 'analytics', 'logs', 'uptime', 'metrics', 'alerts'])),
    packages: texts,
    env: texts,
    hosts: texts,
    sites: texts,
    files: texts,
    actions: texts,
  }),
);

/** What is known of a service: see the head of `services.yml`. */
export type KnownService = z.infer<typeof servicesSchema>[string];

/** A host of a service, with the beginning of its path if that makes the difference. */
export interface KnownHost {
  readonly service: string;
  /** Whether only programs ask it. */
  readonly isAsked: boolean;
}

interface Indexes {
  readonly services: ReadonlyMap<string, KnownService>;
  readonly packages: ReadonlyMap<string, string>;
  /** With a `*`. */
  readonly packagePatterns: readonly (readonly [RegExp, string])[];
  readonly variables: ReadonlyMap<string, string>;
  /** The words, then the service; those of more words first. */
  readonly variableWords: readonly (readonly [string, string])[];
  readonly files: ReadonlyMap<string, string>;
  readonly actions: ReadonlyMap<string, string>;
  readonly hosts: ReadonlyMap<string, KnownHost>;
}

let indexed: Indexes | undefined;

/** Read when first asked for: it takes longer than what asks for nothing should wait. */
function indexes(): Indexes {
  return (indexed ??= index());
}

function index(): Indexes {
  const services = new Map(Object.entries(servicesSchema.parse(parse(table))));
  const each = (key: 'packages' | 'env' | 'files' | 'actions'): [string, string][] =>
    [...services].flatMap(([name, service]) => (service[key] ?? []).map((text): [string, string] => [text, name]));
  const packages = each('packages');
  const variables = each('env');
  const hosts = new Map<string, KnownHost>();
  for (const [service, known] of services) {
    for (const host of known.sites ?? []) {
      hosts.set(host, { service, isAsked: false });
    }
    for (const host of known.hosts ?? []) {
      hosts.set(host, { service, isAsked: true });
    }
  }
  return {
    services,
    packages: new Map(packages.map(([text, name]) => [text.toLowerCase(), name])),
    packagePatterns: packages.flatMap(([text, name]) => (text.includes('*') ? [[patternOf(text), name] as const] : [])),
    variables: new Map(variables.flatMap(([text, name]) => (text.startsWith('=') ? [[text.slice(1), name]] : []))),
    variableWords: variables
      .flatMap(([text, name]): [string, string][] =>
        text.startsWith('=') ? [] : [[`_${text.replaceAll(' ', '_')}_`, name]],
      )
      .sort(([a], [b]) => b.split('_').length - a.split('_').length),
    files: new Map(each('files')),
    actions: new Map(each('actions').map(([text, name]) => [text.toLowerCase(), name])),
    hosts,
  };
}

function patternOf(text: string): RegExp {
  const escaped = text.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*');
  return new RegExp(`^${escaped}$`, 'i');
}

/** What is known of a service; undefined when it isn't in the table. */
export function knownService(name: string): KnownService | undefined {
  return indexes().services.get(name);
}

/** The service that a variable sets, told by its name. */
export function serviceOfVariable(variable: string): string | undefined {
  const { variables, variableWords } = indexes();
  const words = `_${variable.toUpperCase()}_`;
  return variables.get(variable) ?? variableWords.find(([known]) => words.includes(known))?.[1];
}

/** The service that a library talks to. */
export function serviceOfPackage({ name, ecosystem }: Pick<Dependency, 'name' | 'ecosystem'>): string | undefined {
  if (name.startsWith('@types/')) {
    return undefined;
  }
  const { packages, packagePatterns } = indexes();
  const lower = name.toLowerCase();
  return (
    packages.get(`${ecosystem}:${lower}`) ??
    packages.get(lower) ??
    packagePatterns.find(([pattern]) => pattern.test(lower))?.[1]
  );
}

export function serviceOfFile(name: string): string | undefined {
  return indexes().files.get(name);
}

/** @param action as a workflow names it, without version */
export function serviceOfAction(action: string): string | undefined {
  return indexes().actions.get(action.toLowerCase());
}

/** Every host known, with the beginning of its path for some: `tally.so/widgets`. */
export function knownHosts(): ReadonlyMap<string, KnownHost> {
  return indexes().hosts;
}
