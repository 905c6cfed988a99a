import { comparePositions } from '../outline/lines';
import { isExcused, readExcuses } from './excuses';
import type { Problem, Rule, Severity, Subject, Surroundings } from './rule';

export interface CheckedProblem extends Problem {
  readonly severity: Exclude<Severity, 'off'>;
}

/** What the rules say of a document. */
export interface Checked {
  /** In the document's order. */
  readonly problems: readonly CheckedProblem[];
  /** Those for which the document gives a reason, in its order. */
  readonly excused: readonly CheckedProblem[];
}

export interface CheckOptions {
  readonly rules: readonly Rule[];
  /** Those the person chose, by code; the others have their rule's, or their problem's own. */
  readonly severities: Readonly<Record<string, Severity>>;
  /** Asked between two rules: when true, what was found so far is given back, and is of no use. */
  readonly isCancelled?: () => boolean;
  /** Lets the host do something else between two rules and within some; without it, only what already waits on a promise goes on. */
  readonly breathe?: () => Promise<void>;
  /** Told of a rule that threw. The others are still heard. */
  readonly onBug?: (rule: string, error: unknown) => void;
}

/** Asks every rule what it finds in a document, and sets apart what the document excuses. Never throws. */
export async function checkSubject(
  subject: Subject,
  surroundings: Surroundings,
  { rules, severities, isCancelled, breathe, onBug }: CheckOptions,
): Promise<Checked> {
  const found: CheckedProblem[] = [];
  for (const rule of rules) {
    const severity = severities[rule.code];
    if (severity === 'off' || !speaksOf(rule, subject)) {
      continue;
    }
    await breathe?.();
    if (isCancelled?.()) {
      break;
    }
    try {
      for (const problem of await rule.check(subject, surroundings, breathe)) {
        found.push({ ...problem, rule: rule.code, severity: severity ?? problem.severity ?? rule.severity });
      }
    } catch (error) {
      onBug?.(rule.code, error);
    }
  }
  found.sort((a, b) => comparePositions(a.range.start, b.range.start) || comparePositions(a.range.end, b.range.end));
  const excuses = readExcuses(subject.outline, subject.lines);
  return {
    problems: found.filter((problem) => !isExcused(problem, excuses)),
    excused: found.filter((problem) => isExcused(problem, excuses)),
  };
}

/** Of a document that names a model which isn't there nothing is known but that: only its front matter is judged. */
function speaksOf(rule: Rule, { status, fiche }: Subject): boolean {
  return status !== undefined || fiche !== undefined || rule.judgesUnknownModels === true;
}
