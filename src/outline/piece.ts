import type { Env, Token } from 'markdown-it';
import { placed } from './links';
import type { Destination } from './links';
import { parseBlocks } from './markdown';
import { PieceReading } from './pieceReading';
import { readParts } from './readParts';
import type { ReadParts } from './readParts';
import { readSource } from './source';
import type { Source } from './source';

/**
 * A piece of a text, from a heading at the margin to another one or to the end. The block parser starts afresh at such a
 * heading: what a piece holds depends on its own text alone, so it is kept as long as that text doesn't change. Link
 * references are the exception, being defined for the whole text.
 */
export class Piece {
  /** Whether the heading that should end the piece does: it may be in a code block, say. */
  readonly isClosed: boolean;
  /** The link references it defines. */
  readonly references: NonNullable<Env['references']> = {};
  private readonly source: Source;
  private readonly parts: ReadParts;
  /** Dropped once they have been read. */
  private tokens: readonly Token[];
  private reading: PieceReading | undefined;

  /**
   * @param text the piece, then the line of the heading that ends it and the one below, which may make it a table
   * @param lineCount how many lines the piece has; undefined when it goes on to the end
   * @param firstLine the line of the whole text on which it starts
   */
  constructor(
    readonly text: string,
    readonly lineCount: number | undefined,
    firstLine: number,
  ) {
    this.source = readSource(text, firstLine);
    const { tokens, env } = parseBlocks(this.source.lines.text);
    const end =
      lineCount === undefined ? tokens.length : tokens.findLastIndex((token) => isHeadingOn(token, lineCount));
    this.isClosed = end >= 0;
    this.tokens = tokens.slice(0, Math.max(0, end));
    this.parts = readParts(this.tokens);
    for (const name of this.parts.definitions.keys()) {
      const reference = env.references?.[name];
      if (reference) {
        this.references[name] = reference;
      }
    }
  }

  /** Where the destinations of its definitions stand, the piece being on a line. */
  *definitions(firstLine: number): Iterable<readonly [name: string, destination: Destination]> {
    for (const [name, written] of this.parts.definitions) {
      yield [name, placed({ ...this.source, firstLine }, written)];
    }
  }

  /**
   * What it holds.
   *
   * @param firstLine the line of the whole text on which it starts
   * @param env the references of the whole text, always the same for a piece
   */
  read(firstLine: number, env: Env): PieceReading {
    if (!this.reading) {
      this.reading = PieceReading.of({ ...this.source, firstLine }, this.tokens, { all: this.parts.all, env });
      this.tokens = [];
    } else if (this.reading.firstLine !== firstLine) {
      this.reading = this.reading.movedTo(firstLine);
    }
    return this.reading;
  }
}

function isHeadingOn({ type, level, map }: Token, line: number): boolean {
  return type === 'heading_open' && level === 0 && map?.[0] === line;
}
