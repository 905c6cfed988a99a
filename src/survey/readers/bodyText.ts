/** What an example may hold, in UTF-16 code units: longer ones are data. */
const longest = 4000;

const secretKey = String.raw`[\w-]*(?:token|jeton|passw(?:or)?d|passphrase|pwd|mdp|secret|api[_-]?key|cle[_-]?(?:api|secrete)|private[_-]?key|authorization|mot[_-]?de[_-]?passe|jwt|cookie|session|otp)[\w-]*`;

/** A number of somebody's, as it is written in France. */
export const telephone = /(?<![\w.+-])(?:\+33|0)[ .]?[1-9](?:[ .]?\d{2}){4}(?!\w)/g;

/** What a key gives that opens something: in JSON, YAML, JavaScript or a form. */
const givenSecret = new RegExp(
  String.raw`((?<![\w-])(["']?)${secretKey}\2[ \t]{0,20}[:=][ \t]{0,20})(?!(?:true|false|null|undefined|None)\b)("(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^\s,&{}[\]"';<>]+)`,
  'gi',
);

/** The same, in XML. */
const elementOfSecret = new RegExp(String.raw`(<${secretKey}>)[^<>]+(?=</)`, 'gi');

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
        .replace(telephone, '01 23 45 67 89')
        .replace(/\bey[\w-]{15,}\.[\w-]{10,}\.[\w-]*/g, '…')
        .replace(givenSecret, (_, before: string, __, value: string) => `${before}${/^["']/.test(value) ? '"…"' : '…'}`)
        .replace(elementOfSecret, '$1…');
}
