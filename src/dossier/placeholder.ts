import { foldWords } from './words';

/** Words that stand where an answer is to come. Folded. */
const placeholders =
  /^(?:a (?:completer|renseigner|remplir|preciser|venir|faire)|todo|tbd|fixme|xxx+|lorem ipsum\b.*|texte a (?:completer|venir))$/;

/**
 * Whether a text is none: blank, punctuation alone (« … », « — »), or words that say that it is to be written.
 *
 * @param text the words a reader sees
 */
export function isPlaceholder(text: string): boolean {
  const folded = foldWords(text);
  return folded === '' || placeholders.test(folded);
}

/** Whether at least one line of a text says something. */
export function hasWords(text: string): boolean {
  return text.split('\n').some((line) => !isPlaceholder(line));
}
