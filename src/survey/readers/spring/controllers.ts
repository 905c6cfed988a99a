import type { Endpoint, Evidence } from '../../facts';
import type { Repository } from '../../repository';
import { accessOf } from '../jvm/jvmAccess';
import type { JvmSources } from '../jvm/jvmSources';
import { annotated, type JvmType } from '../jvm/jvmTypes';
import { inheritedAnnotation, mappedMethods, type MappedMethod } from '../jvm/mappedMethods';
import { summaryOf } from '../jvm/routeSummary';
import type { SpringProperties } from '../jvm/springProperties';
import { routePath } from '../routePath';
import type { UnknownPaths } from '../unknownPaths';
import type { PathPrefixes } from './pathPrefixes';
import type { SpringMessages } from './springMessages';
import { classMappings, mappingOf, readMapping, type SpringMapping } from './springMapping';

const stereotypes = ['RestController', 'Controller', 'RepositoryRestController', 'BasePathAwareController'];

/** What reading controllers needs. */
export interface SpringContext {
  readonly repository: Repository;
  readonly sources: JvmSources;
  readonly properties: SpringProperties;
  readonly unknown: UnknownPaths;
  readonly prefixes: PathPrefixes;
  readonly messages: SpringMessages;
}

/** What stands before every path of the module that holds a file: its servlet's and its application's. */
export function modulePrefix(properties: SpringProperties, path: string): string {
  const context = properties.get(
    path,
    'server.servlet.context-path',
    'server.context-path',
    'spring.webflux.base-path',
  );
  const servlet = properties.get(path, 'spring.mvc.servlet.path', 'server.servlet-path', 'server.servlet.path');
  return `${context ?? ''}/${servlet ?? ''}`;
}

/** Whether a class answers requests: by its own annotation, or by one of the product's that carries it. */
export async function isController(sources: JvmSources, type: JvmType): Promise<boolean> {
  if (type.isAbstract || (type.kind !== 'class' && type.kind !== 'object') || annotated(type, 'FeignClient')) {
    return false;
  }
  const own = annotated(type, ...stereotypes);
  if (own) {
    return (
      !(type.imports.named.get(own.name) ?? '').startsWith('io.micronaut.') &&
      !type.imports.whole.includes('io.micronaut.http.annotation')
    );
  }
  if (annotated(type, ...classMappings) && annotated(type, 'Component', 'Service')) {
    return true;
  }
  for (const { name } of type.annotations) {
    const declared = await sources.typeNamed(name, type);
    if (declared?.kind === 'annotation' && annotated(declared, ...stereotypes)) {
      return true;
    }
  }
  return false;
}

/** The routes of one controller. */
export async function controllerRoutes(context: SpringContext, type: JvmType): Promise<Endpoint[]> {
  const { repository, sources, properties, unknown, prefixes } = context;
  const above = await inheritedAnnotation(sources, type, ...classMappings);
  const mapping = above && (await readMapping(sources, properties, above.annotation, above.owner));
  if (mapping && mapping.paths.length === 0) {
    unknown.add(above.owner.path, above.annotation.line);
    return [];
  }
  const isRest = annotated(type, 'RepositoryRestController', 'BasePathAwareController') !== undefined;
  const base = isRest ? properties.get(type.path, 'spring.data.rest.base-path') : undefined;
  const prefix = [modulePrefix(properties, type.path), base ?? '', await prefixes.before(type)];
  const methods = await mappedMethods(sources, type, (annotations) => mappingOf(annotations) !== undefined);
  const api: Endpoint[] = [];
  for (const method of methods) {
    api.push(...(await methodRoutes(context, type, mapping, prefix, method)));
  }
  if (methods.length === 0) {
    await noteElsewhere(repository, sources, type);
  }
  return api;
}

async function methodRoutes(
  { sources, properties, unknown, messages }: SpringContext,
  type: JvmType,
  mapping: SpringMapping | undefined,
  prefix: readonly string[],
  { method, owner, declarations }: MappedMethod,
): Promise<Endpoint[]> {
  const annotation = mappingOf(method.annotations);
  if (!annotation) {
    return [];
  }
  const own = await readMapping(sources, properties, annotation, owner);
  unknown.add(owner.path, annotation.line, own.unknown);
  const told = await summaryOf(sources, declarations);
  const summary = told === undefined ? undefined : await messages.resolved(owner.path, told);
  const access = await accessOf(sources, [
    ...declarations.map(({ declared, place }) => ({ declared, place })),
    { declared: type, place: type },
    ...(owner === type ? [] : [{ declared: owner, place: owner }]),
  ]);
  const verbs = own.methods.length > 0 ? own.methods : (mapping?.methods ?? []);
  const api: Endpoint[] = [];
  for (const { path: start } of mapping?.paths ?? [{ path: '' }]) {
    for (const { path: end, line } of own.paths) {
      for (const verb of verbs.length > 0 ? verbs : ['ANY']) {
        const path = routePath(...prefix, start, end);
        const evidence: Evidence = { path: owner.path, line };
        api.push({
          name: `${verb} ${path}`,
          method: verb,
          path,
          from: 'Spring',
          evidence: [evidence],
          ...(summary === undefined ? {} : { summary }),
          ...(access === undefined ? {} : { access }),
        });
      }
    }
  }
  return api;
}

/** A controller without a route of its own has them of an interface that a generator writes from a specification. */
async function noteElsewhere(repository: Repository, sources: JvmSources, type: JvmType): Promise<void> {
  for (const { name } of type.superTypes) {
    if (/Api$|Controller$|Delegate$|Resource$/.test(name) && !(await sources.typeNamed(name, type))) {
      repository.note(`routes de ${name}, déclarées hors du dépôt : non lues`, type.path, type.line, 'api');
    }
  }
}
