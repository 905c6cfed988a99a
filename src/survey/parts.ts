import type { Fact, Inventory } from './facts';
import { inventorySchema } from './schema';

/** Lists whose facts belong to a part of the repository; those of Git and CI belong to the whole. */
const lists = [
  'runtimes',
  'dependencies',
  'hosting',
  'monitoring',
  'services',
  'env',
  'tests',
  'databases',
  'tables',
  'migrations',
  'datasets',
  'exposures',
  'api',
  'examples',
  'webhooks',
  'roles',
  'licence',
  'readme',
] as const satisfies readonly (keyof Inventory)[];

/**
 * Says of each fact which part of the repository it belongs to: the nearest folder above its first evidence that is one
 * of `repository.parts`. A repository in one part says nothing.
 */
export function assignParts(inventory: Inventory): Inventory {
  const { parts } = inventory.repository;
  if (parts.length < 2) {
    return inventory;
  }
  const partOf = (fact: Fact): string => fact.part ?? partOfPath(parts, fact.evidence[0]?.path ?? '');
  const withParts = lists.map((key) => [key, inventory[key].map((fact) => ({ ...fact, part: partOf(fact) }))]);
  return inventorySchema.parse({ ...inventory, ...Object.fromEntries(withParts) });
}

/** The nearest part above a file: its folder, `.` when it is none but the root. */
export function partOfPath(parts: readonly Fact[], path: string): string {
  let nearest = '.';
  for (const { name } of parts) {
    if (path.startsWith(`${name}/`) && (nearest === '.' || name.length > nearest.length)) {
      nearest = name;
    }
  }
  return nearest;
}
