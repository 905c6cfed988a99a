import type { SourceText } from '../sourceText';

/** A task that a file of tasks defines, where its name stands. */
export interface NamedTask {
  readonly name: string;
  readonly line: number;
}

/**
 * The targets of a Makefile that a person would type: neither variables, patterns, files that it makes (unless they are
 * declared `.PHONY`), nor names that begin with a dot or an underscore.
 */
export function makeTargets(source: SourceText): NamedTask[] {
  const lines = source.lines;
  const phony = new Set<string>();
  const targets = new Map<string, number>();
  let isDefinition = false;
  let isContinued = false;
  for (const [index, raw] of lines.entries()) {
    const line = raw.slice(0, 2000);
    const continues = line.endsWith('\\');
    if (/^define\b/.test(line)) {
      isDefinition = true;
    }
    const rule =
      isDefinition || isContinued || line.startsWith('\t')
        ? null
        : /^([^\s#:=][^#:=]*?) *::?(?![=:])([^=]*|[^=]*;.*)$/.exec(line);
    if (/^endef\b/.test(line)) {
      isDefinition = false;
    }
    isContinued = continues;
    const [, names = '', needs = ''] = rule ?? [];
    for (const name of names.split(/\s+/)) {
      if (name === '.PHONY') {
        for (const declared of needs.split(/\s+/)) {
          phony.add(declared);
        }
      } else if (name !== '' && !targets.has(name)) {
        targets.set(name, index + 1);
      }
    }
  }
  return [...targets]
    .filter(([name]) => phony.has(name) || /^[a-z\d][\w:-]*$/i.test(name))
    .filter(([name]) => /^[a-z\d][\w.:/-]*$/i.test(name))
    .map(([name, line]) => ({ name, line }));
}

/** The recipes of a justfile, private ones left out. */
export function justRecipes(source: SourceText): NamedTask[] {
  const lines = source.lines;
  return lines.flatMap((line, index) => {
    const name = /^@?([a-z][\w-]*)(?: [^:]*)?:(?!=)/i.exec(line.slice(0, 2000).replace(/"[^"]*"|'[^']*'/g, ''))?.[1];
    const isPrivate = /^\[(?:.*,\s*)?private\b/.test(lines[index - 1] ?? '');
    return name === undefined || isPrivate || /^(?:set|alias|export|import|mod)$/.test(name)
      ? []
      : [{ name, line: index + 1 }];
  });
}
