import type { Env, Token } from 'markdown-it';
import { maskLineGlyphs } from './boxes';
import { offsetInContent, parseInline } from './markdown';
import { skipBlanks } from './passage';
import { hasMarkup } from './words';

/** A line of a paragraph, as a reader sees it: a code span, a comment or a link's title is never cut. */
export interface GlyphLine {
  /** Offsets in the paragraph's content: of the first character that is not a blank, and of the line break. */
  readonly start: number;
  readonly end: number;
  /** The line's inline tokens, its first glyph left out; undefined when the line is plain text. */
  readonly tokens: readonly Token[] | undefined;
}

export function glyphLines(content: string, env: Env): GlyphLine[] {
  if (hasMarkup(content)) {
    // Glyphs are hidden from the parser: ticking one must not change how what follows it is read.
    const tokens = parseInline(withoutLastBreak(maskLineGlyphs(content)), env);
    if (tokens.length > 0) {
      return cutAtBreaks(content, tokens);
    }
  }
  const lines: GlyphLine[] = [];
  for (let at = 0; at <= content.length;) {
    const newline = content.indexOf('\n', at);
    const end = newline < 0 ? content.length : newline;
    lines.push({ start: skipBlanks(content, at), end, tokens: undefined });
    at = end + 1;
  }
  return lines;
}

function cutAtBreaks(content: string, tokens: readonly Token[]): GlyphLine[] {
  const lines: GlyphLine[] = [];
  let start = 0;
  let first = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.type !== 'softbreak' && token.type !== 'hardbreak') {
      continue;
    }
    const end = offsetInContent(token);
    lines.push({ start, end, tokens: tokens.slice(first, index) });
    start = skipBlanks(content, content.indexOf('\n', end) + 1);
    first = index + 1;
  }
  lines.push({ start, end: content.length, tokens: tokens.slice(first) });
  return lines;
}

/** Without the backslash that would break the paragraph's last line, had it a next one. */
export function withoutLastBreak(content: string): string {
  let backslashes = 0;
  while (content.charCodeAt(content.length - 1 - backslashes) === 92) {
    backslashes++;
  }
  return backslashes % 2 === 1 ? content.slice(0, -1) : content;
}
