import type { Evidence, Role } from '../../facts';
import type { PythonCode } from '../pythonCode/pythonCode';
import type { DeclaredOperation } from '../pythonCode/routeGraph';
import type {
  PythonCall,
  PythonClass,
  PythonExpression,
  PythonFunction,
  PythonModule,
} from '../pythonCode/pythonModel';
import { allStatements, argumentOf, calledName, dottedName, flatStatements, lastName } from '../pythonCode/pythonParts';
import { textValue, writtenTexts } from '../pythonCode/constantTexts';

interface Route {
  readonly path: string;
  readonly methods: readonly string[];
  readonly at: Evidence;
}

/** Reads what modules declare with Pyramid: routes by their names, the views that answer them, who may do what. */
export class PyramidReader {
  readonly operations: DeclaredOperation[] = [];
  readonly roles: Role[] = [];
  private readonly routes = new Map<string, Route>();
  private readonly answered = new Set<string>();

  constructor(private readonly code: PythonCode) {}

  async read(modules: readonly PythonModule[]): Promise<void> {
    for (const module of modules) {
      for (const statement of allStatements(module.body)) {
        if (statement.kind === 'expression' && statement.value.kind === 'call') {
          await this.addRoute(statement.value, module);
        } else if (statement.kind === 'assign' && statement.target === '__acl__') {
          this.addAcl(statement.value, module);
        } else if (statement.kind === 'return') {
          this.addAcl(statement.value, module);
        }
      }
    }
    const methods = new Set<PythonFunction>();
    for (const module of modules) {
      for (const statement of allStatements(module.body)) {
        if (statement.kind === 'class') {
          const defaults = statement.decorators.filter(
            (decorator) => lastName(calledName(decorator)) === 'view_defaults',
          );
          this.addViews(statement, defaults, module);
          for (const method of flatStatements(statement.body)) {
            if (method.kind === 'function') {
              methods.add(method);
              this.addViews(method, defaults, module);
            }
          }
        } else if (statement.kind === 'function' && !methods.has(statement)) {
          this.addViews(statement, [], module);
        } else if (
          statement.kind === 'expression' &&
          statement.value.kind === 'call' &&
          lastName(calledName(statement.value)) === 'add_view'
        ) {
          this.addView([statement.value], undefined, module);
        }
      }
    }
    for (const [name, { path, methods: declared, at }] of this.routes) {
      if (!this.answered.has(name)) {
        for (const method of declared.length > 0 ? declared : ['ANY']) {
          this.operations.push({ method, path, places: [at] });
        }
      }
    }
  }

  private async addRoute(call: PythonCall, module: PythonModule): Promise<void> {
    if (lastName(calledName(call)) !== 'add_route') {
      return;
    }
    const name = await textValue(this.code, argumentOf(call, 'name', 0), module);
    const pattern = argumentOf(call, 'pattern', 1);
    const path = await textValue(this.code, pattern, module);
    if (name === undefined || path === undefined || !pattern) {
      this.code.repository.note('adresse calculée : route laissée de côté', module.path, call.line, 'api');
      return;
    }
    this.routes.set(name, {
      path: path.startsWith('/') ? path : `/${path}`,
      methods: writtenTexts(call.named.get('request_method')),
      at: { path: module.path, line: pattern.line },
    });
  }

  private addViews(
    definition: PythonFunction | PythonClass,
    defaults: readonly PythonExpression[],
    module: PythonModule,
  ): void {
    for (const decorator of definition.decorators) {
      const name = lastName(calledName(decorator));
      if (decorator.kind === 'call' && /^(?:view_config|json_view)$/.test(name)) {
        this.addView([decorator, ...defaults.flatMap((one) => (one.kind === 'call' ? [one] : []))], definition, module);
      }
    }
  }

  /** @param calls what declares the view, the surest first: its own, then its class's */
  private addView(
    calls: readonly PythonCall[],
    definition: PythonFunction | PythonClass | undefined,
    module: PythonModule,
  ): void {
    const given = (name: string): PythonExpression | undefined =>
      calls.map(({ named }) => named.get(name)).find((value) => value !== undefined);
    const [routeName] = writtenTexts(given('route_name'));
    const [first] = calls;
    const line = first?.line ?? 1;
    const route = routeName === undefined ? undefined : this.routes.get(routeName);
    if (!route || routeName === undefined) {
      // One view or many: they all hang on a tree made while the product runs.
      this.code.repository.note(
        'vues trouvées par parcours de ressources, non développées',
        undefined,
        undefined,
        'api',
      );
      return;
    }
    this.answered.add(routeName);
    const methods = writtenTexts(given('request_method')).filter((method) => method !== 'HEAD' && method !== 'OPTIONS');
    const permission = given('permission');
    const access = [...writtenTexts(permission), lastName(dottedName(permission))].filter(
      (name) => name !== '' && name !== 'NO_PERMISSION_REQUIRED',
    );
    const own = methods.length > 0 ? methods : route.methods;
    for (const method of own.length > 0 ? own : ['ANY']) {
      this.operations.push({
        method,
        path: route.path,
        ...(access.length > 0 ? { access } : {}),
        ...(definition?.summary === undefined ? {} : { summary: definition.summary }),
        places: [
          route.at,
          { path: module.path, line },
          ...(definition ? [{ path: module.path, line: definition.line }] : []),
        ],
      });
    }
  }

  /** `(Allow, 'group:admins', 'delete')`. */
  private addAcl(value: PythonExpression, module: PythonModule): void {
    for (const entry of value.kind === 'list' ? value.items : []) {
      const [action, principal, permission] = entry.kind === 'list' ? entry.items : [];
      const [group] = writtenTexts(principal);
      const [, name] = /^(?:group|role):([\w-]+)$/.exec(group ?? '') ?? [];
      if (lastName(dottedName(action)) === 'Allow' && name !== undefined && principal) {
        this.roles.push({
          name,
          kind: 'group',
          from: 'Pyramid',
          permissions: writtenTexts(permission),
          evidence: [{ path: module.path, line: principal.line }],
        });
      }
    }
  }
}
