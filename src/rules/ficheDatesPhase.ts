import { isDay, readDate } from '../fiche/dates';
import { addStart, removeLines } from '../fiche/edits';
import type { Phase } from '../fiche/fiche';
import type { Fix, Problem, Rule, Subject } from './rule';
import { onOneLine } from './sentences';

/** Phases without a start, that end before they start, or that go back in time. */
export const ficheDatesPhase: Rule = {
  code: 'fiche-dates-phase',
  summary: 'Fiche produit : les dates d’une phase manquent ou se contredisent',
  severity: 'warning',
  check: (subject) => {
    const problems: Omit<Problem, 'rule'>[] = [];
    /** The last phase whose dates agree, to compare the next one with: one mistake makes one problem. */
    let before: { readonly name: string; readonly start: string } | undefined;
    for (const phase of subject.fiche?.phases ?? []) {
      if (typeof phase.name?.value !== 'string') {
        continue;
      }
      const name = onOneLine(phase.name.value);
      const start = readDate(phase.start);
      const end = readDate(phase.end);
      if (start.kind === 'none') {
        problems.push(withoutStart(subject, phase, name));
      } else if (start.kind !== 'date') {
        continue;
      } else if (end.kind === 'date' && end.date <= start.date) {
        problems.push(endsTooEarly(subject, phase, name, start.date, end.date));
      } else if (phase.start && before && start.date < before.start) {
        problems.push({
          range: phase.start.range,
          message: `La phase « ${name} » commence le ${day(start.date)}, avant « ${before.name} » qui la précède (${day(before.start)}) : corrigez une date, ou l’ordre des phases.`,
          fixes: [],
        });
      } else {
        before = { name, start: start.date };
      }
    }
    return problems;
  },
};

function withoutStart({ lines, outline }: Subject, phase: Phase, name: string): Omit<Problem, 'rule'> {
  const fix: Fix = {
    kind: 'ask',
    title: 'Ajouter la date de début…',
    prompt: `Quel jour la phase « ${name} » a-t-elle commencé ?`,
    placeholder: 'AAAA-MM-JJ',
    validate: (answer) =>
      isDay(answer.trim()) ? undefined : 'Écrivez l’année, le mois et le jour : 2026-11-24, par exemple.',
    edits: (answer) => {
      const edit = addStart(lines, phase, outline.eol, answer.trim());
      return edit ? [edit] : [];
    },
  };
  return {
    range: phase.name?.range ?? phase.range,
    message: `La phase « ${name} » n’a pas de date de début : ajoutez « start: » suivi du jour (AAAA-MM-JJ).`,
    fixes: [fix],
  };
}

function endsTooEarly(
  { lines }: Subject,
  phase: Phase,
  name: string,
  start: string,
  end: string,
): Omit<Problem, 'rule'> {
  const when = start === end ? 'le jour où elle commence' : `le ${day(end)}, avant d’avoir commencé (${day(start)})`;
  const key = phase.keys.get('end');
  const removal = phase.end && key ? removeLines(lines, key, phase.end.range) : undefined;
  return {
    range: phase.end?.range ?? phase.range,
    message: `La phase « ${name} » finit ${when} : corrigez une date, ou retirez « end », facultatif.`,
    fixes: removal ? [{ kind: 'edit', title: 'Retirer la date de fin', edits: () => [removal] }] : [],
  };
}

/** `2026-12-01` → 01/12/2026 */
function day(date: string): string {
  return date.split('-').reverse().join('/');
}
