const BACKSLASH = 92;

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

/** From an offset in a cell's content to one in the source, where each pipe has a backslash before it. */
export function cellToSource(content: string, cellStart: number): (offset: number) => number {
  const pipes: number[] = [];
  for (let at = content.indexOf('|'); at >= 0; at = content.indexOf('|', at + 1)) {
    pipes.push(at);
  }
  return (offset) => cellStart + offset + countBelow(pipes, offset);
}

/** How many of the numbers, in ascending order, are less than a limit. */
function countBelow(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) < limit) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
