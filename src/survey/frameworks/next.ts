import type { Endpoint } from '../facts';
import {
  accessIn,
  handledMethods,
  httpMethods,
  localFunctions,
  methodKeys,
  type HandledMethods,
} from '../readers/nodeCode/handledMethods';
import { Interpreter } from '../readers/nodeCode/interpreter';
import { nothingKnown } from '../readers/nodeCode/library';
import { isServerCode, Modules } from '../readers/nodeCode/modules';
import type { Export, Expression, Program } from '../readers/nodeCode/program';
import { ProgramReader } from '../readers/nodeCode/readExpressions';
import { receivedHooks } from '../readers/nodeCode/routeGraph';
import { pathFrom } from '../readers/paths';
import { routePath } from '../readers/routePath';
import type { Repository } from '../repository';
import type { SourceText } from '../sourceText';
import { grammarOf } from '../syntax/grammars';
import { Syntax, type SyntaxTree } from '../syntax/syntax';
import type { Framework } from './framework';

/** From the package's folder, or from where its files begin. */
const pagesRoute = /(?:^|\/)pages\/(api\/.+)\.(?:page\.)?[cm]?[jt]sx?$/;
const appRoute = /(?:^|\/)app\/((?:.*\/)?)route\.[jt]sx?$/;

interface Found {
  readonly program: Program;
  readonly handled: HandledMethods;
  /** What each exported function checks. */
  readonly checks: ReadonlyMap<string, readonly string[]>;
}

export const next: Framework = {
  name: 'next',
  start(repository) {
    const modules = Modules.of(repository);
    const found: Found[] = [];
    return {
      wants: (file) => isServerCode(file) && (appRoute.test(file.path) || pagesRoute.test(file.path)),
      async read(source) {
        const program = (await modules.paths.uses(source.path, /^next$/)) ? await modules.read(source) : undefined;
        const grammar = grammarOf(source.path)?.grammar;
        const read =
          program && grammar
            ? await Syntax.of(repository).read(source, grammar, (tree) => ({
                handled: handledMethods(tree.root, source),
                checks: checksOfExports(tree, source),
              }))
            : undefined;
        if (program && read) {
          found.push({ program, ...read });
        }
      },
      async find() {
        const interpreter = new Interpreter(repository, nothingKnown);
        const prefixes = await basePaths(repository, interpreter);
        const api: Endpoint[] = [];
        for (const file of found) {
          api.push(...(await endpointsOf(file, interpreter, prefixes)));
        }
        return { api, webhooks: receivedHooks(api) };
      },
    };
  },
};

