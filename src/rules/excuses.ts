import { hasWords } from '../dossier/placeholder';
import { applyEdits } from '../outline/edits';
import { comparePositions, indexLines, textIn, type LineIndex } from '../outline/lines';
import { readOutline } from '../outline/outline';
import type { Comment, Outline, Position, Range, TextEdit } from '../outline/types';
import { insertUnder, isBlank, lineText } from './lineEdits';
import type { Problem, Subject } from './rule';
import { onOneLine, typeset } from './sentences';

/** A comment by which a person says that a problem is none: `<!-- arret:excuse lien-casse : le site est fermé -->`. */
export interface Excuse {
  /** The whole comment. */
  readonly range: Range;
  readonly codes: readonly ExcuseCode[];
  /** Why; empty when they don't say, and nothing is excused then. */
  readonly reason: string;
  /** The lines on which problems are excused, the last one included. */
  readonly scope: readonly LineSpan[];
}

export interface ExcuseCode {
  readonly code: string;
  readonly range: Range;
}

interface LineSpan {
  readonly first: number;
  readonly last: number;
}

const keyword = /^arret:excuse(?![\p{L}\p{N}_-])\s*/u;
const codeList = /^[^\s,:—–]+(?:\s*,\s*[^\s,:—–]+)*/u;
/** « : » with or without a space, a dash; a hyphen only between spaces, since codes have some. */
const separator = /^(?:\s*[:—–]|\s+-)\s*/u;

/** Reads the excuses of a document, in its order. */
export function readExcuses(outline: Outline, lines: LineIndex): Excuse[] {
  return outline.comments.flatMap((comment) => {
    const found = keyword.exec(comment.text);
    if (!found) {
      return [];
    }
    const rest = comment.text.slice(found[0].length);
    const written = codeList.exec(rest)?.[0] ?? '';
    const after = rest.slice(written.length);
    const mark = separator.exec(after)?.[0];
    const reason = mark === undefined ? '' : after.slice(mark.length).trim();
    return [
      {
        range: comment.range,
        codes: readCodes(written, comment, lines),
        reason: hasWords(reason) ? reason : '',
        scope: scopeOf(comment, outline, lines),
      },
    ];
  });
}

/** Whether an excuse that gives a reason covers a problem. */
export function isExcused(problem: Pick<Problem, 'rule' | 'range'>, excuses: readonly Excuse[]): boolean {
  const { line } = problem.range.start;
  return excuses.some(
    ({ codes, reason, scope }) =>
      reason !== '' &&
      codes.some(({ code }) => code === problem.rule) &&
      scope.some(({ first, last }) => first <= line && line <= last),
  );
}

/** What is wrong with the reason a person gives, in French; undefined when it will do. */
export function excuseProblem(reason: string): string | undefined {
  if (!hasWords(reason)) {
    return 'Écrivez la raison en quelques mots : elle servira à qui relira.';
  }
  return reason.includes('-->') ? typeset('La raison ne peut pas contenir « --> ».') : undefined;
}

/**
 * Excuses a problem: with a comment under the heading it is about, at the end of its line, or above its block where a
 * comment in the line would be part of a code or of a table. A problem of the front matter is excused right under it.
 */
export function excuseEdit(
  subject: Subject,
  { rule, range }: Pick<Problem, 'rule' | 'range'>,
  reason: string,
): TextEdit {
  const { lines, outline } = subject;
  const comment = typeset(`<!-- arret:excuse ${rule} : ${onOneLine(reason).replaceAll('--', '—')} -->`);
  const { line } = range.start;
  const choices = placesForExcuse(outline, lines, line, comment);
  const works = (edit: TextEdit): boolean => {
    const text = applyEdits(lines.text, [edit]);
    const added = indexLines(edit.newText).starts.length - 1;
    const moved = comparePositions(edit.range.start, range.start) <= 0 ? line + added : line;
    const place = { start: { ...range.start, line: moved }, end: range.end };
    return isExcused({ rule, range: place }, readExcuses(readOutline(text, outline), indexLines(text)));
  };
  return choices.find(works) ?? choices[0] ?? insertUnder(lines, line, comment, outline.eol);
}

