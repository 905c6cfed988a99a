import { guardsOf } from '../pythonCode/accessNames';
import { boundStatements, unbound, type Bound } from '../pythonCode/boundStatements';
import type { PythonCode } from '../pythonCode/pythonCode';
import { Receivers, receiverAndMethod, type Receiver } from '../pythonCode/receivers';
import { RouteGraph, type PlacedOperation } from '../pythonCode/routeGraph';
import { answersOf, type Answer } from './flaskViews';
import type {
  PythonCall,
  PythonClass,
  PythonExpression,
  PythonFunction,
  PythonModule,
} from '../pythonCode/pythonModel';
import { argumentOf, calledName, dottedName, lastName } from '../pythonCode/pythonParts';
import { textValue, writtenTexts } from '../pythonCode/constantTexts';

type Kind = 'app' | 'blueprint' | 'api' | 'namespace';

const shortcuts = /^(?:get|post|put|patch|delete)$/;

/** Reads what modules declare with Flask, its extensions, and what is written like it. */
export class FlaskReader {
  private readonly noted = new Set<string>();
  private readonly receivers: Receivers<Kind>;
  /** Where a blueprint is registered wins over its own prefix. */
  private readonly graph = new RouteGraph(joined, (put, own) => put ?? own);

  constructor(private readonly code: PythonCode) {
    this.receivers = new Receivers<Kind>(code, kindOf, 'app', (method) =>
      method === 'namespace' ? 'namespace' : undefined,
    );
  }

  async read(modules: readonly PythonModule[]): Promise<readonly PlacedOperation[]> {
    const all = await Promise.all(
      modules.map(async (module) => ({ module, statements: await boundStatements(this.code, module) })),
    );
    for (const { module, statements } of all) {
      for (const { statement } of statements) {
        if (statement.kind === 'assign' && statement.value.kind === 'call') {
          await this.receivers.assigned(statement.target, statement.value, module);
        }
      }
    }
    for (const receiver of this.receivers.all) {
      await this.addReceiver(receiver);
    }
    for (const { module, statements } of all) {
      for (const { statement, bound } of statements) {
        if (statement.kind === 'function' || statement.kind === 'class') {
          await this.addDefinition(statement, module);
        } else if (statement.kind === 'expression' && statement.value.kind === 'call') {
          await this.addCall(statement.value, module, bound);
        }
      }
    }
    return this.graph.placed(this.receivers.all.filter(({ kind }) => kind === 'app').map(({ key }) => key));
  }

  /** Once a file: the first place tells enough. */
  private note(message: string, { path }: PythonModule, line: number): void {
    const key = `${path} ${message}`;
    if (!this.noted.has(key)) {
      this.noted.add(key);
      this.code.repository.note(message, path, line, 'api');
    }
  }

  private async text(expression: PythonExpression | undefined, module: PythonModule): Promise<string | undefined> {
    return expression && textValue(this.code, expression, module);
  }

  private async addReceiver({ key, kind, made, module, maker }: Receiver<Kind>): Promise<void> {
    const node = this.graph.node(key);
    const at = { path: module.path, line: made.line };
    if (kind === 'namespace') {
      const name = await this.text(argumentOf(made, 'name', 0), module);
      node.prefix = (await this.text(made.named.get('path'), module)) ?? `/${name ?? ''}`;
      if (maker !== undefined) {
        this.graph.node(maker).links.push({ child: key, prefix: undefined, access: [], at });
      }
      return;
    }
    node.prefix = (await this.text(made.named.get(kind === 'api' ? 'prefix' : 'url_prefix'), module)) ?? '';
    if (kind === 'api') {
      const above = await this.receivers.of(
        made.named.get('app') ?? made.named.get('blueprint') ?? made.args[0],
        module,
      );
      if (above) {
        this.graph.node(above.key).links.push({ child: key, prefix: undefined, access: [], at });
      }
    }
  }

  private async addDefinition(definition: PythonFunction | PythonClass, module: PythonModule): Promise<void> {
    for (const decorator of definition.decorators) {
      const called = decorator.kind === 'call' ? receiverAndMethod(decorator) : undefined;
      if (decorator.kind !== 'call' || !called) {
        await this.addGuard(decorator, definition, module);
      } else if (called.method === 'route' || called.method === 'resource' || shortcuts.test(called.method)) {
        const receiver = await this.receivers.of(called.receiver, module);
        if (receiver) {
          const methods = shortcuts.test(called.method) ? [called.method] : this.methods(decorator);
          await this.addPaths(
            decorator,
            decorator.args,
            await answersOf(this.code, definition, module, methods),
            receiver.key,
            module,
          );
        }
      }
    }
  }

  /** `@bp.before_request` above a function that keeps people out. */
  private async addGuard(
    decorator: PythonExpression,
    definition: PythonFunction | PythonClass,
    module: PythonModule,
  ): Promise<void> {
    const [, name = ''] = /^(.+)\.before_request$/.exec(dottedName(decorator)) ?? [];
    const receiver = name === '' ? undefined : await this.receivers.of({ kind: 'name', name, line: 0 }, module);
    if (receiver) {
      const node = this.graph.node(receiver.key);
      node.access = [...node.access, ...definition.decorators.flatMap(guardsOf)];
    }
  }

  private methods(call: PythonCall): string[] | undefined {
    const list = call.named.get('methods') ?? call.named.get('method');
    return list && writtenTexts(list);
  }

