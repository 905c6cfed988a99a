import type { Endpoint } from '../facts';
import { actionsOf, controllersIn, endpointOf, pathsOf } from '../readers/nodeCode/decoratedControllers';
import { Interpreter } from '../readers/nodeCode/interpreter';
import { nothingKnown } from '../readers/nodeCode/library';
import { isServerCode, Modules } from '../readers/nodeCode/modules';
import type { Program } from '../readers/nodeCode/program';
import { receivedHooks } from '../readers/nodeCode/routeGraph';
import { gap } from '../readers/nodeCode/values';
import { jsonFile } from '../readers/json';
import { textAt } from '../readers/located';
import { routePath } from '../readers/routePath';
import { compare, type Repository } from '../repository';
import type { Framework } from './framework';

/** What writes the routes of decorated classes, and what reads them as it runs: `@Route('agents')`, `@JsonController('/agents')`. */
const dialects = [
  { from: 'tsoa', packages: /^(?:@tsoa\/\w+|tsoa)$/, decorator: /^Route$/, text: /@Route\b/ },
  {
    from: 'routing-controllers',
    packages: /^routing-controllers$/,
    decorator: /^(?:Json)?Controller$/,
    text: /@(?:Json)?Controller\b/,
  },
  {
    from: 'inversify-express-utils',
    packages: /^inversify-express-utils$/,
    decorator: /^controller$/,
    text: /@controller\b/,
  },
] as const;

export const tsoa: Framework = {
  name: 'tsoa',
  start(repository) {
    const modules = Modules.of(repository);
    const programs: { program: Program; dialect: (typeof dialects)[number] }[] = [];
    return {
      wants: isServerCode,
      async read(source) {
        for (const dialect of dialects) {
          if (dialect.text.test(source.text) && (await modules.paths.uses(source.path, dialect.packages))) {
            const program = await modules.read(source);
            if (program) {
              programs.push({ program, dialect });
            }
          }
        }
      },
      async find() {
        const interpreter = new Interpreter(repository, nothingKnown);
        const base = await basePath(repository);
        const api: Endpoint[] = [];
        for (const { program, dialect } of programs) {
          for (const controller of controllersIn(program, dialect.decorator)) {
            const [first] = controller.given;
            const prefixes = await pathsOf(interpreter, first && (await interpreter.valueIn(program, first)));
            for (const action of await actionsOf(interpreter, controller)) {
              for (const prefix of prefixes) {
                for (const path of action.paths) {
                  const root = dialect.from === 'tsoa' ? base : '';
                  const whole = routePath(root, prefix, path === '/' ? '' : path).replace(/(.)\/$/, '$1');
                  if (!whole.includes(gap)) {
                    const summary = action.summary ?? (dialect.from === 'tsoa' ? action.member.summary : undefined);
                    api.push(endpointOf({ ...action, summary }, whole, dialect.from));
                  }
                }
              }
            }
          }
        }
        api.sort((a, b) => compare(a.name, b.name));
        return { api, webhooks: receivedHooks(api) };
      },
    };
  },
};

/** `routes.basePath` of the tool's own configuration. */
async function basePath(repository: Repository): Promise<string> {
  const [file] = repository.named('tsoa.json');
  const config = file && (await jsonFile(repository, file.path));
  return textAt(config, 'routes', 'basePath') ?? textAt(config, 'spec', 'basePath') ?? '';
}
