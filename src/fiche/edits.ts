import { stringify } from 'yaml';
import { lineEnd, lineStart, type LineIndex } from '../outline/lines';
import type { FrontMatter, Range, TextEdit } from '../outline/types';
import type { Phase } from './fiche';

/** A text as a YAML value on one line, quoted where the site's readers, older than ours, would see something else. */
export function yamlText(text: string): string {
  return stringify(text, { version: '1.1', lineWidth: 0 }).trimEnd();
}

/** Writes a value in place of another, or after a colon that nothing follows. */
export function writeValue(range: Range, value: string): TextEdit {
  const { start, end } = range;
  const isEmpty = start.line === end.line && start.character === end.character;
  return { range, newText: isEmpty ? ` ${value}` : value };
}

/**
 * Removes the whole lines of a key and its value.
 *
 * @returns undefined when something else stands on its first line: removing the lines would take it away
 */
export function removeLines(lines: LineIndex, key: Range, value: Range): TextEdit | undefined {
  const { text } = lines;
  const [first, last] = [key.start.line, value.end.line];
  const before = text.slice(lineStart(lines, first), lineStart(lines, first) + key.start.character);
  const after = text.slice(lineStart(lines, last) + value.end.character, lineEnd(lines, last));
  if (before.trim() !== '' || !/^\s*(?:#.*)?$/.test(after)) {
    return undefined;
  }
  return { range: { start: { line: first, character: 0 }, end: { line: last + 1, character: 0 } }, newText: '' };
}

/**
 * Adds a key at the end of the front matter.
 *
 * @param value as YAML
 * @returns undefined when the front matter isn't made of lines (`{ title: … }`)
 */
export function addKey(
  lines: LineIndex,
  { entries, contentRange }: FrontMatter,
  eol: string,
  key: string,
  value: string,
): TextEdit | undefined {
  const first = entries[0]?.keyRange.start;
  const indent = first ? lines.text.slice(lineStart(lines, first.line)).slice(0, first.character) : '';
  if (indent.trim() !== '') {
    return undefined;
  }
  const { end } = contentRange;
  return { range: { start: end, end }, newText: `${indent}${key}: ${value}${eol}` };
}

/** Adds the start of a phase under its name, or beside it where the phase is written on one line. */
export function addStart(lines: LineIndex, phase: Phase, eol: string, date: string): TextEdit | undefined {
  if (phase.start) {
    return writeValue(phase.start.range, date);
  }
  const name = phase.name?.range;
  if (!name) {
    return undefined;
  }
  if (!phase.isBlock) {
    return { range: { start: name.end, end: name.end }, newText: `, start: ${date}` };
  }
  const { line } = name.end;
  const end = { line, character: lineEnd(lines, line) - lineStart(lines, line) };
  return { range: { start: end, end }, newText: `${eol}${' '.repeat(phase.range.start.character)}start: ${date}` };
}
