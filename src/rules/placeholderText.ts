/** Words that stand where a text is to come, in a stretch of text. Offsets are in that stretch. */
export interface Placeholder {
  readonly words: string;
  /** Where the words stand, without the marks around them. */
  readonly start: number;
  readonly end: number;
  /** Whether the stretch holds nothing else, marks and punctuation aside. */
  readonly isAlone: boolean;
  /** « à compléter »: may well be the rest of a sentence. */
  readonly isLowerCase: boolean;
  /** What goes with the words: emphasis or brackets around them, the colon after them. */
  readonly removal: readonly [start: number, end: number];
  /** Whether what is left means what it meant: no list or heading starts there by accident. */
  readonly canGo: boolean;
}

const notInWord = '(?![\\p{L}\\p{N}\\p{M}_@/-]|\\.[\\p{L}\\p{N}])';

/** At the start of a text, whatever follows. Accents may be letters of their own or marks after one. */
const starting = [
  `[àa]\\u0300?[ \\u00A0]+(?:compl(?:é|e\\u0301?)ter|renseigner|remplir|pr(?:é|e\\u0301?)ciser)${notInWord}`,
  `x{3,}${notInWord}`,
].map((words) => new RegExp(`^${words}`, 'iu'));
/** In capitals: « todo » is an ordinary word to some. */
const marker = new RegExp(`^(?:TODO(?! lists?\\b)|FIXME|TBD)${notInWord}`, 'u');
const filler = /^lorem ipsum(?![\p{L}\p{N}]).*$/iu;
/** Only where nothing else is said. */
const alone = new RegExp(
  `^(?:todo|fixme|tbd|[àa]\\u0300?[ \\u00A0]+(?:venir|faire)|texte[ \\u00A0]+[àa]\\u0300?[ \\u00A0]+(?:compl(?:é|e\\u0301?)ter|venir)|…|\\.{3,})`,
  'iu',
);

const opening = /^(?:\*{1,3}|_{1,3}|~~|[([{])*/;
const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Looks for such words at the start of a text: quoted, or further on, they are only spoken of. */
export function findPlaceholder(text: string): Placeholder | undefined {
  const marks = opening.exec(text)?.[0] ?? '';
  const start = marks.length;
  const inner = text.slice(start);
  const found = [...starting, marker, filler]
    .map((words) => words.exec(inner)?.[0])
    .find((words) => words !== undefined);
  const only = found === undefined ? alone.exec(inner)?.[0] : undefined;
  const words = (found ?? only)?.replace(/(?:\\|\s)+$/u, '');
  if (words === undefined) {
    return undefined;
  }
  const end = start + words.length;
  const rest = text.slice(end);
  // `[TODO](…)` is a link, and its words are its author's.
  if (marks.includes('[') && /^[^\]]*\][([]/.test(rest)) {
    return undefined;
  }
  const isLast = /^[\p{P}\p{S}\s]*$/u.test(rest) && !/[`«"“<|]/.test(rest);
  if (only !== undefined && !isLast) {
    return undefined;
  }
  const [from, to] = isLast ? [0, end + endOfMarks(rest, marks)] : removalOf(rest, marks, start, end);
  // « TODO : à compléter » goes at once.
  const next = isLast || from > 0 ? undefined : findPlaceholder(text.slice(to));
  const isAlone = isLast || next?.isAlone === true;
  const removal = [from, to + (next?.removal[1] ?? 0)] as const;
  return {
    words,
    start,
    end,
    isAlone,
    isLowerCase: /^\p{Ll}/u.test(words) && !words.startsWith('x'),
    removal,
    canGo: isAlone || /^(?:[\p{L}«“"'’(]|\p{N}(?!\d*[.)]\s)|[*_`](?!\s))/u.test(text.slice(removal[1])),
  };
}

/** How much of what follows goes when nothing else stands there: all but the blanks or the backslash of a hard break. */
function endOfMarks(rest: string, marks: string): number {
  const kept = /(?:\\|\s+)$/u.exec(rest)?.[0] ?? '';
  return rest.endsWith(`\\${closing(marks)}`) ? rest.length : rest.length - kept.length;
}

function removalOf(rest: string, marks: string, start: number, end: number): readonly [number, number] {
  const separator = /^\s*(?:[:—–]|-(?=\s))?\s*/u;
  const closed = closing(marks);
  const inside = /^\s*:?\s*/u.exec(rest)?.[0].length ?? 0;
  if (closed !== '' && rest.startsWith(closed, inside)) {
    const after = inside + closed.length;
    return [0, end + after + (separator.exec(rest.slice(after))?.[0].length ?? 0)];
  }
  return [start, end + (separator.exec(rest)?.[0].length ?? 0)];
}

function closing(marks: string): string {
  return Array.from(marks)
    .reverse()
    .map((mark) => closers[mark] ?? mark)
    .join('');
}
