import { Clue } from '../clues';
import type { Endpoint } from '../facts';
import {
  actionsOf,
  controllersIn,
  endpointOf,
  pathsOf,
  type Action,
  type Controller,
} from '../readers/nodeCode/decoratedControllers';
import { Interpreter } from '../readers/nodeCode/interpreter';
import { nothingKnown } from '../readers/nodeCode/library';
import { isServerCode, Modules } from '../readers/nodeCode/modules';
import { labelOf, writtenEntry, type ClassCode, type Expression, type Program } from '../readers/nodeCode/program';
import { receivedHooks } from '../readers/nodeCode/routeGraph';
import { gap, type Value } from '../readers/nodeCode/values';
import { callsIn } from '../readers/nodeCode/walkCalls';
import { folderOf, pathFrom } from '../readers/paths';
import { routePath } from '../readers/routePath';
import { compare, type Repository } from '../repository';
import type { Framework } from './framework';

const mayDeclare = new Clue(/@\w*Controller\b|\bsetGlobalPrefix\b|\benableVersioning\b|\bRouterModule\b|@Module\b/);

/** Modules that lie in one another, at most. */
const deepest = 8;

/** What an application says of all its routes. */
interface Settings {
  /** Where the file that says so stands. */
  readonly folder: string;
  readonly prefix: string;
  /** Paths that have no prefix. */
  readonly excluded: readonly string[];
  /** What stands before a version in a path; undefined when versions aren't in paths. */
  readonly versionPrefix: string | undefined;
  readonly defaultVersion: readonly string[];
}

export const nest: Framework = {
  name: 'nest',
  start(repository) {
    const modules = Modules.of(repository);
    const programs: Program[] = [];
    return {
      wants: isServerCode,
      async read(source) {
        if (mayDeclare.test(source.text) && (await modules.paths.uses(source.path, /^@nestjs\/(?:core|common)$/))) {
          const program = await modules.read(source);
          if (program) {
            programs.push(program);
          }
        }
      },
      async find() {
        const interpreter = new Interpreter(repository, nothingKnown);
        const settings = await settingsIn(interpreter, programs);
        const routed = await routedClasses(interpreter, programs);
        const api: Endpoint[] = [];
        for (const program of programs) {
          for (const controller of controllersIn(program, /^(?:\w*[a-z])?Controller$/)) {
            api.push(...(await endpointsOf(repository, interpreter, controller, settings, routed)));
          }
        }
        api.sort((a, b) => compare(a.name, b.name));
        return { api, webhooks: receivedHooks(api) };
      },
    };
  },
};

async function endpointsOf(
  repository: Repository,
  interpreter: Interpreter,
  controller: Controller,
  settings: readonly Settings[],
  routed: ReadonlyMap<ClassCode, string>,
): Promise<Endpoint[]> {
  const { program, code, given } = controller;
  const own = settings.filter(({ folder }) => pathFrom(folder, program.path) !== undefined);
  const setting =
    own.toSorted((a, b) => b.folder.length - a.folder.length)[0] ?? (settings.length === 1 ? settings[0] : undefined);
  const [first] = given;
  const value = first && (await interpreter.valueIn(program, first));
  const prefixes = await pathsOf(interpreter, value);
  const versions = await versionsOf(interpreter, program, writtenEntry(first, 'version'));
  const endpoints: Endpoint[] = [];
  for (const action of await actionsOf(interpreter, controller)) {
    const actionVersions = await versionOfAction(interpreter, program, action);
    const all = actionVersions ?? versions ?? setting?.defaultVersion ?? [];
    const inPath =
      setting?.versionPrefix === undefined ? [''] : all.map((version) => `${setting.versionPrefix ?? ''}${version}`);
    for (const prefix of prefixes) {
      for (const path of action.paths) {
        const below = routePath(routed.get(code) ?? '', prefix, path === '/' ? '' : path);
        const isExcluded = setting?.excluded.some((excluded) => routePath(excluded) === below) === true;
        for (const version of inPath.length > 0 ? inPath : ['']) {
          const whole = routePath(isExcluded ? '' : (setting?.prefix ?? ''), version, below).replace(/(.)\/$/, '$1');
          if (whole.includes(gap)) {
            repository.note(
              'chemin de route calculé, non développé',
              action.evidence.path,
              action.evidence.line,
              'api',
            );
          } else {
            endpoints.push(endpointOf(action, whole, 'NestJS'));
          }
        }
      }
    }
  }
  return endpoints;
}

