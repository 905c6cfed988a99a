import { lineEnd, lineStart } from './lines';
import type { LineIndex } from './lines';
import { Piece } from './piece';

const HASH = 35;

/** A piece and the line on which it starts. */
export interface PlacedPiece {
  readonly piece: Piece;
  readonly firstLine: number;
}

/** Pieces by what was parsed to read them, those that no heading closed included. */
export type KnownPieces = ReadonlyMap<string, Piece>;

/**
 * Cuts a text into pieces, at each heading at the margin.
 *
 * @param first the line to start from
 * @param known pieces read before, taken up again where the text hasn't changed
 * @param met filled with what there is to know next time
 */
export function* cutPieces(
  lines: LineIndex,
  first: number,
  known: KnownPieces,
  met: Map<string, Piece>,
): Iterable<PlacedPiece> {
  const headings = headingLines(lines, first + 1);
  const pieceBetween = (start: number, end: number | undefined): Piece => {
    const text = lines.text.slice(lineStart(lines, start), end === undefined ? undefined : lineStart(lines, end + 2));
    const lineCount = end === undefined ? undefined : end - start;
    let piece = met.get(text) ?? known.get(text);
    // A byte order mark is one on the first line only.
    if (piece?.lineCount !== lineCount || text.startsWith('\uFEFF')) {
      piece = undefined;
    }
    piece ??= new Piece(ownCopy(text), lineCount, start);
    met.set(piece.text, piece);
    return piece;
  };
  let next = 0;
  for (let start: number | undefined = first; start !== undefined;) {
    let end: number | undefined;
    let piece: Piece;
    // What swallows a heading may well swallow many: the steps get longer, lest all be parsed again for each.
    let step = 1;
    do {
      next += step;
      step *= 2;
      end = headings[next - 1];
      piece = pieceBetween(start, end);
    } while (!piece.isClosed);
    yield { piece, firstLine: start };
    start = end;
  }
}

/** The lines that may be headings at the margin, as the parser will tell. */
function headingLines(lines: LineIndex, first: number): number[] {
  const found: number[] = [];
  for (let line = first; line < lines.starts.length; line++) {
    const start = lineStart(lines, line);
    if (
      lines.text.charCodeAt(start) === HASH &&
      /^#{1,6}(?:[ \t]|$)/.test(lines.text.slice(start, lineEnd(lines, line)))
    ) {
      found.push(line);
    }
  }
  return found;
}

/** A slice of a text keeps the whole of it in memory: pieces last longer than the text they were read from. */
function ownCopy(text: string): string {
  return ` ${text}`.slice(1);
}
