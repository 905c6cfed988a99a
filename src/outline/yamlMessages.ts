import type { ErrorCode } from 'yaml';

/** What is wrong and what to do, one line each, for those who write front matter: most have never heard of YAML. */
const messages: Partial<Record<ErrorCode, string>> = {
  BAD_ALIAS: 'Une valeur ne peut pas commencer par « * » : entourez-la de guillemets.',
  BAD_DIRECTIVE: 'Une ligne de l’en-tête ne peut pas commencer par « % ».',
  BAD_DQ_ESCAPE:
    'Barre oblique inverse inattendue entre guillemets doubles : doublez-la ou mettez des guillemets simples.',
  BAD_INDENT: 'Le retrait de cette ligne ne convient pas : alignez-la sur ses voisines.',
  BAD_SCALAR_START: 'Une valeur ne peut pas commencer par ce signe : entourez-la de guillemets.',
  BLOCK_AS_IMPLICIT_KEY: 'Une valeur qui contient « : » doit être entourée de guillemets.',
  KEY_OVER_1024_CHARS: 'Ce nom de clé est trop long : il manque sans doute un « : » plus tôt.',
  MISSING_CHAR: 'Il manque un signe : guillemet ou crochet fermant, deux-points ou espace après eux.',
  MULTILINE_IMPLICIT_KEY: 'Il manque « : » après le nom de la clé.',
  MULTIPLE_ANCHORS: 'Une valeur ne peut pas commencer par deux « & » : entourez-la de guillemets.',
  MULTIPLE_DOCS: 'L’en-tête ne peut contenir qu’un document : retirez cette séparation.',
  MULTIPLE_TAGS: 'Une valeur ne peut pas commencer par deux « ! » : entourez-la de guillemets.',
  TAB_AS_INDENT: 'Une tabulation ne peut pas servir de retrait : remplacez-la par des espaces.',
  TAG_RESOLVE_FAILED: 'Une valeur qui commence par « ! » doit être entourée de guillemets.',
  UNEXPECTED_TOKEN: 'Signe inattendu : la valeur a sans doute besoin de guillemets.',
};

export function yamlMessage(code: ErrorCode): string {
  return messages[code] ?? 'L’en-tête n’est pas lisible ici : vérifiez les retraits et les guillemets.';
}

export function writtenTwice(key: string): string {
  return `La clé « ${key} » est écrite deux fois : gardez-en une seule.`;
}

export const notAMap = 'L’en-tête doit être fait de lignes « clé : valeur ».';
export const tooDeep = 'L’en-tête est trop imbriqué pour être lu.';
export const tooLong =
  'L’en-tête est trop long pour être lu : la ligne « --- » qui devrait le fermer manque sans doute.';
export const unreadableAliases =
  'Une valeur qui renvoie à d’autres (« * ») ne peut pas être lue : écrivez-la en entier.';
