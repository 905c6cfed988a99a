import type { Token } from 'markdown-it';
import { movedBlock, readBlocks } from './blocks';
import { readCode } from './code';
import { readComments } from './comments';
import { readTitles } from './headings';
import type { Title } from './headings';
import { movedItem, readItems } from './items';
import { readLinks } from './links';
import type { Definitions } from './links';
import type { Parts } from './parts';
import { movedRange } from './source';
import type { Source } from './source';
import type { Block, ChecklistItem, Code, Comment, Link } from './types';

interface Found {
  readonly titles: readonly Title[];
  readonly items: readonly ChecklistItem[];
  readonly blocks: readonly Block[];
  readonly comments: readonly Comment[];
}

/** What a piece of text holds, with where it stands in the whole text. */
export class PieceReading {
  readonly titles: readonly Title[];
  readonly items: readonly ChecklistItem[];
  readonly blocks: readonly Block[];
  readonly comments: readonly Comment[];
  private ownLinks: readonly Link[] | undefined;
  private ownCode: readonly Code[] | undefined;

  private constructor(
    private readonly source: Source,
    private readonly parts: Parts,
    { titles, items, blocks, comments }: Found,
  ) {
    this.titles = titles;
    this.items = items;
    this.blocks = blocks;
    this.comments = comments;
  }

  static of(source: Source, tokens: readonly Token[], parts: Parts): PieceReading {
    const { items, paragraphs } = readItems(source, parts);
    return new PieceReading(source, parts, {
      titles: readTitles(source, tokens, parts),
      items,
      blocks: readBlocks(source, tokens, parts, paragraphs),
      comments: readComments(source, parts),
    });
  }

  /** The line of the whole text on which the piece starts. */
  get firstLine(): number {
    return this.source.firstLine;
  }

  get code(): readonly Code[] {
    this.ownCode ??= readCode(this.source, this.parts);
    return this.ownCode;
  }

  links(definitions: Definitions): readonly Link[] {
    // Definitions may stand in other pieces, and move without this one.
    if (definitions.size > 0) {
      return readLinks(this.source, this.parts, definitions);
    }
    this.ownLinks ??= readLinks(this.source, this.parts, definitions);
    return this.ownLinks;
  }

  /** The same on another line of the whole text. */
  movedTo(firstLine: number): PieceReading {
    const by = firstLine - this.firstLine;
    return new PieceReading({ ...this.source, firstLine }, this.parts, {
      titles: this.titles.map(({ level, text, range, textRange }) => ({
        level,
        text,
        range: movedRange(range, by),
        textRange: movedRange(textRange, by),
      })),
      items: this.items.map((item) => movedItem(item, by)),
      blocks: this.blocks.map((block) => movedBlock(block, by)),
      comments: this.comments.map(({ range, text }) => ({ range: movedRange(range, by), text })),
    });
  }
}
