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
  return likenessOfWords(wordsOf(first), wordsOf(second));
}

function likenessOfWords(a: Words, b: Words): number {
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

/**
 * The same headings are compared with every title of every model, at each change of a document: folding them is most of
 * the work. Those that were not asked for since the others filled up are forgotten first.
 */
let known = new Map<string, Words>();
let knownBefore: ReadonlyMap<string, Words> = new Map();
const maxKnown = 5000;

function wordsOf(text: string): Words {
  let words = known.get(text);
  if (!words) {
    words = knownBefore.get(text) ?? readWords(text);
    if (known.size >= maxKnown) {
      knownBefore = known;
      known = new Map();
    }
    known.set(text, words);
  }
  return words;
}

function readWords(text: string): Words {
  const folded = foldWords(text);
  const all = folded.split(' ');
  const telling = all.filter((word) => !functionWords.has(word));
  return { folded, all: new Set(all), telling: new Set(telling.length > 0 ? telling : all) };
}

/**
 * Whether a label starts with a wording: an answer typed on the same line, or right under the box, where Markdown
 * takes it for the rest of the label, doesn't make it another label.
 */
export function startsWithWords(label: string, wording: string): boolean {
  return startsWith(wordsOf(label), wordsOf(wording));
}

function startsWith(label: Words, wording: Words): boolean {
  return `${label.folded} `.startsWith(`${wording.folded} `);
}

/** A thing whose text is near a wording. */
export interface Near<Thing> {
  readonly thing: Thing;
  /** Its place among all the things. */
  readonly index: number;
  readonly score: number;
}

/** Things that have a text, found by its words: comparing every box of a long document with every item takes too long. */
export class WordIndex<Thing extends { readonly text: string }> {
  /** The places of the things that have a text. */
  private readonly byText = new Map<Words, number[]>();
  private readonly byWord = new Map<string, Words[]>();

  constructor(private readonly things: readonly Thing[]) {
    things.forEach((thing, index) => {
      const words = wordsOf(thing.text);
      const same = this.byText.get(words);
      if (same) {
        same.push(index);
        return;
      }
      this.byText.set(words, [index]);
      for (const word of words.all) {
        const texts = this.byWord.get(word);
        if (texts) {
          texts.push(words);
        } else {
          this.byWord.set(word, [words]);
        }
      }
    });
  }

  /**
   * The things whose text is as like a wording as asked, in no particular order.
   *
   * @param mayGoOn whether a text that starts with the wording is as good as the wording alone
   */
  near(wording: string, least: number, mayGoOn = false): Near<Thing>[] {
    const wanted = wordsOf(wording);
    const found: Near<Thing>[] = [];
    for (const words of this.sharing(wanted, least)) {
      const score = mayGoOn && startsWith(words, wanted) ? 1 : likenessOfWords(wanted, words);
      for (const index of score >= least ? (this.byText.get(words) ?? []) : []) {
        const thing = this.things[index];
        if (thing) {
          found.push({ thing, index, score });
        }
      }
    }
    return found;
  }

  /** The texts with enough of the words to be near, and some more: all have one of the rarest words. */
  private sharing({ all }: Words, least: number): Iterable<Words> {
    // Of the words of both counted together, and so of ours alone, a text as like as asked has at least this share.
    const needed = Math.ceil((all.size * least) / (2 - least) - 1e-9);
    const lists = [...all].map((word) => this.byWord.get(word) ?? []).sort((a, b) => a.length - b.length);
    return new Set(lists.slice(0, all.size - needed + 1).flat());
  }
}
