import type { Modules } from './modules';
import type { Expression, Program } from './program';

export interface Declaration {
  readonly program: Program;
  readonly expression: Expression;
}

/** Where what a name of a file stands for is written, followed through imports; undefined when that isn't known. */
export async function declarationOf(
  modules: Modules,
  program: Program,
  name: string,
  depth = 0,
): Promise<Declaration | undefined> {
  const step = program.steps.find(
    (candidate) => candidate.kind === 'let' && candidate.pattern.kind === 'name' && candidate.pattern.name === name,
  );
  const value = step?.kind === 'let' ? step.value : undefined;
  if (depth > 8 || !value) {
    return undefined;
  }
  if (value.kind === 'name') {
    return declarationOf(modules, program, value.name, depth + 1);
  }
  return value.kind === 'import'
    ? declarationIn(modules, program.path, value, depth + 1)
    : { program, expression: value };
}

async function declarationIn(
  modules: Modules,
  from: string,
  imported: Expression & { readonly kind: 'import' },
  depth: number,
): Promise<Declaration | undefined> {
  const path = depth > 8 ? undefined : await modules.paths.resolve(from, imported.from);
  const program = path === undefined ? undefined : await modules.load(path);
  const exported = program?.exports.findLast(({ name }) => name === imported.name)?.value;
  if (program && exported) {
    return exported.kind === 'name'
      ? declarationOf(modules, program, exported.name, depth + 1)
      : exported.kind === 'import'
        ? declarationIn(modules, program.path, exported, depth + 1)
        : { program, expression: exported };
  }
  for (const star of program?.stars ?? []) {
    const found = program && (await declarationIn(modules, program.path, { ...imported, from: star }, depth + 1));
    if (found) {
      return found;
    }
  }
  return undefined;
}
