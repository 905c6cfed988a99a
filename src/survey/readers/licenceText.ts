import { knownLicences } from '../data/licences';

export interface RecognisedLicence {
  /** Its SPDX identifier. */
  readonly id: string;
  /** Where the text names it, in UTF-16 code units. */
  readonly offset: number;
}

/** Longer than any licence: what comes after is something else. */
const mostRead = 80_000;

/** Recognises a licence by its text or its usual name; several in one file are told by the first. */
export function recogniseLicence(given: string): RecognisedLicence | undefined {
  const { text, offsets } = withSingleSpaces(given.slice(0, mostRead));
  const tag = /SPDX-License-Identifier:\s*([\w.+-]+(?: (?:OR|AND|WITH) [\w.+-]+)*)/.exec(text);
  if (tag?.[1] !== undefined) {
    return { id: tag[1], offset: offsets(tag.index) };
  }
  let first: { readonly id: string; readonly index: number } | undefined;
  for (const { id, says, and, not } of knownLicences) {
    const index = says.exec(text)?.index;
    if (index === undefined || (first && first.index <= index)) {
      continue;
    }
    const rest = text.slice(index, index + 6000);
    if ((!and || and.test(rest)) && !not?.test(rest)) {
      first = { id, index };
    }
  }
  return first && { id: first.id, offset: offsets(first.index) };
}

/**
 * The SPDX expression of what a manifest declares: an identifier or an expression as it is written, a usual name as its
 * identifier.
 *
 * @returns undefined for what is neither: « voir le fichier LICENSE »
 */
export function spdxOf(declared: string): string | undefined {
  const text = declared.trim();
  if (/^see license in\b/i.test(text) || text === '') {
    return undefined;
  }
  // Bare words that are no identifier, but that everyone understands.
  const usual: Readonly<Record<string, string>> = { mit: 'MIT', isc: 'ISC', unlicense: 'Unlicense', expat: 'MIT' };
  const known = usual[text.toLowerCase()];
  if (known !== undefined) {
    return known;
  }
  const isExpression = /^\(?[A-Za-z][\w.+-]*\)?(?:\s+(?:AND|OR|WITH)\s+\(?[A-Za-z][\w.+-]*\)?)*$/.test(text);
  if (isExpression && (/\d|\s/.test(text) || /^[A-Z]+$/.test(text))) {
    return text;
  }
  return recogniseLicence(text)?.id ?? (isExpression ? text : undefined);
}

/** Licences are wrapped at any width. */
function withSingleSpaces(given: string): { text: string; offsets: (index: number) => number } {
  const starts: number[] = [];
  const words: string[] = [];
  for (const { index, 0: word } of given.matchAll(/[^\s#>*_`|]+/g)) {
    words.push(word);
    starts.push(index);
  }
  const text = words.join(' ');
  return {
    text,
    offsets(index) {
      let at = 0;
      let word = 0;
      while (word + 1 < words.length && at + (words[word]?.length ?? 0) + 1 <= index) {
        at += (words[word]?.length ?? 0) + 1;
        word++;
      }
      return (starts[word] ?? 0) + (index - at);
    },
  };
}
