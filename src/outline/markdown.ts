import createParser from 'markdown-it';
import type { Env, MarkdownIt, Token } from 'markdown-it';
import { keepBlockPositions } from './blockPositions';
import { keepInlinePositions } from './inlinePositions';
import { useQuickStates } from './quickStates';

/** The blocks of a text. */
export interface Parsed {
  /** Block tokens. The inline ones have no children: {@link parseInline} is called where they are needed. */
  readonly tokens: readonly Token[];
  /** The link references met, which inline parsing needs. */
  readonly env: Env;
}

/**
 * A paragraph longer than this (in UTF-16 code units) is no text a person wrote: it is taken as is, without looking for
 * markup, so that its size cannot freeze the editor.
 */
const maxInlineLength = 200_000;

const markdown = createMarkdown();

/** markdown-it, made to tell where things stand. */
function createMarkdown(): MarkdownIt {
  const md = createParser({ html: true });
  // Destinations are given as they are written, and encoding every one takes longer than parsing the text.
  md.normalizeLink = (url) => url;
  md.normalizeLinkText = (url) => url;
  md.validateLink = () => true;
  useQuickStates(md);
  keepBlockPositions(md);
  keepInlinePositions(md);
  return md;
}

/** Reads the blocks of a text whose line endings are `\n`. The inline content is left for later. */
export function parseBlocks(text: string): Parsed {
  const tokens: Token[] = [];
  const env: Env = {};
  markdown.block.parse(text, markdown, env, tokens);
  return { tokens, env };
}

/** The inline tokens of a content. */
export function parseInline(content: string, env: Env): Token[] {
  const tokens: Token[] = [];
  if (content.length <= maxInlineLength) {
    markdown.inline.parse(content, markdown, env, tokens);
  }
  return tokens;
}

/** The offset just after the link destination that starts at an offset, `<>` included; undefined when there is none. */
export function destinationEnd(content: string, start: number, limit: number): number | undefined {
  const found = markdown.helpers.parseLinkDestination(content, start, limit);
  return found.ok ? found.pos : undefined;
}

/** Offsets in the source of the lines of a paragraph's or heading's inline token, an HTML block or a table. */
export function offsetsOf({ meta }: Token): readonly number[] {
  const offsets = meta?.['offsets'];
  return isOffsets(offsets) ? offsets : [];
}

function isOffsets(value: unknown): value is readonly number[] {
  return Array.isArray(value);
}
