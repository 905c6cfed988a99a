import type { Evidence } from '../../facts';
import type { PythonCode } from '../pythonCode/pythonCode';
import { guardsOf, permissionNames } from '../pythonCode/accessNames';
import { knownFunctionMethods, knownMethods } from './knownViews';
import { functionMethods } from './functionMethods';
import { restDefaults, takesDefaults } from './restDefaults';
import { ViewAccess } from './viewAccess';
import { attributeOf, classLine, methodOf, type ClassLine } from '../pythonCode/classLine';
import type {
  PythonCall,
  PythonClass,
  PythonExpression,
  PythonFunction,
  PythonModule,
} from '../pythonCode/pythonModel';
import { argumentOf, calledName, dottedName, lastName } from '../pythonCode/pythonParts';
import { writtenTexts } from '../pythonCode/constantTexts';

/** One method that a view answers to. */
export interface ViewOperation {
  /** GET, POST…; ANY when the view takes them all. */
  readonly method: string;
  readonly access?: readonly string[];
  readonly summary?: string;
  /** Where it is written, the surest first. */
  readonly places: readonly Evidence[];
  /** Of Django REST framework. */
  readonly isRest: boolean;
}

export const httpMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

const deepest = 8;

/** What the views given to routes answer to. */
export class Views {
  private defaults: Promise<readonly string[] | undefined> | undefined;

  constructor(
    private readonly code: PythonCode,
    private readonly settings: readonly PythonModule[],
  ) {}

  /** @param view what a route is given: a function, `View.as_view()`, one of them inside decorators */
  async operations(view: PythonExpression, module: PythonModule, depth = 0): Promise<readonly ViewOperation[]> {
    if (depth > deepest) {
      return [any([])];
    }
    if (view.kind === 'call') {
      const name = dottedName(view.callee);
      return name.endsWith('.as_view')
        ? this.ofClass(name.slice(0, -'.as_view'.length), view, module)
        : this.wrapped(view, module, depth);
    }
    if (view.kind === 'text') {
      const at = view.text.lastIndexOf('.');
      const other = at < 0 ? undefined : await this.code.module(view.text.slice(0, at), module);
      return other ? this.named(view.text.slice(at + 1), other, depth) : [any([])];
    }
    return view.kind === 'name' ? this.named(view.name, module, depth) : [any([])];
  }

  private async named(name: string, module: PythonModule, depth: number): Promise<readonly ViewOperation[]> {
    const resolved = await this.code.resolve(name, module);
    if (resolved?.kind === 'outside') {
      return (knownFunctionMethods(resolved.name) ?? ['ANY']).map((method) => ({ ...any([]), method }));
    }
    if (resolved?.kind !== 'found') {
      return [any([])];
    }
    const { definition } = resolved;
    if (definition.kind === 'function') {
      return this.ofFunction(definition, resolved.module);
    }
    return definition.kind === 'assign' && resolved.rest.length === 0
      ? this.operations(definition.value, resolved.module, depth + 1)
      : [any([])];
  }

  /** A view inside what decorates it: `login_required(view)`, `cache_page(60)(view)`. */
  private async wrapped(call: PythonCall, module: PythonModule, depth: number): Promise<readonly ViewOperation[]> {
    const inner = call.args.find(({ kind }) => kind === 'call' || kind === 'name');
    const outer: PythonExpression = call.callee.kind === 'call' ? call.callee : { ...call, args: [] };
    const guards = guardsOf(outer);
    const operations = inner ? await this.operations(inner, module, depth + 1) : [any([])];
    const methods = decoratedMethods([outer]);
    const narrowed =
      methods && operations.every(({ method }) => method === 'ANY')
        ? methods.map((method) => ({ ...(operations[0] ?? any([])), method }))
        : operations;
    return guards.length === 0
      ? narrowed
      : narrowed.map((one) => ({ ...one, access: [...guards, ...(one.access ?? [])] }));
  }

  private async ofClass(name: string, call: PythonCall, module: PythonModule): Promise<readonly ViewOperation[]> {
    const resolved = await this.code.resolve(name, module);
    if (resolved?.kind !== 'found' || resolved.definition.kind !== 'class') {
      const methods = knownMethods(resolved?.kind === 'outside' ? resolved.name : name) ?? [];
      return (methods.length > 0 ? methods : ['ANY']).map((method) => ({ ...any([]), method }));
    }
    const line = await classLine(this.code, resolved.definition, resolved.module);
    const [actions] = call.args;
    const given = permissionNames(call.named.get('permission_classes'));
    const found =
      actions?.kind === 'map'
        ? await this.ofActions(actions.entries, line, resolved.definition, resolved.module)
        : await this.ofMethods(line, resolved.definition, resolved.module);
    return given ? found.map((one) => ({ ...one, access: given })) : found;
  }

  private async ofMethods(
    line: ClassLine,
    definition: PythonClass,
    module: PythonModule,
  ): Promise<readonly ViewOperation[]> {
    const known = new Set(line.outside.flatMap((name) => knownMethods(name) ?? []));
    const written = httpMethods.filter(
      (method) => known.has(method) || methodOf(line, method.toLowerCase()) || attributeOf(line, method.toLowerCase()),
    );
    const allowed = allowedMethods(line);
    const methods = allowed ? written.filter((method) => allowed.has(method)) : written;
    const access = await this.accessOf(line);
    return Promise.all(
      (methods.length > 0 ? methods : [...(allowed ?? ['ANY'])]).map(async (method) => {
        const handler = methodOf(line, method.toLowerCase());
        return {
          ...described(await access.of({ method }, handler?.method), handler?.method.summary ?? definition.summary),
          method,
          places: placesOf(handler, definition, module),
          isRest: isRest(line),
        };
      }),
    );
  }

