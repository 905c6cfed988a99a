import type { Detector } from '../detector';
import type { Command } from '../facts';
import type { Repository, SurveyedFile } from '../repository';
import { jsonFile } from '../readers/json';
import { entryAt, textAt, valueAt, type Located } from '../readers/located';
import { foldersUp, inFolder } from '../readers/paths';
import { justRecipes, makeTargets, type NamedTask } from '../readers/taskFiles';
import { tomlFile } from '../readers/toml';
import { yamlFile } from '../readers/yaml';

/** What a person types to build, run and try the product. */
export const commands: Detector = {
  name: 'commands',
  start: (repository) => ({
    async find() {
      const found: Command[] = [];
      for (const file of repository.files.filter(({ isTest }) => !isTest)) {
        const read = readers.find(([path]) => path.test(file.path))?.[1];
        for (const command of (await read?.(repository, file)) ?? []) {
          found.push(
            file.folder === '' || /^(?:bin|script)$/.test(file.folder) ? command : { ...command, part: file.folder },
          );
        }
      }
      return { repository: { commands: found } };
    },
  }),
};

type Read = (repository: Repository, file: SurveyedFile) => Promise<Command[]>;

const readers: readonly (readonly [path: RegExp, read: Read])[] = [
  [/(?:^|\/)package\.json$/, npmScripts],
  [/(?:^|\/)composer\.json$/, composerScripts],
  [
    /(?:^|\/)deno\.jsonc?$/,
    async (repository, { path }) =>
      keyed(path, valueAt(await jsonFile(repository, path), 'tasks'), 'task', 'deno task '),
  ],
  [/(?:^|\/)pyproject\.toml$/, pythonScripts],
  [
    /(?:^|\/)Pipfile$/,
    async (repository, { path }) =>
      keyed(path, valueAt(await tomlFile(repository, path), 'scripts'), 'script', 'pipenv run '),
  ],
  [
    /(?:^|\/)\.?mise\.toml$/,
    async (repository, { path }) =>
      keyed(path, valueAt(await tomlFile(repository, path), 'tasks'), 'task', 'mise run '),
  ],
  [/(?:^|\/)Taskfile(?:\.dist)?\.ya?ml$/i, taskfile],
  [/(?:^|\/)(?:GNUm|[Mm])akefile$/, async (repository, file) => tasks(repository, file, makeTargets, 'make', 'make ')],
  [/(?:^|\/)\.?justfile$/i, async (repository, file) => tasks(repository, file, justRecipes, 'task', 'just ')],
  [
    /(?:^|\/)Procfile\.(?:dev|local)$/,
    async (_repository, { path, name }) => [
      { name, kind: 'setup', command: `foreman start -f ${path}`, evidence: [{ path, line: 1 }] },
    ],
  ],
  [/^(?:bin|script)\/[\w-]+(?:\.sh)?$/, executables],
];

/** Scripts are run with the package manager whose lock is nearest, in the folder or above. */
async function npmScripts(repository: Repository, { path, folder }: SurveyedFile): Promise<Command[]> {
  const root = await jsonFile(repository, path);
  const scripts = valueAt(root, 'scripts');
  if (!scripts || scripts.entries.length === 0) {
    return [];
  }
  const manager = await packageManager(repository, root, folder);
  return scripts.entries
    .filter(({ key, value }) => key !== '' && value.kind === 'text' && !key.startsWith('//'))
    .map(({ key, line }) => {
      const isShort = manager === 'npm' && /^(?:start|test|stop|restart)$/.test(key);
      const run = manager === 'yarn' || isShort ? `${manager} ` : `${manager} run `;
      return { name: key, kind: 'script', command: `${run}${key}`, evidence: [{ path, line }] };
    });
}

const locks: readonly (readonly [file: string, manager: string])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
];

