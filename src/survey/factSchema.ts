import * as z from 'zod/mini';

export const text = z.string();
export const optionalText = z.optional(text);

export const evidenceSchema = z.object({
  path: describe(text, 'Chemin depuis la racine du dépôt, avec « / ».'),
  line: describe(z.int().check(z.positive()), 'Première ligne, comptée à partir de 1.'),
  endLine: describe(z.optional(z.int().check(z.positive())), 'Dernière ligne d’un passage, comprise.'),
});

/** What every fact has. */
export const fact = {
  name: describe(text, 'Le nom usuel de la chose : node, rails, Scalingo, SMTP_PASSWORD.'),
  evidence: describe(z.array(evidenceSchema).check(z.minLength(1)), 'Où le dépôt le prouve ; jamais vide.'),
  certainty: describe(z.optional(z.literal('probable')), 'Absent : le dépôt le prouve. « probable » : à confirmer.'),
  part: describe(
    optionalText,
    'La partie du dépôt concernée, quand il en a plusieurs : son dossier, « . » pour la racine.',
  ),
};

/** Says, in the schema that is published, what a key holds. */
export function describe<Schema extends z.ZodMiniType>(schema: Schema, description: string): Schema {
  return schema.check(z.describe(description));
}
