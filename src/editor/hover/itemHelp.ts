import { type Disposable, Hover, languages, type Position, type TextDocument } from 'vscode';
import { contains, type MatchedDocument } from '../../dossier/match';
import type { Item, Model, Section } from '../../models/types';
import type { Range as OutlineRange } from '../../outline/types';
import { toRange } from '../ranges';
import { helpMarkdown } from '../helpMarkdown';
import type { DocumentIndex } from '../index/documentIndex';

/** Shows an item's help, with its example, on its sub-heading and on its box; a section's on its heading. */
export function registerItemHelp(index: DocumentIndex): Disposable {
  return languages.registerHoverProvider(
    { language: 'markdown' },
    {
      async provideHover(document: TextDocument, position: Position): Promise<Hover | undefined> {
        const match = (await index.read(document))?.subject.status?.match;
        return match && hoverAt(match, position);
      },
    },
  );
}

function hoverAt(match: MatchedDocument, position: Position): Hover | undefined {
  const on = (range: OutlineRange | undefined): range is OutlineRange =>
    range !== undefined && (contains(range, position) || sameEnd(range, position));
  for (const { section, heading, items } of match.sections) {
    if (on(heading?.range)) {
      return hover(heading.range, match.model, section);
    }
    for (const { item, heading: title, box } of items) {
      // The whole line of the box: the cursor is often at its start.
      const line = box && { start: box.range.start, end: box.labelRange.end };
      const range = [title?.range, line].find(on);
      if (range) {
        return hover(range, match.model, item);
      }
    }
  }
  return undefined;
}

function sameEnd({ end }: OutlineRange, position: Position): boolean {
  return end.line === position.line && end.character === position.character;
}

function hover(range: OutlineRange, model: Model, part: Section | Item): Hover | undefined {
  if (part.help === undefined) {
    return undefined;
  }
  const parts = [
    part.help,
    ...(part.example === undefined ? [] : ['**Exemple**', part.example]),
    `[Source : ${new URL(model.source).hostname}](${model.source})`,
  ];
  return new Hover(helpMarkdown(parts.join('\n\n')), toRange(range));
}
