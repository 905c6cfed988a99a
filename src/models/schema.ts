import * as z from 'zod/mini';

/**
 * What a model's YAML file may hold. Keys are French since teams write these files; `toModel` in `read.ts` gives them
 * the names used in code. The JSON Schema that YAML editors complete from is made out of this one.
 */

const identifier = z
  .string()
  .check(
    z.regex(
      /^[a-z0-9]+(-[a-z0-9]+)*$/,
      'écrivez des minuscules sans accent, des chiffres et des tirets : « mon-modele »',
    ),
  );

const line = z
  .string()
  .check(
    z.minLength(1, 'écrivez un texte : cette valeur est vide'),
    z.regex(/^\S[^\r\n]*$/, 'écrivez ce texte sur une seule ligne, sans blanc au début'),
  );

const text = z.string().check(z.minLength(1, 'écrivez un texte : cette valeur est vide'));

const synonyms = z.optional(z.array(line));

export const itemSchema = z.strictObject({
  id: describe(identifier, 'Identifiant stable, unique dans le modèle.'),
  titre: describe(line, 'Titre court : le sous-titre de l’élément dans le document.'),
  texte: describe(line, 'Le texte de la case, mot pour mot.'),
  reponse: describe(
    z.enum(['contenu', 'action']),
    'contenu : il faut écrire une réponse. action : cocher la case est la réponse.',
  ),
  aide: describe(text, 'Ce dont un repreneur a besoin ici (Markdown).'),
  exemple: describe(z.optional(text), 'Un exemple court de bonne réponse (Markdown).'),
  branche: describe(
    z.optional(identifier),
    'Les éléments d’une section qui portent la même branche s’excluent : un seul se produit.',
  ),
});

export const sectionSchema = z.strictObject({
  id: describe(identifier, 'Identifiant stable, unique dans le modèle.'),
  titre: describe(line, 'Le titre de la section, mot pour mot.'),
  synonymes: describe(synonyms, 'Autres titres sous lesquels cette section s’écrit.'),
  introduction: describe(z.optional(line), 'La phrase qui introduit les éléments, mot pour mot.'),
  aide: describe(z.optional(text), 'Aide de la section (Markdown).'),
  exemple: describe(z.optional(text), 'Un exemple court (Markdown).'),
  elements: describe(
    z.optional(z.array(itemSchema)),
    'Les éléments ; absents quand le texte de la section est la réponse.',
  ),
});

export const modelSchema = z.strictObject({
  id: describe(identifier, 'Identifiant stable ; celui d’un modèle fourni le remplace.'),
  version: describe(
    z.int('écrivez un nombre entier : 1, 2, 3…').check(z.gte(1, 'la première version est 1')),
    'À augmenter quand les sections ou les éléments changent.',
  ),
  type: describe(z.enum(['dossier', 'post-mortem', 'procedure', 'conditions']), 'Ce à quoi sert le document.'),
  presentation: describe(
    z.enum(['sous-titres', 'liste']),
    'sous-titres : chaque élément a son sous-titre. liste : une liste à cocher par section.',
  ),
  titre: describe(line, 'Le titre du document, sans le nom du produit.'),
  synonymes: describe(synonyms, 'Autres titres sous lesquels ce document s’écrit.'),
  resume: describe(line, 'À quoi sert le document, en une phrase.'),
  fichier: describe(
    z
      .string()
      .check(
        z.regex(
          /^[^/\\:*?"<>|\s][^/\\:*?"<>|]*\.md$/,
          'écrivez un nom de fichier en .md, sans dossier : « dossier-technique.md »',
        ),
      ),
    'Nom du fichier produit.',
  ),
  source: describe(
    z.string().check(
      z.regex(/^https?:\/\/\S+$/, 'écrivez une adresse qui commence par https://'),
      z.refine((address) => URL.canParse(address), 'cette adresse est mal formée : copiez-la depuis le navigateur'),
    ),
    'L’adresse de la page d’où vient le texte.',
  ),
  redaction: describe(z.optional(line), 'Qui rédige le document et avec qui, mot pour mot.'),
  circonstance: describe(z.optional(line), 'Pour une procédure : la circonstance de l’arrêt, mot pour mot.'),
  inclut: describe(z.optional(z.array(identifier)), 'Modèles dont les sections suivent celles-ci.'),
  sections: describe(z.optional(z.array(sectionSchema)), 'Les sections, dans l’ordre.'),
});

export type ModelFile = z.infer<typeof modelSchema>;
export type SectionFile = z.infer<typeof sectionSchema>;
export type ItemFile = z.infer<typeof itemSchema>;

function describe<Schema extends z.ZodMiniType>(schema: Schema, description: string): Schema {
  return schema.check(z.describe(description));
}
