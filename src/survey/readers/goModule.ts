import type { SourceText } from '../sourceText';

export interface GoRequire {
  readonly name: string;
  readonly version: string;
  readonly line: number;
  /** Whether only other modules ask for it. */
  readonly isIndirect: boolean;
}

export interface GoReplace {
  readonly name: string;
  /** The version that is replaced; undefined for all. */
  readonly version: string | undefined;
  /** A module, or a folder. */
  readonly by: string;
  /** Undefined for a folder. */
  readonly byVersion: string | undefined;
  readonly line: number;
}

export interface GoModule {
  readonly name: string | undefined;
  readonly requires: readonly GoRequire[];
  readonly replaces: readonly GoReplace[];
  /** The packages of `tool`, each in one of the modules required. */
  readonly tools: readonly string[];
}

/** Reads a `go.mod`. What isn't known of it is read over. */
export function readGoModule(source: SourceText): GoModule {
  const requires: GoRequire[] = [];
  const replaces: GoReplace[] = [];
  const tools: string[] = [];
  let name: string | undefined;
  let block = '';
  for (const [index, text] of source.lines.entries()) {
    const mark = text.search(/(?:^|\s)\/\//);
    const comment = mark < 0 ? '' : text.slice(mark);
    const words = (mark < 0 ? text : text.slice(0, mark)).trim().split(/\s+/).map(unquoted);
    if (words.at(-1) === '(') {
      block = words[0] ?? '';
      continue;
    }
    if (words[0] === ')') {
      block = '';
      continue;
    }
    const [verb, ...rest] = block ? [block, ...words] : words;
    const [first = '', second = ''] = rest;
    if (!first) {
      continue;
    }
    if (verb === 'module') {
      name = first;
    } else if (verb === 'require' && second) {
      const isIndirect = /^\s*\/\/\s*indirect\b/.test(comment);
      requires.push({ name: first, version: second, line: index + 1, isIndirect });
    } else if (verb === 'replace') {
      const arrow = rest.indexOf('=>');
      const by = arrow < 0 ? undefined : rest[arrow + 1];
      if (by !== undefined) {
        const version = arrow > 1 ? second : undefined;
        replaces.push({ name: first, version, by, byVersion: rest[arrow + 2], line: index + 1 });
      }
    } else if (verb === 'tool') {
      tools.push(first);
    }
  }
  return { name, requires, replaces, tools };
}

/** The packages that a Go file imports. */
export function readGoImports(source: SourceText): string[] {
  const imports: string[] = [];
  let isBlock = false;
  for (const line of source.lines) {
    if (/^import\s*\(/.test(line)) {
      isBlock = true;
    } else if (isBlock && line.startsWith(')')) {
      isBlock = false;
    } else if (isBlock || line.startsWith('import')) {
      const path = /^(?:import\s)?\s*(?:[\w.]+\s+)?["`]([^"`]+)["`]/.exec(line)?.[1];
      if (path !== undefined) {
        imports.push(path);
      }
    }
  }
  return imports;
}

function unquoted(word: string): string {
  return word.replace(/^(["`])(.*)\1$/, '$2');
}
