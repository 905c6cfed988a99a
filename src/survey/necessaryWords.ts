/** What a part of a pattern asks of a text. */
interface Needs {
  /** All that the part can be, when that is few words: it is then one with what stands beside it. */
  readonly exact: readonly string[] | undefined;
  /** One of these is in every text that the part matches; undefined when there is no telling. */
  readonly words: readonly string[] | undefined;
}

const nothing: Needs = { exact: [''], words: undefined };
const anything: Needs = { exact: undefined, words: undefined };

/** Ways to write one word, at most: `[aA][bB]…` would be thousands. */
const mostWays = 24;

/** Shorter words are in every text. */
const shortest = 2;

/**
 * The words of which every text that a pattern matches holds one.
 *
 * @returns undefined when the pattern needs none, or may do without
 */
export function necessaryWords(pattern: RegExp): readonly string[] | undefined {
  // In Unicode's ways, some letters have capitals that are other letters.
  if (pattern.unicode || pattern.flags.includes('v')) {
    return undefined;
  }
  const reader = new PatternReader(pattern.source);
  const { exact, words } = reader.alternatives();
  const best = better(exact, words);
  return best && [...new Set(best)];
}

/** Reads a regular expression that is known to be one. */
class PatternReader {
  private at = 0;

  constructor(private readonly source: string) {}

  /** What stands up to the end of a group, or of the pattern. */
  alternatives(): Needs {
    const all = [this.sequence()];
    while (this.take('|')) {
      all.push(this.sequence());
    }
    const [only, second] = all;
    if (only && !second) {
      return only;
    }
    const exact = all.every((each) => each.exact) ? all.flatMap((each) => each.exact ?? []) : undefined;
    const bests = all.map((each) => better(each.exact, each.words));
    return {
      exact: exact && exact.length <= mostWays ? exact : undefined,
      words: bests.every((best) => best) ? bests.flatMap((best) => best ?? []) : undefined,
    };
  }

  private sequence(): Needs {
    let run: readonly string[] = [''];
    let isWhole = true;
    let words: readonly string[] | undefined;
    const endRun = (): void => {
      words = better(run, words);
      run = [''];
      isWhole = false;
    };
    while (this.at < this.source.length && !this.isNext('|') && !this.isNext(')')) {
      const part = this.atom();
      const { least, most } = this.quantifier();
      const ways = part.exact && run.flatMap((start) => (part.exact ?? []).map((end) => start + end));
      if (least === 0) {
        endRun();
      } else if (ways && ways.length <= mostWays) {
        run = ways;
        if (most > 1) {
          endRun();
        }
      } else {
        endRun();
        words = better(part.words, words);
        run = most === 1 && part.exact ? part.exact : [''];
      }
    }
    return isWhole ? { exact: run, words: undefined } : { exact: undefined, words: better(run, words) };
  }

  private atom(): Needs {
    if (this.take('(')) {
      return this.group();
    }
    if (this.take('[')) {
      return this.set();
    }
    const letter = this.source[this.at++] ?? '';
    if (letter === '\\') {
      return this.escape();
    }
    return letter === '^' || letter === '$' ? nothing : letter === '.' ? anything : literal(letter);
  }

  private group(): Needs {
    const [opening = '', look] = /^(?:\?(?::|(<?[=!])|<\w+>))?/.exec(this.source.slice(this.at, this.at + 200)) ?? [];
    this.at += opening.length;
    const inside = this.alternatives();
    this.take(')');
    // What stands before or after takes no place between two letters.
    return look === undefined ? inside : nothing;
  }

  /** `[rR]` is two ways to write a letter; a set of many is no word. */
  private set(): Needs {
    const [inside = ''] = /^(?:\\[^]|[^\]\\])*/.exec(this.source.slice(this.at)) ?? [];
    this.at += inside.length + 1;
    return /^[\w@./:'"`]{1,5}$/.test(inside) ? { exact: inside.split(''), words: undefined } : anything;
  }

  private escape(): Needs {
    const letter = this.source[this.at++] ?? '';
    if (letter === 'b' || letter === 'B') {
      return nothing;
    }
    // `\k<name>`, `\1`, `\u00e9`: what follows is no text.
    const [rest = ''] =
      /^(?:u[\da-f]{4}|x[\da-f]{2}|k<\w+>|c[a-z]|\d+)/i.exec(this.source.slice(this.at - 1, this.at + 100)) ?? [];
    this.at += Math.max(0, rest.length - 1);
    return /\w/.test(letter) ? anything : literal(letter);
  }

  private quantifier(): { readonly least: number; readonly most: number } {
    const [written = '', from, comma, to] = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})\??/.exec(
      this.source.slice(this.at, this.at + 30),
    ) ?? [''];
    this.at += written.length;
    if (from !== undefined) {
      return { least: Number(from), most: comma === undefined ? Number(from) : to ? Number(to) : Infinity };
    }
    return { least: /^[*?]/.test(written) ? 0 : 1, most: /^[*+]/.test(written) ? Infinity : 1 };
  }

  private isNext(letter: string): boolean {
    return this.source[this.at] === letter;
  }

  private take(letter: string): boolean {
    const isNext = this.isNext(letter);
    this.at += isNext ? 1 : 0;
    return isNext;
  }
}

/** Only those of ASCII: the others have capitals of several letters. */
function literal(letter: string): Needs {
  return letter.charCodeAt(0) < 128 ? { exact: [letter], words: undefined } : anything;
}

/** Of two lists, that of the longer words, hence rarer; undefined when neither is worth a search. */
function better(a: readonly string[] | undefined, b: readonly string[] | undefined): readonly string[] | undefined {
  const [ofA, ofB] = [a, b].map((list) => Math.min(...(list ?? ['']).map(({ length }) => length)));
  const best = (ofA ?? 0) >= (ofB ?? 0) ? a : b;
  return Math.max(ofA ?? 0, ofB ?? 0) < shortest ? undefined : best;
}
