import { readBlocks } from './blocks';
import { readComments } from './comments';
import { blankFrontMatter, findFrontMatter, readFrontMatter } from './frontMatter';
import { readHeadings } from './headings';
import { readItems } from './items';
import { parseBlocks } from './markdown';
import { readSource } from './source';
import type { LineIndex } from './lines';
import type { Outline } from './types';

/**
 * Reads a Markdown text (CommonMark, tables and task lists): front matter, headings and their sections, checklist
 * items, blocks and comments, each with where it stands in the text as given. Never throws, whatever the text.
 *
 * Only `Block.text` is worked out on demand; all the rest is plain data.
 */
export function readOutline(text: string): Outline {
  const source = readSource(text);
  const found = findFrontMatter(source.lines);
  const parsed = parseBlocks(found ? blankFrontMatter(source.lines, found) : source.lines.text);
  return {
    frontMatter: found && readFrontMatter(source, found),
    headings: readHeadings(source, parsed),
    items: readItems(source, parsed),
    blocks: readBlocks(source, parsed),
    comments: readComments(source, parsed),
    eol: mostUsedEol(source.given),
    lineCount: source.given.starts.length,
  };
}

function mostUsedEol({ text, starts }: LineIndex): '\n' | '\r\n' {
  if (!text.includes('\r\n')) {
    return '\n';
  }
  let crlf = 0;
  for (const start of starts) {
    if (text.charCodeAt(start - 2) === 13 && text.charCodeAt(start - 1) === 10) {
      crlf++;
    }
  }
  return crlf * 2 > starts.length - 1 ? '\r\n' : '\n';
}