async function endpointsOf(
  { program, handled, checks }: Found,
  interpreter: Interpreter,
  prefixes: ReadonlyMap<string, string>,
): Promise<Endpoint[]> {
  const { path } = program;
  const folder = await interpreter.modules.paths.packageOf(path);
  // Of `src/app` and of an application in the folder `app`, the one that is nearest to the package.
  const inPackage = (pathFrom(folder, path) ?? path).replace(/^src\//, '');
  const app = appRoute.exec(inPackage);
  const [, inside = ''] = app ?? pagesRoute.exec(inPackage) ?? [];
  const url = urlOf(inside, app !== null);
  if (url === undefined) {
    return [];
  }
  const whole = routePath(prefixes.get(folder) ?? '', url);
  const endpoint = (method: string, line: number, access: readonly string[]): Endpoint => ({
    name: `${method} ${whole}`,
    method,
    path: whole,
    ...(access.length > 0 ? { access: [...new Set(access)] } : {}),
    from: 'Next.js',
    evidence: [{ path, line }],
  });
  const exported = program.exports.filter(({ name }) => httpMethods.test(name));
  if (app) {
    return exported.map((entry) =>
      endpoint(
        entry.name,
        lineOf(entry, program),
        checks.get(entry.value.kind === 'name' ? entry.value.name : entry.name) ?? [],
      ),
    );
  }
  const byDefault = program.exports.findLast(({ name }) => name === 'default' || name === '=');
  if (!byDefault) {
    return [];
  }
  const methods = new Map<string, Endpoint>();
  for (const { value, line, access } of handled.methods) {
    const method = await textOf(value, program, interpreter);
    if (method !== undefined && httpMethods.test(method)) {
      const first = methods.get(method);
      const all = [...(first?.access ?? handled.access), ...access];
      methods.set(method, endpoint(method, first?.evidence[0]?.line ?? line, all));
    }
  }
  for (const { value, line } of [...connectMethods(program), ...(await keysOf(byDefault, program, interpreter))]) {
    methods.set(value, methods.get(value) ?? endpoint(value, line, handled.access));
  }
  // What only lets browsers ask what is allowed is no operation of the product's.
  const own = [...methods.values()].filter(({ method }) => method !== 'OPTIONS' || methods.size === 1);
  return own.length > 0 ? own : [endpoint('ANY', lineOf(byDefault, program), handled.access)];
}

/** The address of a file below `app` or `pages`; undefined when the framework gives it none. */
function urlOf(inside: string, isApp: boolean): string | undefined {
  const parts = inside.replace(/\/$/, '').split('/');
  if (isApp) {
    const isPrivate = parts.some((part) => part.startsWith('_') || /^\(\.+\)/.test(part));
    return isPrivate ? undefined : parts.filter((part) => !/^\(.*\)$|^@/.test(part)).join('/');
  }
  return parts[parts.length - 1] === 'index' ? parts.slice(0, -1).join('/') : parts.join('/');
}

function lineOf({ name, value }: Export, { steps }: Program): number {
  const declared = steps.find(
    (step) => step.kind === 'let' && step.pattern.kind === 'name' && step.pattern.name === name && name !== '',
  );
  return declared?.kind === 'let' && declared.value?.kind === 'function' ? declared.value.line : value.line;
}

/** The value of a constant, which another file may hold; of one that can't be followed, what its name ends with. */
async function textOf(value: Expression, program: Program, interpreter: Interpreter): Promise<string | undefined> {
  const known = await interpreter.valueIn(program, value);
  if (known.kind === 'text') {
    return known.text.toUpperCase();
  }
  const name =
    value.kind === 'name'
      ? value.name
      : value.kind === 'member' && value.property.kind === 'text'
        ? value.property.text
        : '';
  return /(?:^|_)(GET|POST|PUT|PATCH|DELETE)$/i.exec(name)?.[1]?.toUpperCase();
}

/** `nextConnect().get(list).post(create)`, in one expression or in several. */
function connectMethods({ steps, exports }: Program): { value: string; line: number }[] {
  const importsIt = steps.some(
    (step) =>
      step.kind === 'let' &&
      ((step.value?.kind === 'import' && step.value.from.startsWith('next-connect')) ||
        (step.value?.kind === 'call' &&
          step.value.args.some((arg) => arg.kind === 'text' && arg.text === 'next-connect'))),
  );
  const found: { value: string; line: number }[] = [];
  const follow = (expression: Expression | undefined): void => {
    let at = expression;
    const chain: { value: string; line: number }[] = [];
    while (at?.kind === 'call') {
      const { callee, args }: Expression & { kind: 'call' } = at;
      const method =
        callee.kind === 'member' && callee.property.kind === 'text' ? callee.property.text.toUpperCase() : '';
      if (httpMethods.test(method) && args.length > 0 && args.every(({ kind }) => kind !== 'text')) {
        chain.unshift({ value: method, line: at.line });
      }
      at = callee.kind === 'member' ? callee.object : undefined;
    }
    found.push(...chain);
  };
  for (const step of importsIt ? steps : []) {
    follow(step.kind === 'let' || step.kind === 'do' ? step.value : undefined);
  }
  for (const { value } of importsIt ? exports.filter(({ value: { kind } }) => kind === 'call') : []) {
    follow(value);
  }
  return found;
}

/** Methods that are keys of a map given to what makes the handler. */
async function keysOf(
  { value }: Export,
  program: Program,
  interpreter: Interpreter,
): Promise<{ value: string; line: number }[]> {
  const keys = methodKeys(value);
  for (const argument of value.kind === 'call' ? value.args : []) {
    const given = argument.kind === 'name' ? await interpreter.valueIn(program, argument) : undefined;
    if (given?.kind === 'map' && given.frame.program === program) {
      keys.push(...methodKeys({ kind: 'map', entries: given.entries, line: argument.line }));
    }
  }
  return keys.flatMap((key) => (key.kind === 'text' ? [{ value: key.text.toUpperCase(), line: key.line }] : []));
}

/** What the functions of a file check, for those that it exports. */
function checksOfExports({ root }: SyntaxTree, source: SourceText): Map<string, readonly string[]> {
  const reader = new ProgramReader(source);
  const locals = localFunctions(root);
  const checks = new Map<string, readonly string[]>();
  for (const node of root.descendantsOfType(['function_declaration', 'variable_declarator'])) {
    const name = node.childForFieldName('name')?.text ?? '';
    const body = node.childForFieldName('body') ?? node.childForFieldName('value');
    if (name !== '' && body) {
      checks.set(name, accessIn(reader, body, locals));
    }
  }
  return checks;
}

/** `basePath` of each package's configuration. */
async function basePaths(repository: Repository, interpreter: Interpreter): Promise<Map<string, string>> {
  const prefixes = new Map<string, string>();
  for (const { path, folder } of repository.named(/^next\.config\.[cm]?[jt]s$/)) {
    const source = await repository.text(path);
    const program = source?.text.includes('basePath') === true ? await Modules.of(repository).read(source) : undefined;
    for (const { value } of program ? program.steps.flatMap((step) => (step.kind === 'let' ? [step] : [])) : []) {
      const found =
        value?.kind === 'map'
          ? value.entries.find(({ key }) => key?.kind === 'text' && key.text === 'basePath')
          : undefined;
      const prefix = found && program ? await interpreter.valueIn(program, found.value) : undefined;
      if (prefix?.kind === 'text') {
        prefixes.set(folder, prefix.text);
      }
    }
  }
  return prefixes;
}
