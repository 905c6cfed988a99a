import * as z from 'zod/mini';
import { inventorySchema } from './schema';

/** The JSON Schema (draft 2020-12) of what `arret inventaire --json` prints. */
export function inventoryJsonSchema(): unknown {
  return {
    title: 'Inventaire d’un dépôt par Arrêt',
    ...z.toJSONSchema(inventorySchema),
  };
}
