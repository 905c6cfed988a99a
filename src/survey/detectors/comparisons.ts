import type { Detector } from '../detector';
import type { Comparison, Evidence } from '../facts';
import { mayDeclareInYaml } from '../readers/env/declaredInYaml';
import { isDotenv } from '../readers/env/dotenv';
import { isUpperName } from '../readers/env/envName';
import { compare, type SurveyedFile } from '../repository';
import type { SourceText } from '../sourceText';

/** What teams call the places where a product runs. */
const environment =
  /(?:^|[/._-])(prod(?:uction)?|pre-?prod(?:uction)?|staging|stage|recette|uat|demo|int(?:egration)?|dev(?:elopment)?|qualif(?:ication)?|review)(?=$|[/._-])/i;

/** `NAME: value`, `NAME=value`, and a list's `name:` above `value:`. */
const assignment =
  /^[ \t]*(?:export[ \t]+)?["']?([A-Z][A-Z\d_]{2,80})["']?[ \t]*[:=][ \t]*(\S[^\r\n]*)$|^[ \t]*(?:-[ \t]+)?name:[ \t]*["']?([A-Z][A-Z\d_]{2,80})["']?[ \t]*\r?\n[ \t]*value:[ \t]*(\S[^\r\n]*)$/gm;

/** Names that tell of where measures and data go: that others are equal teaches nothing. */
const worthTelling = /DSN|SITE_?ID|TRACKING_?ID|_HOST$|HOST_|DATABASE|BUCKET|TENANT|PROJECT_?ID|WEBHOOK/;

interface Value {
  readonly environment: string;
  readonly value: string;
  readonly evidence: Evidence;
}

/**
 * Which variables have the same value in several environments: the measures are then common, or the base is the same.
 * Values are compared, and go nowhere.
 */
export const comparisons: Detector = {
  name: 'comparisons',
  start() {
    /** By the path without its environment, then by variable. */
    const families = new Map<string, Map<string, Value[]>>();
    return {
      wants: (file) => isOfAnEnvironment(file),
      read(source, file) {
        const family = familyOf(file.path);
        // What is locked differs at each locking.
        if (family === undefined || /\bSealedSecret\b|\bENC\[/.test(source.text)) {
          return;
        }
        const values = families.get(family.key) ?? new Map<string, Value[]>();
        families.set(family.key, values);
        for (const [name, value] of valuesIn(source, family.environment)) {
          values.set(name, [...(values.get(name) ?? []), value]);
        }
      },
      find: () => ({
        comparisons: [...families.values()]
          .flatMap((values) => [...values].flatMap(([name, found]) => comparisonOf(name, found)))
          .sort((a, b) => compare(a.name, b.name))
          .filter(({ name }, index, all) => all.findIndex((other) => other.name === name) === index),
      }),
    };
  },
};

function isOfAnEnvironment({ path, name, folder, isTest }: SurveyedFile): boolean {
  return (
    !isTest &&
    environment.test(path) &&
    !/(?:^|[./_-])(?:example|sample|template|dist)(?:$|[./_-])/i.test(path) &&
    (isDotenv(name, folder) || (/\.ya?ml$/.test(name) && mayDeclareInYaml(path)))
  );
}

/** `.kube/prod/config.yaml` and `.kube/dev/config.yaml` are of one family. */
function familyOf(path: string): { readonly key: string; readonly environment: string } | undefined {
  const found = environment.exec(path);
  const name = found?.[1];
  return found && name !== undefined ? { key: path.replace(name, '*'), environment: name.toLowerCase() } : undefined;
}

function valuesIn(source: SourceText, environmentName: string): Map<string, Value> {
  const found = new Map<string, Value>();
  for (const { index, 0: whole, 1: plain, 2: plainValue, 3: listed, 4: listedValue } of source.text.matchAll(
    assignment,
  )) {
    const name = plain ?? listed ?? '';
    const value = (plainValue ?? listedValue ?? '').trim().replace(/^(["'])(.*)\1$/, '$2');
    // What another variable gives isn't known to be equal.
    if (isUpperName(name) && worthTelling.test(name) && value.length > 1 && !/[$<{]/.test(value)) {
      const line = source.lineAt(index + whole.indexOf(name));
      found.set(name, { environment: environmentName, value, evidence: { path: source.path, line } });
    }
  }
  return found;
}

/** Only where some are the same: that production has its own is what one expects. */
function comparisonOf(name: string, found: readonly Value[]): Comparison[] {
  const groups = new Map<string, Set<string>>();
  for (const { value, environment: where } of found) {
    groups.set(value, (groups.get(value) ?? new Set()).add(where));
  }
  const same = [...groups.values()].map((group) => [...group].sort(compare));
  return same.some(({ length }) => length > 1)
    ? [
        {
          name,
          groups: same.sort((a, b) => b.length - a.length || compare(a.join(), b.join())),
          evidence: found.map(({ evidence }) => evidence).slice(0, 4),
        },
      ]
    : [];
}
