import type { Evidence } from '../../facts';
import type { PythonCode, Resolved } from '../pythonCode/pythonCode';
import type { ViewOperation } from './views';
import type { PythonCall, PythonExpression, PythonFunction, PythonModule } from '../pythonCode/pythonModel';
import { allStatements, argumentOf, calledName, dottedName, lastName } from '../pythonCode/pythonParts';
import { textValue, writtenTexts } from '../pythonCode/constantTexts';

/** An operation of django-ninja, from where its API is put. */
export interface NinjaOperation extends ViewOperation {
  readonly path: string;
}

const deepest = 6;

/** What APIs of django-ninja and their routers declare. */
export class NinjaApis {
  /** @param modules those that may declare operations */
  constructor(
    private readonly code: PythonCode,
    private readonly modules: () => readonly PythonModule[],
    private readonly note: (message: string, path: string, line: number) => void,
  ) {}

  /** @param name that of a `NinjaAPI` or of a `Router`, in a module that declares it */
  async operations(
    name: string,
    module: PythonModule,
    prefix = '',
    depth = 0,
    auth?: readonly string[],
  ): Promise<readonly NinjaOperation[]> {
    const made = this.code.definitions(module).get(name);
    const access = (made?.kind === 'assign' && made.value.kind === 'call' ? authOf(made.value) : undefined) ?? auth;
    const found: NinjaOperation[] = [];
    for (const place of depth > deepest ? [] : this.modules()) {
      for (const statement of allStatements(place.body)) {
        if (statement.kind === 'function') {
          for (const decorator of statement.decorators) {
            found.push(...(await this.operation(decorator, statement, place, name, module, prefix, access)));
          }
        } else if (
          statement.kind === 'expression' &&
          statement.value.kind === 'call' &&
          lastName(calledName(statement.value)) === 'add_router' &&
          (await this.isIt(calledName(statement.value), place, name, module))
        ) {
          found.push(...(await this.added(statement.value, place, prefix, depth, access)));
        }
      }
    }
    return found;
  }

  private async operation(
    decorator: PythonExpression,
    handler: PythonFunction,
    place: PythonModule,
    name: string,
    module: PythonModule,
    prefix: string,
    inherited: readonly string[] | undefined,
  ): Promise<NinjaOperation[]> {
    const called = calledName(decorator);
    const verb = lastName(called);
    if (
      decorator.kind !== 'call' ||
      !/^(?:get|post|put|patch|delete|api_operation)$/.test(verb) ||
      !(await this.isIt(called, place, name, module))
    ) {
      return [];
    }
    const isSeveral = verb === 'api_operation';
    const route = argumentOf(decorator, 'path', isSeveral ? 1 : 0);
    const path = await textValue(this.code, route, place);
    if (path === undefined) {
      this.note('adresse calculée : route laissée de côté', place.path, decorator.line);
      return [];
    }
    const access = authOf(decorator) ?? inherited;
    const written = decorator.named.get('summary');
    const summary = written?.kind === 'text' ? written.text : handler.summary;
    const at: Evidence = { path: place.path, line: route?.line ?? decorator.line };
    return (isSeveral ? writtenTexts(argumentOf(decorator, 'methods', 0)) : [verb]).map((method) => ({
      method: method.toUpperCase(),
      path: joined(prefix, path),
      ...(access ? { access } : {}),
      ...(summary === undefined ? {} : { summary }),
      places: [at, { path: place.path, line: decorator.line }, { path: place.path, line: handler.line }],
      isRest: false,
    }));
  }

  /** `api.add_router('/visites/', 'visites.api.router')`. */
  private async added(
    call: PythonCall,
    place: PythonModule,
    prefix: string,
    depth: number,
    inherited: readonly string[] | undefined,
  ): Promise<readonly NinjaOperation[]> {
    const path = await textValue(this.code, argumentOf(call, 'prefix', 0), place);
    const router = argumentOf(call, 'router', 1);
    const resolved = await this.routerOf(router, place);
    if (resolved?.kind !== 'found' || resolved.definition.kind !== 'assign' || path === undefined) {
      this.note('routeur inconnu, routes non développées', place.path, call.line);
      return [];
    }
    return this.operations(
      resolved.definition.target,
      resolved.module,
      joined(prefix, path),
      depth + 1,
      authOf(call) ?? inherited,
    );
  }

  private async routerOf(router: PythonExpression | undefined, place: PythonModule): Promise<Resolved | undefined> {
    if (router?.kind !== 'text') {
      return this.code.resolve(dottedName(router), place);
    }
    const at = router.text.lastIndexOf('.');
    const module = await this.code.module(router.text.slice(0, Math.max(0, at)), place);
    return module && this.code.resolve(router.text.slice(at + 1), module);
  }

  /** Whether what is called is a method of the API. @param called `api.get` */
  private async isIt(called: string, place: PythonModule, name: string, module: PythonModule): Promise<boolean> {
    const receiver = called.slice(0, Math.max(0, called.lastIndexOf('.')));
    const resolved = await this.code.resolve(receiver, place);
    return (
      resolved?.kind === 'found' &&
      resolved.module === module &&
      resolved.definition.kind === 'assign' &&
      resolved.definition.target === name
    );
  }
}

/** What `auth=` requires; empty for `auth=None`, which opens to all. */
function authOf(call: PythonCall): readonly string[] | undefined {
  const auth = call.named.get('auth');
  const items = auth?.kind === 'list' ? auth.items : auth ? [auth] : [];
  const names = items.map((item) => lastName(calledName(item))).filter((name) => name !== '');
  return auth ? names.filter((name) => name !== 'None' && name !== 'NOT_SET') : undefined;
}

function joined(prefix: string, path: string): string {
  return path === '' ? prefix : `${prefix.replace(/\/$/, '')}/${path.replace(/^\//, '')}`;
}
