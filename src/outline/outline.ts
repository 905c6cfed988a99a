import { readBlocks } from './blocks';
import { readCode } from './code';
import { readComments } from './comments';
import { blankFrontMatter, findFrontMatter, readFrontMatter } from './frontMatter';
import { readHeadings } from './headings';
import { readItems } from './items';
import { readLinks } from './links';
import { parseBlocks } from './markdown';
import { readParts } from './readParts';
import { readSource } from './source';
import type { LineIndex } from './lines';
import type { Code, Link, Outline } from './types';

/**
 * Reads a Markdown text (CommonMark, tables and task lists): front matter, headings and their sections, checklist
 * items, blocks, comments, links and code, each with where it stands in the text as given. Never throws, whatever the text.
 *
 * What takes an inline reading of the whole text is worked out on demand, once, and then shared: the words of blocks and
 * items, whether blocks have images, links and code. All the rest is plain data.
 */
export function readOutline(text: string): Outline {
  const source = readSource(text);
  const found = findFrontMatter(source.lines);
  const parsed = parseBlocks(found ? blankFrontMatter(source.lines, found) : source.lines.text);
  const parts = readParts(parsed);
  const { items, paragraphs } = readItems(source, parts);
  let links: Link[] | undefined;
  let code: Code[] | undefined;
  return {
    frontMatter: found && readFrontMatter(source, found),
    headings: readHeadings(source, parsed, parts),
    items,
    blocks: readBlocks(source, parsed, parts, paragraphs),
    comments: readComments(source, parts),
    get links() {
      links ??= readLinks(source, parts);
      return links;
    },
    get code() {
      code ??= readCode(source, parts);
      return code;
    },
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
