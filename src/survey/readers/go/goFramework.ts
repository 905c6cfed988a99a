import type { Framework } from '../../frameworks/framework';
import { GoRoutes } from './goRoutes';
import type { GoDialect } from './goRouter';

export { capitalVerbs, upperVerbs } from './goVerbs';

/** A library of routes for Go, told by its dialect alone. @param name that of its file */
export function goFramework(name: string, dialect: GoDialect): Framework {
  return { name, start: (repository) => GoRoutes.of(repository).detection(dialect) };
}
