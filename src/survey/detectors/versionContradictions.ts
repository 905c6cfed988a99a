import { engineName } from '../data/engines';
import type { Detector } from '../detector';
import type { Contradiction, Evidence, Inventory } from '../facts';
import { canAgree } from '../readers/versionRange';

interface Asked {
  readonly value: string;
  /** What it allows, when that isn't what is written. */
  readonly range: string;
  readonly evidence: Evidence[];
}

/** Versions of one runtime or one engine that no single one can satisfy, within one part of the product. */
export const versionContradictions: Detector = {
  name: 'versionContradictions',
  start: () => ({
    find: (before) => ({
      contradictions: [...askedVersions(before)].flatMap(([key, asked]): Contradiction[] => {
        const [name = '', part = ''] = key.split('\n');
        const values = disagreeing(withoutMatrix(asked)).map(({ value, evidence }) => ({ value, evidence }));
        return values.length < 2
          ? []
          : [
              {
                name,
                kind: 'version',
                ...(part === '' ? {} : { part }),
                values,
                evidence: values.flatMap(({ evidence }) => evidence.slice(0, 1)),
              },
            ];
      }),
    }),
  }),
};

/** By name and part, each version once. */
function askedVersions({ runtimes, repository }: Inventory): Map<string, Asked[]> {
  const found = new Map<string, Asked[]>();
  const add = (
    name: string,
    part: string | undefined,
    version: string | undefined,
    evidence: readonly Evidence[],
  ): void => {
    if (version === undefined) {
      return;
    }
    const key = `${name}\n${part ?? ''}`;
    const known = found.get(key) ?? [];
    // Composer's platform is the lowest version that dependencies are chosen for.
    const isLowest = ({ path }: Evidence): boolean =>
      name === 'php' && /(?:^|\/)composer\.json$/.test(path) && /^\d/.test(version);
    for (const [range, own] of [
      [version, evidence.filter((place) => !isLowest(place))],
      [`>=${version}`, evidence.filter(isLowest)],
    ] as const) {
      const same = known.find((each) => each.range === range);
      if (same) {
        same.evidence.push(...own);
      } else if (own.length > 0) {
        known.push({ value: version, range, evidence: [...own] });
      }
    }
    found.set(key, known);
  };
  for (const { name, part, version, evidence, certainty } of runtimes) {
    if (certainty === undefined) {
      add(name, part, version, evidence);
    }
  }
  for (const { image, version, evidence } of repository.containers) {
    const engine = image === undefined ? undefined : engineName(image.replace(/:.*$/, '').replace(/^.*\//, ''));
    if (engine !== undefined) {
      add(engine, undefined, version, evidence);
    }
  }
  return found;
}

/** Several versions that pipelines alone name are those that tests are run on, one after the other. */
function withoutMatrix(asked: readonly Asked[]): Asked[] {
  const isOfPipelines = ({ evidence }: Asked): boolean =>
    evidence.every(({ path }) => /^\.(?:github|circleci|gitlab)\/|(?:^|\/)\.(?:gitlab-ci|travis)\.ya?ml$/.test(path));
  const others = asked.filter((each) => !isOfPipelines(each));
  return asked.length - others.length > 1 ? others : [...asked];
}

/** Those that another one excludes, in another file: one file may ask for a minimum and prefer a later one. */
function disagreeing(asked: readonly Asked[]): Asked[] {
  return asked.filter(({ range, evidence }) =>
    asked.some((other) => !canAgree(range, other.range) && evidence[0]?.path !== other.evidence[0]?.path),
  );
}
