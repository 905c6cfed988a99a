import type { Note } from '../../survey/facts';
import type { Page } from './answer';

/** Causes told at most: the rest is counted. */
const told = 3;

/** « Lu en partie : … », what is missing from a list and why; nothing when the list is whole. */
export function partlyRead(page: Page, about: NonNullable<Note['about']>): string[] {
  const causes = new Map<string, Note[]>();
  for (const note of page.inventory.notes) {
    if (note.about === about) {
      causes.set(note.message, [...(causes.get(note.message) ?? []), note]);
    }
  }
  const lines = [...causes].slice(0, told).map(([message, notes]) => {
    const { path, line } = notes[0] ?? {};
    const place =
      path === undefined ? '' : ` ${line === undefined ? `(${page.file(path)})` : page.proof([{ path, line }])}`;
    const others = notes.length > 1 ? `, et ${page.count(notes.length - 1, 'autre')}` : '';
    return `- ${page.text(message)}${place}${others}`;
  });
  return lines.length === 0
    ? []
    : [
        'Cette liste est incomplète :',
        [...lines, ...(causes.size > told ? [`- et ${page.count(causes.size - told, 'autre cause')}`] : [])].join('\n'),
      ];
}
