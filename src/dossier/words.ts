/**
 * A text reduced to what makes two headings the same for a reader: lower case, no diacritics, apostrophes,
 * punctuation or emoji, no numbering in front, single spaces.
 */
export function foldWords(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^(?:\d+ )+(?=\S)/, '');
}

/** Words that say nothing of a heading's subject: without them, « Le produit » isn't « Relancer le produit ». */
const functionWords = new Set(
  'a au aux c ce ces cet cette d dans de des du en et il l la le les leur leurs n nos notre nous on ou par pour qu que qui s se sur un une vos votre vous y'.split(
    ' ',
  ),
);

/**
 * How alike two texts are, by their words: twice those shared over those of both, each counted once. The lesser of two
 * counts, with all words and with those that carry meaning alone: a heading of two words shares one too easily.
 *
 * @returns 0 (no word in common) to 1 (the same words)
 */
export function likeness(first: string, second: string): number {
  const a = wordsOf(first);
  const b = wordsOf(second);
  const all = share(a.all, b.all);
  return all === 0 ? 0 : Math.min(all, share(a.telling, b.telling));
}

function share(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  // Most pairs have nothing in common, and long labels are many: the smaller set is walked.
  if (a.size > b.size) {
    return share(b, a);
  }
  let shared = 0;
  for (const word of a) {
    if (b.has(word)) {
      shared++;
    }
  }
  return (2 * shared) / (a.size + b.size);
}

interface Words {
  readonly folded: string;
  readonly all: ReadonlySet<string>;
  /** All of them when none carries meaning. */
  readonly telling: ReadonlySet<string>;
}

/** The same headings are compared with every title of every model, at each change of a document: folding them is most of the work. */
const known = new Map<string, Words>();
const maxKnown = 5000;

function wordsOf(text: string): Words {
  let words = known.get(text);
  if (!words) {
    if (known.size >= maxKnown) {
      known.clear();
    }
    const folded = foldWords(text);
    const all = folded.split(' ');
    const telling = all.filter((word) => !functionWords.has(word));
    words = { folded, all: new Set(all), telling: new Set(telling.length > 0 ? telling : all) };
    known.set(text, words);
  }
  return words;
}

/**
 * Whether a label starts with a wording: an answer typed on the same line, or right under the box, where Markdown
 * takes it for the rest of the label, doesn't make it another label.
 */
export function startsWithWords(label: string, wording: string): boolean {
  return `${wordsOf(label).folded} `.startsWith(`${wordsOf(wording).folded} `);
}
