import type { RubyNode } from './rubyNodes';
import { rubyClasses } from './rubyPolicies';
import { rubyName } from './rubyValues';

/** A class of the product that comes from one of a library, at any remove. */
export interface RubyKin {
  readonly name: string;
  readonly body: readonly RubyNode[];
}

/**
 * The classes of several files that come from a library's. A class that is opened again adds to what it declares.
 *
 * @param isAncestor whether a superclass, by its written name, is the library's
 * @param isLike whether a class is as those that come from it, by what it contains
 */
export function rubyFamily(
  files: readonly (readonly RubyNode[])[],
  isAncestor: (superclass: string) => boolean,
  isLike: (body: readonly RubyNode[]) => boolean = () => false,
): readonly RubyKin[] {
  const classes = files
    .flatMap((statements) => rubyClasses(statements))
    .map(({ name, node }) => ({ name, superclass: rubyName(node.superclass), body: node.body }));
  const known = new Set(classes.filter(({ body }) => isLike(body)).map(({ name }) => name));
  for (let before = -1; before < known.size;) {
    before = known.size;
    for (const { name, superclass } of classes) {
      if (superclass !== undefined && (isAncestor(superclass) || kinNamed(known, superclass) !== undefined)) {
        known.add(name);
      }
    }
  }
  return classes.filter(({ name }) => known.has(name)).map(({ name, body }) => ({ name, body }));
}

/** The class that a name means, its modules left out or not. */
export function kinNamed(names: Iterable<string>, written: string): string | undefined {
  let found: string | undefined;
  for (const name of names) {
    if (name === written) {
      return name;
    }
    found ??= name.endsWith(`::${written}`) || written.endsWith(`::${name}`) ? name : undefined;
  }
  return found;
}

/** Where `config/routes.rb` or `config.ru` mounts applications: their names and paths. */
export function mountsIn(text: string): ReadonlyMap<string, string> {
  const written = [
    ...text.matchAll(/^[^#\n]*\bmount[\s(]+([A-Z][\w:]*)\s*(?:=>|,\s*(?:at:|:at\s*=>))\s*['"]([^'"\n]*)['"]/gm),
  ].map(([, name = '', path = '']): [string, string] => [name, path]);
  const mapped = [...text.matchAll(/^[ \t]*map[\s(]+['"]([^'"\n]*)['"]\)?\s*(?:do|\{)\s*run[\s(]+([A-Z][\w:]*)/gm)].map(
    ([, path = '', name = '']): [string, string] => [name, path],
  );
  const listed = [...text.matchAll(/^[^#\n]*['"](\/[^'"\n]*)['"]\s*=>\s*([A-Z][\w:]*)/gm)].map(
    ([, path = '', name = '']): [string, string] => [name, path],
  );
  return new Map([...listed, ...mapped, ...written]);
}
