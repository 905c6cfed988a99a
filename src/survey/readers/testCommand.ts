import type { TestFramework } from '../data/testFramework';
import type { Repository } from '../repository';
import { jsonFile } from './json';
import { valueAt } from './located';
import { foldersUp, inFolder } from './paths';

/** Scripts that run tests another way than a person who wants to know whether they pass. */
const unusual = /watch|:ui\b|debug|open|update|cover|report|dev\b|headed|:ci\b|changed|staged|inspect|codegen/i;

/** Frameworks whose tests another tool runs: how, by a file that stands at the part's root. */
const byTool: readonly (readonly [RegExp, file: string, command: string])[] = [
  [/^(?:JUnit|TestNG|Spock)$/, 'pom.xml', 'mvn test'],
  [/^(?:JUnit|TestNG|Spock)$/, 'build.gradle', 'gradle test'],
  [/^(?:JUnit|TestNG|Spock)$/, 'build.gradle.kts', 'gradle test'],
  [/^RSpec$/, 'bin/rspec', 'bin/rspec'],
  [/^Minitest$/, 'bin/rails', 'bin/rails test'],
  [/^PHPUnit$/, 'artisan', 'php artisan test'],
  [/^PHPUnit$/, 'bin/phpunit', 'php bin/phpunit'],
  [/^Cucumber$/, 'Gemfile', 'bundle exec cucumber'],
];

/** What a part's tests of a framework are run with: what a script or a Makefile says, else what is usual. */
export async function testCommand(
  repository: Repository,
  framework: TestFramework,
  folder: string,
  scope?: 'e2e',
): Promise<string> {
  for (const up of foldersUp(folder)) {
    const declared =
      (await inPackageJson(repository, framework, up, scope)) ?? (await inComposer(repository, framework, up));
    const command = declared ?? (await inMakefile(repository, framework, up));
    if (command !== undefined) {
      return command;
    }
  }
  const tool = byTool.find(
    ([name, file]) => name.test(framework.name) && foldersUp(folder).some((up) => repository.has(inFolder(up, file))),
  );
  if (tool) {
    return withWrapper(repository, tool[2], folder);
  }
  const isPython = /\.py\$/.test(framework.files.source) || framework.name === 'Robot Framework';
  const runner = isPython ? pythonRunner(repository, folder) : '';
  return runner + framework.direct;
}

/** `./gradlew test` where the repository brings the tool along. */
function withWrapper(repository: Repository, command: string, folder: string): string {
  const wrapper = command.startsWith('mvn ') ? 'mvnw' : command.startsWith('gradle ') ? 'gradlew' : undefined;
  return wrapper !== undefined && foldersUp(folder).some((up) => repository.has(inFolder(up, wrapper)))
    ? `./${wrapper} test`
    : command;
}

async function inPackageJson(
  repository: Repository,
  { run }: TestFramework,
  folder: string,
  scope: 'e2e' | undefined,
): Promise<string | undefined> {
  const path = inFolder(folder, 'package.json');
  if (!repository.has(path)) {
    return undefined;
  }
  const scripts = valueAt(await jsonFile(repository, path), 'scripts')?.entries ?? [];
  const texts = new Map(scripts.map(({ key, value }) => [key, value.text]));
  const running = [...texts].filter(([, text]) => run.test(text)).map(([name]) => name);
  const usual = running.filter((name) => !unusual.test(name) && !/^(?:pre|post)(?=test)/.test(name));
  // `test` may call others: `run-s lint test:unit`.
  const name =
    (scope === 'e2e' ? usual.find((each) => /e2e|end.?to.?end/i.test(each)) : undefined) ??
    usual.find((each) => each === 'test') ??
    usual.find((each) => /unit/i.test(each)) ??
    usual.find((each) => /test|e2e|spec/i.test(each)) ??
    usual[0] ??
    running.find((each) => /test|e2e|spec|unit/i.test(each));
  return name === undefined ? undefined : scriptCommand(repository, folder, name);
}

function scriptCommand(repository: Repository, folder: string, name: string): string {
  for (const up of foldersUp(folder)) {
    const has = (file: string): boolean => repository.has(inFolder(up, file));
    if (has('yarn.lock')) {
      return `yarn ${name}`;
    }
    if (has('pnpm-lock.yaml')) {
      return name === 'test' ? 'pnpm test' : `pnpm run ${name}`;
    }
    if (has('bun.lock') || has('bun.lockb')) {
      return `bun run ${name}`;
    }
    if (has('package-lock.json') || has('npm-shrinkwrap.json')) {
      break;
    }
  }
  return name === 'test' ? 'npm test' : `npm run ${name}`;
}

async function inComposer(
  repository: Repository,
  { run, files }: TestFramework,
  folder: string,
): Promise<string | undefined> {
  const path = inFolder(folder, 'composer.json');
  if (!/php/.test(files.source) || !repository.has(path)) {
    return undefined;
  }
  const scripts = valueAt(await jsonFile(repository, path), 'scripts')?.entries ?? [];
  const found = scripts.find(({ key, value }) => {
    const texts = value.kind === 'list' ? value.items.map(({ text }) => text) : [value.text];
    return !unusual.test(key) && texts.some((text) => run.test(text));
  });
  return found && `composer ${found.key === 'test' ? 'test' : `run ${found.key}`}`;
}

/**
 * The target for tests that gathers those whose recipe runs the framework, else the first of these: a target for
 * something else may run it too.
 */
async function inMakefile(repository: Repository, { run }: TestFramework, folder: string): Promise<string | undefined> {
  const path = ['Makefile', 'makefile', 'GNUmakefile']
    .map((name) => inFolder(folder, name))
    .find((each) => repository.has(each));
  const source = path === undefined ? undefined : await repository.text(path);
  const running = new Set<string>();
  const needed = new Map<string, readonly string[]>();
  let target: string | undefined;
  for (const line of source?.lines ?? []) {
    if (line.startsWith('\t')) {
      if (target !== undefined && run.test(line) && /test|spec|check/i.test(target) && !unusual.test(target)) {
        running.add(target);
      }
    } else {
      const [, name, needs = ''] = /^([A-Za-z][\w.-]*)\s*:(?!=)([^#=]*)/.exec(line.slice(0, 1000)) ?? [];
      target = name ?? (line.trim() === '' || line.startsWith('#') ? target : undefined);
      if (name !== undefined) {
        needed.set(name, needs.trim().split(/\s+/));
      }
    }
  }
  const whole = ['test', 'tests'].find(
    (name) => running.has(name) || needed.get(name)?.some((need) => running.has(need)),
  );
  const found = whole ?? [...running].find((name) => !/docker/i.test(name)) ?? [...running][0];
  return found === undefined ? undefined : `make ${found}`;
}

function pythonRunner(repository: Repository, folder: string): string {
  for (const up of foldersUp(folder)) {
    const has = (file: string): boolean => repository.has(inFolder(up, file));
    if (has('uv.lock')) {
      return 'uv run ';
    }
    if (has('poetry.lock')) {
      return 'poetry run ';
    }
    if (has('Pipfile.lock') || has('Pipfile')) {
      return 'pipenv run ';
    }
  }
  return '';
}
