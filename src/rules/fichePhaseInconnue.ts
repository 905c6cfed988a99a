import { writeValue } from '../fiche/edits';
import type { Phase } from '../fiche/fiche';
import { phaseNames, readPhaseName } from '../fiche/phases';
import type { Problem, Rule } from './rule';
import { onOneLine } from './sentences';

/** Phases that the site doesn't have, or no longer has: it can't be built with them. */
export const fichePhaseInconnue: Rule = {
  code: 'fiche-phase-inconnue',
  summary: 'Fiche produit : une phase n’existe pas ou n’existe plus',
  severity: 'warning',
  check: ({ fiche }) => (fiche?.phases ?? []).flatMap((phase) => problemOf(phase, fiche?.phases ?? [])),
};

function problemOf(phase: Phase, phases: readonly Phase[]): Omit<Problem, 'rule'>[] {
  const name = phase.name?.value;
  if (!phase.name || typeof name !== 'string') {
    return [
      {
        range: phase.name?.source ? phase.name.range : phase.range,
        message: `Cette phase n’a pas de nom : écrivez « name: » suivi de ${choice}.`,
        fixes: [],
      },
    ];
  }
  const { range } = phase.name;
  const others = phases.filter((other) => other !== phase).map((other) => String(other.name?.value));
  const reading = readPhaseName(name, others);
  const fixes = (names: readonly string[]): Problem['fixes'] =>
    names.map((to, index) => ({
      kind: 'edit',
      title: `Écrire « ${to} »`,
      isPreferred: index === 0,
      edits: () => [writeValue(range, to)],
    }));
  switch (reading.kind) {
    case 'known':
      return [];
    case 'misspelt':
      return [
        {
          range,
          message: `La phase « ${onOneLine(name)} » s’écrit « ${reading.name} », sans accent, majuscule ni espace.`,
          fixes: fixes([reading.name]),
        },
      ];
    case 'obsolete':
      return [
        {
          range,
          message: `La phase « ${onOneLine(name)} » n’existe plus : écrivez ${choose(reading.names.map((to) => `« ${to} »`))}.`,
          fixes: fixes(reading.names),
        },
      ];
    case 'unknown':
      return [{ range, message: `La phase « ${onOneLine(name)} » n’existe pas : choisissez ${choice}.`, fixes: [] }];
  }
}

function choose(names: readonly string[]): string {
  return new Intl.ListFormat('fr', { type: 'disjunction' }).format(names);
}

const choice = choose(phaseNames);
