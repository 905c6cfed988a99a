import type { Endpoint } from '../../facts';
import type { JvmPlace, JvmSources } from '../jvm/jvmSources';
import { roleNameOf } from './roleName';
import type { RulePattern, SecurityChain } from './securityRules';

interface PathPattern {
  readonly method: string | undefined;
  readonly path: RegExp;
}

/** What a rule asks of whoever calls a path it is for. */
interface PathRule {
  /** Undefined when some of what it is for isn't known. */
  readonly patterns: readonly PathPattern[] | undefined;
  /** Undefined when it lets everybody pass, or when what it asks can't be told. */
  readonly access: readonly string[] | undefined;
  readonly isOpen: boolean;
  readonly isForAll: boolean;
}

/** One chain of filters, as far as its code says what it is for and what it asks. */
interface PathChain {
  /** What it is for; undefined when some of it isn't known, empty for everything. */
  readonly scope: PathRule['patterns'];
  readonly rules: readonly PathRule[];
  readonly isAsking: boolean;
  readonly module: string;
}

/** What the rules on paths of a product's chains of filters ask. */
export class PathAccess {
  private constructor(private readonly chains: readonly PathChain[]) {}

  static async of(
    sources: JvmSources,
    chains: readonly { readonly chain: SecurityChain; readonly place: JvmPlace }[],
  ): Promise<PathAccess> {
    const read: PathChain[] = [];
    for (const { chain, place } of chains) {
      const scope = chain.scope && (await known(sources, chain.scope, place));
      read.push({
        scope: chain.scope === undefined || scope?.some(isEverything) ? [] : scope,
        rules: await rulesOf(sources, chain, place),
        isAsking: chain.rules.some(({ asks }) => asks !== 'nothing'),
        module: moduleOf(place.path),
      });
    }
    return new PathAccess(read);
  }

  /**
   * What is asked of who calls a route; undefined when nothing is, or when it can't be told.
   *
   * @param path as the rules see it
   */
  accessOf(endpoint: Pick<Endpoint, 'method' | 'evidence'>, path: string): readonly string[] | undefined {
    const module = moduleOf(endpoint.evidence[0]?.path ?? '');
    const own = this.chains.filter((each) => each.module === module);
    // A chain for a part of the paths comes before the one for all the others.
    const candidates = own.length > 0 ? own : this.chains;
    if (candidates.some(({ scope }) => !scope)) {
      return undefined;
    }
    const forPart = candidates.filter(({ scope }) => scope?.some((each) => fits(each, endpoint.method, path)));
    // Chains that let everybody pass are for those who develop the product.
    const counted =
      forPart.length > 0 ? forPart : candidates.filter(({ scope, isAsking }) => scope?.length === 0 && isAsking);
    // Several chains are for several ways of running the product: what they all ask is asked.
    const [first, ...others] = counted.map(({ rules }) => askedBy(rules, endpoint.method, path));
    return others.every((other) => other?.join('\n') === first?.join('\n')) ? first : undefined;
  }
}

function askedBy(rules: readonly PathRule[], method: string, path: string): readonly string[] | undefined {
  let mayBeOpen = false;
  for (const { patterns, access, isOpen, isForAll } of rules) {
    if (!patterns) {
      if (!isOpen) {
        return undefined;
      }
      mayBeOpen = true;
    } else if (patterns.some((each) => fits(each, method, path))) {
      // Paths that aren't known may be let through before the rule for all the others.
      return mayBeOpen && isForAll ? undefined : access;
    } else if (method === 'ANY' && patterns.some((each) => each.method !== undefined && each.path.test(path))) {
      return undefined;
    }
  }
  return undefined;
}

function fits(pattern: PathPattern, method: string, path: string): boolean {
  return (pattern.method ?? method) === method && pattern.path.test(path);
}

async function rulesOf(sources: JvmSources, chain: SecurityChain, place: JvmPlace): Promise<PathRule[]> {
  const rules: PathRule[] = [];
  for (const { patterns, asks, names } of chain.rules) {
    const told: string[] = [];
    for (const name of names) {
      const text = await roleNameOf(sources, name, place);
      told.push(...(text === undefined ? [] : [text]));
    }
    const usual = { authenticated: ['authenticated'], denied: ['denyAll'] };
    const access = asks === 'authenticated' || asks === 'denied' ? usual[asks] : told.length > 0 ? told : undefined;
    rules.push({
      patterns: await known(sources, patterns, place),
      access: access && [...new Set(access)],
      isOpen: asks === 'nothing',
      isForAll: patterns.every(({ path, method, isKnown }) => isKnown && !path && method === undefined),
    });
  }
  return rules;
}

/** `/**` fits what no path that is written does. */
function isEverything({ method, path }: PathPattern): boolean {
  return method === undefined && path.test('/\0/\0');
}

/** The module of a build that holds a file. */
function moduleOf(path: string): string {
  return /^(.*?)src\/main\//.exec(path)?.[1] ?? '';
}

async function known(
  sources: JvmSources,
  patterns: readonly RulePattern[],
  place: JvmPlace,
): Promise<PathRule['patterns']> {
  const found: PathPattern[] = [];
  for (const { method, path, isKnown } of patterns) {
    const text = path ? await sources.textOf(path, place) : '/**';
    if (!isKnown || text === undefined) {
      return undefined;
    }
    found.push({ method, path: antPattern(text) });
  }
  return found;
}

/** `/agents/*`, `/agents/{id}`, `/admin/**` as Spring reads them. */
function antPattern(text: string): RegExp {
  const escaped = text.replace(/[.+^$()|[\]\\]/g, '\\$&');
  const source = escaped
    .replace(/\{\*\w+\}/g, '**')
    .replace(/\{[^{}/]*\}/g, '*')
    .replace(/\?/g, '[^/]')
    .replace(/\/\*\*\/?$/, '(?:/.*)?')
    .replace(/\/\*\*\//g, '/(?:.*/)?')
    .replace(/(?<![.)])\*+/g, (stars) => (stars === '*' ? '[^/]*' : '.*'));
  return new RegExp(`^${source}/?$`);
}
