import type { NotApplicable } from '../dossier/notApplicable';
import { isPlaceholder } from '../dossier/placeholder';
import { comparePositions, offsetAt, positionAt } from '../outline/lines';
import type { Range, TextEdit } from '../outline/types';
import { endOfLine, lineText } from './lineEdits';
import type { Problem, Rule, Subject } from './rule';
import { reasonProblem } from './sectionVide';
import { onOneLine, typeset } from './sentences';

/** « Sans objet » without the reason, which whoever picks the product up would have to find out again. */
export const sansObjetSansRaison: Rule = {
  code: 'sans-objet-sans-raison',
  summary: '« Sans objet » sans dire pourquoi',
  severity: 'warning',
  check: (subject) => {
    const said = (subject.status?.sections ?? []).flatMap(({ notApplicable, items }) => [
      notApplicable,
      ...items.map((item) => item.notApplicable),
    ]);
    const unexplained = said.filter((one) => one !== undefined && one.reason === '');
    // A section says it for each of its items.
    return [...new Set(unexplained)].flatMap((one) => (one ? [problemOf(subject, one)] : []));
  },
};

function problemOf(subject: Subject, notApplicable: NotApplicable): Omit<Problem, 'rule'> {
  const words = wordsIn(subject, notApplicable.range);
  const message = typeset('« Sans objet » sans raison : dites pourquoi en quelques mots, à la suite.');
  if (!words) {
    const { line } = notApplicable.range.start;
    return { range: { start: notApplicable.range.start, end: endOfLine(subject.lines, line) }, message, fixes: [] };
  }
  const blank = reasonEdit(subject, words, '');
  return {
    range: words,
    message,
    fixes: blank
      ? [
          {
            kind: 'ask',
            title: 'Dire pourquoi…',
            prompt: typeset('Pourquoi est-ce sans objet ?'),
            placeholder: 'Le produit n’a jamais eu d’API',
            validate: reasonProblem,
            edits: (answer) => [reasonEdit(subject, words, onOneLine(answer)) ?? []].flat(),
          },
        ]
      : [],
  };
}

/** Where the words stand in an answer; undefined when markup cuts them. */
function wordsIn({ lines, outline }: Subject, within: Range): Range | undefined {
  const from = offsetAt(lines, within.start);
  const text = lines.text.slice(from, offsetAt(lines, within.end));
  for (const match of text.matchAll(/sans objet|non applicable|n\s?\/\s?a/giu)) {
    const range = {
      start: positionAt(lines, from + match.index),
      end: positionAt(lines, from + match.index + match[0].length),
    };
    const isIn = (other: Range): boolean =>
      comparePositions(other.start, range.start) <= 0 && comparePositions(range.start, other.end) < 0;
    if (range.start.line === range.end.line && !outline.comments.some((comment) => isIn(comment.range))) {
      return range;
    }
  }
  return undefined;
}

/** Writes the reason after the words, in place of an empty colon or of « à préciser »; undefined where more follows. */
function reasonEdit({ lines }: Subject, { end }: Range, reason: string): TextEdit | undefined {
  const line = lineText(lines, end.line);
  const [hardBreak] = /(?:\\|\s+)$/u.exec(line) ?? [''];
  const rest = line.slice(end.character, Math.max(end.character, line.length - hardBreak.length));
  const [marks = '', emphasis = ''] = /^[\s:.,;–—-]*([*_~]{0,3})[\s:.,;–—-]*/u.exec(rest) ?? [];
  if (!isPlaceholder(rest.slice(marks.length)) || rest.includes('|')) {
    return undefined;
  }
  const range = { start: end, end: { line: end.line, character: end.character + rest.length } };
  return { range, newText: `${emphasis}${typeset(` : ${reason}`)}` };
}
