import type { Endpoint } from '../facts';
import { adminDeviseOptions } from '../readers/rails/activeAdmin';
import { ControllerGuards } from '../readers/rails/controllerGuards';
import {
  readDeviseModel,
  readProviders,
  readProvidersVia,
  readSignOut,
  type DeviseAccount,
} from '../readers/rails/deviseRoutes';
import { inflectorOf } from '../readers/rails/inflections';
import { RouteMapper } from '../readers/rails/routeMapper';
import { drawnBy, type RailsRoute } from '../readers/rails/routeParts';
import { receivedHooks } from '../readers/receivedHooks';
import { routeKey, routePath } from '../readers/routePath';
import { underscored, type Inflector } from '../readers/ruby/inflector';
import { rubyStatements } from '../readers/ruby/rubyCode';
import { mountsIn } from '../readers/ruby/rubyFamily';
import type { RubyNode } from '../readers/ruby/rubyNodes';
import { RubyRun } from '../readers/ruby/rubyRun';
import { RubyScope } from '../readers/ruby/rubyValues';
import type { Repository, SurveyedFile } from '../repository';
import type { SourceText } from '../sourceText';
import { Syntax } from '../syntax/syntax';
import type { Framework, FrameworkDetection, StructureFindings } from './framework';

const routesFile = /^((?:.*\/)?)config\/(?:routes[\w-]*|routes\/.+)\.rb$/;

/** A file of routes, read. */
interface RoutesFile {
  readonly path: string;
  /** The application or engine it belongs to: its path with a `/` at its end; `''` for the root. */
  readonly root: string;
  readonly statements: readonly RubyNode[];
  /** Whose routes it draws: `Rails.application`, `Users::Engine`. */
  readonly draws: readonly string[];
  readonly text: string;
  readonly lines: readonly string[];
}

/** Expands `config/routes.rb`, the files it draws and the engines it mounts. */
export const railsRoutes: Framework = {
  name: 'railsRoutes',
  start: (repository) => new RailsRoutesDetection(repository),
};

class RailsRoutesDetection implements FrameworkDetection {
  private readonly files: RoutesFile[] = [];
  private readonly mounted = new Set<string>();

  constructor(private readonly repository: Repository) {}

  wants({ path, isTest }: SurveyedFile): boolean {
    return !isTest && routesFile.test(path);
  }

  async read(source: SourceText): Promise<void> {
    const { path, text } = source;
    const statements = await Syntax.of(this.repository).read(source, 'ruby', (tree) => {
      if (tree.root.hasError) {
        this.repository.note('code mal formé : routes lues en partie', path, undefined, 'api');
      }
      return rubyStatements(tree, source);
    });
    if (statements) {
      this.files.push({
        path,
        root: routesFile.exec(path)?.[1] ?? '',
        statements,
        draws: drawnIn(statements),
        text,
        lines: source.lines,
      });
    }
  }

  async find(): Promise<StructureFindings> {
    const routes: RailsRoute[] = [];
    const isEngine = (name: string): boolean => /(?:^|::)Engine$/.test(name);
    const drawing = this.files.flatMap((file) => file.draws.map((name) => ({ file, name })));
    for (const { file, name } of drawing.filter(({ name }) => !isEngine(name))) {
      routes.push(...(await this.routesOf(file, name)));
    }
    for (const { file, name } of drawing.filter(({ name }) => isEngine(name) && !this.mounted.has(name))) {
      routes.push(...(await this.routesOf(file, name)));
      this.repository.note(
        'moteur que rien ne monte ici : chemins depuis son point de montage',
        file.path,
        undefined,
        'api',
      );
    }
    const api = endpointsOf(routes);
    return { api, webhooks: receivedHooks(api) };
  }

  private async routesOf({ root, statements }: RoutesFile, name: string): Promise<RailsRoute[]> {
    const inflector = await inflectorOf(this.repository, root);
    const accounts = await this.accountsOf(inflector);
    const elsewhere = await this.readElsewhere();
    const application = `${root}config/application.rb`;
    const configured = this.repository.has(application) ? await this.repository.text(application) : undefined;
    const constants = new RubyScope();
    const signOut = readSignOut(await this.initializer(root, 'devise'));
    constants.set(
      'ActiveAdmin::Devise.config',
      adminDeviseOptions(await this.initializer(root, 'active_admin'), signOut),
    );
    const mapper = new RouteMapper({
      inflector,
      isApi: /^[ \t]*config\.api_only\s*=\s*true\b/m.test(configured?.text ?? ''),
      linesOf: (path) => this.files.find((file) => file.path === path)?.lines ?? [],
      drawn: (drawn) => this.files.find(({ path }) => path === `${root}config/routes/${drawn}.rb`)?.statements,
      engine: (engine) => {
        const found = this.files.filter(({ draws }) => draws.includes(engine));
        if (found.length > 0) {
          this.mounted.add(engine);
        }
        return found.map((file) => file.statements);
      },
      isReadElsewhere: (mounted) => elsewhere.has(mounted),
      devise: (account, className) => accounts.get(modelPath(account, className, inflector)),
      constants,
      note: (message, { path, line }) => {
        this.repository.note(message, path, line, 'api');
      },
    });
    mapper.map(statements, name);
    if (mapper.run.isCut) {
      this.repository.note('trop de déclarations : routes lues en partie', `${root}config/routes.rb`, undefined, 'api');
    }
    const guards = new ControllerGuards(this.repository, root);
    const routes: RailsRoute[] = [];
    for (const route of mapper.routes) {
      const asked = route.target === undefined ? [] : await guards.of(route.target);
      routes.push({ ...route, access: [...route.access, ...asked] });
    }
    return routes;
  }

