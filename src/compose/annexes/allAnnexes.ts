import type { AnnexWriter } from '../answers/answer';
import { api } from './api';
import { baseDeDonnees } from './baseDeDonnees';
import { dependances } from './dependances';
import { liens } from './liens';
import { variables } from './variables';

/** Every annex, in the order the dossier names them. */
export const allAnnexes: readonly AnnexWriter[] = [dependances, baseDeDonnees, api, variables, liens];
