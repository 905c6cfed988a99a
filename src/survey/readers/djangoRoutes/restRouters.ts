import type { Evidence } from '../../facts';
import { boundStatements, unbound } from '../pythonCode/boundStatements';
import type { PythonCode } from '../pythonCode/pythonCode';
import { permissionNames } from '../pythonCode/accessNames';
import { knownActions, restActions } from './knownViews';
import { regexPath } from './regexPath';
import { attributeOf, classLine, methodOf, methodsOf, type ClassLine } from '../pythonCode/classLine';
import { allowedMethods, type ViewOperation, type Views } from './views';
import type { PythonCall, PythonExpression, PythonModule } from '../pythonCode/pythonModel';
import { argumentOf, calledName, dottedName, flatStatements, lastName } from '../pythonCode/pythonParts';
import { textValue, writtenTexts } from '../pythonCode/constantTexts';

/** An operation that a router makes, from where the router is put. */
export interface RoutedOperation extends ViewOperation {
  readonly path: string;
  readonly registered: Evidence;
}

interface Registration {
  readonly prefix: PythonExpression;
  readonly view: PythonExpression;
  /** Names of the parents in drf-extensions' nested routers. */
  readonly parents: string;
  readonly module: PythonModule;
  readonly line: number;
}

const deepest = 4;

/** Whether a call makes a router of Django REST framework. */
export function isRouter(name: string): boolean {
  return (
    /Router\w*$/.test(lastName(name)) &&
    !/^(?:APIRouter|Router|WagtailAPIRouter|URLRouter|ProtocolTypeRouter)$/.test(lastName(name))
  );
}

/** What routers of Django REST framework make of the sets of views registered with them. */
export class RestRouters {
  private registrations: Promise<ReadonlyMap<string, readonly Registration[]>> | undefined;
  private readonly others = new Map<string, string[]>();

  /** @param modules those that register views */
  constructor(
    private readonly code: PythonCode,
    private readonly settings: readonly PythonModule[],
    private readonly views: Views,
    private readonly modules: () => readonly PythonModule[],
    private readonly note: (message: string, path: string, line: number) => void,
  ) {}

  /** @param name the router's, in a module that declares it */
  async operations(name: string, module: PythonModule, depth = 0): Promise<readonly RoutedOperation[]> {
    const own = this.code.definitions(module).get(name);
    if (own?.kind !== 'assign' || own.value.kind !== 'call' || depth > deepest) {
      return [];
    }
    const registrations = await (this.registrations ??= this.readRegistrations());
    const before = await this.parentPath(own.value, module, depth);
    const slash = dottedName(own.value.named.get('trailing_slash')) === 'False' ? '' : '/';
    const found: RoutedOperation[] = [];
    for (const registration of registrations.get(keyOf(name, module)) ?? []) {
      const prefix = await textValue(this.code, registration.prefix, registration.module, this.settings);
      if (prefix === undefined) {
        this.note('préfixe de routeur calculé, routes non développées', registration.module.path, registration.line);
        continue;
      }
      found.push(...(await this.ofSet(`${before}${registration.parents}${regexPath(prefix)}`, slash, registration)));
    }
    for (const other of this.others.get(keyOf(name, module)) ?? []) {
      const resolved = await this.code.resolve(other, module);
      if (resolved?.kind === 'found' && resolved.definition.kind === 'assign') {
        found.push(...(await this.operations(resolved.definition.target, resolved.module, depth + 1)));
      }
    }
    return found;
  }

  /** `NestedSimpleRouter(router, 'domains', lookup='domain')` puts its routes under those of `domains`. */
  private async parentPath(made: PythonCall, module: PythonModule, depth: number): Promise<string> {
    const [, prefix] = made.args;
    if (!/Nested/.test(calledName(made)) || !prefix) {
      return '';
    }
    const lookup = argumentOf(made, 'lookup', 2);
    const text = await textValue(this.code, argumentOf(made, 'parent_prefix', 1), module, this.settings);
    const parent = await this.code.resolve(dottedName(made.args[0]), module);
    const above =
      parent?.kind === 'found' &&
      parent.definition.kind === 'assign' &&
      parent.definition.value.kind === 'call' &&
      depth < deepest
        ? await this.parentPath(parent.definition.value, parent.module, depth + 1)
        : '';
    const name = lookup?.kind === 'text' ? `${lookup.text}_pk` : 'parent_pk';
    return `${above}${text ?? ''}/{${name}}/`;
  }

