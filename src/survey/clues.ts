import { necessaryWords } from './necessaryWords';

/** Words are told apart by 16 bits each in the automaton below; there are a few hundred. */
const mostWords = 8000;

interface Word {
  /** In lower case. */
  readonly folded: string;
  /** As it must be written; undefined in any case. */
  readonly exact: string | undefined;
}

const words: Word[] = [];
const numbers = new Map<string, number>();
let automaton: Automaton | undefined;

function numberOf(word: string, isCaseIgnored: boolean): number {
  const folded = word.toLowerCase();
  const key = `${String(isCaseIgnored)} ${isCaseIgnored ? folded : word}`;
  const known = numbers.get(key);
  if (known !== undefined) {
    return known;
  }
  const number = words.length;
  words.push({ folded, exact: isCaseIgnored || folded === folded.toUpperCase() ? undefined : word });
  numbers.set(key, number);
  automaton = undefined;
  return number;
}

/**
 * What a text must hold to be worth a closer look. All detectors' clues are looked for together, in one pass over the
 * text: a pattern is tried only on a text that holds one of the words it can't do without.
 */
export class Clue {
  private readonly needs: readonly number[] | undefined;

  /** @param pattern without `g` nor `y`: whether it matches is all that is asked */
  constructor(private readonly pattern: RegExp) {
    const needed = words.length < mostWords ? necessaryWords(pattern) : undefined;
    this.needs = needed?.map((word) => numberOf(word, pattern.ignoreCase));
  }

  /** Whether the pattern matches somewhere in a text, which others are asked about too: a file's, as it is. */
  test(text: string): boolean {
    return (!this.needs || holdsAny(text, this.needs)) && this.pattern.test(text);
  }
}

/** The last text and which words it holds: detectors look at a file one after the other. */
let last: { readonly text: string; readonly found: Uint32Array } | undefined;

function holdsAny(text: string, needs: readonly number[]): boolean {
  if (last?.text !== text || !automaton) {
    automaton ??= new Automaton(words);
    last = { text, found: automaton.search(text) };
  }
  const { found } = last;
  return needs.some((number) => (((found[number >> 5] ?? 0) >> (number & 31)) & 1) === 1);
}

/** A place in the tree of words: what was read so far is the beginning of some. */
interface Start {
  readonly next: Map<string, Start>;
  /** The words that end here, those that end another word too. */
  readonly ends: number[];
  /** Where its longest end is the beginning of a word too; none of the root. */
  fallback: Start | undefined;
}

/** Aho and Corasick's: finds any number of words in the time it takes to read a text. */
class Automaton {
  /** For each code unit, the column of the table: 0 for those that no word holds. */
  private readonly columns = new Uint8Array(0x10000);
  /** How far to shift a state to have its row. */
  private readonly shift: number;
  /** The next state, by state and column. */
  private readonly table: Uint16Array;
  private readonly ends: readonly (readonly number[])[];
  /** For each state, 1 when no word ends there. */
  private readonly endless: Uint8Array;

  constructor(private readonly all: readonly Word[]) {
    const letters = [...new Set(all.flatMap(({ folded }) => folded.split('')))];
    for (const [index, letter] of letters.entries()) {
      this.columns[letter.charCodeAt(0)] = index + 1;
      this.columns[letter.toUpperCase().charCodeAt(0)] = index + 1;
    }
    this.shift = Math.ceil(Math.log2(letters.length + 1));
    // The shortest first: nearly all that is read stays among them, and they stay together in memory.
    const states = byLength(plant(all));
    const numbers = new Map(states.map((state, number) => [state, number]));
    this.table = new Uint16Array(states.length << this.shift);
    for (const [number, { next, fallback }] of states.entries()) {
      const row = number << this.shift;
      // A letter that no word goes on with leads to where it leads the longest end.
      const other = fallback && (numbers.get(fallback) ?? 0) << this.shift;
      if (other !== undefined) {
        this.table.copyWithin(row, other, other + (1 << this.shift));
      }
      for (const [letter, state] of next) {
        this.table[row + (this.columns[letter.charCodeAt(0)] ?? 0)] = numbers.get(state) ?? 0;
      }
    }
    this.ends = states.map(({ ends }) => ends);
    this.endless = Uint8Array.from(this.ends, ({ length }) => Number(length === 0));
  }

  /** @returns a bit for each word, set when the text holds it */
  search(text: string): Uint32Array {
    const { columns, shift, table } = this;
    const found = new Uint32Array((this.all.length + 31) >> 5);
    const passed = this.endless.slice();
    let state = 0;
    for (let index = 0; index < text.length; index++) {
      state = table[(state << shift) + (columns[text.charCodeAt(index)] ?? 0)] ?? 0;
      if (passed[state] === 0) {
        passed[state] = Number(this.takeEnds(state, text, index + 1, found));
      }
    }
    return found;
  }

  /** @returns whether there is nothing more to find there: the letters of each word are of the right case */
  private takeEnds(state: number, text: string, end: number, found: Uint32Array): boolean {
    let isAll = true;
    for (const number of this.ends[state] ?? []) {
      const { exact } = this.all[number] ?? {};
      if (exact === undefined || text.startsWith(exact, end - exact.length)) {
        found[number >> 5] = (found[number >> 5] ?? 0) | (1 << (number & 31));
      } else {
        isAll = false;
      }
    }
    return isAll;
  }
}

function emptyStart(): Start {
  return { next: new Map(), ends: [], fallback: undefined };
}

function plant(all: readonly Word[]): Start {
  const root = emptyStart();
  for (const [number, { folded }] of all.entries()) {
    let state = root;
    for (const letter of folded) {
      const next = state.next.get(letter) ?? emptyStart();
      state.next.set(letter, next);
      state = next;
    }
    state.ends.push(number);
  }
  return root;
}

/** All states, those of shorter beginnings first, each told its fallback. */
function byLength(root: Start): Start[] {
  const states = [root];
  for (const state of states) {
    for (const [letter, next] of state.next) {
      let fallback = state.fallback;
      while (fallback && !fallback.next.has(letter)) {
        fallback = fallback.fallback;
      }
      next.fallback = fallback?.next.get(letter) ?? root;
      next.ends.push(...next.fallback.ends);
      states.push(next);
    }
  }
  return states;
}
