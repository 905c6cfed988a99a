export interface PlainHeading {
  readonly title: string;
  readonly level: number;
  /** Counted from 1. */
  readonly line: number;
  /** The last line of its section. */
  readonly endLine: number;
}

/**
 * The headings of a reStructuredText (underlined, at a level that depends on the order in which underlines appear) or
 * AsciiDoc (`== Title`) text.
 */
export function plainHeadings(lines: readonly string[]): PlainHeading[] {
  const underlines: string[] = [];
  const found: Omit<PlainHeading, 'endLine'>[] = [];
  for (const [index, line] of lines.entries()) {
    const [, marks, words] = /^(={1,6})\s+(\S.*)$/.exec(line) ?? [];
    if (marks !== undefined && words !== undefined) {
      found.push({ title: words.replace(/\s=+$/, '').trim(), level: marks.length, line: index + 1 });
      continue;
    }
    const above = lines[index - 1]?.trim() ?? '';
    const mark = /^([=\-~^"'`#*+.:_])\1{2,}\s*$/.exec(line)?.[1];
    if (mark === undefined || !/[\p{L}\d]/u.test(above) || line.trim().length + 2 < above.length) {
      continue;
    }
    const style = lines[index - 2]?.trim().startsWith(mark.repeat(3)) ? mark + mark : mark;
    if (!underlines.includes(style)) {
      underlines.push(style);
    }
    found.push({ title: above, level: Math.min(6, underlines.indexOf(style) + 1), line: index });
  }
  return found.map((heading, index) => {
    const next = found.slice(index + 1).find(({ level }) => level <= heading.level);
    return { ...heading, endLine: Math.max(heading.line, (next?.line ?? lines.length + 1) - 1) };
  });
}
