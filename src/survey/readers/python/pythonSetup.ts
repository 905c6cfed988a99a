import type { SourceText } from '../../sourceText';
import type { Declared } from '../declaredDependency';
import { isDevName } from '../devNames';
import { readRequirement } from './pythonRequirement';

/** What `setup.cfg` declares: install_requires, tests_require, extras_require. */
export function readSetupCfg(source: SourceText): Declared[] {
  const declared: Declared[] = [];
  let section = '';
  let key = '';
  for (const [index, line] of source.lines.entries()) {
    const header = /^\[([^\]]+)\]\s*$/.exec(line)?.[1];
    if (header !== undefined) {
      section = header.trim();
      key = '';
      continue;
    }
    const pair = /^([\w.-]+)\s*[=:]\s*(.*)$/.exec(line);
    key = pair?.[1] ?? key;
    const dev =
      section === 'options.extras_require'
        ? isDevName(key)
        : section === 'options' && (key === 'install_requires' || key === 'tests_require')
          ? key === 'tests_require'
          : undefined;
    const text = pair ? (pair[2] ?? '') : /^\s/.test(line) ? line : '';
    if (dev !== undefined && text.trim() && !/^\s*(?:[#;]|file:)/.test(text)) {
      declared.push(...declaredIn(text, index + 1, dev));
    }
  }
  return declared;
}

/** A piece of a Python text that lists are made of. */
interface Token {
  readonly kind: 'text' | 'word' | 'mark';
  readonly text: string;
  readonly offset: number;
}

/** No `setup.py` is longer, in tokens, nor says more often what it needs: a search for each would take too long. */
const mostTokens = 50_000;
const mostLists = 50;

/** What the lists written out in a `setup.py` declare; what code computes isn't read. */
export function readSetupPy(source: SourceText): Declared[] {
  const tokens = tokensOf(source.text).slice(0, mostTokens);
  const declared: Declared[] = [];
  let lists = 0;
  for (const [index, { kind, text }] of tokens.entries()) {
    const isAssigned = kind === 'word' && tokens[index + 1]?.text === '=' && tokens[index + 1]?.kind === 'mark';
    if (isAssigned && /^(?:install_requires|tests?_requires?|extras_require)$/.test(text) && lists++ < mostLists) {
      const start = valueOf(tokens, index + 2);
      declared.push(...declaredFrom(source, tokens, start, text));
    }
  }
  return declared;
}

/** Where a value begins: itself, or what a name stands for elsewhere in the file. */
function valueOf(tokens: readonly Token[], index: number): number {
  const value = tokens[index];
  if (value?.kind !== 'word') {
    return index;
  }
  const assigned = tokens.findIndex(
    ({ kind, text }, at) => kind === 'word' && text === value.text && tokens[at + 1]?.text === '=' && at + 2 !== index,
  );
  return assigned < 0 || tokens[assigned + 2]?.kind === 'word' ? index : assigned + 2;
}

function declaredFrom(source: SourceText, tokens: readonly Token[], start: number, argument: string): Declared[] {
  const isExtras = argument === 'extras_require';
  const declared: Declared[] = [];
  let dev = argument.startsWith('test');
  let depth = 0;
  for (let at = start; at < tokens.length; at++) {
    const { kind, text, offset } = tokens[at] ?? { kind: 'mark', text: ')', offset: 0 };
    if (kind === 'mark' && /[[({]/.test(text)) {
      depth++;
    } else if (kind === 'mark' && /[\])}]/.test(text)) {
      depth--;
    } else if (kind === 'text' && isExtras && tokens[at + 1]?.text === ':') {
      dev = isDevName(text);
    } else if (kind === 'text' && depth > 0) {
      declared.push(...declaredIn(text, source.lineAt(offset), dev));
    }
    if (depth <= 0) {
      break;
    }
  }
  return declared;
}

function declaredIn(text: string, line: number, dev: boolean): Declared[] {
  const found = readRequirement(text);
  return found
    ? [
        {
          name: found.name,
          line,
          constraint: found.constraint,
          dev,
          isExact: found.exact !== undefined,
          ...(found.exact === undefined ? {} : { locked: { version: found.exact } }),
        },
      ]
    : [];
}

/** Texts, names and marks; comments and texts of several lines are read over, as are texts that code completes. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern =
    /#[^\r\n]*|("""|''')[\s\S]*?(?:\1|$)|([a-z]{0,2})(?:"((?:[^"\\\r\n]|\\.)*)"?|'((?:[^'\\\r\n]|\\.)*)'?)|([A-Za-z_][\w.]*)|([=:[\](){},])/gi;
  for (const { 0: whole, 1: long, 2: prefix = '', 3: double, 4: single, 5: word, 6: mark, index } of text.matchAll(
    pattern,
  )) {
    const written = double ?? single;
    if (written !== undefined && long === undefined) {
      if (!/f/i.test(prefix)) {
        tokens.push({ kind: 'text', text: written, offset: index + prefix.length });
      }
    } else if (word !== undefined) {
      tokens.push({ kind: 'word', text: word, offset: index });
    } else if (mark !== undefined) {
      tokens.push({ kind: 'mark', text: whole, offset: index });
    }
  }
  return tokens;
}
