import { Clue } from '../clues';
import type { Endpoint } from '../facts';
import { declarationOf } from '../readers/nodeCode/declarations';
import { isGuard } from '../readers/nodeCode/accessNames';
import { Interpreter } from '../readers/nodeCode/interpreter';
import { nothingKnown } from '../readers/nodeCode/library';
import { isServerCode, Modules } from '../readers/nodeCode/modules';
import { labelOf, type Expression, type Program } from '../readers/nodeCode/program';
import { callsIn } from '../readers/nodeCode/walkCalls';
import { routePath } from '../readers/routePath';
import { compare } from '../repository';
import type { Framework } from './framework';

const mayMakeRouter = new Clue(/\b(?:router|createTRPCRouter|createRouter|trpcRouter)\s*\(\s*\{/);

/** What makes a router of procedures, by the names that the library's guides give. */
const makesRouter = /^(?:router|createTRPCRouter|createRouter|trpcRouter)$/;
const kinds = /^(?:query|mutation|subscription)$/;

/** Routers that lie in one another, at most. */
const deepest = 10;

interface Router {
  readonly procedures: Endpoint[];
  /** Those that lie in it, by their names. */
  readonly inner: { readonly name: string; readonly key: string }[];
}

export const trpc: Framework = {
  name: 'trpc',
  start(repository) {
    const modules = Modules.of(repository);
    const programs: Program[] = [];
    return {
      wants: isServerCode,
      async read(source) {
        const mayDeclare = mayMakeRouter.test(source.text);
        if (mayDeclare && (await modules.paths.uses(source.path, /^@trpc\/server$/))) {
          const program = await modules.read(source);
          if (program) {
            programs.push(program);
          }
        }
      },
      async find() {
        const interpreter = new Interpreter(repository, nothingKnown);
        const routers = new Map<string, Router>();
        for (const program of programs) {
          await collect(interpreter, program, routers);
        }
        return { api: wholeNames(routers) };
      },
    };
  },
};

function keyOf(program: Program, line: number): string {
  return `${program.path}:${String(line)}`;
}

async function collect(interpreter: Interpreter, program: Program, routers: Map<string, Router>): Promise<void> {
  for (const { callee, args, line } of callsIn(program)) {
    const [map] = args;
    if (!makesRouter.test(labelOf(callee) ?? '') || map?.kind !== 'map' || args.length !== 1) {
      continue;
    }
    const router: Router = { procedures: [], inner: [] };
    await addEntries(interpreter, program, map, '', router, 0);
    if (router.procedures.length + router.inner.length > 0) {
      routers.set(keyOf(program, line), router);
    }
  }
}

/** What a router's map holds, and the maps in it: procedures and routers, written there or somewhere else. */
async function addEntries(
  interpreter: Interpreter,
  program: Program,
  map: Expression & { readonly kind: 'map' },
  prefix: string,
  router: Router,
  depth: number,
): Promise<void> {
  for (const { key, value: written } of depth > deepest ? [] : map.entries) {
    if (key?.kind !== 'text') {
      continue;
    }
    const name = `${prefix}${key.text}`;
    const found =
      written.kind === 'name'
        ? await declarationOf(interpreter.modules, program, written.name)
        : { program, expression: written };
    const value = found?.expression;
    const label = value?.kind === 'call' ? labelOf(value.callee) : undefined;
    if (!found || !value) {
      continue;
    }
    if (value.kind === 'map') {
      await addEntries(interpreter, found.program, value, `${name}.`, router, depth + 1);
    } else if (label !== undefined && kinds.test(label)) {
      const evidence = [{ path: program.path, line: key.line }];
      router.procedures.push(procedure(name, label.toUpperCase(), value, evidence));
    } else {
      router.inner.push({ name, key: keyOf(found.program, value.line) });
    }
  }
}

function procedure(name: string, method: string, value: Expression, evidence: Endpoint['evidence']): Endpoint {
  // `protectedProcedure.input(…).query(…)`: what it begins with says who may call it.
  let at: Expression = value;
  while (at.kind === 'call' || at.kind === 'member') {
    at = at.kind === 'call' ? at.callee : at.object;
  }
  const base = at.kind === 'name' ? at.name : '';
  const access = isGuard(base) || /^(?:private|protected|admin|authed)\w*$/i.test(base) ? [base] : [];
  return { name, method, path: name, ...(access.length > 0 ? { access } : {}), from: 'tRPC', evidence };
}

/** Procedures by their whole names: `declaration.submit`. */
function wholeNames(routers: ReadonlyMap<string, Router>): Endpoint[] {
  const held = new Set([...routers.values()].flatMap(({ inner }) => inner.map(({ key }) => key)));
  const api: Endpoint[] = [];
  const follow = (router: Router, prefix: string, depth: number): void => {
    for (const endpoint of router.procedures) {
      const path = routePath(`${prefix}${endpoint.path}`);
      api.push({ ...endpoint, name: `${endpoint.method} ${path}`, path });
    }
    for (const { name, key } of depth > deepest ? [] : router.inner) {
      const inner = routers.get(key);
      if (inner) {
        follow(inner, `${prefix}${name}.`, depth + 1);
      }
    }
  };
  for (const [key, router] of routers) {
    if (!held.has(key)) {
      follow(router, '', 0);
    }
  }
  return api.sort((a, b) => compare(a.name, b.name));
}
