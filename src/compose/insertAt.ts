import { matchDocument } from '../dossier/match';
import type { Model, Section } from '../models/types';
import { splitLines } from '../outline/lines';
import type { Outline, Position } from '../outline/types';
import { documentTemplate, fileTemplate, sectionTemplate, type ChecklistStyle } from './render';
import type { Template, TemplateValues } from './template';
import { writeSnippet } from './writeSnippet';

export interface InsertionPlan {
  readonly at: Position;
  /** In VS Code's snippet syntax, with the blank lines it needs around it; lines end with `\n`. */
  readonly snippet: string;
}

export interface InsertionRequest {
  readonly model: Model;
  /** The whole model when absent. */
  readonly section: Section | undefined;
  readonly style: ChecklistStyle;
  /** What is known of the product; without it, the person types its name. */
  readonly values: TemplateValues | undefined;
}

/**
 * Works out how to insert a model or a section where the cursor is. A line that holds something is never split: the
 * insertion goes under it. Front matter is written only where it has a meaning, in a blank document.
 *
 * The place is the start of a line wherever there is one: an editor gives all lines of a snippet the indentation that
 * stands before it, and an indented heading is code.
 */
export function planInsertion(
  text: string,
  outline: Outline,
  cursor: Position,
  { model, section, style, values }: InsertionRequest,
): InsertionPlan {
  if (text.trim() === '') {
    const options = { style, sectionLevel: 2 };
    const template = section ? sectionTemplate(model, section, options) : fileTemplate(model, options);
    return { at: { line: 0, character: 0 }, snippet: snippet(template, '', '\n', values) };
  }
  const lines = splitLines(text);
  const blankLine = (line: number): boolean => (lines[line] ?? '').trim() === '';
  const line = Math.max(cursor.line, outline.frontMatter?.range.end.line ?? 0);
  const standing = matchDocument(outline, model).sections.find((matched) => matched.heading !== undefined)?.heading;
  const options = { style, sectionLevel: section ? Math.min(5, standing?.level ?? 2) : 3 };
  const template = section ? sectionTemplate(model, section, options) : documentTemplate(model, options);
  const insertion = (at: Position, before: string, after: string): InsertionPlan => ({
    at,
    snippet: snippet(template, before, after, values),
  });
  const isLast = line === lines.length - 1;
  if (blankLine(line)) {
    const before = line === 0 || blankLine(line - 1) ? '' : '\n';
    const standsAlone = lines[line] === '' && !isLast && blankLine(line + 1);
    return insertion({ line, character: 0 }, before, standsAlone ? '' : '\n');
  }
  return isLast
    ? insertion({ line, character: (lines[line] ?? '').length }, '\n\n', '\n')
    : insertion({ line: line + 1, character: 0 }, '\n', blankLine(line + 1) ? '\n' : '\n\n');
}

function snippet(template: Template, before: string, after: string, values: TemplateValues | undefined): string {
  return `${before}${writeSnippet(template, values).join('\n')}${after}`;
}
