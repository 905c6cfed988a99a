import type { Evidence } from '../../facts';
import type { Repository, SurveyedFile } from '../../repository';
import { entryAt, textAt, valueAt, type Located } from '../located';
import { folderOf, foldersUp, inFolder, resolvePath } from '../paths';
import type { SourceText } from '../../sourceText';
import { readYaml } from '../yaml';
import { phpRouteConfig, xmlRouteConfig } from './routeFormats';

/** A route that configuration declares. */
export interface ConfiguredRoute {
  /** Its name in the configuration. */
  readonly name: string;
  readonly paths: readonly { readonly path: string; readonly line: number }[];
  readonly methods: readonly string[];
  readonly controller: string | undefined;
  readonly evidence: Evidence;
}

/** Controllers whose attributes make routes. */
export interface ImportedControllers {
  /** A folder, or a file, from the root; `undefined` for all controllers. */
  readonly path: string | undefined;
  readonly excluded: readonly string[];
  readonly prefixes: readonly string[];
  readonly namePrefix: string;
}

export interface RouteConfig {
  readonly routes: readonly ConfiguredRoute[];
  readonly controllers: readonly ImportedControllers[];
  /** What stands before the paths of API Platform; undefined when nothing says. */
  readonly apiPrefix: string | undefined;
}

const configFile =
  /^(?:.*\/)?(?:config\/(?:\w*rout\w*\/)?(?:.*\/)?[\w.-]+|config\/(?:routes|routing)|app\/config\/routing\w*|Resources\/config\/(?:.*\/)?[\w.-]*rout[\w.-]*)\.(?:ya?ml|php|xml)$/;
const mainFile = /(?:^|\/)(?<!Resources\/)config\/(?:routes|routing)\.(?:ya?ml|php|xml)$/;
const isRouting = /(?:^|\/)(?:[\w-]*rout(?:es|ing|e)[\w-]*\/.*|[\w.-]*rout(?:es|ing)[\w.-]*\.(?:ya?ml|php|xml))$/;
/** What holds routes itself, and no controllers. */
const importable = /\.(?:ya?ml|xml)$|rout\w*\.php$/;
const ofDevelopment = /(?:^|\/)(?:dev|test|development)\/|rout(?:es|ing)[_.-](?:dev|test)\.(?:ya?ml|php|xml)$/;

interface Imported {
  readonly prefixes: readonly string[];
  readonly namePrefix: string;
}

/** Reads the routes that configuration declares, in YAML, PHP or XML, with the files that it imports. */
export async function routeConfig(repository: Repository): Promise<RouteConfig> {
  const files = repository.files.filter(
    ({ path, isTest }) => !isTest && configFile.test(path) && isRouting.test(path) && !ofDevelopment.test(path),
  );
  return new RouteConfigReader(repository, files).read();
}

class RouteConfigReader {
  private readonly routes: ConfiguredRoute[] = [];
  private readonly controllers: ImportedControllers[] = [];
  private readonly imported = new Set<string>();
  private readonly documents = new Map<string, Located>();
  private apiPrefix: string | undefined;

  constructor(
    private readonly repository: Repository,
    private readonly files: readonly SurveyedFile[],
  ) {}

  async read(): Promise<RouteConfig> {
    const pending = this.files.map(({ path }) => path);
    for (let path = pending.shift(); path !== undefined; path = pending.shift()) {
      const source = await this.repository.text(path);
      const document = source && (await this.documentOf(source));
      if (document?.kind !== 'map') {
        continue;
      }
      this.documents.set(path, document);
      for (const { value } of routeEntries(document)) {
        const target = this.targetOf(path, resourceOf(value));
        if (target !== undefined && this.repository.has(target) && importable.test(target)) {
          this.imported.add(target);
          if (!this.documents.has(target) && !pending.includes(target)) {
            pending.push(target);
          }
        }
      }
    }
    // The main file is read after those beside it: of two routes of a name, the last counts.
    const entries = [...this.documents.keys()].filter((path) => !this.imported.has(path) || mainFile.test(path));
    for (const path of entries.sort((a, b) => Number(mainFile.test(a)) - Number(mainFile.test(b)))) {
      this.readFile(path, { prefixes: [''], namePrefix: '' }, new Set());
    }
    return { routes: this.routes, controllers: this.controllers, apiPrefix: this.apiPrefix };
  }

