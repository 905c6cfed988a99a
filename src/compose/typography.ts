const noBreak = '\u00A0';

/** Code spans of one line, and what fences start and end with. */
const codeSpans = /(?<![`\\])(`+)(?!`)(.*?[^`])\1(?!`)/;
const fence = /^ {0,3}(`{3,}|~{3,})/;

/**
 * Markdown in French with the no-break spaces its punctuation asks for, in place of plain ones: before `: ; ? ! »` and
 * after `«`. Code stays as it is; addresses have no spaces.
 */
export function typesetMarkdown(markdown: string): string {
  let closing: string | undefined;
  return markdown
    .split('\n')
    .map((line) => {
      const mark = fence.exec(line)?.[1];
      if (closing !== undefined) {
        closing = mark !== undefined && mark.startsWith(closing) && line.trim() === mark ? undefined : closing;
        return line;
      }
      closing = mark;
      return mark === undefined ? typesetLine(line) : line;
    })
    .join('\n');
}

function typesetLine(line: string): string {
  const parts: string[] = [];
  let rest = line;
  for (let span = codeSpans.exec(rest); span; span = codeSpans.exec(rest)) {
    parts.push(rest.slice(0, span.index), span[0]);
    rest = rest.slice(span.index + span[0].length);
  }
  parts.push(rest);
  return parts.map((part, index) => (index % 2 === 1 ? part : spaced(part, index > 0))).join('');
}

/** @param isAfterCode whether a code span stands right before: what starts the text then doesn't start the line */
function spaced(text: string, isAfterCode: boolean): string {
  return text
    .replace(/(?<=[^\s|>#.+-]|\p{L}\.) (?=[:;?!»])/gu, noBreak)
    .replace(/^ (?=[:;?!»])/, isAfterCode ? noBreak : ' ')
    .replace(/« /g, `«${noBreak}`);
}
