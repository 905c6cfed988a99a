import type { TestFramework } from '../data/testFramework';
import { testFrameworks } from '../data/testFrameworks';
import type { Detector } from '../detector';
import type { Dependency, Evidence, Inventory, Test } from '../facts';
import { folderOf, foldersUp } from '../readers/paths';
import { countTests } from '../readers/countTests';
import { testCommand } from '../readers/testCommand';
import type { Repository, SurveyedFile } from '../repository';

/** A test file that doesn't say which framework it is written for: its part's. */
interface TestFile {
  readonly path: string;
  readonly folder: string;
  readonly proven: readonly TestFramework[];
  readonly possible: readonly TestFramework[];
  /** How many tests it declares. */
  readonly count: number;
}

interface Group {
  readonly framework: TestFramework;
  readonly folder: string;
  readonly scope: 'e2e' | undefined;
  files: number;
  count: number;
  /** Where a manifest declares it, then where files configure it. */
  readonly known: Evidence[];
  readonly evidence: Evidence[];
  isSure: boolean;
}

const proofsKept = 3;

/** Folders whose tests run the whole product, or a real base. */
const endToEnd = /(?:^|\/)(?:__)?(?:e2e|end[-_]?to[-_]?end)(?:__)?\//i;

/** The frameworks that tests are written with, by part: how many files, and how to run them. */
export const tests: Detector = {
  name: 'tests',
  start(repository) {
    const files: TestFile[] = [];
    return {
      wants: mayHoldTests,
      read({ text }, { path, folder }) {
        const possible = testFrameworks.filter((each) => each.files.test(path) && each.tests.test(text));
        if (possible.length > 0) {
          const proven = possible.filter(({ proof }) => proof?.test(text) ?? false);
          files.push({ path, folder, proven, possible, count: countTests(path, text) });
        }
      },
      find: async (before) => ({ tests: await findTests(repository, before, files) }),
    };
  },
};

/** Rust's tests stand beside what they test. */
function mayHoldTests({ path, name, isTest }: SurveyedFile): boolean {
  return (
    /\.(?:rs|feature|bats|robot)$/.test(name) ||
    /^tests?\.py$/.test(name) ||
    /_test\.(?:exs|dart)$/.test(name) ||
    (/\.(?:cs|fs|kt|groovy)$/.test(name) && /tests?/i.test(path)) ||
    /\.(?:test|spec|cy|e2e)\.[cm]?[jt]sx?$/.test(name) ||
    (isTest && /\.(?:[cm]?[jt]sx?|py|rb|php|java|go)$/.test(name))
  );
}

async function findTests(repository: Repository, before: Inventory, files: readonly TestFile[]): Promise<Test[]> {
  const parts = new Set(before.repository.parts.map(({ name }) => (name === '.' ? '' : name)));
  const partOf = (folder: string): string => foldersUp(folder).find((up) => parts.has(up)) ?? '';
  const groups = new Map<string, Group>();
  const groupOf = (framework: TestFramework, folder: string, scope?: 'e2e'): Group => {
    const key = `${framework.name}\n${folder}${scope === undefined ? '' : `\n${scope}`}`;
    const empty = { files: 0, count: 0, known: [], evidence: [], isSure: false };
    const group = groups.get(key) ?? { framework, folder, scope, ...empty };
    groups.set(key, group);
    return group;
  };

  const known = knownFrameworks(repository, before.dependencies);
  // A folder sets them apart only when there are others.
  const isApart = files.some(({ path }) => endToEnd.test(path)) && files.some(({ path }) => !endToEnd.test(path));
  for (const file of files) {
    for (const framework of frameworksOf(file, known)) {
      const isWhole = isApart && framework.isEndToEnd === undefined && endToEnd.test(file.path);
      const group = groupOf(framework, partOf(file.folder), isWhole ? 'e2e' : undefined);
      group.files++;
      group.count += file.count;
      group.isSure = true;
      if (group.evidence.length < proofsKept) {
        group.evidence.push({ path: file.path, line: 1 });
      }
    }
  }
  joinDjango(groups);
  for (const { framework, folder, evidence, isConfig } of known) {
    const part = partOf(folder);
    const here = groups.get(`${framework.name}\n${part}`);
    const below = [...groups.values()].filter((each) => each.framework === framework && isWithin(each.folder, part));
    // What the root declares for its parts proves theirs.
    for (const group of here ? [here] : below.filter(({ files: count }) => count > 0)) {
      group.known.push(evidence);
    }
    if (!here && below.length === 0) {
      const group = groupOf(framework, part);
      group.known.push(evidence);
      group.isSure = isConfig;
    } else if (here && isConfig) {
      here.isSure = true;
    }
  }

  const found: Test[] = [];
  const ordered = testFrameworks.flatMap((each) => [...groups.values()].filter(({ framework }) => framework === each));
  for (const { framework, folder, scope, files: inFiles, count, known: declared, evidence, isSure } of ordered) {
    found.push({
      name: framework.name,
      evidence: [...declared.slice(0, 2), ...evidence].slice(0, proofsKept),
      command: await testCommand(repository, framework, folder, scope),
      ...(inFiles > 0 ? { files: inFiles } : {}),
      ...(count > 0 ? { count } : {}),
      ...(scope === undefined ? {} : { scope }),
      ...(isSure ? {} : { certainty: 'probable' as const }),
      ...(parts.size > 1 ? { part: folder === '' ? '.' : folder } : {}),
    });
  }
  return found;
}

