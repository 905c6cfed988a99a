import { readOutline } from '../outline';

/** Titles that name the file and not the product. */
const notAName =
  /^(?:read ?me|lisez[- ]?moi|documentation|installation|getting started|bienvenue|welcome|sommaire|table des mati[eè]res|table of contents|introduction|overview|about|[àa] propos|pr[ée]sentation|contexte?|description|objectifs?|usage|features|fonctionnalit[ée]s)(?![\p{L}\d])/iu;

/** Where a product's name stands, in the order they are looked at. */
const readmeNames: readonly string[] = ['README.md', 'readme.md', 'Readme.md', 'README.fr.md'];

/**
 * The product's name as the README's title gives it.
 *
 * @param read gives the text of a file at the root; undefined when there is none
 * @returns undefined when no title looks like a name
 */
export async function productNameIn(read: (name: string) => Promise<string | undefined>): Promise<string | undefined> {
  for (const name of readmeNames) {
    const text = await read(name);
    const title = text === undefined ? undefined : readOutline(text.slice(0, 20_000)).headings[0]?.text;
    const found = title === undefined ? undefined : nameInTitle(title);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/**
 * The product's name in its README's title: what comes before a tagline, without emoji around it.
 *
 * @returns undefined when it is too long or too general to be a name, or a question
 */
export function nameInTitle(title: string): string | undefined {
  const name = title
    .replace(/[\p{Extended_Pictographic}\u{FE0F}\u{200D}]/gu, '')
    .split(/\s+[-–—|:]\s+|\s*:\s+/u)[0]
    ?.replace(/\s+/g, ' ')
    .trim();
  return name === undefined || name === '' || name.length > 60 || name.endsWith('?') || notAName.test(name)
    ? undefined
    : name;
}
