import {
  CompletionItem,
  CompletionItemKind,
  type Disposable,
  languages,
  Range,
  SnippetString,
  type CompletionItemProvider,
  type TextDocument,
} from 'vscode';
import { styleOf } from '../../compose/complete';
import { itemsTemplate, sectionTemplate, type RenderOptions } from '../../compose/render';
import type { Template } from '../../compose/template';
import { writeSnippet } from '../../compose/writeSnippet';
import { contains } from '../../dossier/match';
import type { Item, Section } from '../../models/types';
import type { Subject } from '../../rules/rule';
import { helpMarkdown } from '../helpMarkdown';
import type { DocumentIndex } from '../index/documentIndex';
import { checklistStyle } from '../settings';

/** What starts a heading or a box: elsewhere in a line, nothing is offered. */
const lineStart = /^\s{0,3}(?:#{1,6}[^\n]*|[-*☐][^\n]*)$/u;

/** Offers, at the start of a line, the sections and items that the document lacks. */
export function registerMissingParts(index: DocumentIndex): Disposable {
  const provider: CompletionItemProvider = {
    async provideCompletionItems(document, position, token) {
      const before = document.lineAt(position).text.slice(0, position.character);
      if (before !== '' && !lineStart.test(before)) {
        return [];
      }
      const subject = (await index.read(document))?.subject;
      return !subject || token.isCancellationRequested
        ? []
        : missingParts(document, subject, new Range(position.line, 0, position.line, position.character), before);
    },
  };
  return languages.registerCompletionItemProvider({ language: 'markdown' }, provider, '#', '-', '☐');
}

function missingParts(document: TextDocument, { status }: Subject, range: Range, before: string): CompletionItem[] {
  if (!status) {
    return [];
  }
  const { model } = status.match;
  const level = status.sections.find(({ matched }) => matched.heading)?.matched.heading?.level ?? 2;
  const style = styleOf(
    status.sections.map(({ matched }) => matched),
    checklistStyle(document.uri),
  );
  const options: RenderOptions = { style, sectionLevel: Math.min(5, level) };
  const propose = (part: Section | Item, kind: string, template: Template): CompletionItem => {
    const item = new CompletionItem({ label: part.title, description: kind }, CompletionItemKind.Struct);
    item.range = range;
    // What is typed so far (`## Acc`) is part of what the list is filtered by.
    item.filterText = `${before} ${part.title}`;
    item.insertText = new SnippetString(writeSnippet(template).join('\n'));
    item.documentation = helpMarkdown(part.help ?? '');
    return item;
  };
  // An item is offered in its own section only: elsewhere it would be another's.
  return status.sections.flatMap(({ matched: { section, heading, items }, notApplicable }) =>
    heading
      ? items
          .filter(() => !notApplicable && contains(heading.sectionRange, range.end))
          .filter((item) => item.range === undefined)
          .map(({ item }) => propose(item, 'élément manquant', itemsTemplate(model, section, [item], options)))
      : [propose(section, 'section manquante', sectionTemplate(model, section, options))],
  );
}
