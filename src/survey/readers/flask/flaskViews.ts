import type { Evidence } from '../../facts';
import { guardsOf } from '../pythonCode/accessNames';
import { attributeOf, classLine, methodOf } from '../pythonCode/classLine';
import type { PythonCode } from '../pythonCode/pythonCode';
import type { PythonClass, PythonExpression, PythonFunction, PythonModule } from '../pythonCode/pythonModel';
import { writtenTexts } from '../pythonCode/constantTexts';

/** One method that a view answers to. */
export interface Answer {
  readonly method: string;
  readonly access?: readonly string[];
  readonly summary?: string;
  readonly places: readonly Evidence[];
}

const verbs = ['get', 'post', 'put', 'patch', 'delete'] as const;

/**
 * What a function or a class answers to: a class by the methods that it has, a function to GET unless it says.
 *
 * @param methods those that its route is given
 */
export async function answersOf(
  code: PythonCode,
  definition: PythonFunction | PythonClass,
  module: PythonModule,
  methods: readonly string[] | undefined,
): Promise<readonly Answer[]> {
  if (definition.kind === 'function') {
    const access = definition.decorators.flatMap(guardsOf);
    return real(methods ?? ['GET']).map((method) => ({
      method,
      ...told(access, definition.summary),
      places: [{ path: module.path, line: definition.line }],
    }));
  }
  const line = await classLine(code, definition, module);
  const ofClass = ['decorators', 'method_decorators'].flatMap((name) => guardsOfList(attributeOf(line, name)?.value));
  const handlers = verbs.flatMap((verb) => {
    const handler = methodOf(line, verb);
    return handler ? [{ verb: verb.toUpperCase(), ...handler }] : [];
  });
  const allowed = methods && real(methods);
  const at = { path: module.path, line: definition.line };
  if (handlers.length === 0) {
    const declared = attributeOf(line, 'methods');
    const own = allowed ?? (declared ? real(writtenTexts(declared.value)) : ['GET']);
    return own.map((method) => ({ method, ...told(ofClass, definition.summary), places: [at] }));
  }
  return handlers
    .filter(({ verb }) => !allowed || allowed.includes(verb))
    .map(({ verb, method, module: place }) => ({
      method: verb,
      ...told(
        [...ofClass, ...definition.decorators.flatMap(guardsOf), ...method.decorators.flatMap(guardsOf)],
        method.summary,
      ),
      places: [{ path: place.path, line: method.line }, at],
    }));
}

/** What browsers ask by themselves doesn't count. */
function real(methods: readonly string[]): string[] {
  const upper = methods.map((method) => method.toUpperCase());
  const kept = upper.filter((method) => method !== 'HEAD' && method !== 'OPTIONS');
  return kept.length > 0 ? kept : upper;
}

function told(access: readonly string[], summary: string | undefined): Pick<Answer, 'access' | 'summary'> {
  return {
    ...(access.length > 0 ? { access: [...new Set(access)] } : {}),
    ...(summary === undefined ? {} : { summary }),
  };
}

/** Flask-RESTful's may be told by method: `{'get': [login_required]}`. */
function guardsOfList(value: PythonExpression | undefined): string[] {
  return value?.kind === 'list' ? value.items.flatMap(guardsOf) : [];
}