  /** Whether providers may be asked for by a mere link, as they could before the second version of OmniAuth. */
  private async isOldOmniauth(): Promise<boolean> {
    const [lock] = this.repository.named('Gemfile.lock');
    return /^ {4}omniauth \([01]\./m.test((lock && (await this.repository.text(lock.path))?.text) ?? '');
  }

  private async initializer(root: string, name: string): Promise<string> {
    const path = `${root}config/initializers/${name}.rb`;
    return this.repository.has(path) ? ((await this.repository.text(path))?.text ?? '') : '';
  }

  /** The mounted applications of this repository that are Grape's or Sinatra's. */
  private async readElsewhere(): Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    for (const name of this.files.flatMap(({ text }) => [...mountsIn(text).keys()])) {
      const file = `${underscored(name)}.rb`;
      const candidates = this.repository
        .named(file.replace(/^.*\//, ''))
        .filter(({ path, isTest }) => !isTest && (path === file || path.endsWith(`/${file}`)));
      for (const { path } of candidates) {
        if (/\b(?:Grape::API|Sinatra::(?:Base|Application))\b/.test((await this.repository.text(path))?.text ?? '')) {
          found.add(name);
        }
      }
    }
    return found;
  }

  /** The models that `devise_for` names, by what their path ends with. */
  private async accountsOf(inflector: Inflector): Promise<ReadonlyMap<string, DeviseAccount>> {
    const found = new Map<string, DeviseAccount>();
    const calls = this.files.flatMap(({ text, root }) =>
      [...text.matchAll(/\bdevise_for\b((?:[^\n]*,\s*\n)*[^\n]*)/g)].map(([, written = '']) => ({ written, root })),
    );
    for (const { written, root } of calls) {
      const className = /\bclass_name(?::|\s*=>)\s*['"]([\w:]+)['"]/.exec(written)?.[1];
      const names = [
        ...(/^[\s(]*((?:[:'"]+\w+['"]?(?:\s*,\s*(?=[:'"]))?)+)/.exec(written)?.[1] ?? '').matchAll(/\w+/g),
      ];
      for (const [name] of names) {
        const model = modelPath(name, className, inflector);
        const account = await this.account(root, model);
        if (account) {
          found.set(model, account);
        }
      }
    }
    return found;
  }

  private async account(root: string, model: string): Promise<DeviseAccount | undefined> {
    const candidates = this.repository
      .named(`${model.replace(/^.*\//, '')}.rb`)
      .filter(({ path, isTest }) => !isTest && path.endsWith(`/models/${model}.rb`));
    const file = candidates.find(({ path }) => path === `${root}app/models/${model}.rb`) ?? candidates[0];
    const text = file && (await this.repository.text(file.path))?.text;
    const concerns =
      text === undefined ? [] : [...text.matchAll(/^[ \t]*include\s+([\w:]+)/gm)].map(([, name = '']) => name);
    let read = text === undefined ? undefined : readDeviseModel(text);
    for (const concern of read ? [] : concerns.slice(0, 20)) {
      const name = underscored(concern);
      const path = this.repository.matching(/\/models\//).find((one) => one.path.endsWith(`/${name}.rb`))?.path;
      read ??= path === undefined ? undefined : readDeviseModel((await this.repository.text(path))?.text ?? '');
    }
    const configured = await this.initializer(root, 'devise');
    const { providers, providersPath } = readProviders(configured);
    const initializers = `${configured}\n${await this.initializer(root, 'omniauth')}`;
    return (
      read && {
        modules: read.modules,
        providers: read.providers.length > 0 ? read.providers : providers,
        signOut: readSignOut(configured),
        providersPath,
        providersVia: readProvidersVia(initializers) ?? ((await this.isOldOmniauth()) ? ['GET', 'POST'] : ['POST']),
      }
    );
  }
}

function modelPath(name: string, className: string | undefined, inflector: Inflector): string {
  return underscored(className ?? inflector.singularize(name)).replace(/^\//, '');
}

function drawnIn(statements: readonly RubyNode[]): string[] {
  const names = new Set<string>();
  new RubyRun().follow(statements, new RubyScope(), {
    call: (call) => {
      const name = drawnBy(call);
      if (name !== undefined) {
        names.add(name);
      }
    },
  });
  return [...names];
}

/** Each operation once: who must be signed in is told when all its declarations ask for it. */
function endpointsOf(routes: readonly RailsRoute[]): Endpoint[] {
  const found = new Map<string, RailsRoute>();
  for (const route of routes) {
    const key = routeKey(route.method, shownPath(route.path));
    const first = found.get(key);
    found.set(key, first && route.access.length === 0 ? { ...first, access: [] } : (first ?? route));
  }
  return [...found.values()].map(({ method, path, access, evidence }) => ({
    name: `${method} ${shownPath(path)}`,
    method,
    path: shownPath(path),
    ...(access.length > 0 ? { access: [...access] } : {}),
    from: 'Rails',
    evidence: [evidence],
  }));
}

/** Parameters between braces; parts that may lack stay between parentheses, as Rails writes them. */
function shownPath(path: string): string {
  return routePath(
    path
      .replace(/\(\.:format\)$/, '')
      .replace(/\/(\(+)\/?/g, '$1/')
      .replace(/^\(\/([^()]*)\)\//, '/($1/)')
      .replace(/[:*]([a-z_]\w*)/gi, '{$1}'),
  );
}
