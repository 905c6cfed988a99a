import { closest } from '../dossier/closest';
import { textIn } from '../outline/lines';
import type { TextEdit } from '../outline/types';
import { excuseProblem, readExcuses, type Excuse } from './excuses';
import { lineText, removeLine } from './lineEdits';
import type { Fix, Problem, Rule, Subject } from './rule';
import { onOneLine, quoteList, typeset } from './sentences';

/**
 * Excuse comments that excuse nothing: without a reason, or of a code that no rule has.
 *
 * @param others all the other rules: their codes are those one may excuse
 */
export function excuseSansRaison(others: readonly Rule[]): Rule {
  const known = others.map(({ code }) => code);
  return {
    code: 'excuse-sans-raison',
    summary: 'Excuse sans raison, ou de code inconnu',
    severity: 'warning',
    check: (subject) =>
      readExcuses(subject.outline, subject.lines).flatMap((excuse) => {
        const unknown = excuse.codes.filter(({ code }) => code !== 'excuse-sans-raison' && !known.includes(code));
        return [
          ...unknown.map((code) => unknownCode(code, known)),
          ...(excuse.codes.length === 0 || excuse.reason === '' ? [incomplete(subject, excuse)] : []),
        ];
      }),
  };
}

type Found = Omit<Problem, 'rule'>;

function unknownCode({ code, range }: Excuse['codes'][number], known: readonly string[]): Found {
  const meant = closest(code, known);
  return {
    range,
    message: typeset(
      meant === undefined
        ? `Aucune règle ne porte le code ${quoteList([code])} : l’excuse est sans effet. Corrigez le code ou retirez-la.`
        : `Aucune règle ne porte le code ${quoteList([code])} : écrivez ${quoteList([meant])}.`,
    ),
    fixes:
      meant === undefined
        ? []
        : [
            {
              kind: 'edit',
              title: typeset(`Écrire « ${meant} »`),
              isPreferred: true,
              edits: () => [{ range, newText: meant }],
            },
          ],
  };
}

function incomplete(subject: Subject, excuse: Excuse): Found {
  const code = excuse.codes[0]?.code ?? 'section-vide';
  const what = excuse.codes.length === 0 ? 'Excuse sans code' : 'Excuse sans raison, donc sans effet';
  const fixes: Fix[] = [];
  if (excuse.codes.length > 0) {
    fixes.push({
      kind: 'ask',
      title: 'Donner la raison…',
      prompt: typeset('Pourquoi ce problème n’en est-il pas un ?'),
      validate: excuseProblem,
      edits: (answer) => reasonEdits(excuse, answer),
    });
  }
  const removal = removalOf(subject, excuse);
  if (removal) {
    fixes.push({ kind: 'edit', title: 'Retirer l’excuse', edits: () => [removal] });
  }
  return {
    range: excuse.range,
    message: typeset(`${what} : écrivez-la comme ceci, <!-- arret:excuse ${code} : la raison -->.`),
    fixes,
  };
}

/** The comment again, with its codes and the reason; what was written after the codes is what was wrong. */
function reasonEdits({ range, codes }: Excuse, answer: string): TextEdit[] {
  const names = codes.map(({ code }) => code).join(', ');
  return [{ range, newText: typeset(`<!-- arret:excuse ${names} : ${onOneLine(answer).replaceAll('--', '—')} -->`) }];
}

/** Takes the comment away, with its line if it is alone there; undefined for a comment that is never closed. */
function removalOf({ lines }: Subject, { range }: Excuse): TextEdit | undefined {
  if (!textIn(lines, range).endsWith('-->')) {
    return undefined;
  }
  const { start, end } = range;
  const before = lineText(lines, start.line).slice(0, start.character);
  const after = lineText(lines, end.line).slice(end.character);
  if (start.line === end.line && before.trim() === '' && after.trim() === '') {
    return removeLine(lines, start.line);
  }
  const blanks = /[ \t]+$/.exec(before)?.[0].length ?? 0;
  const isAtEnd = after.trim() === '' && before.trim() !== '';
  return {
    range: { start: { line: start.line, character: start.character - (isAtEnd ? blanks : 0) }, end },
    newText: '',
  };
}
