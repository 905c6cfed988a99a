import { baseName, namedClass, type OwnClass } from './pythonClasses';
import type { PythonCode } from './pythonCode';
import type { PythonClass, PythonExpression, PythonFunction, PythonModule } from './pythonModel';
import { flatStatements } from './pythonParts';

/** A class with all that it inherits, the nearest first. */
export interface ClassLine {
  readonly own: readonly OwnClass[];
  /** Bases of packages, by their dotted names. */
  readonly outside: readonly string[];
}

/** How many bases are followed: no view has more. */
const mostBases = 40;

/** A class and its bases, each before its own bases, as Python looks names up but for diamonds. */
export async function classLine(code: PythonCode, definition: PythonClass, module: PythonModule): Promise<ClassLine> {
  const own: OwnClass[] = [];
  const outside: string[] = [];
  const pending: OwnClass[] = [{ definition, module }];
  for (let next = pending.shift(); next && own.length < mostBases; next = pending.shift()) {
    const { definition: one, module: place } = next;
    if (own.some((known) => known.definition === one)) {
      continue;
    }
    own.push(next);
    const bases: OwnClass[] = [];
    for (const base of one.bases) {
      const name = baseName(base);
      const { found, outside: other } = name === '' ? {} : await namedClass(code, name, place, one);
      if (found) {
        bases.push(found);
      } else if (other !== undefined) {
        outside.push(other);
      }
    }
    pending.unshift(...bases);
  }
  return { own, outside };
}

/** What the nearest class that sets an attribute sets it to. */
export function attributeOf(
  { own }: ClassLine,
  name: string,
): { readonly value: PythonExpression; readonly module: PythonModule; readonly line: number } | undefined {
  for (const { definition, module } of own) {
    for (const statement of flatStatements(definition.body)) {
      if (statement.kind === 'assign' && statement.target === name) {
        return { value: statement.value, module, line: statement.line };
      }
    }
  }
  return undefined;
}

/** The nearest method of a name. */
export function methodOf(
  { own }: ClassLine,
  name: string,
): { readonly method: PythonFunction; readonly module: PythonModule } | undefined {
  for (const { definition, module } of own) {
    for (const statement of flatStatements(definition.body)) {
      if (statement.kind === 'function' && statement.name === name) {
        return { method: statement, module };
      }
    }
  }
  return undefined;
}

/** Every method, the nearest of each name. */
export function methodsOf({ own }: ClassLine): { readonly method: PythonFunction; readonly module: PythonModule }[] {
  const found = new Map<string, { method: PythonFunction; module: PythonModule }>();
  for (const { definition, module } of own) {
    for (const statement of flatStatements(definition.body)) {
      if (statement.kind === 'function' && !found.has(statement.name)) {
        found.set(statement.name, { method: statement, module });
      }
    }
  }
  return [...found.values()];
}
