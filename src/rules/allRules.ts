import { adresseNominative } from './adresseNominative';
import { cocheSansReponse } from './cocheSansReponse';
import { commandeInconnue } from './commandeInconnue';
import { elementManquant } from './elementManquant';
import { excuseSansRaison } from './excuseSansRaison';
import { ficheChampManquant } from './ficheChampManquant';
import { ficheDateEntreGuillemets } from './ficheDateEntreGuillemets';
import { ficheDateInvalide } from './ficheDateInvalide';
import { ficheDatesPhase } from './ficheDatesPhase';
import { ficheLienConserve } from './ficheLienConserve';
import { fichePhaseDouble } from './fichePhaseDouble';
import { fichePhaseInconnue } from './fichePhaseInconnue';
import { ficheSansPostMortem } from './ficheSansPostMortem';
import { frontMatterInvalide } from './frontMatterInvalide';
import { lienCasse } from './lienCasse';
import type { Rule } from './rule';
import { sansObjetSansRaison } from './sansObjetSansRaison';
import { secret } from './secret';
import { sectionManquante } from './sectionManquante';
import { sectionVide } from './sectionVide';
import { texteACompleter } from './texteACompleter';

const rules: readonly Rule[] = [
  frontMatterInvalide,
  sectionManquante,
  sectionVide,
  elementManquant,
  cocheSansReponse,
  sansObjetSansRaison,
  texteACompleter,
  lienCasse,
  commandeInconnue,
  adresseNominative,
  secret,
  ficheChampManquant,
  fichePhaseInconnue,
  fichePhaseDouble,
  ficheDatesPhase,
  ficheDateInvalide,
  ficheDateEntreGuillemets,
  ficheLienConserve,
  ficheSansPostMortem,
];

/** Every rule, in the order of the documentation. Of two problems at one place, the first rule's comes first. */
export const allRules: readonly Rule[] = [...rules, excuseSansRaison(rules)];
