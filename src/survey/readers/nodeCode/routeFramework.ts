import { Clue } from '../../clues';
import type { Framework } from '../../frameworks/framework';
import type { Repository } from '../../repository';
import { Interpreter } from './interpreter';
import type { Library } from './library';
import { isServerCode, Modules } from './modules';
import { RouteGraph } from './routeGraph';
import type { Program } from './program';

export interface RouteFramework {
  /** That of the file in `frameworks`. */
  readonly name: string;
  /** As people call it. */
  readonly from: string;
  /** The packages without which a product has none of its routes. */
  readonly packages: RegExp;
  /** What the text of a file holds that may declare some. */
  readonly mayDeclare: RegExp;
  readonly library: (graph: RouteGraph, repository: Repository) => Library;
}

/** A framework whose routes are declared by calling methods of an application or of a router. */
export function routeFramework({ name, from, packages, mayDeclare, library }: RouteFramework): Framework {
  const clue = new Clue(mayDeclare);
  return {
    name,
    start(repository) {
      const modules = Modules.of(repository);
      const programs: Program[] = [];
      return {
        wants: isServerCode,
        async read(source) {
          if (clue.test(source.text) && (await modules.paths.uses(source.path, packages))) {
            const program = await modules.read(source);
            if (program) {
              programs.push(program);
            }
          }
        },
        async find() {
          const graph = new RouteGraph(repository, from);

          const interpreter = new Interpreter(repository, library(graph, repository));
          await interpreter.run(programs);
          if (interpreter.isExhausted) {
            repository.note(
              `code trop long à suivre : routes ${from} en partie seulement`,
              undefined,
              undefined,
              'api',
            );
          }
          return graph.found();
        },
      };
    },
  };
}
