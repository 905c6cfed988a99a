import type { Env, Token } from 'markdown-it';
import { partsOf, textOf } from './blockText';
import type { Part } from './blockText';
import { commentsIn, isOpaqueHtml } from './htmlText';
import { parseInline } from './markdown';
import type { Parsed } from './markdown';
import { rangeOfLines } from './source';
import type { Source } from './source';
import type { Block, BlockKind, Range } from './types';

const kinds: Partial<Record<string, BlockKind>> = {
  paragraph_open: 'paragraph',
  bullet_list_open: 'list',
  ordered_list_open: 'list',
  table_open: 'table',
  fence: 'code',
  code_block: 'code',
  blockquote_open: 'quote',
  html_block: 'html',
  hr: 'rule',
};

/** The blocks at the margin, in order, without the headings and what is only comments. */
export function readBlocks(source: Source, { tokens, env }: Parsed): Block[] {
  const blocks: Block[] = [];
  for (let first = 0, last = 0; first < tokens.length; first = last + 1) {
    last = endOfBlock(tokens, first);
    const token = tokens[first];
    let kind = token && kinds[token.type];
    if (!token?.map || !kind) {
      continue;
    }
    if (kind === 'html' && htmlIsOnlyComments(token.content)) {
      continue;
    }
    if (kind === 'paragraph' && isOnlyImages(tokens[first + 1]?.content ?? '', env)) {
      kind = 'image';
    }
    const range = rangeOfLines(source, token.map[0], token.map[1] - 1);
    blocks.push(createBlock(kind, range, partsOf(tokens, first, last), env));
  }
  return blocks;
}

/** Index of the token that closes the block at the margin that a token opens. */
function endOfBlock(tokens: readonly Token[], first: number): number {
  let last = first;
  if (tokens[first]?.nesting === 1) {
    do {
      last++;
    } while (last < tokens.length - 1 && (tokens[last]?.level !== 0 || tokens[last]?.nesting !== -1));
  }
  return last;
}

/**
 * The text is put together the first time it is asked for: most blocks' never is, and it would take as long as all the
 * rest.
 */
function createBlock(kind: BlockKind, range: Range, parts: readonly Part[], env: Env): Block {
  let text: string | undefined;
  return {
    kind,
    range,
    get text() {
      if (text === undefined) {
        text = textOf(parts, env);
        parts = [];
      }
      return text;
    },
  };
}

function htmlIsOnlyComments(html: string): boolean {
  if (!html.includes('<!--') || isOpaqueHtml(html)) {
    return false;
  }
  let done = 0;
  for (const { start, end } of commentsIn(html)) {
    if (html.slice(done, start).trim()) {
      return false;
    }
    done = end;
  }
  return !html.slice(done).trim();
}

/** Whether a reader sees images and nothing else, links around them aside. */
function isOnlyImages(content: string, env: Env): boolean {
  if (!content.includes('![')) {
    return false;
  }
  const tokens = parseInline(content, env);
  const isText = ({ type, content }: Token): boolean =>
    type !== 'image' && type !== 'html_inline' && content.trim() !== '';
  return tokens.some(({ type }) => type === 'image') && !tokens.some(isText);
}
