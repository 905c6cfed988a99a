import type { Endpoint } from '../../facts';
import { routePath } from '../routePath';
import { namingPlaces, sortedOnce } from './namingPlaces';
import type { PythonCode } from './pythonCode';
import type { DeclaredOperation } from './routeGraph';

/**
 * Operations as facts, in the order of their paths, each once.
 *
 * @param operations with their whole paths, as the framework writes them
 * @param from its usual name
 */
export async function endpointsOf(
  code: PythonCode,
  operations: readonly (DeclaredOperation & { readonly isLoose?: boolean })[],
  from: string,
): Promise<Endpoint[]> {
  const endpoints = await Promise.all(
    operations.map(async ({ method, path: written, summary, access, places, isLoose }): Promise<Endpoint> => {
      const path = routePath(written);
      const lined = await Promise.all(
        places.map(async (place) => ({
          ...place,
          text: (await code.load(place.path))?.source.lines[place.line - 1] ?? '',
        })),
      );
      return {
        name: `${method} ${path}`,
        method,
        path,
        from,
        ...(summary === undefined ? {} : { summary }),
        ...(access === undefined ? {} : { access: [...access] }),
        ...(isLoose === true ? { certainty: 'probable' as const } : {}),
        evidence: [...namingPlaces(method, path, lined)],
      };
    }),
  );
  return sortedOnce(endpoints);
}
