import { Clue } from '../clues';
import type { Endpoint } from '../facts';
import { accessOf } from '../readers/jvm/jvmAccess';
import { isJvmSource, JvmSources } from '../readers/jvm/jvmSources';
import { JaxRsRoots } from '../readers/jvm/jaxRsRoots';
import { annotated, itemsOf, type JvmAnnotation, type JvmType } from '../readers/jvm/jvmTypes';
import { inheritedAnnotation, mappedMethods, type MappedMethod } from '../readers/jvm/mappedMethods';
import { summaryOf } from '../readers/jvm/routeSummary';
import { SpringProperties } from '../readers/jvm/springProperties';
import { receivedHooks } from '../readers/receivedHooks';
import { routePath } from '../readers/routePath';
import { UnknownPaths } from '../readers/unknownPaths';
import type { Repository } from '../repository';
import type { Framework } from './framework';

const isOfJaxRs = new Clue(/\b(?:javax|jakarta)\.ws\.rs\b/);
const verbs = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'];

/** How many resources may lead to one another: what is deeper goes round. */
const deepest = 5;

/** Routes of JAX-RS, whatever serves them (Jersey, RESTEasy, Quarkus): resources, and those that their methods lead to. */
export const jaxRs: Framework = {
  name: 'jaxRs',
  start(repository) {
    const sources = JvmSources.of(repository);
    /** Files that say nothing of JAX-RS, by the interfaces their classes fulfil. */
    const implementers = new Map<string, string[]>();
    return {
      wants: isJvmSource,
      async read(source) {
        if (isOfJaxRs.test(source.text)) {
          await sources.read(source);
          return;
        }
        for (const { 1: names = '' } of source.text.matchAll(
          /\bclass\s[^{};]{1,300}?\simplements\s+([^{};]{1,500})\{/g,
        )) {
          for (const { 0: name } of names.matchAll(/\w+/g)) {
            implementers.set(name, [...(implementers.get(name) ?? []), source.path]);
          }
        }
      },
      async find() {
        const roots = await JaxRsRoots.of(repository, sources, await SpringProperties.of(repository));
        for (const type of sources.types.filter((each) => each.kind === 'interface' && isResource(each))) {
          for (const path of implementers.get(type.name) ?? []) {
            const source = await repository.text(path);
            await (source && sources.read(source));
          }
        }
        const unknown = new UnknownPaths(repository);
        const reader = new ResourceReader(repository, sources, unknown);
        const api: Endpoint[] = [];
        for (const type of sources.types) {
          api.push(...(await reader.rootRoutes(type, roots)));
        }
        unknown.tell();
        return { api, webhooks: receivedHooks(api) };
      },
    };
  },
};

class ResourceReader {
  constructor(
    private readonly repository: Repository,
    private readonly sources: JvmSources,
    private readonly unknown: UnknownPaths,
  ) {}

  async rootRoutes(type: JvmType, roots: JaxRsRoots): Promise<Endpoint[]> {
    if (type.isAbstract || type.kind === 'enum') {
      return [];
    }
    const declared = await inheritedAnnotation(this.sources, type, 'Path');
    if (!declared || !isPath(declared.owner) || annotated(declared.owner, 'RegisterRestClient', 'FeignClient')) {
      return [];
    }
    const path = await this.sources.textOf(declared.annotation.values.get('value'), declared.owner);
    if (path === undefined) {
      this.unknown.add(declared.owner.path, declared.annotation.line);
      return [];
    }
    return this.routes(type, [...roots.before(type.path), path], [type], 0);
  }

  /** @param guardedBy the types whose annotations guard all their methods, the nearest first */
  private async routes(
    type: JvmType,
    prefix: readonly string[],
    guardedBy: readonly JvmType[],
    depth: number,
  ): Promise<Endpoint[]> {
    const api: Endpoint[] = [];
    for (const mapped of await mappedMethods(this.sources, type, isMapped)) {
      const { method, owner } = mapped;
      const annotation = annotated(method, 'Path');
      const path = annotation ? await this.sources.textOf(annotation.values.get('value'), owner) : '';
      if (path === undefined) {
        this.unknown.add(owner.path, method.line);
        continue;
      }
      const whole = [...prefix, path].map((part) => part.replace(/\{\s*([\w.-]+)\s*:/g, '{$1:'));
      const methods = method.annotations.filter(({ name }) => verbs.includes(name));
      if (methods.length === 0) {
        api.push(...(await this.located(mapped, whole, guardedBy, depth)));
      }
      for (const verb of methods) {
        api.push(await this.endpoint(mapped, verb, annotation, whole, guardedBy));
      }
    }
    return api;
  }

  /** The routes of the resource that a method leads to. */
  private async located(
    { method, owner }: MappedMethod,
    prefix: readonly string[],
    guardedBy: readonly JvmType[],
    depth: number,
  ): Promise<Endpoint[]> {
    const name = method.type.name === 'Class' ? (method.type.arguments[0]?.name ?? '') : method.type.name;
    const resource = depth < deepest ? await this.sources.typeNamed(name, owner) : undefined;
    if (!resource) {
      this.repository.note(
        `routes de ${method.name}(), dont le type n’est pas connu : non lues`,
        owner.path,
        method.line,
        'api',
      );
      return [];
    }
    return this.routes(resource, prefix, [resource, ...guardedBy], depth + 1);
  }

  private async endpoint(
    { owner, declarations }: MappedMethod,
    { name: method, line: verbLine }: JvmAnnotation,
    annotation: JvmAnnotation | undefined,
    parts: readonly string[],
    guardedBy: readonly JvmType[],
  ): Promise<Endpoint> {
    const path = routePath(...parts);
    const summary = await summaryOf(this.sources, declarations);
    const access = await accessOf(this.sources, [
      ...declarations,
      ...guardedBy.map((declared) => ({ declared, place: declared })),
    ]);
    const line = itemsOf(annotation?.values.get('value'))[0]?.line ?? verbLine;
    return {
      name: `${method} ${path}`,
      method,
      path,
      from: 'JAX-RS',
      evidence: [{ path: owner.path, line: annotation ? line : verbLine }],
      ...(summary === undefined ? {} : { summary }),
      ...(access === undefined ? {} : { access }),
    };
  }
}

function isMapped(annotations: readonly JvmAnnotation[]): boolean {
  return annotations.some(({ name }) => name === 'Path' || verbs.includes(name));
}

/** Whether a type, or a method of it, carries a path. */
function isResource(type: JvmType): boolean {
  return annotated(type, 'Path') !== undefined || type.methods.some(({ annotations }) => isMapped(annotations));
}

/** Whether the `@Path` of a type is the one of JAX-RS. */
function isPath(type: JvmType): boolean {
  const { named, whole } = type.imports;
  return isOfJaxRs.test([annotated(type, 'Path')?.package ?? '', named.get('Path') ?? '', ...whole].join(' '));
}
