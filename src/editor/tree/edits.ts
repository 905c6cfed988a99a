import { setChecked } from '../../dossier/boxes';
import { contains } from '../../dossier/match';
import type { ItemStatus, SectionStatus } from '../../dossier/status';
import { foldWords } from '../../dossier/words';
import { applyEdits } from '../../outline/edits';
import type { TextEdit } from '../../outline/types';
import { insertUnder, lineText } from '../../rules/lineEdits';
import type { Subject } from '../../rules/rule';
import { onOneLine, typeset } from '../../rules/sentences';
import type { Place } from './nodes';

/** The edits that do what was asked, or why nothing is done: in French, for the person. */
export type Answer = { readonly edits: readonly TextEdit[] } | { readonly refusal: string };

export function findSection({ status }: Subject, { section }: Place): SectionStatus | undefined {
  return status?.sections.find(({ matched }) => matched.section.id === section);
}

export function findItem(subject: Subject, place: Place): ItemStatus | undefined {
  return findSection(subject, place)?.items.find(({ matched }) => matched.item.id === place.item);
}

/**
 * Ticks an item's box or unticks it: its mark changes and nothing else.
 *
 * @param title what the person sees the item as
 */
export function tickEdits(subject: Subject, place: Place, title: string, wanted: boolean): Answer {
  const item = findItem(subject, place);
  const box = item?.matched.box;
  if (!box) {
    return refuse(`« ${title} » n’a plus de case dans le document : rien n’y a été changé.`);
  }
  const section = findSection(subject, place)?.matched.heading?.sectionRange;
  const words = foldWords(box.text);
  const alike = subject.outline.items.filter(
    (other) => foldWords(other.text) === words && (!section || contains(section, other.range.start)),
  );
  if (alike.length > 1) {
    return refuse(
      `« ${title} » figure ${alike.length} fois dans le document : cochez-y la bonne case, rien n’y a été changé.`,
    );
  }
  return { edits: [setChecked(box, wanted) ?? []].flat() };
}

/**
 * Says that an item, or a whole section, has no object, and why. An item's own paragraph is preferred; in a list the words
 * go at the end of its label, which no neighbour feels.
 *
 * @param reason not blank
 * @param read reads a text as the same document
 */
export async function notApplicableEdits(
  subject: Subject,
  place: Place,
  title: string,
  reason: string,
  read: (text: string) => Promise<Subject | undefined>,
): Promise<Answer> {
  const { lines, outline } = subject;
  const words = typeset(`Sans objet : ${onOneLine(reason)}`);
  const item = findItem(subject, place);
  const section = findSection(subject, place);
  const above = place.item === undefined ? section?.matched.heading : (item?.matched.box ?? item?.matched.heading);
  if (!above) {
    return refuse(`« ${title} » n’est plus dans le document : rien n’y a été changé.`);
  }
  const under = insertUnder(lines, above.range.end.line, words, outline.eol);
  const box = item?.matched.box;
  const inLabel = box && {
    range: { start: box.labelRange.end, end: box.labelRange.end },
    newText: typeset(` : ${words}`),
  };
  const candidates = [
    ...(place.item === undefined || item?.matched.heading ? [under] : []),
    ...(inLabel ? [inLabel] : []),
  ];
  for (const edit of candidates) {
    const after = await read(applyEdits(lines.text, [edit]));
    if (after && holdsOnly(subject, after, place)) {
      return { edits: [edit] };
    }
  }
  return refuse(`Écrivez « ${words} » sous « ${title} » vous-même : la place n’est pas sûre, rien n’a été changé.`);
}

/** Whether a place now has no object, and every other item is as it was. */
function holdsOnly(before: Subject, after: Subject, place: Place): boolean {
  const states = ({ status }: Subject): string[] =>
    (status?.sections ?? []).flatMap(({ matched, items }) =>
      matched.section.id === place.section && place.item === undefined
        ? []
        : items
            .filter((item) => matched.section.id !== place.section || item.matched.item.id !== place.item)
            .map((item) => `${matched.section.id}#${item.matched.item.id} ${item.state} ${item.matched.range ? 1 : 0}`),
    );
  const holds =
    place.item === undefined
      ? findSection(after, place)?.notApplicable
      : findItem(after, place)?.state === 'not-applicable';
  return Boolean(holds) && states(before).join('\n') === states(after).join('\n');
}

/** Where a place stands in its document: a box's line, a heading; of what is absent, its section's, else the top. */
export function rangeOfPlace(subject: Subject, place: Place): TextEdit['range'] {
  const item = findItem(subject, place)?.matched;
  const section = findSection(subject, place)?.matched;
  const top = { line: 0, character: 0 };
  const title = subject.outline.headings[0]?.range;
  return (item?.box ?? item?.heading)?.range ?? section?.heading?.range ?? title ?? { start: top, end: top };
}

/** A section's Markdown, without the blank lines at its end. */
export function sectionText({ lines }: Subject, { matched: { heading } }: SectionStatus): string | undefined {
  if (!heading) {
    return undefined;
  }
  const { start, end } = heading.sectionRange;
  const last = end.character === 0 ? end.line - 1 : end.line;
  const texts: string[] = [];
  for (let line = start.line; line <= last; line++) {
    texts.push(lineText(lines, line));
  }
  return `${texts.join('\n').trimEnd()}\n`;
}

function refuse(sentence: string): Answer {
  return { refusal: typeset(sentence) };
}