  private async addPaths(
    call: PythonCall,
    paths: readonly PythonExpression[],
    answers: readonly Answer[],
    key: string,
    module: PythonModule,
  ): Promise<void> {
    const named = call.named.get('rule');
    for (const route of [...paths, ...(named ? [named] : [])]) {
      const path = await this.text(route, module);
      if (path === undefined) {
        this.note('adresse calculée : route laissée de côté', module, route.line);
        continue;
      }
      for (const { places, ...answer } of answers) {
        this.graph.node(key).operations.push({
          ...answer,
          path,
          places: [{ path: module.path, line: route.line }, { path: module.path, line: call.line }, ...places],
        });
      }
    }
  }

  private async addCall(call: PythonCall, module: PythonModule, bound: Bound): Promise<void> {
    const called = receiverAndMethod(call);
    // A product's own API adds resources in its own way: `add_org_resource`.
    const method = called?.method.replace(/^add_\w+_resource$/, 'add_resource');
    if (called === undefined) {
      return;
    }
    switch (method) {
      case 'register_blueprint':
      case 'register_api':
      case 'add_namespace':
      case 'blueprint':
        return this.addLink(called.receiver, call.args[0], call, module, bound);
      case 'init_app':
        return this.addInit(called.receiver, call.args[0], call, module, bound);
      case 'add_url_rule':
      case 'add_resource':
      case 'add_route':
        return this.addRule(called.receiver, method, call, module, bound);
      case 'add_view':
        return [...module.imports.values()].some((imported) => /^flask_admin\b/.test(imported.module))
          ? this.note('vues de Flask-Admin, non développées', module, call.line)
          : undefined;
      default:
    }
  }

  private async addLink(
    parent: PythonExpression,
    part: PythonExpression | undefined,
    call: PythonCall,
    module: PythonModule,
    bound: Bound,
  ): Promise<void> {
    const above = await this.receivers.of(parent, module, bound);
    if (!above) {
      return;
    }
    const child = await this.receivers.of(part, module, bound);
    if (!child) {
      const name = dottedName(unbound(part, bound)) || calledName(part);
      this.note(`routes de ${name || 'blueprints calculés'}, non développées`, module, call.line);
      return;
    }
    const prefix = call.named.get('url_prefix') ?? call.named.get('path');
    this.graph.node(child.key);
    this.graph.node(above.key).links.push({
      child: child.key,
      prefix: await this.text(unbound(prefix, bound), module),
      access: [],
      at: { path: module.path, line: call.line },
    });
  }

  /** `api.init_app(app)`. */
  private async addInit(
    part: PythonExpression,
    app: PythonExpression | undefined,
    call: PythonCall,
    module: PythonModule,
    bound: Bound,
  ): Promise<void> {
    const child = await this.receivers.of(part, module, bound);
    const above = child?.kind === 'api' ? await this.receivers.of(app, module, bound) : undefined;
    if (child && above) {
      const at = { path: module.path, line: call.line };
      this.graph.node(above.key).links.push({ child: child.key, prefix: undefined, access: [], at });
    }
  }

  private async addRule(
    parent: PythonExpression,
    method: 'add_url_rule' | 'add_resource' | 'add_route',
    call: PythonCall,
    module: PythonModule,
    bound: Bound,
  ): Promise<void> {
    const receiver = await this.receivers.of(parent, module, bound);
    if (!receiver) {
      return;
    }
    const isResource = method === 'add_resource';
    const view = isResource
      ? call.args[0]
      : (call.named.get('view_func') ?? call.args[method === 'add_route' ? 0 : 2] ?? call.args[1]);
    const paths = isResource
      ? call.args.slice(1)
      : method === 'add_route'
        ? call.args.slice(1, 2)
        : call.args.slice(0, 1);
    const answers = await this.answersOfView(unbound(view, bound), module, this.methods(call));
    await this.addPaths(
      call,
      paths.map((path) => unbound(path, bound) ?? path),
      answers,
      receiver.key,
      module,
    );
  }

  private async answersOfView(
    view: PythonExpression | undefined,
    module: PythonModule,
    methods: readonly string[] | undefined,
  ): Promise<readonly Answer[]> {
    const name = calledName(view);
    const className = name.replace(/\.as_view$/, '');
    const resolved = await this.code.resolve(className, module);
    const definition = resolved?.kind === 'found' ? resolved.definition : undefined;
    if (resolved?.kind === 'found' && (definition?.kind === 'function' || definition?.kind === 'class')) {
      return answersOf(this.code, definition, resolved.module, methods);
    }
    const isGraphQl = /GraphQL/.test(lastName(className));
    return (methods ?? (isGraphQl ? ['GET', 'POST'] : ['GET'])).map((method) => ({
      method: method.toUpperCase(),
      places: [],
    }));
  }
}

/** As Flask joins them: a path that is empty adds nothing. */
function joined(prefix: string, path: string): string {
  return path === '' ? prefix : `${prefix.replace(/\/$/, '')}/${path.replace(/^\//, '')}`;
}

function kindOf(dotted: string): Kind | undefined {
  if (
    /^(?:flask(?:\.app)?\.Flask|quart\.Quart|apiflask\.APIFlask|flask_openapi3\.OpenAPI|sanic\.Sanic|bottle\.Bottle|connexion\.FlaskApp)$/.test(
      dotted,
    )
  ) {
    return 'app';
  }
  if (
    /^(?:flask|quart|apiflask|sanic|flask_openapi3|flask_smorest)(?:\.\w+)*\.(?:API)?Blueprint$|^apiflask\.APIBlueprint$/.test(
      dotted,
    )
  ) {
    return 'blueprint';
  }
  if (/^flask_(?:restful|restx|restplus|smorest)(?:\.\w+)*\.Api$/.test(dotted)) {
    return 'api';
  }
  return /^flask_rest(?:x|plus)(?:\.\w+)*\.Namespace$/.test(dotted) ? 'namespace' : undefined;
}
