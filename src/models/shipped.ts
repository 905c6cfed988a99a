import conditions from './conditions-arret-reussi.yml';
import dossier from './dossier-technique-de-reprise.yml';
import postMortem from './post-mortem.yml';
import noImpact from './procedure-impact-insuffisant.yml';
import noBudget from './procedure-plus-de-budget.yml';
import noLeader from './procedure-plus-incarne.yml';
import noSponsor from './procedure-plus-porte-par-le-metier.yml';
import type { ModelSource } from './library';
import { readModel, type ModelReading } from './read';

/** The models that come with the product, in the order the handbook gives them. */
export const shippedModels: readonly ModelSource[] = [
  { file: 'dossier-technique-de-reprise.yml', text: dossier },
  { file: 'post-mortem.yml', text: postMortem },
  { file: 'procedure-impact-insuffisant.yml', text: noImpact },
  { file: 'procedure-plus-de-budget.yml', text: noBudget },
  { file: 'procedure-plus-porte-par-le-metier.yml', text: noSponsor },
  { file: 'procedure-plus-incarne.yml', text: noLeader },
  { file: 'conditions-arret-reussi.yml', text: conditions },
];

let readings: readonly ModelReading[] | undefined;

/** The shipped models, read once, when first needed: activation doesn't pay for it. */
export function readShippedModels(): readonly ModelReading[] {
  readings ??= shippedModels.map(({ text, file }) => readModel(text, file));
  return readings;
}
