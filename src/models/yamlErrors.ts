import type { YAMLError } from 'yaml';

/** By the parser's own codes. */
export const yamlMessages = {
  DUPLICATE_KEY: 'cette clé est écrite deux fois : gardez-en une',
  TAB_AS_INDENT: 'tabulation au début de la ligne : remplacez-la par des espaces',
  BAD_INDENT: 'retrait de ligne inattendu : alignez cette ligne sur ses voisines',
  MISSING_CHAR: 'il manque un signe (guillemet, crochet, deux-points), ou alignez cette ligne sur ses voisines',
  BLOCK_AS_IMPLICIT_KEY:
    'deux-points inattendus : entourez le texte de guillemets, ou alignez cette ligne sur ses voisines',
  BAD_SCALAR_START: 'ce signe ne peut pas commencer un texte : entourez-le de guillemets',
  BAD_ALIAS: 'renvoi (« *nom ») vers un nom qui n’existe pas',
  UNEXPECTED_TOKEN: 'signe inattendu : le texte a peut-être besoin de guillemets',
  MULTIPLE_DOCS: 'un seul document par fichier : retirez la ligne « --- »',
} as const;

/** What a YAML mistake is called in French, with what to do; the parser's own code is added where we have no better word. */
export function yamlErrorMessage({ code }: YAMLError): string {
  const known: Partial<Record<string, string>> = yamlMessages;
  return known[code] ?? `YAML illisible ici (${code}) : vérifiez les retraits et les guillemets`;
}
