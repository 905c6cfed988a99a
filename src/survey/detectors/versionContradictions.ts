import { engineName } from '../data/engines';
import type { Detector } from '../detector';
import type { Contradiction, Evidence, Inventory } from '../facts';
import { canAgree } from '../readers/versionRange';

interface Asked {
  readonly value: string;
  readonly evidence: Evidence[];
}

/** Versions of one runtime or one engine that no single one can satisfy, within one part of the product. */
export const versionContradictions: Detector = {
  name: 'versionContradictions',
  start: () => ({
    find: (before) => ({
      contradictions: [...askedVersions(before)].flatMap(([key, asked]): Contradiction[] => {
        const [name = '', part = ''] = key.split('\n');
        const values = disagreeing(withoutMatrix(asked));
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
    const same = known.find(({ value }) => value === version);
    if (same) {
      same.evidence.push(...evidence);
    } else {
      known.push({ value: version, evidence: [...evidence] });
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

/** Those that another one excludes. */
function disagreeing(asked: readonly Asked[]): Asked[] {
  return asked.filter(({ value }) => asked.some((other) => !canAgree(value, other.value)));
}
