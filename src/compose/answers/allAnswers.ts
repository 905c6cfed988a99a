import type { AnswerWriter } from './answer';
import { acces } from './acces';
import { api } from './api';
import { architecture } from './architecture';
import { automatisations } from './automatisations';
import { choix } from './choix';
import { coffre } from './coffre';
import { dependances } from './dependances';
import { depot } from './depot';
import { dettes } from './dettes';
import { docMetier } from './docMetier';
import { docUtilisateur } from './docUtilisateur';
import { hebergement } from './hebergement';
import { installation } from './installation';
import { jeuxDeDonnees } from './jeuxDeDonnees';
import { liens } from './liens';
import { migrations } from './migrations';
import { nettoyage } from './nettoyage';
import { roles } from './roles';
import { saas } from './saas';
import { schema } from './schema';
import { servicesExternes } from './servicesExternes';
import { statutArret } from './statutArret';
import { supervision } from './supervision';
import { testsCi } from './testsCi';

/** Who writes under each item of the dossier, in the order of the model. */
export const allAnswers: readonly AnswerWriter[] = [
  docUtilisateur,
  docMetier,
  liens,
  architecture,
  hebergement,
  supervision,
  saas,
  statutArret,
  depot,
  installation,
  dependances,
  testsCi,
  schema,
  migrations,
  jeuxDeDonnees,
  nettoyage,
  api,
  servicesExternes,
  automatisations,
  roles,
  acces,
  coffre,
  choix,
  dettes,
];
