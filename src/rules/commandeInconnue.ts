import { untouchedBlocks } from '../compose/generatedBlock';
import { isWithin } from '../dossier/generatedAnswer';
import { contains } from '../dossier/match';
import { textIn } from '../outline/lines';
import type { Code, Position, Range } from '../outline/types';
import { isKnownTool, readRequests } from './commandRequests';
import type { Place, Request } from './toolReaders';
import { folderOf, joinPath } from './filePaths';
import { lineText } from './lineEdits';
import { nearestName, type NearestName } from './nearestName';
import { readProjectScripts, type Manifest, type ProjectScripts } from './projectScripts';
import type { Fix, Problem, Rule, Subject } from './rule';
import { typeset } from './sentences';
import { readCommands, type Word } from './shellCommands';

/** Commands of the installation and of the tests that name a script or a file the repository doesn't have. */
export const commandeInconnue: Rule = {
  code: 'commande-inconnue',
  summary: 'Commande qui nomme un script ou un fichier absent du dépôt',
  severity: 'warning',
  async check(subject, surroundings) {
    if (subject.path === undefined || subject.fiche) {
      return [];
    }
    const project = readProjectScripts(surroundings);
    const problems: Omit<Problem, 'rule'>[] = [];
    for (const code of commandsIn(subject)) {
      const positionOf = locate(code, subject);
      if (!positionOf) {
        continue;
      }
      for (const request of await readRequests(readCommands(code.text), project)) {
        const flaw = await findFlaw(request, project);
        const range = flaw && rangeOf(request.first.start, request.asked.end, positionOf);
        const askedRange = range && rangeOf(request.asked.start, request.asked.end, positionOf);
        if (flaw && range && askedRange) {
          const written = code.text.slice(request.first.start, request.asked.end).replaceAll(/\s+/g, ' ');
          problems.push({
            range,
            message: typeset(`« ${written} » : ${flaw.message}`),
            fixes: replacement(flaw, askedRange, request.isShort ? 'run ' : ''),
          });
        }
      }
    }
    return problems;
  },
};

/** The items whose commands have to run as they are. */
const runnable = new Set(['installation', 'tests-ci', 'migrations', 'jeux-de-donnees']);
const shells = new Set(['sh', 'bash', 'zsh', 'shell', 'console', 'shell-session', 'shellscript', 'terminal', 'fish']);

/**
 * The codes that hold commands: in our dossier, those of the items above; in another document, all of them. Those that
 * the survey found have their proof beside them, and may belong to a part of the repository.
 */
function commandsIn({ lines, outline, status }: Subject): readonly Code[] {
  const items = status?.match.sections.flatMap((section) => section.items) ?? [];
  const isOurs = items.some(({ item }) => runnable.has(item.id));
  const ranges = items.flatMap(({ item, range }) => (range && runnable.has(item.id) ? [range] : []));
  const generated = untouchedBlocks(lines, outline);
  return outline.code.filter(
    (code) =>
      looksLikeCommands(code) &&
      (!isOurs || ranges.some((range) => contains(range, code.range.start))) &&
      !isWithin(code, generated),
  );
}

/** A code that doesn't say what it is holds commands when it starts as one of those that we know. */
function looksLikeCommands({ kind, language, text }: Code): boolean {
  if (shells.has(language)) {
    return true;
  }
  const words = text
    .trim()
    .replace(/^[$>]\s+/, '')
    .split(/\s+/);
  const isCommand = words.length > 1 || /^\.{1,2}\/./.test(words[0] ?? '');
  // « make » is a verb too: outside of a shell's code, only one target is believed.
  const isProse = words[0] === 'make' && words.length > 2 && !text.includes('\n');
  return (
    (kind === 'span' ? !text.includes('\n') && isCommand : language === '') &&
    text.split('\n').some((line) =>
      isKnownTool(
        line
          .trim()
          .replace(/^[$>]\s+/, '')
          .replace(/^(?:[A-Z_]\w*=\S* )+/, '')
          .split(/\s+/)[0] ?? '',
      ),
    ) &&
    !isProse
  );
}

/** How to go from an offset in a code to a position in the document; undefined when the two can't be laid together. */
function locate(code: Code, { lines }: Subject): ((offset: number) => Position | undefined) | undefined {
  const { start } = code.range;
  if (code.kind === 'span') {
    return textIn(lines, code.range) === code.text
      ? (offset) => ({ line: start.line, character: start.character + offset })
      : undefined;
  }
  const codeLines = code.text.split('\n');
  return (offset) => {
    let line = 0;
    let left = offset;
    while (line < codeLines.length - 1 && left > (codeLines[line] ?? '').length) {
      left -= (codeLines[line] ?? '').length + 1;
      line++;
    }
    const written = lineText(lines, start.line + line);
    const text = codeLines[line] ?? '';
    return written.endsWith(text)
      ? { line: start.line + line, character: written.length - text.length + left }
      : undefined;
  };
}

function rangeOf(start: number, end: number, positionOf: (offset: number) => Position | undefined): Range | undefined {
  const from = positionOf(start);
  const to = positionOf(end);
  return from && to && { start: from, end: to };
}

