import type { MatchedDocument } from '../dossier/match';
import { slugsOf } from '../outline/slug';
import type { Heading, Outline } from '../outline/types';
import type { ItemLink } from './page';
import { itemNumber } from './render';

/** How the items of a document are linked to, by their ids: under their headings as they stand, else their sections'. */
export function itemLinksOf({ model, sections }: MatchedDocument, outline: Outline): Map<string, ItemLink> {
  const slugs = slugsOf(outline.headings.map(({ text }) => text));
  const anchorOf = (heading: Heading | undefined): string | undefined =>
    heading && slugs[outline.headings.indexOf(heading)];
  return new Map(
    sections.flatMap(({ section, heading, items }) =>
      items.map(({ item, heading: own }): [string, ItemLink] => [
        item.id,
        { number: itemNumber(model, section, item), anchor: anchorOf(own ?? heading) },
      ]),
    ),
  );
}