async function packageManager(repository: Repository, root: Located | undefined, folder: string): Promise<string> {
  for (const up of foldersUp(folder)) {
    const path = inFolder(up, 'package.json');
    const manifest = up === folder ? root : repository.has(path) ? await jsonFile(repository, path) : undefined;
    const declared = /^(npm|yarn|pnpm|bun)@/.exec(textAt(manifest, 'packageManager') ?? '')?.[1];
    const locked = locks.find(([file]) => repository.has(inFolder(up, file)))?.[1];
    if (declared !== undefined || locked !== undefined) {
      return declared ?? locked ?? 'npm';
    }
  }
  return 'npm';
}

/** What Composer runs by itself isn't typed. */
const composerEvent =
  /^(?:(?:pre|post)-(?:install|update|status|archive|autoload-dump|root-package-install|create-project-cmd|package-\w+|dependencies-solving|operations-exec|pool-create|file-download|command-run)(?:-cmd)?|auto-scripts|init|command)$/;

async function composerScripts(repository: Repository, { path }: SurveyedFile): Promise<Command[]> {
  const scripts = valueAt(await jsonFile(repository, path), 'scripts');
  return keyed(path, scripts, 'script', 'composer run ').filter(({ name }) => !composerEvent.test(name));
}

async function pythonScripts(repository: Repository, { path }: SurveyedFile): Promise<Command[]> {
  const root = await tomlFile(repository, path);
  const runs = repository.has('uv.lock') ? 'uv run ' : entryAt(root, 'tool', 'poetry') ? 'poetry run ' : '';
  return [
    ...keyed(path, valueAt(root, 'project', 'scripts'), 'script', runs),
    ...keyed(path, valueAt(root, 'tool', 'poetry', 'scripts'), 'script', 'poetry run '),
    ...keyed(path, valueAt(root, 'tool', 'pdm', 'scripts'), 'script', 'pdm run '),
    ...keyed(path, valueAt(root, 'tool', 'poe', 'tasks'), 'task', 'poe '),
    ...keyed(path, valueAt(root, 'tool', 'taskipy', 'tasks'), 'task', 'task '),
  ].filter(({ name }) => !name.startsWith('_'));
}

async function taskfile(repository: Repository, { path }: SurveyedFile): Promise<Command[]> {
  const listed = valueAt(await yamlFile(repository, path), 'tasks');
  const internal = new Set(
    (listed?.entries ?? []).filter(({ value }) => textAt(value, 'internal') === 'true').map(({ key }) => key),
  );
  return keyed(path, listed, 'task', 'task ').filter(({ name }) => !internal.has(name));
}

function keyed(path: string, map: Located | undefined, kind: Command['kind'], run: string): Command[] {
  return (map?.entries ?? [])
    .filter(({ key }) => key !== '')
    .map(({ key, line }) => ({ name: key, kind, command: `${run}${key}`, evidence: [{ path, line }] }));
}

async function tasks(
  repository: Repository,
  { path }: SurveyedFile,
  read: (source: NonNullable<Awaited<ReturnType<Repository['text']>>>) => NamedTask[],
  kind: Command['kind'],
  run: string,
): Promise<Command[]> {
  const source = await repository.text(path);
  return (source ? read(source) : []).map(({ name, line }) => ({
    name,
    kind,
    command: `${run}${name}`,
    evidence: [{ path, line }],
  }));
}

/** `bin/setup` and what stands beside it; what a package manager put there isn't the product's own. */
async function executables(repository: Repository, { path, name }: SurveyedFile): Promise<Command[]> {
  const source = await repository.text(path);
  if (
    !source?.text.startsWith('#!') ||
    /generated by Bundler|\.pnp\.|require ['"]bundler/i.test(source.text.slice(0, 600))
  ) {
    return [];
  }
  const isSetup = /^(?:setup|bootstrap|install|dev|update|start|server)(?:\.sh)?$/.test(name);
  return [{ name: path, kind: isSetup ? 'setup' : 'script', command: path, evidence: [{ path, line: 1 }] }];
}
