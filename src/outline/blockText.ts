import type { Env, Token } from 'markdown-it';
import { maskLineGlyphs, taskMark } from './boxes';
import { htmlWords } from './htmlText';
import { lineByLine, wordsOf } from './words';

/** A piece of a block's content, kept until the block's text is asked for. */
export interface Part {
  readonly kind: 'paragraph' | 'itemStart' | 'inline' | 'html' | 'code';
  readonly content: string;
}

/** The contents of the tokens from `first` to `last`, without the tokens themselves. */
export function partsOf(tokens: readonly Token[], first: number, last: number): Part[] {
  const parts: Part[] = [];
  for (let index = first; index <= last; index++) {
    const token = tokens[index];
    if (!token?.content) {
      continue;
    }
    parts.push({ kind: kindOf(tokens, index, token), content: token.content });
  }
  return parts;
}

function kindOf(tokens: readonly Token[], index: number, token: Token): Part['kind'] {
  if (token.type === 'html_block') {
    return 'html';
  }
  if (token.type !== 'inline') {
    return 'code';
  }
  if (tokens[index - 1]?.type !== 'paragraph_open') {
    return 'inline';
  }
  return tokens[index - 2]?.type === 'list_item_open' ? 'itemStart' : 'paragraph';
}

/** The words of the parts, boxes left out. Each paragraph, table cell and so on starts a line. */
export function textOf(parts: readonly Part[], env: Env): string {
  return parts
    .map((part) => wordsOfPart(part, env))
    .filter((words) => words !== '')
    .join('\n');
}

function wordsOfPart({ kind, content }: Part, env: Env): string {
  switch (kind) {
    case 'html':
      return htmlWords(content);
    case 'code':
      return content.trim();
    case 'itemStart':
      return wordsOf(maskLineGlyphs(content.replace(taskMark, '')), env, lineByLine);
    case 'paragraph':
      return wordsOf(maskLineGlyphs(content), env, lineByLine);
    default:
      return wordsOf(content, env, lineByLine);
  }
}
