import type { LineIndex } from '../outline/lines';
import { offsetAt } from '../outline/lines';
import { slugsOf } from '../outline/slug';
import type { Outline } from '../outline/types';

/** Where one can go in a document, as what follows the `#`: the headings' anchors, and those written in HTML. */
export function anchorsOf(outline: Outline, lines: LineIndex): string[] {
  return [...slugsOf(outline.headings.map(({ text }) => text)), ...htmlAnchors(outline, lines)];
}

/** The `id` and `name` of HTML tags: outside of code, but in any block, since HTML may stand in the midst of a text. */
function htmlAnchors({ code }: Outline, lines: LineIndex): string[] {
  const anchors: string[] = [];
  const hidden = code.map(({ range }) => [offsetAt(lines, range.start), offsetAt(lines, range.end)] as const);
  for (const match of lines.text.matchAll(/<[a-z][a-z0-9]*\s[^<>]{0,500}>/gi)) {
    if (!hidden.some(([start, end]) => start <= match.index && match.index < end)) {
      for (const [, quoted, bare] of match[0].matchAll(/\s(?:id|name)\s*=\s*(?:["']([^"']*)["']|([^\s"'>]+))/gi)) {
        anchors.push(quoted ?? bare ?? '');
      }
    }
  }
  return anchors;
}

/**
 * Whether a fragment leads to one of the anchors. GitHub takes no notice of case, and so don't we: a link that works
 * is no concern of ours.
 */
export function hasAnchor(anchors: readonly string[], fragment: string): boolean {
  const wanted = sameForm(fragment.replace(/^user-content-/i, ''));
  return wanted === '' || wanted === 'top' || anchors.some((anchor) => sameForm(anchor) === wanted);
}

/** Accents may be written in two ways, and an emoji leaves an invisible sign behind that some tools drop. */
function sameForm(anchor: string): string {
  return anchor.normalize('NFC').replaceAll('\u{FE0F}', '').toLowerCase();
}
