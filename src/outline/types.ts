/**
 * What the outline says of a Markdown text. Plain, readonly data: no Markdown library, no editor.
 *
 * Every position is a zero-based line and a zero-based character counted in UTF-16 code units, of the text as it was
 * given (CRLF, tabs and byte order mark included), so it is what VS Code expects. A range's end is exclusive.
 */

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A heading, ATX or setext. Headings inside block quotes, lists or code are not part of the outline. */
export interface Heading {
  /** 1 to 6. */
  readonly level: number;
  /** The words a reader sees: markup, images and closing `#` removed, emoji and punctuation kept. */
  readonly text: string;
  /** From the first `#` (or the first character of a setext heading's text) to the end of its last line. */
  readonly range: Range;
  /** The text alone, without `#` marks and the blanks around it. */
  readonly textRange: Range;
  /**
   * From the start of the heading's first line to the start of the next heading of the same or a higher rank, or to
   * the end of the text: the heading, what follows it, and its sub-sections.
   */
  readonly sectionRange: Range;
}

export type BoxNotation =
  /** `- [ ]`, `* [x]`, `1. [X]`… */
  | 'task'
  /** `☐ ☑ ☒ ✅ ✔` at the start of a line, as the handbook writes them, with or without a list marker before it. */
  | 'glyph';

/** A checklist item: a box and its label. */
export interface ChecklistItem {
  readonly notation: BoxNotation;
  readonly checked: boolean;
  /** What changes when the box is ticked: the one character between the brackets, or the glyph and its variation selectors. */
  readonly markRange: Range;
  /** The label's words, up to the end of its first paragraph or of its line for glyphs; markup removed, hard breaks left out. */
  readonly text: string;
  /** Where the label stands. */
  readonly labelRange: Range;
  /** The whole item: from the start of its first line to the end of its last, nested content included. */
  readonly range: Range;
  /** How many list items enclose it: 0 at the margin. */
  readonly depth: number;
  /**
   * The words under the label that belong to the item: its nested blocks, or the lines that follow a glyph's in the
   * same paragraph; comments and the labels of unticked boxes left out. Worked out when first asked for.
   */
  readonly content: string;
}

export type BlockKind = 'paragraph' | 'list' | 'table' | 'code' | 'quote' | 'html' | 'image' | 'rule';

/**
 * A block of content at the margin (not inside another block), headings and front matter left out. A block made of
 * HTML comments alone is not a block: see {@link Comment}.
 */
export interface Block {
  readonly kind: BlockKind;
  readonly range: Range;
  /** The words a reader sees, comments left out. Worked out when first asked for, like those below. */
  readonly text: string;
  /** The same without the block's checklist items, neither their labels nor their content: what stands beside the boxes. */
  readonly prose: string;
  /** Whether it shows an image, with alternative text or not. */
  readonly hasImage: boolean;
}

/** A link, an image or an autolink, wherever a reader would see one: never in code, in a comment or in front matter. */
export interface Link {
  /** As it is written, undecoded, without the title: `annexes/api.md#routes`. For a reference, that of its definition. */
  readonly destination: string;
  readonly isImage: boolean;
  /** The whole link, from `[`, `![` or `<` to its end. */
  readonly range: Range;
  /** Where the destination is written: inside the link, or in the definition a reference leads to. */
  readonly destinationRange: Range;
  /** The words of the link, or the image's alternative text; empty for an autolink. */
  readonly text: string;
}

/** Code, in a fence, indented, or between back quotes. */
export interface Code {
  readonly kind: 'fence' | 'indented' | 'span';
  /** The first word of the fence's info string, lower case: `sh`. Empty for the others. */
  readonly language: string;
  /** The code alone, without fences, back quotes or indentation; lines joined by `\n`. */
  readonly text: string;
  /** Where the code alone starts and ends in the document. */
  readonly range: Range;
}

/** An HTML comment, alone on its lines or in the midst of a text. Never one inside code. */
export interface Comment {
  readonly range: Range;
  /** What stands between `<!--` and `-->`, trimmed. */
  readonly text: string;
}

/** A key of the front matter's first level, with where its parts stand. */
export interface FrontMatterEntry {
  readonly key: string;
  readonly keyRange: Range;
  /** Where the value stands; empty and right after the colon when there is none. */
  readonly valueRange: Range;
  /** The value as plain data; dates stay strings. Undefined when it can't be read: see the problems. */
  readonly value: unknown;
  /** How the value is written, quotes included: tells a quoted date from a date. */
  readonly source: string;
}

export interface FrontMatterProblem {
  /** In French, one line, without the position. */
  readonly message: string;
  readonly range: Range;
}

/** The YAML between two `---` lines at the very start of the text (after a byte order mark if any). */
export interface FrontMatter {
  /** Both `---` lines included. */
  readonly range: Range;
  /** The YAML alone: from the start of the first line after the opening `---` to the start of the closing one. */
  readonly contentRange: Range;
  readonly entries: readonly FrontMatterEntry[];
  readonly problems: readonly FrontMatterProblem[];
}

export interface Outline {
  readonly frontMatter: FrontMatter | undefined;
  /** In document order, like the lists below. */
  readonly headings: readonly Heading[];
  readonly items: readonly ChecklistItem[];
  readonly blocks: readonly Block[];
  readonly comments: readonly Comment[];
  /** Worked out when first asked for, like `code`. */
  readonly links: readonly Link[];
  readonly code: readonly Code[];
  /** The line ending used most: what an inserted text should use. */
  readonly eol: '\n' | '\r\n';
  readonly lineCount: number;
}

/** A change of text: what stands at the range is replaced; an empty range inserts. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}
