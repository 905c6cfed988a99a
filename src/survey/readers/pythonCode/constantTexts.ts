import type { PythonCode } from './pythonCode';
import type { PythonCall, PythonExpression, PythonModule } from './pythonModel';
import {
  assigned,
  calledName,
  calledOn,
  dottedName,
  flatStatements,
  lastName,
  textByDefault,
  textOf,
} from './pythonParts';

const deepest = 8;

/** What is told apart from a path: words, signs of paths, their parameters and their regular expressions. */
const longestPath = 300;

/**
 * The text that an expression is: strings, what they are joined with, constants of the repository. What only the running
 * product knows (a variable of its environment) stays a name between braces.
 *
 * @param settings modules that hold Django's settings
 * @returns undefined when it isn't a text we can tell
 */
export async function textValue(
  code: PythonCode,
  expression: PythonExpression | undefined,
  module: PythonModule,
  settings: readonly PythonModule[] = [],
  depth = 0,
): Promise<string | undefined> {
  if (!expression || depth > deepest) {
    return undefined;
  }
  const value = async (part: PythonExpression | undefined): Promise<string | undefined> =>
    textValue(code, part, module, settings, depth + 1);
  switch (expression.kind) {
    case 'text':
      return expression.text.length > longestPath ? undefined : expression.text;
    case 'joined':
      return allJoined(await Promise.all(expression.parts.map(value)));
    case 'operation':
      return expression.operator === '+' ? allJoined(await Promise.all(expression.sides.map(value))) : undefined;
    case 'call':
      // Translated texts are written in their own words.
      return /^(?:_|u?gettext(?:_lazy)?|str|pgettext(?:_lazy)?)$/.test(lastName(calledName(expression)))
        ? value(expression.args.at(-1))
        : called(code, expression, module, value);
    case 'name':
      return (await constant(code, expression.name, module, settings, depth)) ?? placeholder(expression.name);
    default:
      return undefined;
  }
}

/** What a call gives: a format filled, a path that a function of the product is given, else what is asked for. */
async function called(
  code: PythonCode,
  call: PythonCall,
  module: PythonModule,
  value: (part: PythonExpression | undefined) => Promise<string | undefined>,
): Promise<string | undefined> {
  const on = calledOn(call);
  if (on?.kind === 'text' && call.name === 'format') {
    return filled(on.text, call, value);
  }
  const [only, second] = call.args;
  const given = textOf(only);
  if (given === undefined || second || call.named.size > 0) {
    return undefined;
  }
  if (/^\^?\//.test(given)) {
    const resolved = await code.resolve(calledName(call), module);
    return resolved?.kind === 'found' && resolved.definition.kind === 'function' ? given : undefined;
  }
  return /^[a-z_]\w{0,60}$/i.test(given) ? `{${given}}` : undefined;
}

/** `'{}api/{name}'.format(…)`. */
async function filled(
  text: string,
  call: PythonCall,
  value: (part: PythonExpression | undefined) => Promise<string | undefined>,
): Promise<string | undefined> {
  const parts: (string | undefined)[] = [];
  let [next, end] = [0, 0];
  for (const { index, 0: hole, 1: name = '' } of text.slice(0, longestPath).matchAll(/\{(\w*)\}/g)) {
    const part = name === '' ? call.args[next++] : (call.named.get(name) ?? call.args[Number(name)]);
    // What isn't given stands for itself: `\d{4}`.
    parts.push(text.slice(end, index), part ? await value(part) : hole);
    end = index + hole.length;
  }
  return allJoined([...parts, text.slice(end)]);
}

function allJoined(parts: readonly (string | undefined)[]): string | undefined {
  return parts.includes(undefined) ? undefined : parts.join('');
}

function placeholder(name: string): string | undefined {
  return /^(?:None|True|False)$/.test(name) ? undefined : `{${lastName(name)}}`;
}

async function constant(
  code: PythonCode,
  name: string,
  module: PythonModule,
  settings: readonly PythonModule[],
  depth: number,
): Promise<string | undefined> {
  const resolved = await code.resolve(name, module);
  if (resolved?.kind === 'outside' && /^django\.conf\.settings\.\w+$/.test(resolved.name)) {
    return ofSettings(code, lastName(resolved.name), settings, depth);
  }
  if (resolved?.kind !== 'found') {
    return undefined;
  }
  const { definition, rest } = resolved;
  if (definition.kind === 'assign' && rest.length === 0) {
    return written(code, definition.value, resolved.module, settings, depth);
  }
  // An object of a class of settings: `settings = Settings()`, then `settings.API_PREFIX`.
  if (definition.kind === 'assign' && rest.length === 1) {
    const made = await code.resolve(calledName(definition.value), resolved.module);
    const [attribute = ''] = rest;
    const field =
      made?.kind === 'found' && made.definition.kind === 'class'
        ? assigned(made.definition.body, attribute)
        : undefined;
    return field && made?.kind === 'found' ? written(code, field, made.module, settings, depth) : undefined;
  }
  return undefined;
}

/** Of several settings that don't agree none is told. */
async function ofSettings(
  code: PythonCode,
  name: string,
  settings: readonly PythonModule[],
  depth: number,
): Promise<string | undefined> {
  const values = new Set<string | undefined>();
  for (const module of settings) {
    const bodies = [
      module.body,
      ...[...flatStatements(module.body)].flatMap((one) => (one.kind === 'class' ? [one.body] : [])),
    ];
    for (const body of bodies) {
      const value = assigned(body, name);
      if (value) {
        values.add(await written(code, value, module, settings, depth));
      }
    }
  }
  return values.size === 1 ? [...values][0] : undefined;
}

/** What is set to a text written there; a variable of the environment, with its value by default, isn't told. */
async function written(
  code: PythonCode,
  value: PythonExpression,
  module: PythonModule,
  settings: readonly PythonModule[],
  depth: number,
): Promise<string | undefined> {
  return value.kind === 'call' ? textByDefault(value) : textValue(code, value, module, settings, depth + 1);
}

/** Texts of a list, or of one text alone: `methods=['GET', 'POST']`. */
export function writtenTexts(expression: PythonExpression | undefined): string[] {
  const items =
    expression?.kind === 'list'
      ? expression.items
      : expression?.kind === 'operation'
        ? expression.sides
        : expression
          ? [expression]
          : [];
  return items.flatMap((item) =>
    item.kind === 'text'
      ? [item.text]
      : item.kind === 'list' || item.kind === 'operation'
        ? writtenTexts(item)
        : // `HTTPMethod.GET`, `HttpMethod.POST.value`.
          (/(?:^|\.)(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)(?:\.value)?$/.exec(dottedName(item))?.slice(1, 2) ?? []),
  );
}
