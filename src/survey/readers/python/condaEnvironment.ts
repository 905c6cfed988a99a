import type { Declared } from '../declaredDependency';
import { valueAt, type Located } from '../located';
import { readRequirement } from './pythonRequirement';

/** What isn't a package of Python's, or is Python itself and its installer. */
const otherThings = /^(?:python|pip|setuptools|wheel|nodejs|r-.*|lib.*|_.*|gcc.*|gxx.*|cxx-compiler|c-compiler)$/;

/** What a conda environment declares, what `pip` adds to it included. @param root the file's value */
export function readCondaEnvironment(root: Located): Declared[] {
  const items = valueAt(root, 'dependencies')?.items ?? [];
  return items.flatMap((item): Declared[] => {
    if (item.kind === 'map') {
      const packages = valueAt(item, 'pip')?.items ?? [];
      return packages.flatMap(({ kind, text, line }) => {
        const found = kind === 'text' ? readRequirement(text) : undefined;
        return found ? [declared(found.name, found.constraint, found.exact, line)] : [];
      });
    }
    // channel::name=version=build, or the operators of Python's requirements.
    const match = /^(?:[\w./-]+::)?([\w.-]+)(?:\[[^\]]*\])?\s*(.*)$/.exec(item.text.trim());
    const name = match?.[1]?.toLowerCase();
    if (name === undefined || otherThings.test(name)) {
      return [];
    }
    const constraint = match?.[2]?.trim().replace(/^(=[^=\s]+)=\S+$/, '$1');
    const exact = /^==?\s*(\d[^\s*,|<>=]*)(?:=\S+)?$/.exec(match?.[2]?.trim() ?? '');
    return [
      declared(match?.[1] ?? name, constraint, /^==|=.+=/.test(exact?.[0] ?? '') ? exact?.[1] : undefined, item.line),
    ];
  });
}

function declared(name: string, constraint: string | undefined, exact: string | undefined, line: number): Declared {
  return {
    name,
    line,
    constraint: constraint ? constraint : undefined,
    dev: false,
    isExact: exact !== undefined,
    ...(exact === undefined ? {} : { locked: { version: exact } }),
  };
}
