import type { Outline, Range } from '../../outline';

/** An address, or an e-mail address, that a text shows as it is. */
export interface BareLink {
  readonly url: string;
  /** What the line says before it: `Sentry`, `front`; empty when it says a whole sentence. */
  readonly label: string;
  /** All that the line says. */
  readonly words: string;
  /** Counted from 1. */
  readonly line: number;
}

const longestLabel = 60;
const image = /\.(?:svg|png|jpe?g|gif|webp|ico)(?:[?#]|$)/i;

const written = /https?:\/\/[^\s<>"'`|()[\]]+|(?<![\w.+/@-])[\w.+-]{2,64}@[\w-]{1,63}(?:\.[\w-]{2,63})+/gi;

/** What a Markdown text writes without making it a link, out of its code, of its links and of its images. */
export function bareLinks(lines: readonly string[], { code, links }: Outline): BareLink[] {
  const taken = byLine([...code, ...links].map(({ range }) => range));
  return lines.flatMap((full, index) => {
    const line = full.slice(0, 2000);
    return [...line.matchAll(written)].flatMap(({ 0: address, index: character }): BareLink[] => {
      const before = line.slice(0, character);
      const isTaken = (taken.get(index) ?? []).some(
        ({ start, end }) =>
          (start.line < index || start.character <= character) && (end.line > index || end.character > character),
      );
      return isTaken || image.test(address) || /\bsrc\w*\s*=\s*["']?$/i.test(before)
        ? []
        : [{ url: address.replace(/[.,;:!?*_]+$/, ''), label: labelOf(before), words: line, line: index + 1 }];
    });
  });
}

function byLine(ranges: readonly Range[]): ReadonlyMap<number, readonly Range[]> {
  const found = new Map<number, Range[]>();
  for (const range of ranges) {
    for (let line = range.start.line; line <= range.end.line; line++) {
      const same = found.get(line);
      if (same) {
        same.push(range);
      } else {
        found.set(line, [range]);
      }
    }
  }
  return found;
}

/** `- **Sentry** : https://…` → `Sentry`. */
function labelOf(before: string): string {
  const label = before
    .replace(/^[^\p{L}\d`*_[(]+/u, '')
    .replace(/^[\s>#*+|-]+/, '')
    .replaceAll(/\*\*|__|`|\[|\]|\|/g, '')
    .replace(/[\s:→=>(-]+$/, '')
    .trim();
  return label.length <= longestLabel && label.split(/\s+/).length <= 7 && !/https?:|[<>"=]/.test(label) ? label : '';
}