async function versionOfAction(
  interpreter: Interpreter,
  program: Program,
  { member }: Action,
): Promise<readonly string[] | undefined> {
  const decorator = member.decorators.find((candidate) => labelOf(candidate) === 'Version');
  return decorator?.kind === 'call' ? versionsOf(interpreter, program, decorator.args[0]) : undefined;
}

/** @returns undefined when nothing is written, none for a neutral one */
async function versionsOf(
  interpreter: Interpreter,
  program: Program,
  written: Expression | undefined,
): Promise<string[] | undefined> {
  if (!written) {
    return undefined;
  }
  const value = await interpreter.valueIn(program, written);
  const items = value.kind === 'list' ? await interpreter.items(value) : [value];
  return items.flatMap((item) => (item.kind === 'text' ? [item.text] : []));
}

/** What the files that start applications say: `app.setGlobalPrefix('api')`. */
async function settingsIn(interpreter: Interpreter, programs: readonly Program[]): Promise<Settings[]> {
  const settings: Settings[] = [];
  for (const program of programs) {
    const calls = callsIn(program);
    const named = (name: string): readonly Expression[] | undefined =>
      calls.find(({ callee }) => callee.kind === 'member' && labelOf(callee) === name)?.args;
    const prefix = named('setGlobalPrefix');
    const versioning = named('enableVersioning');
    if (!prefix && !versioning) {
      continue;
    }
    const text = prefix?.[0] && (await interpreter.valueIn(program, prefix[0]));
    const excluded = writtenEntry(prefix?.[1], 'exclude');
    const type = labelOf(writtenEntry(versioning?.[0], 'type') ?? { kind: 'other', line: 1 });
    const before = writtenEntry(versioning?.[0], 'prefix');
    const written = before && (await interpreter.valueIn(program, before));
    settings.push({
      folder: folderOf(program.path),
      prefix: text?.kind === 'text' ? text.text.split(gap).join('') : '',
      excluded: excluded ? await excludedPaths(interpreter, program, excluded) : [],
      versionPrefix:
        type === 'URI' ? (written?.kind === 'text' ? written.text.replace(/^false$/, '') : 'v') : undefined,
      defaultVersion: (await versionsOf(interpreter, program, writtenEntry(versioning?.[0], 'defaultVersion'))) ?? [],
    });
  }
  return settings;
}

async function excludedPaths(interpreter: Interpreter, program: Program, excluded: Expression): Promise<string[]> {
  const paths: string[] = [];
  for (const item of await interpreter.items(await interpreter.valueIn(program, excluded))) {
    paths.push(...(await pathsOf(interpreter, item)));
  }
  return paths;
}

/** The controllers of modules that `RouterModule.register` gives a path, with it. */
async function routedClasses(interpreter: Interpreter, programs: readonly Program[]): Promise<Map<ClassCode, string>> {
  const routed = new Map<ClassCode, string>();
  const follow = async (routes: Value, prefix: string, depth: number): Promise<void> => {
    for (const route of depth > deepest ? [] : await interpreter.items(routes)) {
      if (route.kind === 'class') {
        await addControllers(interpreter, route, prefix, routed);
        continue;
      }
      const path = await interpreter.property(route, 'path');
      const whole = path.kind === 'text' ? `${prefix}/${path.text}` : prefix;
      await addControllers(interpreter, await interpreter.property(route, 'module'), whole, routed);
      await follow(await interpreter.property(route, 'children'), whole, depth + 1);
    }
  };
  for (const program of programs) {
    for (const { callee, args } of callsIn(program)) {
      const isRouter = callee.kind === 'member' && labelOf(callee.object) === 'RouterModule';
      if (isRouter && args[0]) {
        await follow(await interpreter.valueIn(program, args[0]), '', 0);
      }
    }
  }
  return routed;
}

async function addControllers(
  interpreter: Interpreter,
  module: Value,
  prefix: string,
  routed: Map<ClassCode, string>,
): Promise<void> {
  if (module.kind !== 'class') {
    return;
  }
  const decorator = module.code.decorators.find((candidate) => labelOf(candidate) === 'Module');
  const controllers = decorator?.kind === 'call' ? writtenEntry(decorator.args[0], 'controllers') : undefined;
  const listed = controllers
    ? await interpreter.items(await interpreter.valueIn(module.frame.program, controllers))
    : [];
  for (const controller of listed) {
    if (controller.kind === 'class') {
      routed.set(controller.code, prefix);
    }
  }
}