  private async ofSet(prefix: string, slash: string, registration: Registration): Promise<RoutedOperation[]> {
    const registered = { path: registration.module.path, line: registration.line };
    const resolved = await this.code.resolve(dottedName(registration.view), registration.module);
    if (resolved?.kind !== 'found' || resolved.definition.kind !== 'class') {
      this.note(
        `routes de ${lastName(dottedName(registration.view)) || 'vues calculées'}, classe hors du dépôt, non développées`,
        registered.path,
        registered.line,
      );
      return [];
    }
    const { definition, module } = resolved;
    const line = await classLine(this.code, definition, module);
    const allowed = allowedMethods(line);
    const lookup = await this.lookup(line);
    const brought = new Set(line.outside.flatMap(knownActions));
    const found: RoutedOperation[] = [];
    const add = async (method: string, action: string, path: string, access?: readonly string[]): Promise<void> => {
      if (!allowed || allowed.has(method)) {
        const operation = await this.views.ofAction(method, action, line, definition, module);
        found.push({ ...operation, ...(access ? { access } : {}), path, registered });
      }
    };
    const base = prefix === '' ? '' : `${prefix}${slash}`;
    const one = prefix === '' ? `{${lookup}}${slash}` : `${prefix}/{${lookup}}${slash}`;
    for (const { name, method, detail } of restActions) {
      if (brought.has(name) || methodOf(line, name)) {
        await add(method, name, detail ? one : base);
      }
    }
    for (const extra of extraActions(line)) {
      const root = [prefix, extra.detail ? `{${lookup}}` : ''].filter((part) => part !== '').join('/');
      const path = `${root === '' ? '' : `${root}/`}${regexPath(extra.path)}${slash}`;
      for (const method of extra.methods) {
        await add(method, extra.handler, path, extra.access);
      }
    }
    return found;
  }

  private async lookup(line: ClassLine): Promise<string> {
    for (const name of ['lookup_url_kwarg', 'lookup_field']) {
      const attribute = attributeOf(line, name);
      const text = attribute && (await textValue(this.code, attribute.value, attribute.module));
      if (text !== undefined && text !== '' && !text.startsWith('{')) {
        return text;
      }
    }
    return 'pk';
  }

  private async readRegistrations(): Promise<ReadonlyMap<string, readonly Registration[]>> {
    const found = new Map<string, Registration[]>();
    const calls: { call: PythonCall; module: PythonModule }[] = [];
    for (const module of this.modules()) {
      for (const { statement, bound } of await boundStatements(this.code, module)) {
        const value = statement.kind === 'expression' || statement.kind === 'assign' ? statement.value : undefined;
        if (value?.kind === 'call') {
          const call = { ...value, args: value.args.map((argument) => unbound(argument, bound) ?? argument) };
          calls.push({ call, module });
          await this.addRegistration(call, module, found, statement.kind === 'assign' ? statement.target : undefined);
        }
      }
    }
    for (const { call, module } of calls) {
      await this.addGiven(call, module, found);
    }
    return found;
  }

  /** What a function registers with a router that it is given: `router = add_visits(router)`. */
  private async addGiven(call: PythonCall, module: PythonModule, found: Map<string, Registration[]>): Promise<void> {
    const resolved = call.args.length > 0 ? await this.code.resolve(calledName(call), module) : undefined;
    if (resolved?.kind !== 'found' || resolved.definition.kind !== 'function') {
      return;
    }
    const { parameters, body } = resolved.definition;
    for (const [place, argument] of call.args.entries()) {
      const key = await this.routerOf(dottedName(argument), module);
      const name = parameters[place]?.name;
      for (const statement of key !== undefined && name !== undefined ? flatStatements(body) : []) {
        const own = statement.kind === 'expression' ? statement.value : undefined;
        if (key !== undefined && own?.kind === 'call' && dottedName(own.callee) === `${name}.register`) {
          await this.add(own, resolved.module, key, found, undefined);
        }
      }
    }
  }