interface Flaw {
  readonly message: string;
  readonly asked: Word;
  readonly nearest: NearestName | undefined;
}

/** @param before what the name needs before it */
function replacement({ nearest, asked }: Flaw, range: Range, before: string): Fix[] {
  if (!nearest || !(nearest.isNear || nearest.isStart) || nearest.name === asked.text) {
    return [];
  }
  const newText = before + nearest.name;
  return [
    {
      kind: 'edit',
      title: typeset(`Remplacer par « ${newText} »`),
      isPreferred: nearest.isNear,
      edits: () => [{ range, newText }],
    },
  ];
}

function findFlaw(request: Request, project: ProjectScripts): Promise<Flaw | undefined> {
  switch (request.kind) {
    case 'npm':
      return npmFlaw(request, project);
    case 'composer':
      return composerFlaw(request, project);
    case 'make':
      return makeFlaw(request, project);
    case 'python':
      return pythonFlaw(request, project);
    case 'rake':
      return rakeFlaw(request, project);
    case 'file':
      return fileFlaw(request, project);
  }
}

/** « package.json n’a pas de script « dve » ; le plus proche est « dev ». » */
function missing(asked: Word, owner: string, what: 'script' | 'cible', names: readonly string[]): Flaw {
  const nearest = nearestName(asked.text, names);
  const article = what === 'cible' ? 'la' : 'le';
  const rest = nearest ? ` ; ${article} plus proche est « ${nearest.name} ».` : `. ${correct}`;
  return { asked, nearest, message: `${owner} n’a pas de ${what} « ${asked.text} »${rest}` };
}

const correct = 'Corrigez la commande, ou retirez-la.';

/** No manifest of the kind at all: only worth a word where there is a project, and not a folder of documents. */
async function absent(asked: Word, what: string, project: ProjectScripts): Promise<Flaw | undefined> {
  const names = await project.list('');
  return names.some((name) => manifestNames.test(name))
    ? { asked, nearest: undefined, message: `le dépôt n’a pas de ${what}. ${correct}` }
    : undefined;
}

const manifestNames =
  /^(?:package\.json|composer\.json|pyproject\.toml|requirements.*\.txt|setup\.py|Pipfile|manage\.py|Gemfile|go\.mod|Cargo\.toml|pom\.xml|build\.gradle(?:\.kts)?|mix\.exs|[Mm]akefile|GNUmakefile)$/;

/**
 * The packages that a command may mean, and whether one of them can't be read: then nothing is said.
 *
 * @param read reads the manifest of a folder
 */
async function packagesAt(
  place: Place,
  project: ProjectScripts,
  read: (folder: string) => Promise<Manifest | undefined | null>,
): Promise<readonly Manifest[] | 'unsure'> {
  if (place.kind === 'folder') {
    // Package managers look for the nearest manifest above.
    for (let folder = place.folder; ; folder = folderOf(folder)) {
      const manifest = await read(folder);
      if (manifest !== undefined || folder === '') {
        return manifest ? [manifest] : 'unsure';
      }
    }
  }
  const all = await Promise.all((await project.folders()).map(read));
  if (all.includes(null)) {
    return 'unsure';
  }
  const found = all.filter((manifest) => manifest !== undefined && manifest !== null);
  if (place.kind === 'root') {
    return found;
  }
  const named = found.filter(
    ({ name, path }) => name === place.name || folderOf(path) === place.name.replace(/^\.\/|\/$/g, ''),
  );
  return named.length > 0 ? named : 'unsure';
}

/** Commands that come with packages of another name, or with a package's own packages. */
const commonBinaries =
  /^(?:tsc|ng|nx|nest|next|nuxt|vite|vitest|jest|mocha|eslint|prettier|stylelint|webpack|rollup|tsx|ts-node|nodemon|pm2|knex|prisma|sequelize|typeorm|cypress|playwright|husky|lerna|turbo|cap|vue-cli-service|react-scripts|gatsby|strapi|storybook|sb|patch-package|semantic-release|commitlint|changeset|expo|remix|astro|svelte-kit|drizzle-kit|graphql-codegen|rimraf|concurrently|serve|http-server|lint-staged|tailwindcss|sass|esbuild|babel|c8|nyc|tap|ava|karma|gulp|grunt|ember|wait-on|start-server-and-test|dotenv|cross-env|npm-run-all|run-s|run-p|directus|keystone|payload|medusa|wrangler|vercel|netlify|sentry-cli|msw|plop|hygen|license-checker|depcheck|ncu|npm-check-updates|size-limit|bundlesize|size|tsup|unbuild|swc|rescript)$/;

