import { toSource } from './partOffsets';
import { inlineOf } from './partText';
import type { Part, Parts } from './parts';
import { givenText, range } from './source';
import type { Source } from './source';
import type { Link, Range } from './types';

export interface Destination {
  readonly destination: string;
  readonly range: Range;
}

/** The definitions of a whole text, by the normalised name of the reference. */
export type Definitions = ReadonlyMap<string, Destination>;

/**
 * The links, images and autolinks of a text, in order, an outer one before the image it holds. Those of HTML tags are not
 * read, nor those of a paragraph too long to be parsed. An e-mail address has no `mailto:` but what is written; in a
 * table cell, a pipe keeps its backslash.
 */
export function readLinks(source: Source, parts: Parts, definitions: Definitions): Link[] {
  const hasDefinitions = definitions.size > 0;
  const links: Link[] = [];
  for (const part of parts.all) {
    if (!mayHaveLinks(part, hasDefinitions)) {
      continue;
    }
    const found = inlineOf(part, parts.env).links;
    if (found.length === 0) {
      continue;
    }
    const place = toSource(source, part);
    for (const { isImage, start, end, text, destination } of found) {
      const written =
        typeof destination === 'string'
          ? definitions.get(destination)
          : placed(source, [place(destination[0]), place(destination[1])]);
      // Rather no link than one in the wrong place.
      if (written) {
        links.push({
          destination: written.destination,
          isImage,
          range: range(source, place(start), place(end)),
          destinationRange: written.range,
          text,
        });
      }
    }
  }
  return links;
}

/** A destination as it is written, and where. */
export function placed(source: Source, written: readonly [start: number, end: number]): Destination {
  const [start, end] = withoutBrackets(source, written);
  return { destination: givenText(source, start, end), range: range(source, start, end) };
}

/** Whether it is worth parsing: without definitions, only `](` and `<` make a link. */
function mayHaveLinks({ kind, content }: Part, hasDefinitions: boolean): boolean {
  if (kind === 'html' || kind === 'fence' || kind === 'indented') {
    return false;
  }
  return content.includes(hasDefinitions ? '[' : '](') || /<[^\s<>!/]+[:@]/.test(content);
}

/** A definition whose destination ends with a backslash takes the line ending in, as the parser does: it is left out. */
function withoutBrackets(
  { lines }: Source,
  [start, last]: readonly [start: number, end: number],
): readonly [start: number, end: number] {
  const end = lines.text[last - 1] === '\n' ? last - 1 : last;
  return lines.text.startsWith('<', start) && end > start ? [start + 1, end - 1] : [start, end];
}