  /** The key of a router; undefined when a name stands for none. */
  private async routerOf(name: string, module: PythonModule): Promise<string | undefined> {
    const resolved = await this.code.resolve(name, module);
    return resolved?.kind === 'found' &&
      resolved.definition.kind === 'assign' &&
      isRouter(calledName(resolved.definition.value))
      ? keyOf(resolved.definition.target, resolved.module)
      : undefined;
  }

  private async addRegistration(
    call: PythonCall,
    module: PythonModule,
    found: Map<string, Registration[]>,
    assignedTo: string | undefined,
  ): Promise<string | undefined> {
    const { callee } = call;
    if (callee.kind === 'member' && callee.name === 'register' && callee.of.kind === 'call') {
      // `router.register('a', A).register('b', B, parents_query_lookups=['a'])`.
      const key = await this.addRegistration(callee.of, module, found, undefined);
      return key === undefined ? undefined : this.add(call, module, key, found, callee.of);
    }
    const [, receiver = '', method = ''] = /^(.+)\.(register|registry\.extend)$/.exec(dottedName(callee)) ?? [];
    if (receiver === '' || assignedTo === receiver) {
      return undefined;
    }
    const key = await this.routerOf(receiver, module);
    if (key === undefined) {
      return undefined;
    }
    if (method === 'registry.extend') {
      const other = dottedName(call.args[0]).replace(/\.registry$/, '');
      this.others.set(key, [...(this.others.get(key) ?? []), other]);
      return undefined;
    }
    return this.add(call, module, key, found, undefined);
  }

  private async add(
    call: PythonCall,
    module: PythonModule,
    key: string,
    found: Map<string, Registration[]>,
    parent: PythonCall | undefined,
  ): Promise<string | undefined> {
    const prefix = argumentOf(call, 'prefix', 0);
    const view = argumentOf(call, 'viewset', 1);
    if (!prefix || !view) {
      return undefined;
    }
    const above = parent && (await textValue(this.code, argumentOf(parent, 'prefix', 0), module, this.settings));
    const [lookup] = writtenTexts(call.named.get('parents_query_lookups')).slice(-1);
    const parents = above === undefined ? '' : `${regexPath(above)}/{${lookup ?? 'parent'}}/`;
    found.set(key, [...(found.get(key) ?? []), { prefix, view, parents, module, line: prefix.line }]);
    return key;
  }
}

function keyOf(name: string, module: PythonModule): string {
  return `${module.path} ${name}`;
}

interface ExtraAction {
  readonly handler: string;
  readonly path: string;
  readonly detail: boolean;
  readonly methods: readonly string[];
  readonly access?: readonly string[];
}

/** `@action(detail=True, methods=['post'])`, and `@that.mapping.delete` after it. */
function extraActions(line: ClassLine): ExtraAction[] {
  const found = new Map<string, ExtraAction>();
  const all = methodsOf(line);
  for (const { method } of all) {
    for (const decorator of method.decorators) {
      const name = lastName(calledName(decorator));
      if (decorator.kind !== 'call' || !/^(?:action|list_route|detail_route)$/.test(name)) {
        continue;
      }
      const methods = writtenTexts(argumentOf(decorator, 'methods', 0)).map((text) => text.toUpperCase());
      const detail = argumentOf(decorator, 'detail', 1);
      const path = decorator.named.get('url_path');
      const access = permissionNames(decorator.named.get('permission_classes'));
      found.set(method.name, {
        handler: method.name,
        path: path?.kind === 'text' ? path.text : method.name,
        detail: name === 'action' ? dottedName(detail) === 'True' : name === 'detail_route',
        methods: methods.length > 0 ? methods.filter((text) => text !== 'HEAD' && text !== 'OPTIONS') : ['GET'],
        ...(access ? { access } : {}),
      });
    }
  }
  const mapped = all.flatMap(({ method }) =>
    method.decorators.flatMap((decorator): ExtraAction[] => {
      const [, base = '', verb = ''] = /^(\w+)\.mapping\.(\w+)$/.exec(calledName(decorator)) ?? [];
      const action = found.get(base);
      const access = decorator.kind === 'call' ? permissionNames(decorator.named.get('permission_classes')) : undefined;
      return action
        ? [{ ...action, handler: method.name, methods: [verb.toUpperCase()], ...(access ? { access } : {}) }]
        : [];
    }),
  );
  return [...found.values(), ...mapped];
}
