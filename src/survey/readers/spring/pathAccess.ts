import type { Endpoint } from '../../facts';
import type { JvmPlace, JvmSources } from '../jvm/jvmSources';
import { roleNameOf } from './roleName';
import type { RulePattern, SecurityChain } from './securityRules';

/** What a rule asks of whoever calls a path it is for. */
interface PathRule {
  /** Undefined when some of what it is for isn't known. */
  readonly patterns: readonly { readonly method: string | undefined; readonly path: RegExp }[] | undefined;
  /** Undefined when it lets everybody pass, or when what it asks can't be told. */
  readonly access: readonly string[] | undefined;
  readonly isOpen: boolean;
  readonly isForAll: boolean;
}

/** What the rules on paths of a product's only chain of filters ask. */
export class PathAccess {
  private constructor(private readonly rules: readonly PathRule[]) {}

  /**
   * Several chains that ask for something are for several ways of running the product, or for parts of it that can't be
   * told apart: none of them counts. Those that let everybody pass are for those who develop it.
   */
  static async of(
    sources: JvmSources,
    chains: readonly { readonly chain: SecurityChain; readonly place: JvmPlace }[],
  ): Promise<PathAccess> {
    const asking = chains.filter(({ chain }) => chain.rules.some(({ asks }) => asks !== 'nothing'));
    const [only] = asking;
    if (!only || asking.length > 1 || !(await isForAll(sources, only.chain.scope, only.place))) {
      return new PathAccess([]);
    }
    const rules: PathRule[] = [];
    for (const { patterns, asks, names } of only.chain.rules) {
      const told: string[] = [];
      for (const name of names) {
        const text = await roleNameOf(sources, name, only.place);
        told.push(...(text === undefined ? [] : [text]));
      }
      const usual = { authenticated: ['authenticated'], denied: ['denyAll'] };
      const access = asks === 'authenticated' || asks === 'denied' ? usual[asks] : told.length > 0 ? told : undefined;
      rules.push({
        patterns: await known(sources, patterns, only.place),
        access: access && [...new Set(access)],
        isOpen: asks === 'nothing',
        isForAll: patterns.every(({ path, method, isKnown }) => isKnown && !path && method === undefined),
      });
    }
    return new PathAccess(rules);
  }

  /** What is asked of who calls a route; undefined when nothing is, or when it can't be told. @param path as the rules see it */
  accessOf({ method }: Pick<Endpoint, 'method'>, path: string): readonly string[] | undefined {
    let mayBeOpen = false;
    for (const { patterns, access, isOpen, isForAll } of this.rules) {
      if (!patterns) {
        if (!isOpen) {
          return undefined;
        }
        mayBeOpen = true;
      } else if (patterns.some((each) => (each.method ?? method) === method && each.path.test(path))) {
        // Paths that aren't known may be let through before the rule for all the others.
        return mayBeOpen && isForAll ? undefined : access;
      } else if (method === 'ANY' && patterns.some((each) => each.method !== undefined && each.path.test(path))) {
        return undefined;
      }
    }
    return undefined;
  }
}

async function known(
  sources: JvmSources,
  patterns: readonly RulePattern[],
  place: JvmPlace,
): Promise<PathRule['patterns']> {
  const found: { method: string | undefined; path: RegExp }[] = [];
  for (const { method, path, isKnown } of patterns) {
    const text = path ? await sources.textOf(path, place) : '/**';
    if (!isKnown || text === undefined) {
      return undefined;
    }
    found.push({ method, path: antPattern(text) });
  }
  return found;
}

/** Whether a chain is for all that the product answers. */
async function isForAll(
  sources: JvmSources,
  scope: readonly RulePattern[] | undefined,
  place: JvmPlace,
): Promise<boolean> {
  for (const { path, isKnown } of scope ?? []) {
    if (!isKnown || (path && (await sources.textOf(path, place)) !== '/**')) {
      return false;
    }
  }
  return true;
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
