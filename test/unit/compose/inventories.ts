import type { Inventory } from '../../../src/survey/facts';
import { surveyFiles } from '../survey/memoryTree';

const empty = await surveyFiles({}, []);

/** An inventory in which nothing was found but what is given. */
export function inventoryOf(
  lists: Partial<Omit<Inventory, 'repository'>> = {},
  repository: Partial<Inventory['repository']> = {},
): Inventory {
  return { ...empty, ...lists, repository: { ...empty.repository, ...repository } };
}
