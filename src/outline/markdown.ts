import createParser from 'markdown-it';
import type { Env, MarkdownIt, StateBlock, Token } from 'markdown-it';

/*
 * markdown-it, made to tell where things stand. Its tokens only know their lines: the block rules are wrapped to keep,
 * for each line of a text, the offset of its first character that is neither a marker nor a blank; the inline state
 * keeps the offset of line breaks and HTML. They are kept in `token.meta`, a weak map being noticeably slower.
 */

/** The blocks of a text. */
export interface Parsed {
  /** Block tokens. The inline ones have no children: {@link parseInline} is called where they are needed. */
  readonly tokens: readonly Token[];
  /** The link references met, which inline parsing needs. */
  readonly env: Env;
}

/** The rules whose tokens need offsets, and which of the tokens they push gets them. */
export const positionedRules = { paragraph: 1, heading: 1, lheading: 1, html_block: 0, table: 0 } as const;

/**
 * A paragraph longer than this (in UTF-16 code units) is no text a person wrote: it is taken as is, without looking for
 * markup, so that its size cannot freeze the editor.
 */
const maxInlineLength = 200_000;

const markdown = createMarkdown();

function createMarkdown(): MarkdownIt {
  const md = createParser({ html: true });
  // Where links lead is nobody's concern here, and encoding every address takes longer than parsing the text.
  md.normalizeLink = (url) => url;
  md.normalizeLinkText = (url) => url;
  md.validateLink = () => true;
  for (const [name, pushed] of Object.entries(positionedRules)) {
    keepOffsets(md, name, pushed);
  }
  md.inline.State = class extends md.inline.State {
    override push(type: string, tag: string, nesting: -1 | 0 | 1): Token {
      // `pos` is still where the rule began.
      const token = super.push(type, tag, nesting);
      if (type === 'softbreak' || type === 'hardbreak' || type === 'html_inline') {
        token.meta = { at: this.pos };
      }
      return token;
    }
  };
  return md;
}

/** `__rules__` is private to markdown-it, but the only way to the original of a rule: a unit test pins it. */
function keepOffsets(md: MarkdownIt, name: string, pushed: number): void {
  // oxlint-disable-next-line no-underscore-dangle
  const rule = md.block.ruler.__rules__.find((candidate) => candidate.name === name);
  if (!rule) {
    throw new Error(`markdown-it has no block rule ${name}`);
  }
  const original = rule.fn;
  const positioned = (state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean => {
    const first = state.tokens.length;
    if (!original(state, startLine, endLine, silent)) {
      return false;
    }
    if (silent) {
      return true;
    }
    const token = state.tokens[first + pushed];
    if (!token) {
      return true;
    }
    const offsets = contentOffsets(state, startLine);
    const marks = state.tokens[first]?.markup ?? '';
    if (marks.startsWith('#')) {
      offsets[0] = atxTextStart(state, (offsets[0] ?? 0) + marks.length, token);
    }
    token.meta = { offsets };
    return true;
  };
  // Without `alt` the rule would no longer interrupt a paragraph.
  md.block.ruler.at(name, positioned, { alt: rule.alt });
}

/** Offset of the first character that is neither a container's marker nor a blank, for each line to the current one. */
function contentOffsets(state: StateBlock, startLine: number): number[] {
  const offsets: number[] = [];
  for (let line = startLine; line < state.line; line++) {
    offsets.push((state.bMarks[line] ?? state.src.length) + (state.tShift[line] ?? 0));
  }
  return offsets;
}

function atxTextStart(state: StateBlock, afterMarks: number, { content }: Token): number {
  return content ? state.skipSpaces(afterMarks) : afterMarks;
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

/** Offsets in the source of the lines of a paragraph's or heading's inline token, an HTML block or a table. */
export function offsetsOf({ meta }: Token): readonly number[] {
  const offsets = meta?.['offsets'];
  return isOffsets(offsets) ? offsets : [];
}

function isOffsets(value: unknown): value is readonly number[] {
  return Array.isArray(value);
}

/** Offset in its content of a line break or an inline HTML. */
export function offsetInContent({ meta }: Token): number {
  return Number(meta?.['at'] ?? 0);
}
