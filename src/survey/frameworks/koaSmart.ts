import { Clue } from '../clues';
import type { Endpoint } from '../facts';
import { accessNames } from '../readers/nodeCode/accessNames';
import { pathsOf } from '../readers/nodeCode/decoratedControllers';
import { Interpreter } from '../readers/nodeCode/interpreter';
import { nothingKnown } from '../readers/nodeCode/library';
import { isServerCode, Modules } from '../readers/nodeCode/modules';
import { labelOf, writtenEntry, type ClassCode, type Expression, type Program } from '../readers/nodeCode/program';
import { receivedHooks } from '../readers/nodeCode/routeGraph';
import { wordsOf } from '../readers/nodeCode/roleNames';
import { gap } from '../readers/nodeCode/values';
import { callsIn } from '../readers/nodeCode/walkCalls';
import { pathFrom } from '../readers/paths';
import { routePath } from '../readers/routePath';
import { compare } from '../repository';
import type { Framework } from './framework';

const mayRoute = new Clue(/@Route\.\w|mountFolder\s*\(/);

/** A folder of classes, and what stands before their paths. */
interface Mount {
  readonly folder: string;
  readonly prefix: string;
}

/** Classes whose decorated methods are routes: what isn't written comes from their names. */
export const koaSmart: Framework = {
  name: 'koaSmart',
  start(repository) {
    const modules = Modules.of(repository);
    const programs: Program[] = [];
    return {
      wants: isServerCode,
      async read(source) {
        const mayDeclare = mayRoute.test(source.text);
        if (mayDeclare && (await modules.paths.uses(source.path, /^koa-smart$/))) {
          const program = await modules.read(source);
          if (program) {
            programs.push(program);
          }
        }
      },
      async find() {
        const interpreter = new Interpreter(repository, nothingKnown);
        const mounts: Mount[] = [];
        for (const program of programs) {
          mounts.push(...(await mountsIn(interpreter, program)));
        }
        const api: Endpoint[] = [];
        for (const program of programs) {
          const prefixes = mounts.filter(({ folder }) => pathFrom(folder, program.path) !== undefined);
          for (const code of program.classes) {
            api.push(...(await endpointsOf(interpreter, program, code, prefixes)));
          }
        }
        api.sort((a, b) => compare(a.name, b.name));
        return { api, webhooks: receivedHooks(api) };
      },
    };
  },
};

/** `app.mountFolder(join(__dirname, 'routes'), '/api/')`. */
async function mountsIn(interpreter: Interpreter, program: Program): Promise<Mount[]> {
  const mounts: Mount[] = [];
  for (const { callee, args } of callsIn(program)) {
    const [folder, prefix] = args;
    if (labelOf(callee) === 'mountFolder' && folder) {
      const where = await interpreter.valueIn(program, folder);
      const before = prefix && (await interpreter.valueIn(program, prefix));
      if (where.kind === 'text' && !where.text.includes(gap)) {
        mounts.push({ folder: where.text, prefix: before?.kind === 'text' ? before.text : '' });
      }
    }
  }
  return mounts;
}

async function endpointsOf(
  interpreter: Interpreter,
  program: Program,
  code: ClassCode,
  mounts: readonly Mount[],
): Promise<Endpoint[]> {
  const endpoints: Endpoint[] = [];
  const ofClass = code.decorators.find((decorator) => methodOf(decorator) === 'ROUTE');
  const base = await optionPath(
    interpreter,
    program,
    ofClass,
    'routeBase',
    kebab(code.name.replace(/^Route|Route$/, '')),
  );
  for (const member of code.members) {
    for (const decorator of member.decorators) {
      const method = methodOf(decorator);
      if (method === undefined || method === 'ROUTE' || decorator.kind !== 'call') {
        continue;
      }
      const paths = await optionPath(interpreter, program, decorator, 'path', kebab(member.name));
      const accesses = writtenEntry(decorator.args[0], 'accesses');
      const access = accesses ? accessNames([accesses]) : [];
      for (const { prefix } of mounts.length > 0 ? mounts : [{ prefix: '' }]) {
        for (const path of paths) {
          const whole = routePath(prefix, base[0] ?? '', path === '/' ? '' : path);
          endpoints.push({
            name: `${method} ${whole}`,
            method,
            path: whole,
            ...(access.length > 0 ? { access } : {}),
            from: 'koa-smart',
            evidence: [{ path: program.path, line: decorator.line, endLine: member.line }],
          });
        }
      }
    }
  }
  return endpoints;
}

/** `Route.Get` gives `GET`, the class's own `Route.Route` gives `ROUTE`. */
function methodOf(decorator: Expression): string | undefined {
  const callee = decorator.kind === 'call' ? decorator.callee : decorator;
  const isOfRoute = callee.kind === 'member' && labelOf(callee.object) === 'Route';
  const name = isOfRoute ? labelOf(callee)?.toUpperCase() : undefined;
  return name !== undefined && /^(?:ROUTE|GET|POST|PUT|PATCH|DELETE)$/.test(name) ? name : undefined;
}

async function optionPath(
  interpreter: Interpreter,
  program: Program,
  decorator: Expression | undefined,
  key: string,
  otherwise: string,
): Promise<string[]> {
  const written = decorator?.kind === 'call' ? writtenEntry(decorator.args[0], key) : undefined;
  return written ? pathsOf(interpreter, await interpreter.valueIn(program, written)) : [otherwise];
}

function kebab(name: string): string {
  return wordsOf(name).join('-');
}
