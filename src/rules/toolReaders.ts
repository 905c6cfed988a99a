import { bunBuiltIns, composerBuiltIns, pnpmBuiltIns, yarnBuiltIns } from './builtInCommands';
import { joinPath } from './filePaths';
import type { Word } from './shellCommands';

/** Something that a command asks of the repository. */
export interface Request {
  readonly kind: 'npm' | 'composer' | 'make' | 'python' | 'rake' | 'file';
  /** The script, target, task or file asked for. */
  readonly asked: Word;
  /** The first word of the command. */
  readonly first: Word;
  readonly place: Place;
  /** For make: the file that `-f` names. */
  readonly file?: string | undefined;
  /** Whether the script is named without `run`, which few of them can be: `npm test`. */
  readonly isShort?: boolean;
  /** Whether what isn't a script may be a command of a dependency: `yarn jest`. */
  readonly mayBeBinary?: boolean;
}

/** Where a command runs. */
export type Place =
  /** In this folder, said outright. */
  | { readonly kind: 'folder'; readonly folder: string }
  /** Nothing says where: the product's folder, or one that the text around names. */
  | { readonly kind: 'root' }
  /** In the package of this name. */
  | { readonly kind: 'package'; readonly name: string };

/** Where a command runs, as far as `cd` tells: undefined when it can't be told. */
export type Where = { readonly kind: 'folder'; readonly folder: string } | { readonly kind: 'root' } | undefined;

/** Options that are followed by a value. */
const npmValues = new Set([
  '--prefix',
  '-C',
  '-w',
  '--workspace',
  '--loglevel',
  '--registry',
  '--userconfig',
  '--cache',
]);

interface Reader {
  readonly words: readonly Word[];
  readonly place: Exclude<Where, undefined>;
}

type ReadTool = (reader: Reader) => readonly Omit<Request, 'first'>[];

