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
 */
export function planInsertion(
  text: string,
  outline: Outline,
  cursor: Position,
  { model, section, style, values }: InsertionRequest,
): InsertionPlan {
  if (text.trim() === '' || text === '\uFEFF') {
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
  const before = blankLine(line) ? (line === 0 || blankLine(line - 1) ? '' : '\n') : '\n\n';
  const after = line === lines.length - 1 || !blankLine(line + 1) ? '\n' : '';
  return { at: { line, character: (lines[line] ?? '').length }, snippet: snippet(template, before, after, values) };
}

function snippet(template: Template, before: string, after: string, values: TemplateValues | undefined): string {
  return `${before}${writeSnippet(template, values).join('\n')}${after}`;
}