async function npmFlaw(request: Request, project: ProjectScripts): Promise<Flaw | undefined> {
  const { asked, place, mayBeBinary = false } = request;
  const packages = await packagesAt(place, project, (folder) => project.npm(folder));
  if (packages === 'unsure') {
    return undefined;
  }
  const [main] = packages;
  if (!main) {
    return absent(asked, 'package.json', project);
  }
  const name = asked.text;
  const isBinary =
    mayBeBinary &&
    (commonBinaries.test(name) ||
      packages.some(({ dependencies }) => dependencies.some((dependency) => dependency.includes(name))) ||
      (await project.exists(joinPath(folderOf(main.path), `node_modules/.bin/${name}`) ?? '')));
  // Without a script of that name, `npm start` runs this file.
  const isDefault = name === 'start' && (await project.exists(joinPath(folderOf(main.path), 'server.js') ?? ''));
  if (isBinary || isDefault || name === 'env' || packages.some(({ scripts }) => scripts.includes(name))) {
    return undefined;
  }
  return missing(asked, main.path, 'script', [...new Set(packages.flatMap(({ scripts }) => scripts))]);
}

async function composerFlaw({ asked, place }: Request, project: ProjectScripts): Promise<Flaw | undefined> {
  const packages = await packagesAt(place, project, (folder) => project.composer(folder));
  if (packages === 'unsure') {
    return undefined;
  }
  const [main] = packages;
  if (!main) {
    return absent(asked, 'composer.json', project);
  }
  return packages.some(({ scripts }) => scripts.includes(asked.text))
    ? undefined
    : missing(asked, main.path, 'script', [...new Set(packages.flatMap(({ scripts }) => scripts))]);
}

async function makeFlaw({ asked, place, file }: Request, project: ProjectScripts): Promise<Flaw | undefined> {
  const folders = place.kind === 'folder' ? [place.folder] : await project.folders();
  const makefiles = (await Promise.all(folders.map((folder) => project.make(folder, file)))).filter(
    (makefile) => makefile !== undefined,
  );
  const [main] = makefiles;
  if (!main) {
    return place.kind === 'root' && file === undefined ? absent(asked, 'Makefile', project) : undefined;
  }
  const isKnown = makefiles.some(
    ({ targets, patterns, isOpen }) =>
      isOpen || targets.includes(asked.text) || patterns.some((pattern) => pattern.test(asked.text)),
  );
  // For make, a file that stands there is a target already made.
  const path = joinPath(folderOf(main.path), asked.text);
  if (isKnown || path === undefined || (await project.exists(path))) {
    return undefined;
  }
  const targets = [...new Set(makefiles.flatMap((makefile) => makefile.targets))].filter((name) => /^[^.]/.test(name));
  return missing(asked, main.path, 'cible', targets);
}

/** Most of what `poetry run` runs comes from packages: only what is nearly a script of the project's is a mistake. */
async function pythonFlaw({ asked, place }: Request, project: ProjectScripts): Promise<Flaw | undefined> {
  const manifest = await project.python(place.kind === 'folder' ? place.folder : '');
  if (!manifest || manifest.scripts.includes(asked.text)) {
    return undefined;
  }
  const nearest = nearestName(asked.text, manifest.scripts);
  return nearest?.isNear && asked.text.length >= 5
    ? missing(asked, manifest.path, 'script', manifest.scripts)
    : undefined;
}

/** Many tasks come from gems: only one in a namespace of the repository's own has to be there. */
async function rakeFlaw({ asked }: Request, project: ProjectScripts): Promise<Flaw | undefined> {
  const { tasks, namespaces } = await project.rake();
  const name = asked.text.replace(/\[.*$/, '');
  const [space = '', ...rest] = name.split(':');
  const last = rest.at(-1) ?? '';
  const isFromRails = /^(?:db|assets|log|tmp|app|action_text|active_storage|i18n|stats|zeitwerk|test|spec)$/.test(
    space,
  );
  if (isFromRails || !namespaces.includes(space) || tasks.includes(last) || tasks.includes(name) || last === '') {
    return undefined;
  }
  const nearest = nearestName(last, tasks);
  const full = nearest && { ...nearest, name: [space, ...rest.slice(0, -1), nearest.name].join(':') };
  const end = full ? ` ; la plus proche est « ${full.name} ».` : `. ${correct}`;
  return { asked, nearest: full, message: `aucune tâche « ${name} » dans le Rakefile ni dans lib/tasks${end}` };
}

async function fileFlaw({ asked, place }: Request, project: ProjectScripts): Promise<Flaw | undefined> {
  const folders = place.kind === 'folder' ? [place.folder] : await project.folders();
  for (const folder of folders) {
    const path = joinPath(folder, asked.text);
    if (path === undefined || (await project.exists(path))) {
      return undefined;
    }
  }
  const path = joinPath(folders[0] ?? '', asked.text) ?? '';
  const names = (await project.list(folderOf(path))).filter((name) => !name.endsWith('/'));
  if (names.length === 0 && folderOf(path) === '') {
    return undefined;
  }
  const nearest = nearestName(path.split('/').at(-1) ?? '', names);
  const before = asked.text.slice(0, asked.text.lastIndexOf('/') + 1);
  const full = nearest && { ...nearest, name: before + nearest.name };
  const end = full ? ` ; le plus proche est « ${full.name} ».` : `. ${correct}`;
  return { asked, nearest: full, message: `le dépôt n’a pas de fichier « ${path} »${end}` };
}
