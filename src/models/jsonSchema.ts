import * as z from 'zod/mini';
import { modelSchema } from './schema';

/** The JSON Schema (draft 2020-12) that YAML editors check and complete a team's models with. */
export function modelJsonSchema(): unknown {
  return {
    title: 'Modèle de document d’arrêt',
    ...z.toJSONSchema(modelSchema),
  };
}
