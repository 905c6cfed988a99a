/** What an example may hold, in UTF-16 code units: longer ones are data. */
const longest = 4000;

/**
 * The body of a request or a response as it may be shown: no address of a person, no telephone, no token.
 *
 * @returns undefined when it is too long to be an example
 */
export function bodyText(text: string): string | undefined {
  return text.length > longest || text.trim() === ''
    ? undefined
    : text
        .replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, 'prenom.nom@exemple.fr')
        .replace(/(?<![\w.+-])(?:\+33|0)[ .]?[1-9](?:[ .]?\d{2}){4}(?!\w)/g, '01 23 45 67 89')
        .replace(/\bey[\w-]{15,}\.[\w-]{10,}\.[\w-]*/g, '…')
        .replace(
          /("(?:[\w-]*(?:token|password|secret|api_?key|authorization|mot_?de_?passe|jwt|cookie|session)[\w-]*)"\s*:\s*)"[^"]*"/gi,
          '$1"…"',
        );
}
