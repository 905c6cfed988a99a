import type { Token } from 'markdown-it';
import { hasLineGlyph, taskMark } from './boxes';
import { offsetsOf } from './markdown';
import type { Boxed, Part, Row } from './parts';

const noOffsets: readonly number[] = [];

/** Where a definition's destination stands in the source, `<>` included. */
type Destination = readonly [start: number, end: number];

/** What is kept of the tokens of a piece of text. */
export interface ReadParts {
  readonly all: readonly Part[];
  /** By the normalised name of the reference. The first definition of a name is the one that counts. */
  readonly definitions: ReadonlyMap<string, Destination>;
}

/** The parts of a piece of text, without its tokens. */
export function readParts(tokens: readonly Token[]): ReadParts {
  const all: Part[] = [];
  const definitions = new Map<string, Destination>();
  let quotes = 0;
  let enclosing = 0;
  let tableLine = 0;
  let tableOffsets = noOffsets;
  let row: Row | undefined;
  let line = 0;
  let column = 0;
  for (const [index, token] of tokens.entries()) {
    switch (token.type) {
      case 'blockquote_open':
      case 'blockquote_close':
        quotes += token.nesting;
        break;
      case 'list_item_open':
      case 'list_item_close':
        enclosing += token.nesting;
        break;
      case 'table_open':
        tableLine = token.map?.[0] ?? 0;
        tableOffsets = offsetsOf(token);
        break;
      case 'tr_open':
        line = token.map?.[0] ?? 0;
        row = { start: tableOffsets[line - tableLine] ?? 0, cells: undefined };
        column = -1;
        break;
      case 'th_open':
      case 'td_open':
        column++;
        break;
      case 'reference_definition':
        addDefinition(definitions, token);
        break;
      case 'fence':
        all.push(createPart('fence', token, codeStart(token)));
        break;
      case 'code_block':
        all.push(createPart('indented', token, codeStart(token)));
        break;
      case 'html_block':
        all.push(createPart('html', token, offsetsOf(token)));
        break;
      case 'inline':
        if (!token.content) {
          break;
        }
        if (!token.map) {
          all.push(createPart('cell', token, noOffsets, undefined, line, row, column));
        } else if (tokens[index - 1]?.type !== 'paragraph_open') {
          all.push(createPart('heading', token, offsetsOf(token)));
        } else {
          const before = tokens[index - 2];
          const listItem = before?.type === 'list_item_open' ? before : undefined;
          const boxed = hasBoxes(token, listItem) ? boxedOf(token, listItem, enclosing, quotes) : undefined;
          all.push(createPart(listItem ? 'itemStart' : 'paragraph', token, offsetsOf(token), boxed));
        }
        break;
      default:
    }
  }
  return { all, definitions };
}

function createPart(
  kind: Part['kind'],
  { content, map, info }: Token,
  offsets: readonly number[],
  boxed?: Boxed,
  line = map?.[0] ?? 0,
  row?: Row,
  column = 0,
): Part {
  return { kind, content, line, offsets, row, column, info, boxed, inline: undefined };
}

function codeStart({ meta }: Token): readonly number[] {
  return [Number(meta?.['at'] ?? 0)];
}

function hasBoxes({ content }: Token, listItem: Token | undefined): boolean {
  return (listItem && taskMark.test(content)) || hasLineGlyph(content);
}

function boxedOf({ map }: Token, listItem: Token | undefined, enclosing: number, quotes: number): Boxed {
  const lastLine = (map?.[1] ?? 1) - 1;
  const lastLineOfItem = listItem && Math.max(lastLine, (listItem.map?.[1] ?? 0) - 1);
  return { isQuoted: quotes > 0, lastLine, lastLineOfItem, enclosing };
}

function addDefinition(definitions: Map<string, Destination>, { meta }: Token): void {
  const label = meta?.['label'];
  const destination = meta?.['destination'];
  if (typeof label === 'string' && isDestination(destination) && !definitions.has(label)) {
    definitions.set(label, destination);
  }
}

function isDestination(value: unknown): value is Destination {
  return Array.isArray(value);
}
