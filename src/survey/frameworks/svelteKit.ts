import type { Endpoint } from '../facts';
import { httpMethods } from '../readers/nodeCode/handledMethods';
import { isServerCode, Modules } from '../readers/nodeCode/modules';
import type { Export, Program } from '../readers/nodeCode/program';
import { receivedHooks } from '../readers/nodeCode/routeGraph';
import { routePath } from '../readers/routePath';
import type { Framework } from './framework';

const serverRoute = /(?:^|\/)src\/routes\/((?:.*\/)?)\+server\.[jt]s$/;

/** Routes by the places of files: each `+server` exports a function a method. */
export const svelteKit: Framework = {
  name: 'svelteKit',
  start(repository) {
    const modules = Modules.of(repository);
    const programs: Program[] = [];
    return {
      wants: (file) => isServerCode(file) && serverRoute.test(file.path),
      async read(source) {
        const program = (await modules.paths.uses(source.path, /^@sveltejs\/kit$/))
          ? await modules.read(source)
          : undefined;
        if (program) {
          programs.push(program);
        }
      },
      find() {
        const api = programs.flatMap(endpointsOf);
        return { api, webhooks: receivedHooks(api) };
      },
    };
  },
};

function endpointsOf(program: Program): Endpoint[] {
  const [, folder = ''] = serverRoute.exec(program.path) ?? [];
  const parts = folder
    .split('/')
    .filter((part) => !/^\(.*\)$/.test(part))
    // `[id=integer]`: a parameter, and what it must look like.
    .map((part) => part.replace(/\[(\[?(?:\.\.\.)?\w+)=\w+(\]?)\]/g, '[$1$2]'));
  const path = routePath(parts.join('/').replace(/\/$/, ''));
  return program.exports
    .filter(({ name }) => httpMethods.test(name) || name === 'fallback')
    .map((entry) => {
      const method = entry.name === 'fallback' ? 'ANY' : entry.name;
      const evidence = [{ path: program.path, line: lineOf(entry, program) }];
      return { name: `${method} ${path}`, method, path, from: 'SvelteKit', evidence };
    });
}

function lineOf({ name, value }: Export, { functions }: Program): number {
  return functions.find((code) => code.name === name)?.line ?? value.line;
}
