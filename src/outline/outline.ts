import type { Env } from 'markdown-it';
import { findFrontMatter, readFrontMatter } from './frontMatter';
import { withSections } from './headings';
import { indexLines, lineStart, positionAt } from './lines';
import type { LineIndex } from './lines';
import type { Destination } from './links';
import type { Piece } from './piece';
import { cutPieces } from './pieces';
import type { KnownPieces, PlacedPiece } from './pieces';
import { readSource } from './source';
import type { Code, Link, Outline } from './types';

/** What an outline was read from. */
interface Origin {
  readonly known: KnownPieces;
  /** The link references of the whole text: all links may change with them. */
  readonly references: string;
}

const origins = new WeakMap<Outline, Origin>();

/**
 * Reads a Markdown text (CommonMark, tables and task lists): front matter, headings and their sections, checklist
 * items, blocks, comments, links and code, each with where it stands in the text as given. Never throws, whatever the text.
 *
 * What takes an inline reading of the whole text is worked out on demand, once, and then shared: the words of blocks and
 * items, whether blocks have images, links and code. All the rest is plain data.
 *
 * @param previous an earlier reading of nearly the same text: what hasn't changed since is not read again
 * @param lines where its lines are, if that is known already
 */
export function readOutline(text: string, previous?: Outline, lines = indexLines(text)): Outline {
  const origin = previous && origins.get(previous);
  const found = findFrontMatter(lines);
  const first = found ? found.closing + 1 : 0;
  const known = new Map<string, Piece>();
  const pieces: PlacedPiece[] = [];
  // A definition starts as `[name]:`. Without any, what is parsed can be read, and forgotten, at once: much quicker.
  const isAtOnce = origin === undefined && !text.includes(']:');
  for (const placed of cutPieces(lines, first, origin?.known ?? known, known)) {
    pieces.push(placed);
    if (isAtOnce) {
      placed.piece.read(placed.firstLine, {});
    }
  }
  const env = envOf(pieces);
  const references = JSON.stringify(env);
  if (origin && origin.references !== references) {
    return readOutline(text, undefined, lines);
  }
  const readings = pieces.map(({ piece, firstLine }) => piece.read(firstLine, env));
  let links: Link[] | undefined;
  let code: Code[] | undefined;
  const outline: Outline = {
    frontMatter: found && readFrontMatter(readSource(text.slice(0, lineStart(lines, first))), found),
    headings: withSections(
      readings.flatMap(({ titles }) => titles),
      text.startsWith('\uFEFF') ? 1 : 0,
      positionAt(lines, text.length),
    ),
    items: readings.flatMap(({ items }) => items),
    blocks: readings.flatMap(({ blocks }) => blocks),
    comments: readings.flatMap(({ comments }) => comments),
    get links() {
      if (!links) {
        const definitions = definitionsOf(pieces);
        links = readings.flatMap((reading) => reading.links(definitions));
      }
      return links;
    },
    get code() {
      code ??= readings.flatMap((reading) => reading.code);
      return code;
    },
    eol: mostUsedEol(lines),
    lineCount: lines.starts.length,
  };
  origins.set(outline, { known, references });
  return outline;
}

/** The references of a whole text: the first definition of a name is the one that counts. */
function envOf(pieces: readonly PlacedPiece[]): Env {
  const references = pieces.flatMap(({ piece }) => Object.entries(piece.references)).reverse();
  // Without any, the parser doesn't even look for links that need one.
  return references.length > 0 ? { references: Object.fromEntries(references) } : {};
}

function definitionsOf(pieces: readonly PlacedPiece[]): Map<string, Destination> {
  const definitions = new Map<string, Destination>();
  for (const { piece, firstLine } of [...pieces].reverse()) {
    for (const [name, destination] of piece.definitions(firstLine)) {
      definitions.set(name, destination);
    }
  }
  return definitions;
}

function mostUsedEol({ text, starts }: LineIndex): '\n' | '\r\n' {
  if (!text.includes('\r\n')) {
    return '\n';
  }
  let crlf = 0;
  for (const start of starts) {
    if (text.charCodeAt(start - 2) === 13 && text.charCodeAt(start - 1) === 10) {
      crlf++;
    }
  }
  return crlf * 2 > starts.length - 1 ? '\r\n' : '\n';
}
