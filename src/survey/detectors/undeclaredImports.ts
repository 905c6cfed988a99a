import { isNodeModule } from '../data/nodeModules';
import { distributionsOf, isStandardModule } from '../data/pythonModules';
import type { Detector } from '../detector';
import type { Contradiction, Dependency, Evidence } from '../facts';
import { folderOf, foldersUp } from '../readers/paths';
import type { Repository, SurveyedFile } from '../repository';
import type { SourceText } from '../sourceText';

/** Places shown for one import. */
const shown = 3;

const pythonImport =
  /^[ \t]*(?:import[ \t]+([A-Za-z_]\w*)(?=[ \t.,;\r\n]|$)|from[ \t]+([A-Za-z_]\w*)(?:\.[\w.]+)?[ \t]+import\b)/gm;
const scriptImport =
  /(?:^|[;\s])(?:import|export)\s(?:[^'";]{0,400}?\sfrom\s*)?['"]([^'"\n]{1,200})['"]|\brequire\(\s*['"]([^'"\n]{1,200})['"]\s*\)/g;

/** What locks the packages that others bring along, beside the manifests themselves. */
const pythonFiles =
  /^(?:requirements[\w.-]*\.(?:txt|in)|pyproject\.toml|setup\.(?:py|cfg)|Pipfile(?:\.lock)?|poetry\.lock|uv\.lock|pdm\.lock|environment\.ya?ml|[\w-]*req[\w-]*\.txt|constraints[\w.-]*\.txt)$/i;
/** The settings of compilers give names of their own to folders. */
const scriptFiles =
  /^(?:package\.json|package-lock\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock|deno\.jsonc?|[tj]sconfig[\w.-]*\.json|(?:vite|webpack|rollup|babel|jest|nuxt|next|svelte|astro)\.config\.[cm]?[jt]s|\.babelrc)$/;
const locks = /(?:\.lock|package-lock\.json|pnpm-lock\.yaml)$/;

/** A lock may weigh several megabytes, in bytes. */
const largestLock = 10_000_000;

/**
 * Packages that the product's code imports and that no manifest nor lock of the repository names: whoever installs it
 * from them can't run it.
 */
export const undeclaredImports: Detector = {
  name: 'undeclaredImports',
  start(repository) {
    const python = new Map<string, Evidence[]>();
    const script = new Map<string, Evidence[]>();
    return {
      wants: ({ name, isTest }) => !isTest && /\.(?:py|[cm]?[jt]sx?|vue|svelte)$/.test(name),
      read(source, file) {
        if (file.name.endsWith('.py')) {
          collect(python, source, pythonImport, (name) => name);
        } else if (!isSetting(file)) {
          collect(script, source, scriptImport, packageOf);
        }
      },
      async find({ dependencies }) {
        const local = localNames(repository);
        const ofPython = await declarations(repository, dependencies, 'pypi', pythonFiles);
        const ofScripts = await declarations(repository, dependencies, 'npm', scriptFiles);
        return {
          contradictions: [
            ...undeclared(python, ofPython, (name, { text, folded }) =>
              isStandardModule(name) || local.has(name)
                ? true
                : distributionsOf(name).some((distribution) => namesPython(text, folded, distribution)),
            ),
            ...undeclared(script, ofScripts, (name, { text }) =>
              isNodeModule(name) || local.has(name.split('/')[0] ?? '') || isAlias(name, text)
                ? true
                : namesScript(text, name),
            ),
            ...broughtAlong(script, ofScripts, local),
          ],
        };
      },
    };
  },
};

/** What builds the product may import what the tool that runs it brings. */
function isSetting({ name }: SurveyedFile): boolean {
  return /\.config\.[cm]?[jt]s$|^(?:webpack|rollup|vite|jest|babel|gulpfile|Gruntfile)[\w.]*\.[cm]?[jt]s$/.test(name);
}

function collect(
  found: Map<string, Evidence[]>,
  source: SourceText,
  pattern: RegExp,
  nameOf: (written: string) => string | undefined,
): void {
  for (const { index, 0: whole, 1: first, 2: second } of source.text.matchAll(pattern)) {
    const written = first ?? second ?? '';
    const name = nameOf(written);
    if (name !== undefined && !isCommented(source.text, index) && !isTried(source.text, index)) {
      const known = found.get(name) ?? [];
      if (known.length < shown) {
        known.push({ path: source.path, line: source.lineAt(index + whole.lastIndexOf(written)) });
      }
      found.set(name, known);
    }
  }
}

/** Whether the line up to there opens a comment, or is one of a block of them. */
function isCommented(text: string, index: number): boolean {
  const start = text.lastIndexOf('\n', index - 1) + 1;
  return /(?:\/\/|^\s*(?:\*|#|<!--))/.test(text.slice(start, index + 1));
}

/** Whether an import of Python's may fail without harm: it stands right below a `try:`. */
function isTried(text: string, index: number): boolean {
  return /(?:^|\n)[ \t]*try:[ \t]*\r?\n$/.test(text.slice(Math.max(0, index - 80), index));
}

/** `@scope/name` or `name`; undefined of a relative path, an address, an alias. */
function packageOf(written: string): string | undefined {
  const [, name] = /^((?:@[a-z\d][a-z\d._-]*\/)?[a-z\d][a-z\d._-]*)(?:\/[^:]*)?$/.exec(written) ?? [];
  return name === undefined ||
    /^(?:meteor|vscode|electron|bun|cloudflare)$/.test(name) ||
    /\.(?:css|s[ac]ss|less|svg|png|json)$/.test(name)
    ? undefined
    : name;
}

/** Folders and files of the product, by their names without extension: they may be imported by a path of any kind. */
function localNames({ files, asides, folders }: Repository): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { name } of [...files, ...asides]) {
    names.add(name.replace(/\.[^.]+$/, ''));
  }
  for (const folder of new Set([...folders, ...asides.flatMap(({ folder: own }) => foldersUp(own))])) {
    names.add(folder.slice(folder.lastIndexOf('/') + 1));
  }
  return names;
}

interface Declarations {
  readonly text: string;
  /** Its letters and digits alone. */
  readonly folded: string;
  /** What the manifests and settings alone name, without what locks add. */
  readonly manifests: string;
  readonly paths: readonly string[];
}

/** All that manifests and locks of an ecosystem name; undefined when there are none, since nothing is then declared. */
async function declarations(
  repository: Repository,
  dependencies: readonly Dependency[],
  ecosystem: Dependency['ecosystem'],
  files: RegExp,
): Promise<Declarations | undefined> {
  const own = dependencies.filter((dependency) => dependency.ecosystem === ecosystem);
  const paths = new Set([...own.map(({ manifest }) => manifest), ...repository.named(files).map(({ path }) => path)]);
  if (own.length === 0) {
    return undefined;
  }
  const texts: string[] = [];
  for (const path of paths) {
    texts.push((await repository.text(path, largestLock))?.text ?? '');
  }
  const text = texts.join('\n').toLowerCase();
  const manifests = [...paths]
    .flatMap((path, index) => (locks.test(path) ? [] : [texts[index] ?? '']))
    .join('\n')
    .toLowerCase();
  return { text, manifests, folded: text.replace(/[^a-z\d\n]+/g, ''), paths: [...paths] };
}

function undeclared(
  imports: ReadonlyMap<string, Evidence[]>,
  declared: Declarations | undefined,
  isDeclared: (name: string, declared: Declarations) => boolean,
): Contradiction[] {
  return declared === undefined
    ? []
    : [...imports]
        .filter(([name]) => !isDeclared(name, declared))
        .map(([name, evidence]) => ({
          name,
          kind: 'import',
          ...(isLocked(evidence[0]?.path ?? '', declared) ? {} : { certainty: 'probable' as const }),
          values: [{ value: name, evidence }],
          evidence,
        }));
}

/** Packages that a lock has because others need them: the day those no longer do, the product's code stops working. */
function broughtAlong(
  imports: ReadonlyMap<string, Evidence[]>,
  declared: Declarations | undefined,
  local: ReadonlySet<string>,
): Contradiction[] {
  return declared === undefined
    ? []
    : [...imports].flatMap(([name, evidence]): Contradiction[] =>
        isNodeModule(name) ||
        local.has(name.split('/')[0] ?? '') ||
        isAlias(name, declared.text) ||
        namesScript(declared.manifests, name) ||
        !isInLock(declared.text, name)
          ? []
          : [{ name, kind: 'transitive', values: [{ value: name, evidence }], evidence }],
      );
}

/**
 * Whether the manifests nearest to a file come with a lock, which names what others bring along: without one, an import
 * may be of that.
 */
function isLocked(path: string, { paths }: Declarations): boolean {
  const nearest = foldersUp(folderOf(path)).find((folder) => paths.some((each) => folderOf(each) === folder));
  return paths.some((each) => folderOf(each) === nearest && locks.test(each));
}

/** Whether a manifest names a distribution: packages are imported as `django_filters` and installed as `django-filter`. */
function namesPython(text: string, folded: string, distribution: string): boolean {
  const letters = distribution.replace(/[^a-z\d]+/g, '').replace(/s$/, '');
  return text.includes(distribution) || (letters.length >= 5 && folded.includes(letters));
}

/** Whether a lock has a package itself, and not only one whose name begins so. */
function isInLock(text: string, name: string): boolean {
  return [
    `"node_modules/${name}"`,
    `\n${name}@`,
    `\n"${name}@`,
    ` ${name}@`,
    ` '${name}@`,
    `/${name}@`,
    ` "${name}":`,
  ].some((each) => text.includes(each));
}

/** Settings of compilers name a package by the start of its path: `"@produit/*"`. */
function namesScript(text: string, name: string): boolean {
  const types = `@types/${name.replace(/^@/, '').replace('/', '__')}`;
  return [name, types].some(
    (each) =>
      text.includes(`"${each}"`) ||
      text.includes(`'${each}`) ||
      text.includes(`"${each}/`) ||
      text.includes(`${each}@`) ||
      // `core-js-pure` is another package than `core-js`.
      [`/${each}/`, `/${each}"`, `/${each}'`, `/${each}@`].some((path) => text.includes(path)),
  );
}

/**
 * `@components/Menu` looks like a package of a scope: it is one only where the product declares another of that scope,
 * and neither gives the scope to a folder nor publishes packages of it.
 */
function isAlias(name: string, text: string): boolean {
  const [scope = ''] = name.split('/');
  return (
    name.startsWith('@') &&
    (!text.includes(`${scope}/`) ||
      [`"${scope}"`, `'${scope}'`, `"${scope}/*"`, `'${scope}/*'`, `"name": "${scope}/`].some((each) =>
        text.includes(each),
      ))
  );
}
