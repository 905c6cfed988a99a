import type { Node } from 'web-tree-sitter';
import { Clue } from '../clues';
import type { Endpoint } from '../facts';
import { JsModules, type JsModule } from '../readers/javascript/jsModules';
import { textAt } from '../readers/located';
import { handledMethods, httpMethods, type HandledMethods } from '../readers/nodeCode/handledMethods';
import { isServerCode, Modules } from '../readers/nodeCode/modules';
import { receivedHooks } from '../readers/nodeCode/routeGraph';
import { nodePackages } from '../readers/nodePackages';
import { folderOf, pathFrom } from '../readers/paths';
import { configuredRoutes } from '../readers/remix/routeConfig';
import { remixPath } from '../readers/remix/routeNames';
import { routePath } from '../readers/routePath';
import type { Repository } from '../repository';
import type { SourceText } from '../sourceText';
import { grammarOf } from '../syntax/grammars';
import { Syntax } from '../syntax/syntax';
import type { Framework } from './framework';

const packages = /^(?:@remix-run\/(?:dev|node|react|server-runtime|serve)|@react-router\/(?:dev|node|serve))$/;

const mayRoute = new Clue(/\bexport\b[^\n]{0,200}\b(?:loader|action)\b|route-config|dev\/routes/);

const routeFile = /^(?:.*\/)?routes\/(.+)\.[jt]sx?$/;

/** What a file exports to answer with. */
interface Answer {
  readonly line: number;
  readonly handled: HandledMethods;
}

interface ResourceRoute {
  readonly path: string;
  readonly loader: Answer | undefined;
  readonly action: Answer | undefined;
}

/** Routes that answer with data: files of `routes` with a loader or an action and no page (Remix, React Router 7). */
export const remix: Framework = {
  name: 'remix',
  start(repository) {
    const modules = Modules.of(repository);
    const routes: ResourceRoute[] = [];
    const configurations: JsModule[] = [];
    return {
      wants: (file) => isServerCode(file) && /(?:^|\/)(?:app|src)\/(?:.*\/)?[^/]+\.[jt]sx?$/.test(file.path),
      async read(source) {
        const { path, text } = source;
        if (!mayRoute.test(text)) {
          return;
        }
        const isConfiguration = /(?:^|\/)routes\.[jt]s$/.test(path) && /route-config|dev\/routes/.test(text);
        const mayAnswer =
          /\bexport\b[^\n]{0,200}\b(?:loader|action)\b/.test(text) && !/\bexport\s+default\b/.test(text);
        if ((!isConfiguration && !mayAnswer) || !(await modules.paths.uses(path, packages))) {
          return;
        }
        if (isConfiguration) {
          const module = await JsModules.of(repository).load(source);
          configurations.push(...(module ? [module] : []));
          return;
        }
        const grammar = grammarOf(path)?.grammar;
        const answers =
          grammar &&
          (await Syntax.of(repository).read(source, grammar, ({ root }) => ({
            loader: answerOf(root, source, 'loader'),
            action: answerOf(root, source, 'action'),
          })));
        if (answers) {
          routes.push({ path, ...answers });
        }
      },
      async find() {
        const configured = new Map<string, string>();
        for (const module of configurations) {
          await JsModules.of(repository).follow(module);
          const folder = folderOf(module.source.path);
          for (const { path, file } of configuredRoutes(module)) {
            configured.set(folder === '' ? file : `${folder}/${file}`, path);
          }
        }
        const api: Endpoint[] = [];
        for (const route of routes) {
          const own = configured.get(route.path) ?? (await conventionalPath(repository, modules, route.path));
          api.push(...(own === undefined ? [] : endpointsOf(route, routePath(own))));
        }
        return { api, webhooks: receivedHooks(api) };
      },
    };
  },
};

async function conventionalPath(repository: Repository, modules: Modules, path: string): Promise<string | undefined> {
  const folder = await modules.paths.packageOf(path);
  const [, inside] = routeFile.exec(pathFrom(folder, path) ?? path) ?? [];
  return inside === undefined ? undefined : remixPath(inside, await nestsFolders(repository, folder));
}

/** Whether folders are parts of paths, as in Remix 1 unless it is told otherwise. */
async function nestsFolders(repository: Repository, folder: string): Promise<boolean> {
  const own = (await nodePackages(repository)).find((each) => each.folder === folder)?.manifest;
  const versions = ['@remix-run/react', '@remix-run/node', '@remix-run/server-runtime'].flatMap(
    (name) => textAt(own, 'dependencies', name) ?? [],
  );
  if (!versions.some((version) => /^\D{0,2}1(?:\.|$)/.test(version))) {
    return false;
  }
  const configuration = await repository.text(folder === '' ? 'remix.config.js' : `${folder}/remix.config.js`);
  return configuration?.text.includes('v2_routeConvention') !== true;
}

/** A function that a file exports, or passes on from another file. */
function answerOf(root: Node, source: SourceText, name: string): Answer | undefined {
  const written = new RegExp(String.raw`^export\s[^={]{0,60}\b${name}\b|^export\s*\{[^}]*\b${name}\b`);
  const exported = root.children.find(
    ({ type, text }) => type === 'export_statement' && written.test(text.slice(0, 500)),
  );
  return exported && { line: exported.startPosition.row + 1, handled: handledMethods(exported, source) };
}

function endpointsOf({ path, loader, action }: ResourceRoute, whole: string): Endpoint[] {
  const endpoint = (method: string, line: number, access: readonly string[]): Endpoint => ({
    name: `${method} ${whole}`,
    method,
    path: whole,
    ...(access.length > 0 ? { access: [...new Set(access)] } : {}),
    from: 'Remix',
    evidence: [{ path, line }],
  });
  const told = (action?.handled.methods ?? []).flatMap(({ value, line, access }) =>
    value.kind === 'text' && httpMethods.test(value.text) && !/^(?:GET|HEAD|OPTIONS)$/.test(value.text)
      ? [endpoint(value.text, line, [...(action?.handled.access ?? []), ...access])]
      : [],
  );
  return [
    ...(loader ? [endpoint('GET', loader.line, loader.handled.access)] : []),
    // An action answers to all methods but `GET`; forms send `POST`.
    ...(action && told.length === 0 ? [endpoint('POST', action.line, action.handled.access)] : told),
  ];
}