function placesForExcuse(
  { headings, blocks, frontMatter, eol }: Outline,
  lines: LineIndex,
  line: number,
  comment: string,
): TextEdit[] {
  if (frontMatter && line <= frontMatter.range.end.line) {
    return [insertUnder(lines, frontMatter.range.end.line, comment, eol)];
  }
  const heading = headings.find(({ range }) => touches(range, line));
  if (heading) {
    return [insertUnder(lines, heading.range.end.line, comment, eol)];
  }
  const block = blocks.find(({ range }) => touches(range, line));
  const top: Position = { line: block?.range.start.line ?? line, character: 0 };
  const start = top.line === 0 && lines.text.startsWith('\uFEFF') ? { ...top, character: 1 } : top;
  const above: TextEdit = { range: { start, end: start }, newText: `${comment}${eol}` };
  if (block?.kind !== 'paragraph' && block?.kind !== 'list') {
    return [above];
  }
  const text = lineText(lines, line);
  const end = { line, character: text.length - (/\\$|\s+$/u.exec(text)?.[0].length ?? 0) };
  return [{ range: { start: end, end }, newText: ` ${comment}` }, above];
}

function readCodes(written: string, { range }: Comment, lines: LineIndex): ExcuseCode[] {
  const source = textIn(lines, range);
  const after = indexLines(source);
  let from = source.indexOf('arret:excuse') + 'arret:excuse'.length;
  return written.split(/\s*,\s*/).flatMap((code) => {
    if (code === '') {
      return [];
    }
    const at = source.indexOf(code, from);
    from = at + code.length;
    return [{ code, range: { start: shifted(range.start, after, at), end: shifted(range.start, after, from) } }];
  });
}

/** The position of an offset in a text that starts somewhere in the document. */
function shifted(start: Position, { starts }: LineIndex, offset: number): Position {
  const line = starts.findLastIndex((first) => first <= offset);
  const character = offset - (starts[line] ?? 0);
  return { line: start.line + line, character: line === 0 ? start.character + character : character };
}

/**
 * Right under a heading, before any text: the whole section. Beside a text: its line. Alone: what comes next, and
 * above all that the document says, its front matter as well.
 */
function scopeOf({ range }: Comment, outline: Outline, lines: LineIndex): LineSpan[] {
  const { headings, blocks, frontMatter } = outline;
  const own = { first: range.start.line, last: range.end.line };
  const isBefore = (other: Range): boolean => comparePositions(other.start, range.start) <= 0;
  const heading = headings.findLast((candidate) => isBefore(candidate.range));
  const block = blocks.findLast((candidate) => isBefore(candidate.range));
  if (
    heading &&
    comparePositions(heading.range.end, range.start) <= 0 &&
    (!block || comparePositions(block.range.start, heading.range.start) < 0)
  ) {
    const { start, end } = heading.sectionRange;
    return [{ first: start.line, last: end.character === 0 ? end.line - 1 : end.line }];
  }
  const before = lineText(lines, own.first).slice(0, range.start.character).replace('\uFEFF', '');
  const after = lineText(lines, own.last).slice(range.end.character);
  if (before.trim() !== '' || after.trim() !== '') {
    return [own];
  }
  const scope = !heading && !block && frontMatter ? [own, linesOf(frontMatter.range)] : [own];
  if (block && comparePositions(range.end, block.range.end) < 0) {
    let next = own.last + 1;
    while (next < block.range.end.line && isBlank(lines, next)) {
      next++;
    }
    return [...scope, { first: next, last: next }];
  }
  const [next] = [...headings, ...blocks]
    .map((candidate) => candidate.range)
    .filter((candidate) => comparePositions(candidate.start, range.end) >= 0)
    .sort((a, b) => comparePositions(a.start, b.start));
  return next ? [...scope, linesOf(next)] : scope;
}

function linesOf({ start, end }: Range): LineSpan {
  return { first: start.line, last: end.line };
}

function touches({ start, end }: Range, line: number): boolean {
  return start.line <= line && line <= end.line;
}
