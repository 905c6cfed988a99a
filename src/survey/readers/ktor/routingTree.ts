import type { SourceText } from '../../sourceText';
import { closingOf, jvmTokens, type JvmToken } from '../jvm/jvmTokens';
import type { JvmValue } from '../jvm/jvmTypes';

/** A call of Ktor's routing, or one of the product's that may lead to some. */
export interface RoutingCall {
  readonly name: string;
  readonly line: number;
  /** The first argument, when it is a text or a constant; undefined when there is none. */
  readonly path: JvmValue | undefined;
  /** Whether an argument is computed: its text can't be told. */
  readonly isComputed: boolean;
  /** The names and texts given between the parentheses. */
  readonly given: readonly string[];
  /** `HttpMethod.Post` given beside the path: `POST`. */
  readonly method: string | undefined;
  /** `Articles`, of `get<Articles> { … }`. */
  readonly resource: string | undefined;
  /** What the block after it calls; undefined when it has none. */
  readonly block: readonly RoutingCall[] | undefined;
}

/** A function whose body declares routes. */
export interface RoutingFunction {
  readonly name: string;
  /** `Route`, `Application`…: what it adds something to; empty for a method or a function of no type. */
  readonly receiver: string;
  readonly calls: readonly RoutingCall[];
}

export const ktorVerbs: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options']);

/** Blocks lie in one another no deeper. */
const deepest = 30;

/** The functions of a Kotlin file, with what their bodies call, and routings outside of any. */
export function routingFunctions(source: SourceText): RoutingFunction[] {
  const tokens = jvmTokens(source.text).filter(({ kind }) => kind !== 'comment');
  const functions: RoutingFunction[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const isFunction = tokens[index]?.text === 'fun' && tokens[index]?.kind === 'word';
    const declared = isFunction ? functionAt(tokens, index) : undefined;
    if (declared) {
      functions.push({ ...declared, calls: callsIn(tokens, declared.start, declared.end, 0) });
      index = declared.end - 1;
    } else if (isRouting(tokens, index)) {
      const end = closingOf(tokens, index + 1);
      functions.push({ name: '', receiver: '', calls: callsIn(tokens, index, end + 1, 0) });
      index = end;
    }
  }
  return functions;
}

function isRouting(tokens: readonly JvmToken[], index: number): boolean {
  return tokens[index]?.kind === 'word' && tokens[index]?.text === 'routing' && tokens[index + 1]?.text === '{';
}

/** `fun Route.name(…) { … }`, `fun <T> Application.name() = …`: its name, and the tokens of its body. */
function functionAt(
  tokens: readonly JvmToken[],
  index: number,
): { name: string; receiver: string; start: number; end: number } | undefined {
  let at = index + 1;
  if (tokens[at]?.text === '<') {
    while (at < tokens.length && tokens[at]?.text !== '>') {
      at++;
    }
    at++;
  }
  const names: string[] = [];
  while (tokens[at]?.kind === 'word') {
    names.push(tokens[at]?.text ?? '');
    if (tokens[at + 1]?.text !== '.') {
      break;
    }
    at += 2;
  }
  if (tokens[at + 1]?.text !== '(' || names.length === 0) {
    return undefined;
  }
  at = closingOf(tokens, at + 1) + 1;
  // The type of what it gives, if any.
  for (let more = 0; more < 40 && tokens[at] && !['{', '=', 'fun', '}'].includes(tokens[at]?.text ?? ''); more++) {
    at++;
  }
  const name = names.at(-1) ?? '';
  const receiver = names.at(-2) ?? '';
  if (tokens[at]?.text === '{') {
    return { name, receiver, start: at + 1, end: closingOf(tokens, at) };
  }
  if (tokens[at]?.text !== '=') {
    return undefined;
  }
  const start = at + 1;
  let end = start;
  while (end < tokens.length && tokens[end]?.text !== '}' && tokens[end]?.text !== 'fun') {
    end =
      '([{'.includes(tokens[end]?.text ?? '.') && tokens[end]?.kind === 'sign' ? closingOf(tokens, end) + 1 : end + 1;
  }
  return { name, receiver, start, end };
}

