import type { MarkdownIt, StateInline, Token } from 'markdown-it';
import type { Span } from './htmlText';

/*
 * markdown-it's inline tokens don't know where they stand. Its state is extended to keep in `token.meta` where line
 * breaks and HTML start, and the rules for links, images and code are wrapped to keep where those start and end.
 */

/** The rules that are wrapped, and the character each starts with. */
export const positionedInlineRules = { backticks: '`', link: '[', image: '!', autolink: '<' } as const;

export function keepInlinePositions(md: MarkdownIt): void {
  md.inline.State = class extends md.inline.State {
    override push(type: string, tag: string, nesting: -1 | 0 | 1): Token {
      // `pos` is still where the rule began; for a link, where its text does, `posMax` being where the text ends.
      const token = super.push(type, tag, nesting);
      if (type === 'softbreak' || type === 'hardbreak' || type === 'html_inline') {
        token.meta = { at: this.pos };
      } else if (type === 'link_open') {
        token.meta = { labelEnd: this.posMax };
      }
      return token;
    }
  };
  for (const [name, opening] of Object.entries(positionedInlineRules)) {
    wrap(md, name, opening.charCodeAt(0));
  }
}

function wrap(md: MarkdownIt, name: string, opening: number): void {
  // oxlint-disable-next-line no-underscore-dangle
  const rule = md.inline.ruler.__rules__.find((candidate) => candidate.name === name);
  if (!rule) {
    throw new Error(`markdown-it has no inline rule ${name}`);
  }
  const original = rule.fn;
  const positioned = (state: StateInline, silent: boolean): boolean => {
    const start = state.pos;
    if (state.src.charCodeAt(start) !== opening) {
      return false;
    }
    if (silent) {
      return original(state, true);
    }
    // The text before it, if any, is pushed first.
    const index = state.tokens.length + (state.pending ? 1 : 0);
    if (!original(state, false)) {
      return false;
    }
    const token = state.tokens[index];
    if (token) {
      token.meta = { start, end: state.pos, labelEnd: token.meta?.['labelEnd'], label: token.meta?.['label'] };
    }
    return true;
  };
  md.inline.ruler.at(name, positioned, { alt: rule.alt });
}

/** Where a link, an image, an autolink or a code span stands in the content. */
export function spanOf({ meta }: Token): Span {
  return { start: Number(meta?.['start']), end: Number(meta?.['end']) };
}

/** Of a link with its own destination: offset of the `]` that ends its text. */
export function labelEndOf({ meta }: Token): number {
  return Number(meta?.['labelEnd']);
}

/** Of a link or an image without a destination of its own: the normalised name of the definition. */
export function referenceOf({ meta }: Token): string | undefined {
  const label = meta?.['label'];
  return typeof label === 'string' ? label : undefined;
}

/** Where the code of a code span stands, without back quotes nor the blanks that keep it apart from them. */
export function codeIn(content: string, token: Token): Span {
  const span = spanOf(token);
  const start = span.start + token.markup.length;
  const end = span.end - token.markup.length;
  const code = content.slice(start, end);
  const isPadded = /^[ \n]/.test(code) && /[ \n]$/.test(code) && /[^ \n]/.test(code);
  return isPadded ? { start: start + 1, end: end - 1 } : { start, end };
}

/** Offset in its content of a line break or an inline HTML. */
export function offsetInContent({ meta }: Token): number {
  return Number(meta?.['at']);
}
