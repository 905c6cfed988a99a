import { boundStatements, unbound, type Bound } from '../pythonCode/boundStatements';
import { classLine, methodOf } from '../pythonCode/classLine';
import type { PythonCode } from '../pythonCode/pythonCode';
import { Receivers, receiverAndMethod, type Receiver } from '../pythonCode/receivers';
import { RouteGraph, type DeclaredOperation, type PlacedOperation } from '../pythonCode/routeGraph';
import { dependenciesOf, parameterGuards } from './dependencies';
import type { PythonCall, PythonExpression, PythonFunction, PythonModule } from '../pythonCode/pythonModel';
import { argumentOf, calledName, dottedName, lastName } from '../pythonCode/pythonParts';
import { textValue, writtenTexts } from '../pythonCode/constantTexts';

type Kind = 'app' | 'router';

const verbs = new Set(['get', 'post', 'put', 'patch', 'delete', 'trace']);

/** Reads what modules declare with FastAPI and Starlette. */
export class FastapiReader {
  private readonly noted = new Set<string>();
  private readonly receivers: Receivers<Kind>;
  private readonly graph = new RouteGraph(
    (prefix, path) => `${prefix}${path}`,
    (put, own) => `${put ?? ''}${own}`,
  );

  constructor(private readonly code: PythonCode) {
    this.receivers = new Receivers<Kind>(code, kindOf, 'app');
  }

