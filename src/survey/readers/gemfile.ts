import type { SourceText } from '../sourceText';
import { readRubyArguments, rubyLines, rubyNames, rubyTexts } from './rubyCall';

/** A gem that a Gemfile or a gemspec asks for. */
export interface DeclaredGem {
  readonly name: string;
  readonly line: number;
  readonly requirements: readonly string[];
  /** The groups it is in; empty: that of everything. */
  readonly groups: readonly string[];
  /** Where it is taken from, when that is a repository: `github: rails/rails, branch: main`. */
  readonly git: string | undefined;
  /** The folder it is taken from, as it is written. */
  readonly folder: string | undefined;
}

export interface Gemfile {
  readonly gems: readonly DeclaredGem[];
  /** The other files it reads, as they are written: `eval_gemfile 'Gemfile.common'`. */
  readonly others: readonly string[];
}

/** What a `do … end` or an `if … end` says of the gems in it. */
interface Block {
  readonly groups?: readonly string[] | undefined;
  readonly git?: string | undefined;
  readonly folder?: string | undefined;
  /** Of `%w[a b].each do |gem_name|`: the names, and the variable they come in. */
  readonly names?: readonly string[];
  /** Where the list of names begins. */
  readonly line?: number;
  readonly variable?: string | undefined;
}

const gitOptions = ['git', 'github', 'gitlab', 'bitbucket', 'gist'];

/** Reads a `Gemfile` or a `gems.rb` by line: gems declared by running code are not found. */
export function readGemfile({ lines }: SourceText): Gemfile {
  const placed = placedIn(lines);
  const gems: DeclaredGem[] = [];
  const others: string[] = [];
  readCalls(lines, ({ called, written, line }, blocks) => {
    if (called === 'gem') {
      gems.push(...readGem(written, line, blocks).map(placed));
    } else if (called === 'eval_gemfile') {
      others.push(...rubyTexts(written).slice(0, 1));
    }
  });
  return { gems, others };
}

/** Reads what a `*.gemspec` depends on; what only its own development needs is in the group `development`. */
export function readGemspec({ lines }: SourceText): DeclaredGem[] {
  const placed = placedIn(lines);
  const gems: DeclaredGem[] = [];
  readCalls(lines, ({ called, written, line }, blocks) => {
    const method = called.replace(/^\w+\./, '');
    if (method === 'add_dependency' || method === 'add_runtime_dependency') {
      gems.push(...readGem(written, line, blocks).map(placed));
    } else if (method === 'add_development_dependency') {
      gems.push(...readGem(written, line, [...blocks, { groups: ['development'] }]).map(placed));
    }
  });
  return gems;
}

interface Call {
  /** `gem`, `s.add_dependency`. */
  readonly called: string;
  /** What follows. */
  readonly written: string;
  readonly line: number;
}

/** Gives each line that is a call, with the blocks it is in. */
function readCalls(lines: readonly string[], take: (call: Call, blocks: readonly Block[]) => void): void {
  const blocks: Block[] = [];
  for (const { code, line } of rubyLines(lines)) {
    if (/^end\b/.test(code)) {
      blocks.pop();
      continue;
    }
    const [, called = '', written = ''] = /^(\w+(?:\.\w+)?)\b\s*([^]*)$/.exec(code) ?? [];
    take({ called, written, line }, blocks);
    const block = opened(code, called, written);
    if (block && !/\bend$/.test(code)) {
      blocks.push({ ...block, line });
    }
  }
}

/** How far below the line of a call its names may stand. */
const mostLinesBelow = 40;

/** Gives a gem the line that holds its name: a call, or the list it goes through, may begin above. */
function placedIn(lines: readonly string[]): (gem: DeclaredGem) => DeclaredGem {
  return (gem) => {
    const below = lines.slice(gem.line - 1, gem.line - 1 + mostLinesBelow).findIndex((text) => text.includes(gem.name));
    return below > 0 ? { ...gem, line: gem.line + below } : gem;
  };
}

function readGem(written: string, line: number, blocks: readonly Block[]): DeclaredGem[] {
  const { texts, options } = readRubyArguments(written);
  const variable = /^\(?\s*([a-z_]\w*)\s*(?:[,)]|$)/.exec(written)?.[1];
  const looped = variable === undefined ? undefined : blocks.findLast((block) => block.variable === variable);
  const isNamed = /^\(?\s*["']/.test(written);
  const [name, ...versions] = texts;
  const names = looped?.names ?? (isNamed && name !== undefined ? [name] : []);
  const inline = ['group', 'groups'].flatMap((key) => rubyNames(options.get(key) ?? ''));
  const path = options.get('path');
  const gem = {
    line: looped?.line ?? line,
    requirements: (looped ? texts : versions).filter((text) => /^[\s\d=<>~!]/.test(text)),
    groups: [...blocks.flatMap((block) => block.groups ?? []), ...inline],
    git: gitOf(options) ?? blocks.findLast((block) => block.git !== undefined)?.git,
    folder: path === undefined ? blocks.findLast((block) => block.folder !== undefined)?.folder : rubyTexts(path)[0],
  };
  return names.filter((each) => /^[\w.-]+$/.test(each)).map((each) => ({ name: each, ...gem }));
}

function gitOf(options: ReadonlyMap<string, string>): string | undefined {
  const from = gitOptions.find((key) => options.has(key));
  if (from === undefined) {
    return undefined;
  }
  return [from, 'branch', 'tag', 'ref']
    .flatMap((key) => {
      const [text] = /^["']/.test(options.get(key) ?? '') ? rubyTexts(options.get(key) ?? '') : [];
      return text === undefined ? [] : [`${key}: ${text}`];
    })
    .join(', ');
}

/** @returns undefined when the line opens no block */
function opened(code: string, called: string, written: string): Block | undefined {
  if (/\bdo\b\s*(?:\|[^|]*\|)?$/.test(code)) {
    const [first] = rubyTexts(written);
    switch (called) {
      case 'group':
        return { groups: rubyNames(written.replace(/\boptional:[^]*$/, '')) };
      case 'path':
        return { folder: first };
      case 'git':
      case 'github':
        return { git: first === undefined ? undefined : `${called}: ${first}` };
      default: {
        const [, list, variable] = /^(%w[[({][^\])}]*[\])}]|\[[^\]]*\])\.each\s+do\s*\|(\w+)\|$/.exec(code) ?? [];
        return list === undefined ? {} : { names: rubyTexts(list), variable };
      }
    }
  }
  return /^(?:if|unless|case|begin|while|until|for|def|class|module)\b|=\s*(?:if|unless|case|begin)\b/.test(code)
    ? {}
    : undefined;
}
