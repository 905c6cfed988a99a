import type { MarkdownIt, StateBlock, Token } from 'markdown-it';

/*
 * markdown-it's block tokens only know their lines. Its rules are wrapped to keep offsets in the source in `token.meta`,
 * a weak map being noticeably slower.
 */

/** The rules that are wrapped, and which of the tokens they push gets the offsets. */
export const positionedRules = {
  paragraph: 1,
  heading: 1,
  lheading: 1,
  html_block: 0,
  table: 0,
  fence: 0,
  code: 0,
  reference: 0,
} as const;

type Positions = (state: StateBlock, startLine: number, token: Token, first: Token) => Record<string, unknown>;

export function keepBlockPositions(md: MarkdownIt): void {
  const destination = lastDestination(md);
  const others: Partial<Record<string, Positions>> = {
    fence: (state, startLine) => ({ at: afterIndent(state, startLine + 1, state.sCount[startLine] ?? 0) }),
    code: (state, startLine) => ({ at: afterIndent(state, startLine, 4 + state.blkIndent) }),
    reference: (_state, _startLine, { meta }) => ({ ...meta, destination: destination() }),
  };
  for (const [name, pushed] of Object.entries(positionedRules)) {
    wrap(md, name, pushed, others[name] ?? lineOffsets);
  }
}

/** `__rules__` is private to markdown-it, but the only way to the original of a rule: a unit test pins it. */
function wrap(md: MarkdownIt, name: string, pushed: number, positions: Positions): void {
  // oxlint-disable-next-line no-underscore-dangle
  const rule = md.block.ruler.__rules__.find((candidate) => candidate.name === name);
  if (!rule) {
    throw new Error(`markdown-it has no block rule ${name}`);
  }
  const original = rule.fn;
  const positioned = (state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean => {
    const count = state.tokens.length;
    if (!original(state, startLine, endLine, silent)) {
      return false;
    }
    const first = state.tokens[count];
    const token = state.tokens[count + pushed];
    if (!silent && first && token) {
      token.meta = positions(state, startLine, token, first);
    }
    return true;
  };
  // Without `alt` the rule would no longer interrupt a paragraph.
  md.block.ruler.at(name, positioned, { alt: rule.alt });
}

/** For each line, the offset of its first character that is neither a container's marker nor a blank. */
function lineOffsets(
  state: StateBlock,
  startLine: number,
  { content }: Token,
  { markup }: Token,
): { offsets: number[] } {
  const offsets: number[] = [];
  for (let line = startLine; line < state.line; line++) {
    offsets.push((state.bMarks[line] ?? state.src.length) + (state.tShift[line] ?? 0));
  }
  if (markup.startsWith('#')) {
    const afterMarks = (offsets[0] ?? 0) + markup.length;
    offsets[0] = content ? state.skipSpaces(afterMarks) : afterMarks;
  }
  return { offsets };
}

/** Offset of a line's first character past an indentation in columns, as markdown-it's `getLines` cuts it. */
function afterIndent(state: StateBlock, line: number, indent: number): number {
  const start = state.bMarks[line] ?? state.src.length;
  const end = state.eMarks[line] ?? start;
  let at = start;
  for (let column = 0; at < end && column < indent; at++) {
    const code = state.src.charCodeAt(at);
    if (code === 9) {
      column += 4 - ((column + (state.bsCount[line] ?? 0)) % 4);
    } else if (code === 32 || at - start < (state.tShift[line] ?? 0)) {
      column++;
    } else {
      break;
    }
  }
  return at;
}

/** Where the link destination that was read last stands, `<>` included: the rule for definitions reads only one. */
function lastDestination(md: MarkdownIt): () => readonly [number, number] {
  const { parseLinkDestination } = md.helpers;
  let last: readonly [number, number] = [0, 0];
  md.helpers = {
    ...md.helpers,
    parseLinkDestination(text: string, start: number, max: number) {
      const found = parseLinkDestination(text, start, max);
      last = [start, found.pos];
      return found;
    },
  };
  return () => last;
}
