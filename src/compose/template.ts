/**
 * A text with holes, as a list of its lines. Documents and snippets are composed once, as a template, then written
 * out either with the holes filled (a file) or with tab stops in their place (a snippet): the two can't drift apart.
 */
export type TemplateLine = readonly (string | Hole)[];
export type Template = readonly TemplateLine[];

export interface Hole {
  readonly hole:
    /** The product's name as a YAML value. */
    | 'productValue'
    /** The product's name as Markdown. */
    | 'productTitle'
    | 'date'
    /** What stands between the brackets of a task box: a space, until the person ticks it. */
    | 'mark'
    /** Where the person writes: nothing yet in a file just made. */
    | 'answer';
}

export const hole = (name: Hole['hole']): Hole => ({ hole: name });

/** Blocks of lines, one blank line between two. */
export function blocks(...parts: readonly Template[]): Template {
  return parts.filter((part) => part.length > 0).flatMap((part, index) => (index === 0 ? [...part] : [[], ...part]));
}

/** What fills the holes of a document. */
export interface TemplateValues {
  /** The product's name, one line of plain text. */
  readonly product: string;
  /** ISO 8601: `2026-11-24`. */
  readonly date: string;
}
