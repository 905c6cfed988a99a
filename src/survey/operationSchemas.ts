import * as z from 'zod/mini';
import { describe, fact, optionalText, text } from './factSchema';

/** Facts on how the product is released, started and guarded: see `schema.ts`. */

export const releaseSchema = z.object({
  ...fact,
  date: describe(optionalText, 'AAAA-MM-JJ.'),
  source: describe(z.optional(z.literal('page')), 'page : ce qu’affiche le site ; absent : le journal des versions.'),
});
export const installSchema = z.object({
  ...fact,
  kind: describe(
    z.enum(['image', 'startup', 'system', 'locale']),
    'Ce qui s’installe : paquets d’un fichier, outils du système, langue.',
  ),
});
export const automationSchema = z.object({
  ...fact,
  kind: describe(
    z.enum(['startup', 'trigger', 'email', 'message', 'task', 'signal']),
    'startup : au démarrage ; trigger : en base ; email : appel d’envoi ; message : courriel dont le code dit l’objet ; task : tâche de fond ; signal : à l’enregistrement d’un objet.',
  ),
  template: describe(optionalText, 'Le gabarit d’un courriel, tel que le code le nomme.'),
  recipient: describe(optionalText, 'Ce que le code appelle le destinataire d’un courriel ; jamais une adresse.'),
});
export const sealedSchema = z.object({
  ...fact,
  tool: describe(text, 'Ce qui l’a chiffré : Sealed Secrets, SOPS, git-crypt…'),
  path: text,
  keys: describe(z.array(text), 'Les noms de ce qui y est chiffré, quand ils sont en clair.'),
});
export const comparisonSchema = z.object({
  ...fact,
  groups: describe(z.array(z.array(text)), 'Les environnements où la variable a la même valeur, ensemble.'),
});
export const accessSchema = z.object({
  ...fact,
  kind: describe(
    z.enum(['default', 'authentication', 'session']),
    'default : règle de toutes les routes ; authentication : bibliothèque ; session : où le jeton est posé.',
  ),
});
