import type { Token } from 'markdown-it';
import { hasImage, proseOf, textOf } from './blockText';
import { commentsIn, isOpaqueHtml } from './htmlText';
import type { BoxedParagraphs } from './itemContent';
import { withoutImages } from './inlineLines';
import { lazily } from './lazy';
import { inlineOf } from './partText';
import { partsOnLines } from './parts';
import type { Part, Parts } from './parts';
import { movedRange, rangeOfLines } from './source';
import type { Source } from './source';
import type { Block, BlockKind } from './types';

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
export function readBlocks(
  source: Source,
  tokens: readonly Token[],
  parts: Parts,
  paragraphs: BoxedParagraphs,
): Block[] {
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
    if (kind === 'paragraph' && isOnlyImages(parts, token.map[0])) {
      kind = 'image';
    }
    const [start, end] = token.map;
    const range = rangeOfLines(source, start, end - 1);
    blocks.push(withWords.add({ kind, range }, { firstLine: start, lastLine: end - 1, parts, paragraphs }));
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

/** The same block some lines further down. */
export function movedBlock(block: Block, by: number): Block {
  return withWords.copy({ kind: block.kind, range: movedRange(block.range, by) }, block);
}

/** What a block is read from; lines are those of the piece of text it stands in. */
interface BlockState {
  readonly firstLine: number;
  readonly lastLine: number;
  readonly parts: Parts;
  readonly paragraphs: BoxedParagraphs;
}

/** Most blocks are never asked what they say, and reading it all would take as long as all the rest. */
const withWords = lazily<BlockState, Pick<Block, 'text' | 'prose' | 'hasImage'>>({
  text: (state) => textOf(partsOf(state), state.parts),
  prose: (state, { text }) => proseOf(partsOf(state), state.parts, state.paragraphs) ?? text,
  hasImage: (state) => hasImage(partsOf(state), state.parts),
});

function partsOf({ firstLine, lastLine, parts }: BlockState): readonly Part[] {
  return partsOnLines(parts, firstLine, lastLine);
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

/** Whether a reader sees images and nothing else, links around them aside, in the paragraph that starts on a line. */
function isOnlyImages(parts: Parts, line: number): boolean {
  const [part] = partsOnLines(parts, line, line);
  if (!part || part.boxed || !part.content.includes('![')) {
    return false;
  }
  const { links, lines } = inlineOf(part, parts.env);
  return links.some(({ isImage }) => isImage) && lines.every((line) => withoutImages(line) === '');
}