/** What reads the commands of each tool we know. */
export const tools: ReadonlyMap<string, ReadTool> = new Map<string, ReadTool>([
  ['npm', readNpm],
  ['yarn', readYarn],
  ['pnpm', readPnpm],
  ['bun', readBun],
  ['make', readMake],
  ['composer', readComposer],
  ['rake', readRake],
  ['rails', readRake],
  ['python', readScriptFile(/\.py$/, ['-W', '-X', '-m', '-c'])],
  ['python3', readScriptFile(/\.py$/, ['-W', '-X', '-m', '-c'])],
  ['node', readScriptFile(/\.[cm]?[jt]s$/, ['-r', '--require', '--import', '--loader', '--env-file', '-e', '-p'])],
  ['tsx', readScriptFile(/\.[cm]?[jt]s$/, ['--tsconfig', '-r', '--import', '-e'])],
  ['ts-node', readScriptFile(/\.[cm]?[jt]s$/, ['-r', '-P', '--project', '-O', '-e'])],
  ['ruby', readScriptFile(/\.rb$/, ['-r', '-I', '-e'])],
  ['php', readScriptFile(/\.php$|^(?:\.\/)?(?:artisan|bin\/console)$/, ['-d', '-r', '-S', '-t'])],
  ['bash', readScriptFile(/\.(?:ba|z)?sh$|\//, ['-c', '-o', '-O'])],
  ['sh', readScriptFile(/\.(?:ba|z)?sh$|\//, ['-c', '-o'])],
  ['zsh', readScriptFile(/\.(?:ba|z)?sh$|\//, ['-c', '-o'])],
  ['source', readScriptFile(/\.(?:ba|z)?sh$|^(?:\.\/)?\.env/, [])],
  ['docker-compose', (reader) => readFileOptions(reader, 1, ['-f', '--file'])],
  ['docker', (reader) => (reader.words[1]?.text === 'compose' ? readFileOptions(reader, 2, ['-f', '--file']) : [])],
  ['cp', readCopy],
  ['poetry', readPythonRun],
  ['uv', readPythonRun],
]);

function plain(word: Word | undefined): Word | undefined {
  return word?.isPlain ? word : undefined;
}

/** The words that are neither options nor their values, and those values by option. */
function split(
  words: readonly Word[],
  withValue: ReadonlySet<string>,
): { rest: readonly Word[]; options: ReadonlyMap<string, Word | undefined>; hasDashes: boolean } {
  const rest: Word[] = [];
  const options = new Map<string, Word | undefined>();
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (!word) {
      break;
    }
    if (word.text === '--') {
      return { rest, options, hasDashes: true };
    }
    const [, name, value] = /^(--?[\w-]+)(?:=(.*))?$/.exec(word.text) ?? [];
    if (name === undefined) {
      rest.push(word);
    } else if (value !== undefined) {
      options.set(name, { ...word, text: value });
    } else if (withValue.has(name)) {
      index++;
      options.set(name, words[index]);
    } else {
      options.set(name, undefined);
    }
  }
  return { rest, options, hasDashes: false };
}

/** @returns undefined when where it runs can't be told */
function placeOf(
  place: Exclude<Where, undefined>,
  options: ReadonlyMap<string, Word | undefined>,
  folderOptions: readonly string[],
  packageOptions: readonly string[],
): Place | undefined {
  for (const option of folderOptions.filter((name) => options.has(name))) {
    const target = plain(options.get(option));
    const folder = target && joinPath(place.kind === 'folder' ? place.folder : '', target.text);
    return folder === undefined ? undefined : { kind: 'folder', folder };
  }
  for (const option of packageOptions.filter((name) => options.has(name))) {
    const target = plain(options.get(option));
    return target && { kind: 'package', name: target.text };
  }
  return place;
}

function readNpm({ words, place }: Reader): readonly Omit<Request, 'first'>[] {
  const { rest, options } = split(words.slice(1), npmValues);
  const [verb, name] = rest;
  if (
    !verb?.isPlain ||
    ['--if-present', '-ws', '--workspaces', '-g', '--global'].some((option) => options.has(option))
  ) {
    return [];
  }
  const isRun = ['run', 'run-script', 'rum', 'urn'].includes(verb.text);
  const asked = isRun ? name : ['test', 'start', 'stop'].includes(verb.text) ? verb : undefined;
  const at = placeOf(place, options, ['--prefix', '-C'], ['-w', '--workspace']);
  return asked?.isPlain && at ? [{ kind: 'npm', asked, place: at, isShort: !isRun }] : [];
}

function readYarn({ words, place }: Reader): readonly Omit<Request, 'first'>[] {
  const { options, rest } = split(words.slice(1), new Set(['--cwd']));
  const [verb, second, third, fourth] = rest;
  const at = placeOf(place, options, ['--cwd'], []);
  if (!verb?.isPlain || !at || verb.text === 'workspaces') {
    return [];
  }
  if (verb.text === 'workspace') {
    const asked = third?.text === 'run' ? fourth : third;
    return second?.isPlain && asked?.isPlain && !yarnBuiltIns.has(asked.text)
      ? [{ kind: 'npm', asked, place: { kind: 'package', name: second.text }, mayBeBinary: true }]
      : [];
  }
  const asked = verb.text === 'run' ? second : yarnBuiltIns.has(verb.text) ? undefined : verb;
  return asked?.isPlain ? [{ kind: 'npm', asked, place: at, mayBeBinary: true }] : [];
}

function readPnpm({ words, place }: Reader): readonly Omit<Request, 'first'>[] {
  const { options, rest } = split(words.slice(1), new Set(['-C', '--dir', '--filter', '-F']));
  const [verb, second] = rest;
  const at = placeOf(place, options, ['-C', '--dir'], ['--filter', '-F']);
  if (!verb?.isPlain || !at || ['-r', '--recursive', '--if-present', '-w'].some((option) => options.has(option))) {
    return [];
  }
  const isRun = verb.text === 'run' || verb.text === 'run-script';
  const asked = isRun ? second : pnpmBuiltIns.has(verb.text) ? undefined : verb;
  return asked?.isPlain ? [{ kind: 'npm', asked, place: at, mayBeBinary: true }] : [];
}

function readBun({ words, place }: Reader): readonly Omit<Request, 'first'>[] {
  const { options, rest } = split(words.slice(1), new Set(['--cwd', '--filter']));
  const [verb, second] = rest;
  const at = placeOf(place, options, ['--cwd'], ['--filter']);
  const asked = verb?.text === 'run' ? second : verb && bunBuiltIns.has(verb.text) ? undefined : verb;
  if (!asked?.isPlain || !at || /\.[cm]?[jt]sx?$|\//.test(asked.text)) {
    return [];
  }
  return [{ kind: 'npm', asked, place: at, mayBeBinary: true }];
}

function readMake({ words, place }: Reader): readonly Omit<Request, 'first'>[] {
  const { options, rest } = split(
    words.slice(1),
    new Set(['-C', '--directory', '-f', '--file', '--makefile', '-j', '-I', '-o', '-W']),
  );
  const at = placeOf(place, options, ['-C', '--directory'], []);
  const file = ['-f', '--file', '--makefile'].find((option) => options.has(option));
  const named = file === undefined ? undefined : options.get(file);
  if (!at || (file !== undefined && !named?.isPlain)) {
    return [];
  }
  return rest
    .filter(({ text, isPlain }) => isPlain && !text.includes('=') && !/^\d+$/.test(text))
    .map((asked) => ({ kind: 'make', asked, place: at, file: named?.text }));
}

function readComposer({ words, place }: Reader): readonly Omit<Request, 'first'>[] {
  const { options, rest } = split(words.slice(1), new Set(['-d', '--working-dir', '--timeout']));
  const [verb, second] = rest;
  const at = placeOf(place, options, ['-d', '--working-dir'], []);
  const isRun = verb?.text === 'run' || verb?.text === 'run-script';
  const asked = isRun ? second : verb && composerBuiltIns.has(verb.text) ? undefined : verb;
  return asked?.isPlain && at ? [{ kind: 'composer', asked, place: at }] : [];
}

function readRake({ words, place }: Reader): readonly Omit<Request, 'first'>[] {
  const asked = words.slice(1).find(({ text }) => !text.startsWith('-') && !text.includes('='));
  return asked?.isPlain && asked.text.includes(':') ? [{ kind: 'rake', asked, place }] : [];
}

/** `poetry run x`: another command most often, a script of the project's sometimes. */
function readPythonRun({ words, place }: Reader): readonly Omit<Request, 'first'>[] {
  const asked = words[1]?.text === 'run' ? plain(words[2]) : undefined;
  return asked ? [{ kind: 'python', asked, place }] : [];
}

/** The file that an interpreter runs: the first word that looks like one, before which only options may stand. */
function readScriptFile(looksLike: RegExp, withValue: readonly string[]): ReadTool {
  return ({ words, place }) => {
    const options = new Set(withValue);
    for (let index = 1; index < words.length; index++) {
      const word = words[index];
      if (!word?.isPlain || ['-m', '-c', '-e', '-p', '--eval', '-'].includes(word.text)) {
        return [];
      }
      if (!word.text.startsWith('-')) {
        return looksLike.test(word.text) ? fileRequest(word, place) : [];
      }
      index += options.has(word.text) ? 1 : 0;
    }
    return [];
  };
}

function readFileOptions(
  { words, place }: Reader,
  from: number,
  names: readonly string[],
): readonly Omit<Request, 'first'>[] {
  const requests: Omit<Request, 'first'>[] = [];
  for (let index = from; index < words.length; index++) {
    const word = words[index];
    if (!word?.text.startsWith('-')) {
      break;
    }
    const [name = '', value] = word.text.split('=');
    if (names.includes(name)) {
      const file = value === undefined ? words[index + 1] : { ...word, text: value, start: word.end - value.length };
      requests.push(...(file?.isPlain ? fileRequest(file, place) : []));
    }
    index +=
      value === undefined && /^(?:-f|--file|-p|--project-name|--profile|--env-file|--project-directory)$/.test(name)
        ? 1
        : 0;
  }
  return requests;
}

/** `cp .env.example .env`: only the models of files, which are there to be copied, have to be in the repository. */
function readCopy({ words, place }: Reader): readonly Omit<Request, 'first'>[] {
  const source = words.slice(1).find(({ text }) => !text.startsWith('-'));
  return source?.isPlain && /\.(?:example|sample|dist|template|exemple)(?:\.\w+)?$/.test(source.text)
    ? fileRequest(source, place)
    : [];
}

/** `./bin/setup`, `bin/setup --force`. */
/** A command that is the path of a file. */
export function readPath({ words, place }: Reader): readonly Omit<Request, 'first'>[] {
  const [first] = words;
  const isFile =
    first && (/^\.{1,2}\/./.test(first.text) || /^(?:bin|scripts?|tools?|ops|ci)\/[\w./-]+$/.test(first.text));
  return isFile ? fileRequest(first, place) : [];
}

/** Folders whose content is made by commands, and so isn't in the repository. */
const made =
  /(?:^|\/)(?:node_modules|vendor|\.?venv|env|virtualenv|dist|build|target|out|_build|tmp|temp|\.cache|\.next|var)(?:\/|$)/;

function fileRequest(asked: Word, place: Exclude<Where, undefined>): readonly Omit<Request, 'first'>[] {
  const path = joinPath(place.kind === 'folder' ? place.folder : '', asked.text);
  const isElsewhere = /^[/~]|^[a-z][a-z0-9+.-]*:|@/i.test(asked.text);
  return path === undefined || path === '' || isElsewhere || made.test(path) ? [] : [{ kind: 'file', asked, place }];
}
