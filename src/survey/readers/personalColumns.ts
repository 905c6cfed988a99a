/** Columns that are about a person, by the word that says so: in French and English, folded. */
const personal: readonly (readonly [RegExp, string])[] = [
  [/^(?:nom|nom_?(?:de_?)?(?:famille|naissance|usage)|last_?name|surname|lastname)$/, 'nom'],
  [/^(?:prenoms?|first_?name|firstname|given_?name)$/, 'prénom'],
  [/^(?:noms?_?(?:et_|&_|\/_?)?prenoms?|prenoms?_?(?:et_|&_|\/_?)?noms?|nom_complet|full_?name)$/, 'nom et prénom'],
  [/(?:^|_)(?:e_?mail|courriel|mail|adresse_?mail)(?:_|$)/, 'courriel'],
  [/(?:^|_)(?:telephone|tel|phone|mobile|portable)(?:_|$)/, 'téléphone'],
  [/(?:date_?(?:de_?)?naissance|birth_?date|date_?of_?birth|^ne_?le$|^dob$)/, 'date de naissance'],
  [/^(?:nir|num(?:ero)?_?(?:de_?)?secu(?:rite_?sociale)?|ssn)$/, 'numéro de sécurité sociale'],
  [/^(?:iban|rib)$/, 'IBAN'],
  [/^(?:adresse(?:_?postale)?|address|street|rue)$/, 'adresse'],
  [/^(?:password|mot_?de_?passe|encrypted_?password|hashed_?password)$/, 'mot de passe'],
];

/** What one column alone doesn't tell: names are given to towns, addresses to schools. */
const tellingAlone = new Set([
  'nom et prénom',
  'date de naissance',
  'numéro de sécurité sociale',
  'IBAN',
  'mot de passe',
]);

/**
 * What the columns of a table say of people: « nom », « courriel »; empty when they are about things, or when no row
 * follows. No value is given.
 *
 * @param lines of a CSV or TSV file, the first of which names the columns
 */
export function personalColumns(lines: readonly string[]): string[] {
  const [header = '', first = ''] = lines;
  return first.trim() === '' ? [] : personalAmong(header.split(/[,;\t|]/));
}

/** The same, of columns already told apart. */
export function personalAmong(columns: readonly string[]): string[] {
  const found = new Set<string>();
  for (const column of columns) {
    const folded = column
      .replace(/^["'\uFEFF\s]+|["'\s]+$/g, '')
      .replace(/([a-z])([A-Z])/g, '$1_$2')
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[\s.-]+/g, '_');
    for (const [pattern, name] of personal) {
      if (pattern.test(folded)) {
        found.add(name);
      }
    }
  }
  const isOfPeople = [...found].some((name) => tellingAlone.has(name)) || (found.has('prénom') && found.size > 1);
  return isOfPeople || (found.has('courriel') && found.has('nom')) ? [...found] : [];
}