/** Django runs the tests of Python's own library with its own. */
function joinDjango(groups: Map<string, Group>): void {
  for (const django of [...groups.values()].filter(({ framework }) => framework.name === 'Django test')) {
    const key = `unittest\n${django.folder}`;
    django.files += groups.get(key)?.files ?? 0;
    django.count += groups.get(key)?.count ?? 0;
    groups.delete(key);
  }
}

interface Known {
  readonly framework: TestFramework;
  readonly folder: string;
  readonly evidence: Evidence;
  readonly isConfig: boolean;
}

/** The frameworks that a manifest declares or a file configures, and where: declared ones first. */
function knownFrameworks(repository: Repository, dependencies: readonly Dependency[]): Known[] {
  const declared = dependencies.flatMap((dependency): Known[] =>
    testFrameworks.flatMap((framework) => {
      const [evidence] = dependency.evidence;
      return evidence && framework.packages?.includes(dependency.name) && dependency.certainty === undefined
        ? [{ framework, folder: folderOf(dependency.manifest), evidence, isConfig: false }]
        : [];
    }),
  );
  const configured = testFrameworks.flatMap(({ config }, index): Known[] => {
    const framework = testFrameworks[index];
    return config && framework
      ? repository
          .named(config)
          .map(({ path, folder }) => ({ framework, folder, evidence: { path, line: 1 }, isConfig: true }))
      : [];
  });
  return [...declared, ...configured];
}

function isWithin(folder: string, above: string): boolean {
  return above === '' || folder === above || folder.startsWith(`${above}/`);
}

/** What the file says, else what the nearest manifest or configuration above it says, else nothing. */
function frameworksOf({ folder, proven, possible }: TestFile, known: readonly Known[]): readonly TestFramework[] {
  const isPython = possible.some(({ name }) => name === 'pytest');
  for (const up of foldersUp(folder)) {
    const here = possible.filter((framework) =>
      known.some((each) => each.framework === framework && each.folder === up),
    );
    const plain = here.filter(({ isEndToEnd }) => !isEndToEnd);
    // Python's frameworks run each other's tests: the most capable one there is runs them all.
    if (isPython && here.some(({ name }) => name === 'pytest')) {
      return here.filter(({ name }) => name === 'pytest');
    }
    if (proven.length === 0 && (plain.length > 0 || here.length > 0)) {
      const [first] = plain.length > 0 ? plain : here;
      const isAngular = first?.name === 'Karma' && plain.some(({ name }) => name === 'Jasmine');
      return isAngular ? plain.filter(({ name }) => name === 'Karma' || name === 'Jasmine') : first ? [first] : [];
    }
  }
  if (proven.length > 0) {
    return proven.slice(0, 1);
  }
  // Its name and its content are enough where the language has but one framework.
  const own = possible.filter(({ proof }) => proof === undefined);
  return own.length === 1 ? own : [];
}
