import { displayWidth } from './displayWidth';

/** Narrower, a row of dashes is no table's. */
const narrowest = 3;

/** A table, each column as wide as its widest cell; empty without rows. Cells are Markdown on one line. */
export function tableOf(header: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) {
    return '';
  }
  const lines = [header, ...rows].map((row) => header.map((_, column) => cellOf(row[column] ?? '')));
  const widths = header.map((_, column) => Math.max(narrowest, ...lines.map((row) => displayWidth(row[column] ?? ''))));
  const written = lines.map((row) =>
    row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - displayWidth(cell))),
  );
  written.splice(
    1,
    0,
    widths.map((width) => '-'.repeat(width)),
  );
  return written.map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** A bar that isn't escaped would start another cell, in code too. */
function cellOf(text: string): string {
  return text
    .replace(/\s*[\r\n]+\s*/g, ' ')
    .replace(/(\\*)\|/g, (_, escapes: string) => (escapes.length % 2 === 1 ? `${escapes}|` : `${escapes}\\|`))
    .trim();
}
