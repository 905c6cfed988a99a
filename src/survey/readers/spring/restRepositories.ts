import type { Endpoint } from '../../facts';
import type { JvmSources } from '../jvm/jvmSources';
import { annotated, flagOf, lastName, placeOf, type JvmType } from '../jvm/jvmTypes';
import type { SpringProperties } from '../jvm/springProperties';
import { routePath } from '../routePath';
import { Inflector } from '../ruby/inflector';

const english = new Inflector();

/** What a repository lets be done with the whole list, then with one thing. */
const operations: readonly (readonly [string, string])[] = [
  ['GET', ''],
  ['POST', ''],
  ['GET', '{id}'],
  ['PUT', '{id}'],
  ['PATCH', '{id}'],
  ['DELETE', '{id}'],
];

/**
 * The routes that Spring Data REST makes of repositories annotated with `@RepositoryRestResource`: those of their
 * things, and one for each search they declare.
 */
export async function restRepositories(
  sources: JvmSources,
  properties: SpringProperties,
  prefix: (path: string) => string,
): Promise<Endpoint[]> {
  const api: Endpoint[] = [];
  for (const type of sources.types) {
    const annotation = annotated(type, 'RepositoryRestResource');
    const entity = lastName(type.superTypes[0]?.arguments[0]?.name ?? '');
    if (!annotation || type.kind !== 'interface' || entity === '' || flagOf(annotation, 'exported') === false) {
      continue;
    }
    const given = await sources.textOf(annotation.values.get('path'), type);
    const base = properties.get(type.path, 'spring.data.rest.base-path', 'spring.data.rest.basePath') ?? '';
    const root = [prefix(type.path), base, given ?? plural(entity)];
    const evidence = { ...placeOf(type.path, annotation), endLine: Math.max(type.line, annotation.endLine) };
    for (const [method, end] of operations) {
      const path = routePath(...root, end);
      api.push({ name: `${method} ${path}`, method, path, from: 'Spring Data REST', evidence: [evidence] });
    }
    api.push(...(await searches(sources, type, root)));
  }
  return api;
}

async function searches(sources: JvmSources, type: JvmType, root: readonly string[]): Promise<Endpoint[]> {
  const api: Endpoint[] = [];
  for (const method of type.methods) {
    const annotation = annotated(method, 'RestResource');
    const isSearch =
      /^(?:find|read|get|query|search|stream|count|exists)\w*By\w/.test(method.name) || annotated(method, 'Query');
    const isStandard = /^(?:findAllById|findById|existsById|getReferenceById)$/.test(method.name);
    if (
      !isSearch ||
      isStandard ||
      method.isStatic ||
      flagOf(annotation, 'exported') === false ||
      annotated(method, 'Modifying')
    ) {
      continue;
    }
    const given = await sources.textOf(annotation?.values.get('path'), type);
    const path = routePath(...root, 'search', given ?? method.name);
    const evidence = annotation
      ? placeOf(type.path, { line: annotation.line, endLine: method.line })
      : { path: type.path, line: method.line };
    api.push({ name: `GET ${path}`, method: 'GET', path, from: 'Spring Data REST', evidence: [evidence] });
  }
  return api;
}

/** As Spring Data REST names what it isn't told the name of. */
function plural(entity: string): string {
  return english.pluralize(entity.charAt(0).toLowerCase() + entity.slice(1));
}
