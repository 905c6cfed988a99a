const noBreak = '\u00A0';

/** A French sentence with the no-break spaces its punctuation asks for, in place of plain ones. */
export function typeset(sentence: string): string {
  return sentence.replaceAll(/ (?=[:;?!»])/g, noBreak).replaceAll('« ', `«${noBreak}`);
}

/** Longer names are cut: a message is one line. In UTF-16 code units. */
const maxName = 80;

const list = new Intl.ListFormat('fr');

/** « Liens », « Coffre » et « Choix ». */
export function quoteList(names: readonly string[]): string {
  return list.format(names.map((name) => `« ${shortened(onOneLine(name))} »`));
}

function shortened(name: string): string {
  return name.length > maxName ? `${name.slice(0, maxName).trimEnd()}…` : name;
}

/** A person's answer on one line, its blanks single. */
export function onOneLine(answer: string): string {
  return answer.trim().replaceAll(/\s+/g, ' ');
}
