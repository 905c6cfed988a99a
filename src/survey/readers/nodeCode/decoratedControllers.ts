import type { Endpoint, Evidence } from '../../facts';
import { accessNames, isGuard, writtenNames } from './accessNames';
import type { Interpreter } from './interpreter';
import { labelOf, writtenEntry, type ClassCode, type Expression, type Member, type Program } from './program';
import { gap, type Value } from './values';

/** A class whose methods answer to requests, as decorators say. */
export interface Controller {
  readonly program: Program;
  readonly code: ClassCode;
  /** What its decorator was given. */
  readonly given: readonly Expression[];
}

/** A method of a controller that answers to requests. */
export interface Action {
  readonly method: string;
  /** As its decorator gives them. */
  readonly paths: readonly string[];
  readonly evidence: Evidence;
  readonly access: readonly string[];
  readonly summary: string | undefined;
  readonly member: Member;
  readonly name: string;
}

const methodNames = /^(?:http)?(Get|Post|Put|Patch|Delete|Options|Head|All|Sse)$/i;

/** Classes inherit from one another; no real one that often. */
const mostInherited = 6;

/** The classes of a file that bear a decorator. */
export function controllersIn(program: Program, decorator: RegExp): Controller[] {
  return program.classes.flatMap((code) => {
    const found = code.decorators.find((candidate) => decorator.test(labelOf(candidate) ?? ''));
    return found ? [{ program, code, given: found.kind === 'call' ? found.args : [] }] : [];
  });
}

/** What a controller's methods answer to, those it inherits too. */
export async function actionsOf(interpreter: Interpreter, controller: Controller): Promise<Action[]> {
  const actions: Action[] = [];
  const seen = new Set<string>();
  const own = accessOf(controller.code.decorators);
  let at: { readonly program: Program; readonly code: ClassCode } | undefined = controller;
  for (let count = 0; at && count < mostInherited; count++) {
    for (const member of at.code.members.filter(({ name }) => !seen.has(name))) {
      seen.add(member.name);
      actions.push(...(await actionsIn(interpreter, at.program, member, own)));
    }
    const { superclass }: ClassCode = at.code;
    const parent: Value | undefined = superclass && (await interpreter.valueIn(at.program, superclass));
    at = parent?.kind === 'class' ? { program: parent.frame.program, code: parent.code } : undefined;
  }
  return actions;
}

async function actionsIn(
  interpreter: Interpreter,
  program: Program,
  member: Member,
  own: readonly Guard[],
): Promise<Action[]> {
  const actions: Action[] = [];
  for (const decorator of member.decorators) {
    const [, name] = methodNames.exec(decorator.kind === 'call' ? (labelOf(decorator) ?? '') : '') ?? [];
    if (name === undefined || decorator.kind !== 'call') {
      continue;
    }
    const [first] = decorator.args;
    const value = first && (await interpreter.valueIn(program, first));
    actions.push({
      method: /^all$/i.test(name) ? 'ANY' : /^sse$/i.test(name) ? 'GET' : name.toUpperCase(),
      paths: await pathsOf(interpreter, value),
      evidence: { path: program.path, line: decorator.line },
      access: mergedAccess(own, accessOf(member.decorators)),
      summary: summaryOf(member.decorators),
      member,
      name: member.name,
    });
  }
  return actions;
}

/** A path, or several; the empty one when nothing is written. */
export async function pathsOf(interpreter: Interpreter, value: Value | undefined): Promise<string[]> {
  if (!value) {
    return [''];
  }
  if (value.kind === 'text') {
    return [value.text];
  }
  if (value.kind === 'map') {
    return pathsOf(interpreter, await interpreter.property(value, 'path'));
  }
  const items = await interpreter.items(value);
  const texts = items.map((item) => (item.kind === 'text' ? item.text : gap));
  return texts.length > 0 ? texts : [gap];
}

interface Guard {
  /** The decorator's name: one of a method replaces that of its class. */
  readonly label: string;
  readonly names: readonly string[];
}

function accessOf(decorators: readonly Expression[]): Guard[] {
  return decorators.flatMap((decorator): Guard[] => {
    const label = labelOf(decorator) ?? '';
    const args = decorator.kind === 'call' ? decorator.args : [];
    if (/^(?:Public|IsPublic|AllowAnonymous|SkipAuth|NoAuth|Unprotected)$/.test(label)) {
      return [{ label: 'public', names: [] }];
    }
    if (label === 'UseGuards' || label === 'UseBefore' || label === 'Middlewares') {
      const isAny = label === 'UseGuards';
      return [{ label, names: isAny ? args.flatMap(guardNames) : accessNames(args) }];
    }
    if (label === 'Security') {
      const scopes = args.slice(1).flatMap(writtenNames);
      return [{ label, names: scopes.length > 0 ? scopes : args.flatMap(writtenNames) }];
    }
    if (/^Api[A-Z]|^(?:Current|Inject|Req|Request)/.test(label) || !isGuard(label)) {
      return [];
    }
    const names = args.flatMap(writtenNames);
    return [{ label, names: names.length > 0 ? names : [label] }];
  });
}

/** `AuthGuard('jwt')`, `RolesGuard`. */
function guardNames(expression: Expression): string[] {
  const label = labelOf(expression);
  const given = expression.kind === 'call' ? expression.args.flatMap(writtenNames) : [];
  // One that counts calls lets anybody in.
  return label === undefined || /throttl|ratelimit/i.test(label)
    ? []
    : [given.length > 0 ? `${label}(${given.join(', ')})` : label];
}

function mergedAccess(ofClass: readonly Guard[], ofMethod: readonly Guard[]): string[] {
  if (ofMethod.some(({ label }) => label === 'public')) {
    return [];
  }
  // Guards add up; what they require is what the nearest decorator says.
  const replaced = new Set(ofMethod.filter(({ label }) => label !== 'UseGuards').map(({ label }) => label));
  const kept = ofClass.filter(({ label }) => !replaced.has(label));
  return [...new Set([...kept, ...ofMethod].flatMap(({ names }) => names))];
}

/** The summary that a decorator of Swagger gives. */
function summaryOf(decorators: readonly Expression[]): string | undefined {
  for (const decorator of decorators) {
    const label = labelOf(decorator);
    const [first] = decorator.kind === 'call' ? decorator.args : [];
    const written =
      label === 'ApiOperation' || label === 'OpenAPI'
        ? writtenEntry(first, 'summary')
        : label === 'Summary'
          ? first
          : undefined;
    const text = written?.kind === 'text' ? written.text : written?.kind === 'joined' ? textOf(written) : undefined;
    if (text !== undefined && text !== '') {
      return text;
    }
  }
  return undefined;
}

function textOf({ parts }: Expression & { readonly kind: 'joined' }): string | undefined {
  const texts = parts.map((part) => (part.kind === 'text' ? part.text : undefined));
  return texts.includes(undefined) ? undefined : texts.join('');
}

/** The operations of an action below a prefix. @param whole the path, prefix and all, from the action's own */
export function endpointOf(action: Action, whole: string, from: string): Endpoint {
  const { method, evidence, access, summary } = action;
  return {
    name: `${method} ${whole}`,
    method,
    path: whole,
    ...(summary === undefined ? {} : { summary: summary.split('\n')[0] ?? summary }),
    ...(access.length > 0 ? { access: [...access] } : {}),
    from,
    evidence: [evidence],
  };
}