/** The calls that stand in a block, one after the other. */
function callsIn(tokens: readonly JvmToken[], start: number, end: number, depth: number): RoutingCall[] {
  const calls: RoutingCall[] = [];
  for (let index = start; index < end; index++) {
    const token = tokens[index];
    const isMethod =
      tokens[index - 1]?.text === '.' && !['this', 'application', 'app'].includes(tokens[index - 2]?.text ?? '');
    if (token?.kind !== 'word' || (isMethod && token.text !== 'routing')) {
      continue;
    }
    const found = callAt(tokens, index, end, depth);
    if (found) {
      calls.push(found.call);
      index = found.end;
    }
  }
  return calls;
}

function callAt(
  tokens: readonly JvmToken[],
  index: number,
  end: number,
  depth: number,
): { call: RoutingCall; end: number } | undefined {
  const { text: name = '', line = 1 } = tokens[index] ?? {};
  let at = index + 1;
  let resource: string | undefined;
  if (tokens[at]?.text === '<') {
    const closing = tokens.slice(at, at + 20).findIndex(({ text }) => text === '>');
    resource = closing < 0 ? undefined : namesIn(tokens.slice(at + 1, at + closing)).join('.');
    at += closing < 0 ? 0 : closing + 1;
  }
  const opening = tokens[at]?.text === '(' ? at : undefined;
  const closing = opening === undefined ? at - 1 : closingOf(tokens, opening);
  const hasBlock = tokens[closing + 1]?.text === '{' && closing + 1 < end;
  if (opening === undefined && !hasBlock) {
    return undefined;
  }
  const args = opening === undefined ? [] : tokens.slice(opening + 1, closing);
  const last = hasBlock ? closingOf(tokens, closing + 1) : closing;
  const isHandler = ktorVerbs.has(name) || name === 'handle';
  const block = !hasBlock || isHandler || depth > deepest ? [] : callsIn(tokens, closing + 2, last, depth + 1);
  return {
    call: { name, line, resource, ...argumentsOf(args), given: givenIn(args), block: hasBlock ? block : undefined },
    end: last,
  };
}

function argumentsOf(args: readonly JvmToken[]): Pick<RoutingCall, 'path' | 'method' | 'isComputed'> {
  const start = args[0]?.text === 'path' && args[1]?.text === '=' ? 2 : 0;
  const [first, second] = args.slice(start);
  const verb = args.findIndex(({ text }) => text === 'HttpMethod');
  const method = verb < 0 ? undefined : args[verb + 2]?.text.toUpperCase();
  const isAlone = second === undefined || second.text === ',';
  if (first?.kind === 'text') {
    return first.isTemplate || !isAlone
      ? { path: undefined, method, isComputed: true }
      : { path: { kind: 'text', text: first.text, line: first.line }, method, isComputed: false };
  }
  const comma = args.findIndex(({ text }) => text === ',');
  const own = args.slice(start, comma < 0 ? args.length : comma);
  const isName = own.length > 0 && own.every(({ kind, text }) => kind === 'word' || text === '.');
  return {
    path: isName ? { kind: 'name', name: own.map(({ text }) => text).join(''), line: first?.line ?? 1 } : undefined,
    method,
    isComputed: own.length > 0 && !isName,
  };
}

/** The texts and the last parts of the names that a call is given. */
function givenIn(args: readonly JvmToken[]): string[] {
  return args.flatMap(({ kind, text, isTemplate }, index) => {
    const isNamed = args[index + 1]?.text === '=' || args[index + 1]?.text === '.' || args[index + 1]?.text === '(';
    return (kind === 'word' && !isNamed) || (kind === 'text' && !isTemplate) ? [text] : [];
  });
}

function namesIn(tokens: readonly JvmToken[]): string[] {
  return tokens.flatMap(({ kind, text }) => (kind === 'word' ? [text] : []));
}