  async read(modules: readonly PythonModule[]): Promise<readonly PlacedOperation[]> {
    const all = await Promise.all(
      modules.map(async (module) => ({ module, statements: await boundStatements(this.code, module) })),
    );
    // Applications and routers first: what is declared on them may come from anywhere.
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
        if (statement.kind === 'function') {
          await this.addFunction(statement, module);
        } else if (statement.kind === 'expression' && statement.value.kind === 'call') {
          await this.addCall(statement.value, module, bound);
        }
      }
    }
    const applications = this.receivers.all.filter(({ kind }) => kind === 'app').map(({ key }) => key);
    return this.graph.placed(applications);
  }

  /** Once a file: the first place tells enough. */
  private note(message: string, { path }: PythonModule, line: number): void {
    const key = `${path} ${message}`;
    if (!this.noted.has(key)) {
      this.noted.add(key);
      this.code.repository.note(message, path, line, 'api');
    }
  }

  private async addReceiver({ key, made, module }: Receiver<Kind>): Promise<void> {
    const node = this.graph.node(key);
    node.prefix = (await this.text(made.named.get('prefix'), module)) ?? '';
    node.access = dependenciesOf(made.named.get('dependencies'));
    await this.addRoutes(made.named.get('routes'), '', key, module, 0);
  }

  private async text(expression: PythonExpression | undefined, module: PythonModule): Promise<string | undefined> {
    return expression && textValue(this.code, expression, module);
  }

  private async addFunction(definition: PythonFunction, module: PythonModule): Promise<void> {
    for (const decorator of definition.decorators) {
      const called = decorator.kind === 'call' ? receiverAndMethod(decorator) : undefined;
      if (
        decorator.kind !== 'call' ||
        !called ||
        !(verbs.has(called.method) || /^(?:api_route|route|websocket)$/.test(called.method))
      ) {
        continue;
      }
      const receiver = await this.receivers.of(called.receiver, module);
      if (!receiver) {
        continue;
      }
      if (called.method === 'websocket') {
        this.note('connexions WebSocket, laissées de côté', module, decorator.line);
        continue;
      }
      const methods = verbs.has(called.method) ? [called.method] : writtenTexts(decorator.named.get('methods'));
      await this.addOperation(decorator, methods, definition, receiver.key, module);
    }
  }

  private async addOperation(
    call: PythonCall,
    methods: readonly string[],
    handler: PythonFunction | undefined,
    key: string,
    module: PythonModule,
    handlerModule = module,
  ): Promise<void> {
    const route = argumentOf(call, 'path', 0);
    const path = route ? await this.text(route, module) : '';
    if (path === undefined) {
      this.note('adresse calculée : route laissée de côté', module, call.line);
      return;
    }
    const written = call.named.get('summary');
    const summary = written?.kind === 'text' ? written.text : handler?.summary;
    const access = [
      ...dependenciesOf(call.named.get('dependencies')),
      ...(handler ? await parameterGuards(this.code, handler, handlerModule) : []),
    ];
    for (const method of methods.length > 0 ? methods : ['GET']) {
      this.graph.node(key).operations.push({
        method: method.toUpperCase(),
        path,
        ...(access.length > 0 ? { access } : {}),
        ...(summary === undefined ? {} : { summary }),
        places: [
          // A line with `"/"` alone says less than the one above it.
          ...(path.length > 1 ? [{ path: module.path, line: route?.line ?? call.line }] : []),
          { path: module.path, line: call.line },
          ...(handler ? [{ path: handlerModule.path, line: handler.line }] : []),
        ],
      });
    }
  }

  private async addCall(call: PythonCall, module: PythonModule, bound: Bound): Promise<void> {
    const called = receiverAndMethod(call);
    if (!called || !/^(?:include_router|mount|add_api_route|add_route)$/.test(called.method)) {
      return;
    }
    const parent = await this.receivers.of(called.receiver, module, bound);
    if (!parent) {
      return;
    }
    if (called.method === 'include_router') {
      return this.addLink(parent.key, argumentOf(call, 'router', 0), call.named.get('prefix'), call, module, bound);
    }
    if (called.method === 'mount') {
      const app = argumentOf(call, 'app', 1);
      return lastName(calledName(app)) === 'StaticFiles'
        ? undefined
        : this.addLink(parent.key, app, argumentOf(call, 'path', 0), call, module, bound);
    }
    const endpoint = unbound(argumentOf(call, called.method === 'add_route' ? 'route' : 'endpoint', 1), bound);
    await this.addEndpoint(call, endpoint, parent.key, module);
  }

  private async addLink(
    parent: string,
    router: PythonExpression | undefined,
    prefix: PythonExpression | undefined,
    call: PythonCall,
    module: PythonModule,
    bound: Bound,
  ): Promise<void> {
    const child = await this.receivers.of(router, module, bound);
    const put = await this.text(unbound(prefix, bound), module);
    if (!child) {
      const name = dottedName(unbound(router, bound)) || calledName(router);
      this.note(`routes de ${name || 'routeurs calculés'}, non développées`, module, call.line);
      return;
    }
    if (!this.receivers.all.includes(child)) {
      await this.addReceiver(child);
    }
    this.graph.node(parent).links.push({
      child: child.key,
      prefix: put,
      access: dependenciesOf(call.named.get('dependencies')),
      at: { path: module.path, line: prefix?.line ?? call.line },
    });
  }

  /** A function, or a class that answers by its methods. */
  private async addEndpoint(
    call: PythonCall,
    endpoint: PythonExpression | undefined,
    key: string,
    module: PythonModule,
  ): Promise<void> {
    const resolved = await this.code.resolve(calledName(endpoint), module);
    const definition = resolved?.kind === 'found' ? resolved.definition : undefined;
    const home = resolved?.kind === 'found' ? resolved.module : module;
    const methods = writtenTexts(call.named.get('methods'));
    if (definition?.kind === 'class') {
      const line = await classLine(this.code, definition, home);
      for (const verb of verbs) {
        const handler = methodOf(line, verb);
        if (handler) {
          await this.addOperation(call, [verb], handler.method, key, module, handler.module);
        }
      }
      return;
    }
    await this.addOperation(call, methods, definition?.kind === 'function' ? definition : undefined, key, module, home);
  }

  /** Starlette: `routes=[Route('/x', x), Mount('/y', routes=[…])]`. */
  private async addRoutes(
    list: PythonExpression | undefined,
    prefix: string,
    key: string,
    module: PythonModule,
    depth: number,
  ): Promise<void> {
    if (!list || depth > 8) {
      return;
    }
    if (list.kind === 'name') {
      const resolved = await this.code.resolve(list.name, module);
      return resolved?.kind === 'found' && resolved.definition.kind === 'assign'
        ? this.addRoutes(resolved.definition.value, prefix, key, resolved.module, depth + 1)
        : undefined;
    }
    for (const item of list.kind === 'list' ? list.items : list.kind === 'operation' ? list.sides : []) {
      const name = item.kind === 'call' ? lastName(calledName(item)) : '';
      if (item.kind === 'splat' || item.kind === 'list' || item.kind === 'name') {
        await this.addRoutes(item.kind === 'splat' ? item.of : item, prefix, key, module, depth + 1);
      } else if (item.kind === 'call' && (name === 'Route' || name === 'APIRoute')) {
        const before = this.graph.node(key).operations.length;
        await this.addEndpoint(item, argumentOf(item, 'endpoint', 1), key, module);
        prefixed(this.graph.node(key).operations, before, prefix);
      } else if (item.kind === 'call' && name === 'Mount') {
        const path = await this.text(argumentOf(item, 'path', 0), module);
        const app = argumentOf(item, 'app', 1);
        if (item.named.has('routes')) {
          await this.addRoutes(item.named.get('routes'), `${prefix}${path ?? ''}`, key, module, depth + 1);
        } else if (app && lastName(calledName(app)) !== 'StaticFiles') {
          await this.addLink(key, app, argumentOf(item, 'path', 0), item, module, new Map());
        }
      }
    }
  }
}

function prefixed(operations: DeclaredOperation[], from: number, prefix: string): void {
  for (const [at, operation] of operations.entries()) {
    if (at >= from && prefix !== '') {
      operations[at] = { ...operation, path: `${prefix}${operation.path}` };
    }
  }
}

function kindOf(dotted: string): Kind | undefined {
  if (/^fastapi(?:\.applications)?\.FastAPI$|^starlette\.applications\.Starlette$/.test(dotted)) {
    return 'app';
  }
  return /^fastapi(?:\.routing)?\.APIRouter$|^starlette\.routing\.Router$/.test(dotted) ? 'router' : undefined;
}
