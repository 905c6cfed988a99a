const BACKSLASH = 92;
const PIPE = 124;

/**
 * Offsets in the source of the first character of each cell of a table's row that starts at an offset. markdown-it does
 * not tell them: this cuts the row as it does, at the pipes that no backslash precedes.
 */
export function cellStarts(text: string, rowStart: number): number[] {
  const newline = text.indexOf('\n', rowStart);
  const row = text.slice(rowStart, newline < 0 ? text.length : newline);
  const start = row.length - row.trimStart().length;
  const cuts = [start];
  for (let at = row.indexOf('|', start); at >= 0; at = row.indexOf('|', at + 1)) {
    if (at === start) {
      cuts.length = 0;
    }
    if (at === start || row.charCodeAt(at - 1) !== BACKSLASH) {
      cuts.push(at + 1);
    }
  }
  return cuts.map((cut) => rowStart + skipWhiteSpace(row, cut));
}

function skipWhiteSpace(row: string, at: number): number {
  while (at < row.length && row.charAt(at).trim() === '') {
    at++;
  }
  return at;
}

/**
 * From an offset in a cell's content to one in the source, where a pipe has a backslash before it. To be called with
 * offsets that never go down.
 */
export function cellToSource(text: string, cellStart: number): (offset: number) => number {
  let read = 0;
  let at = cellStart;
  return (offset) => {
    for (; read < offset; read++, at++) {
      if (text.charCodeAt(at) === BACKSLASH && text.charCodeAt(at + 1) === PIPE) {
        at++;
      }
    }
    return at;
  };
}
