import type { Located } from '../located';
import { isEnvName, isUpperName } from './envName';

/** A variable that a configuration sets, at a line counted from 1. */
export interface DeclaredName {
  readonly name: string;
  readonly line: number;
}

/** No configuration is nested deeper. */
const deepest = 60;

/** Keys under which many formats set variables. */
const envKey =
  /^(?:extra)?env(?:ironment)?(?:_?var(?:iable)?s?|s|FromSecrets?)?$|^(?:build|container|remote|extra|common|secret|pod)_?env(?:ironment|s|vars?)?$/i;

/**
 * The variables set under a key called `env`, `environment`, `envVars`…, anywhere in a configuration: as a map's keys, as
 * `X=value`, or as a list of `{ name: X }`.
 *
 * @param isUpperOnly whether other names than those written as variables are left out: a key `env` may hold other things
 * @param of the names of those keys
 * @param passedOn values that make a variable none of those that someone sets
 */
export function declaredUnderEnv(
  root: Located | undefined,
  isUpperOnly = false,
  of = envKey,
  passedOn?: RegExp,
): DeclaredName[] {
  const found: DeclaredName[] = [];
  const visit = ({ entries, items }: Located, depth: number): void => {
    for (const { key, value } of entries) {
      if (of.test(key)) {
        found.push(...namesSet(value, isUpperOnly, passedOn));
      }
    }
    if (depth < deepest) {
      for (const inside of [...entries.map(({ value }) => value), ...items]) {
        visit(inside, depth + 1);
      }
    }
  };
  if (root) {
    visit(root, 0);
  }
  return found;
}

/** The names in one set of variables. */
export function namesSet(value: Located, isUpperOnly = false, passedOn?: RegExp): DeclaredName[] {
  const isName = isUpperOnly ? isUpperName : isEnvName;
  const inMap = ({ entries }: Located): DeclaredName[] =>
    entries.flatMap((entry) =>
      isName(entry.key) && passedOn?.test(entry.value.text) !== true ? [{ name: entry.key, line: entry.line }] : [],
    );
  const inList = value.items.flatMap((item) => {
    const own = item.entries.find(({ key }) => /^(?:name|key|variable)$/i.test(key));
    if (item.kind === 'map' && !own) {
      return inMap(item);
    }
    const name = own ? own.value.text : (/^[^=\s]*/.exec(item.text)?.[0] ?? '');
    return isName(name) ? [{ name, line: own?.line ?? item.line }] : [];
  });
  return [...inMap(value), ...inList];
}
