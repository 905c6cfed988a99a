/** A name with its letters and digits alone, lower case, without accents: what addresses and variables make of it. */
export function bareName(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
}