  private async documentOf(source: SourceText): Promise<Located | undefined> {
    if (source.path.endsWith('.php')) {
      return phpRouteConfig(this.repository, source);
    }
    if (source.path.endsWith('.xml')) {
      return xmlRouteConfig(source);
    }
    const { documents, brokenAt } = readYaml(source);
    // Symfony reads what YAML doesn't, `{ slug: - }` for one: nothing is lost when all routes are there.
    const written = source.text.match(/^[\w.'"-]+:/gm)?.length ?? 0;
    if (brokenAt !== undefined && (documents[0]?.entries.length ?? 0) < written) {
      this.repository.note('YAML mal formé : lu en partie seulement', source.path, brokenAt, 'api');
    }
    return documents[0];
  }

  private readFile(path: string, under: Imported, above: ReadonlySet<string>): void {
    const document = this.documents.get(path);
    if (!document || above.has(path)) {
      return;
    }
    for (const { key, line, value } of routeEntries(document)) {
      if (valueAt(value, 'resource')) {
        this.readImport(path, value, under, new Set([...above, path]));
        continue;
      }
      const written = entryAt(value, 'path') ?? entryAt(value, 'pattern');
      const paths = written ? variants(written.value) : [];
      if (written && paths.length > 0) {
        this.routes.push({
          name: `${under.namePrefix}${key}`,
          paths: under.prefixes.flatMap((prefix) =>
            paths.map(({ text, line: at }) => ({ path: joinedPath(prefix, text), line: at })),
          ),
          methods: methodsIn(valueAt(value, 'methods')),
          controller: textAt(value, 'controller') ?? textAt(value, 'defaults', '_controller'),
          evidence: { path, line: written.line === 0 ? line : written.line },
        });
      }
    }
  }

  private readImport(path: string, value: Located, under: Imported, above: ReadonlySet<string>): void {
    const resource = resourceOf(value);
    const type = textAt(value, 'type');
    const prefix = valueAt(value, 'prefix');
    const prefixes = crossed(under.prefixes, prefix ? variants(prefix).map(({ text }) => text) : ['']);
    const namePrefix = `${under.namePrefix}${textAt(value, 'name_prefix') ?? ''}`;
    if (type === 'api_platform') {
      this.apiPrefix = prefixes[0] ?? '';
      return;
    }
    if (resource === 'routing.controllers') {
      this.controllers.push({ path: undefined, excluded: [], prefixes, namePrefix });
      return;
    }
    const target = this.targetOf(path, resource);
    if (target === undefined || type === 'service') {
      const bundle = /^@(\w+)/.exec(resource ?? '')?.[1];
      if (bundle !== undefined) {
        this.repository.note(`routes du paquet ${bundle}, non développées`, path, value.line, 'api');
      }
      return;
    }
    if (this.documents.has(target)) {
      this.readFile(target, { prefixes, namePrefix }, above);
      return;
    }
    const excluded = valueAt(value, 'exclude');
    this.controllers.push({
      path: target.replace(/\/?\*.*$/, ''),
      excluded: (excluded?.kind === 'list' ? excluded.items : excluded ? [excluded] : []).flatMap(
        ({ text }) => this.targetOf(path, text)?.replace(/\/?\{?\*.*$/, '') ?? [],
      ),
      prefixes,
      namePrefix,
    });
  }

  /** What a resource means, from the root; undefined for that of a package. */
  private targetOf(path: string, resource: string | undefined): string | undefined {
    if (resource === undefined || resource === '') {
      return undefined;
    }
    const [, bundle, inside = ''] = /^@(\w+)\/?(.*)$/.exec(resource) ?? [];
    if (bundle !== undefined) {
      const [own] = this.repository.named(`${bundle}.php`);
      return own && inFolder(own.folder, inside.replace(/\/$/, ''));
    }
    const project = /^%kernel\.(?:project_dir|root_dir)%\/(.*)$/.exec(resource)?.[1];
    if (project !== undefined) {
      return resolvePath(this.homeOf(path), project);
    }
    if (/^[A-Za-z_]\w*\\/.test(resource)) {
      const [own] = this.repository.named(`${resource.replace(/^.*\\/, '')}.php`);
      return own?.path;
    }
    return resolvePath(folderOf(path), resource.replace(/\/$/, ''));
  }

  /** The folder of the application that a file of configuration belongs to. */
  private homeOf(path: string): string {
    return foldersUp(folderOf(path)).find((folder) => this.repository.has(inFolder(folder, 'composer.json'))) ?? '';
  }
}

/** The routes of a file, and those that it has in production only. */
function routeEntries(document: Located): Located['entries'] {
  return document.entries.flatMap((entry) =>
    entry.key === 'when@prod' ? entry.value.entries : entry.key.startsWith('when@') ? [] : [entry],
  );
}

function resourceOf(value: Located): string | undefined {
  return textAt(value, 'resource') ?? textAt(value, 'resource', 'path');
}

/** A path, or one for each language. */
function variants(value: Located): { text: string; line: number }[] {
  const all = value.kind === 'map' ? value.entries.map((entry) => entry.value) : [value];
  return all.map(({ text, line }) => ({ text, line }));
}

function crossed(prefixes: readonly string[], paths: readonly string[]): string[] {
  return prefixes.flatMap((prefix) => paths.map((path) => joinedPath(prefix, path)));
}

function joinedPath(prefix: string, path: string): string {
  return prefix === '' || prefix === '/'
    ? path
    : `${prefix.replace(/\/$/, '')}/${path.replace(/^\//, '')}`.replace(/\/$/, '');
}

function methodsIn(value: Located | undefined): string[] {
  const texts = value?.kind === 'list' ? value.items.map(({ text }) => text) : [value?.text ?? ''];
  return texts
    .flatMap((text) => text.split(/[|,\s]+/))
    .filter((method) => /^[A-Za-z]+$/.test(method))
    .map((method) => method.toUpperCase());
}
