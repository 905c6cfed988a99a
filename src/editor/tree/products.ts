import { foldWords } from '../../dossier/words';
import type { CheckedProblem } from '../../rules/check';
import type { Subject } from '../../rules/rule';

/** What a document is about. */
export interface Product {
  /** Stable, unique: what the tree knows it by. */
  readonly key: string;
  readonly name: string;
}

/** A document as the tree sees it. */
export interface TrackedDocument {
  readonly uri: string;
  /** Where it stands, as a person reads it: `passerelle/arret/post-mortem.md`. */
  readonly path: string;
  readonly subject: Subject;
  readonly product: Product;
  /** What was last found in it, perhaps in the version before. */
  readonly problems: FoundProblems;
}

/** A document before its product is known. */
export interface FoundDocument extends Omit<TrackedDocument, 'product'> {
  /** The folder it is about; its address and its name. */
  readonly root: Product;
}

/** Problems that matter enough to be counted, as in the explorer: errors and warnings. */
export interface FoundProblems {
  readonly all: readonly CheckedProblem[];
  /** By section, and by section and item: `architecture`, `architecture#schema`. */
  readonly byPart: ReadonlyMap<string, readonly CheckedProblem[]>;
}

/** Documents that are followed up: those of a model, and the sheets of products that are stopped. */
export function isFollowed({ status, fiche }: Subject): boolean {
  return status !== undefined || fiche === undefined || fiche.isStopped;
}

/**
 * Says which product each document is about: the one its front matter names, else the only one named in its folder, else
 * the folder itself.
 */
export function assignProducts(documents: readonly FoundDocument[]): TrackedDocument[] {
  const names = new Map<string, Map<string, string>>();
  for (const { root, subject } of documents) {
    const name = productName(subject);
    const known = names.get(root.key) ?? new Map<string, string>();
    names.set(root.key, known);
    if (name !== undefined && !known.has(foldWords(name))) {
      known.set(foldWords(name), name);
    }
  }
  return documents.map(({ root, ...document }) => {
    const known = names.get(root.key) ?? new Map<string, string>();
    const [only] = known.values();
    const name = productName(document.subject);
    const product =
      known.size <= 1
        ? { key: root.key, name: only ?? root.name }
        : name === undefined
          ? root
          : { key: `${root.key}#${foldWords(name)}`, name: known.get(foldWords(name)) ?? name };
    return { ...document, product };
  });
}

/** Sorts problems by the part of the document they stand in, as it was when they were found. */
export function sortProblems(subject: Subject, problems: readonly CheckedProblem[]): FoundProblems {
  const all = problems.filter(({ severity }) => severity === 'error' || severity === 'warning');
  const byPart = new Map<string, CheckedProblem[]>();
  const add = (key: string, problem: CheckedProblem): void => {
    byPart.set(key, [...(byPart.get(key) ?? []), problem]);
  };
  for (const problem of all) {
    const { line } = problem.range.start;
    const isIn = (range: { start: { line: number }; end: { line: number; character: number } }): boolean =>
      range.start.line <= line && (line < range.end.line || (line === range.end.line && range.end.character > 0));
    // The innermost: a section may stand inside another.
    const section = subject.status?.sections.findLast(
      ({ matched }) => matched.heading && isIn(matched.heading.sectionRange),
    );
    if (section) {
      const { id } = section.matched.section;
      add(id, problem);
      const item = section.items.find(({ matched }) => matched.range && isIn(matched.range));
      if (item) {
        add(`${id}#${item.matched.item.id}`, problem);
      }
    }
  }
  return { all, byPart };
}

/** A document that names no product is about its folder's. */
function productName({ outline, fiche }: Subject): string | undefined {
  const key = fiche ? 'title' : 'produit';
  const value = outline.frontMatter?.entries.find((entry) => entry.key === key)?.value;
  const name = typeof value === 'string' ? value.trim() : '';
  return name === '' || foldWords(name) === '' ? undefined : name;
}