  /** `Things.as_view({'get': 'list'})`. */
  private async ofActions(
    entries: readonly (readonly [PythonExpression, PythonExpression])[],
    line: ClassLine,
    definition: PythonClass,
    module: PythonModule,
  ): Promise<readonly ViewOperation[]> {
    const access = await this.accessOf(line);
    return Promise.all(
      entries.flatMap(([key, value]) =>
        key.kind === 'text' && value.kind === 'text' && !/^(?:head|options)$/i.test(key.text)
          ? [this.ofAction(key.text.toUpperCase(), value.text, line, definition, module, access)]
          : [],
      ),
    );
  }

  /** What one action of a set of views answers. */
  async ofAction(
    method: string,
    action: string,
    line: ClassLine,
    definition: PythonClass,
    module: PythonModule,
    access?: ViewAccess,
  ): Promise<ViewOperation> {
    const handler = methodOf(line, action);
    const asks = access ?? (await this.accessOf(line));
    return {
      ...described(await asks.of({ method, action }, handler?.method), handler?.method.summary),
      method,
      places: placesOf(handler, definition, module),
      isRest: true,
    };
  }

  /** What Django REST framework asks for where nothing is said. */
  private async restDefaults(): Promise<readonly string[] | undefined> {
    return (this.defaults ??= restDefaults(this.code, this.settings));
  }

  private async accessOf(line: ClassLine): Promise<ViewAccess> {
    return new ViewAccess(this.code, line, takesDefaults(line) ? await this.restDefaults() : undefined);
  }

  private async ofFunction(definition: PythonFunction, module: PythonModule): Promise<ViewOperation[]> {
    const { decorators } = definition;
    const names = decorators.map((decorator) => lastName(calledName(decorator)));
    const isRestView = names.includes('api_view');
    const guards = decorators.flatMap(guardsOf);
    // An empty list opens to all.
    const listed = names.includes('permission_classes') ? [] : isRestView ? await this.restDefaults() : undefined;
    const access = guards.length > 0 || listed ? [...new Set([...guards, ...(listed ?? [])])] : undefined;
    return (decoratedMethods(decorators) ?? functionMethods(definition) ?? ['ANY']).map((method) => ({
      ...described(access, definition.summary),
      method,
      places: placesOf({ method: definition, module }, undefined, module),
      isRest: isRestView,
    }));
  }
}

/** What `http_method_names` leaves. */
export function allowedMethods(line: ClassLine): ReadonlySet<string> | undefined {
  const value = attributeOf(line, 'http_method_names')?.value;
  const texts = writtenTexts(value).map((text) => text.toUpperCase());
  const known: readonly string[] = httpMethods;
  const methods = texts.filter((text) => known.includes(text));
  return value?.kind === 'list' && methods.length > 0 ? new Set(methods) : undefined;
}

/** The methods that decorators leave to a function: `@require_POST`, `@api_view(['GET'])`. */
function decoratedMethods(decorators: readonly PythonExpression[]): readonly string[] | undefined {
  for (const decorator of decorators) {
    const name = lastName(calledName(decorator));
    if (name === 'require_POST') {
      return ['POST'];
    }
    if (name === 'require_GET' || name === 'require_safe') {
      return ['GET'];
    }
    if (name === 'api_view' || name === 'require_http_methods') {
      const list = decorator.kind === 'call' ? argumentOf(decorator, 'http_method_names', 0) : undefined;
      const methods = writtenTexts(
        list ?? (decorator.kind === 'call' ? decorator.named.get('request_method_list') : undefined),
      )
        .map((text) => text.toUpperCase())
        .filter((text) => text !== 'HEAD' && text !== 'OPTIONS');
      return methods.length > 0 ? methods : name === 'api_view' ? ['GET'] : undefined;
    }
  }
  return undefined;
}

function any(places: readonly Evidence[]): ViewOperation {
  return { method: 'ANY', places, isRest: false };
}

export function described(
  access: readonly string[] | undefined,
  summary: string | undefined,
): Pick<ViewOperation, 'access' | 'summary'> {
  return { ...(access ? { access } : {}), ...(summary === undefined ? {} : { summary }) };
}

/** Decorators say more of an operation than the function's own line; the class comes last. */
function placesOf(
  handler: { readonly method: PythonFunction; readonly module: PythonModule } | undefined,
  definition: PythonClass | undefined,
  module: PythonModule,
): Evidence[] {
  return [
    ...(handler
      ? [...handler.method.decorators, handler.method].map(({ line }) => ({ path: handler.module.path, line }))
      : []),
    ...(definition ? [{ path: module.path, line: definition.line }] : []),
  ];
}

/** Whether a class is one of Django REST framework's. */
function isRest({ own, outside }: ClassLine): boolean {
  return (
    outside.some((name) => name.startsWith('rest_framework') || /APIView$|ViewSet$/.test(lastName(name))) ||
    own.some(({ definition }) => /APIView$|ViewSet$/.test(definition.name))
  );
}
