import type { Part } from './parts';
import { passage, sourceOffset } from './passage';
import type { Source } from './source';
import { cellStarts, cellToSource } from './tableCells';

/** The way from an offset in a part's content to one in the source. Not for code, whose indentation is cut. */
export function toSource({ lines }: Source, { kind, content, offsets, row, column }: Part): (offset: number) => number {
  if (row) {
    row.cells ??= cellStarts(lines.text, row.start);
    return cellToSource(content, row.cells[column] ?? row.start);
  }
  if (kind !== 'html' && !content.includes('\n')) {
    const start = offsets[0] ?? 0;
    return (offset) => start + offset;
  }
  const found = passage(content, offsets);
  return (offset) => sourceOffset(found, offset);
}
