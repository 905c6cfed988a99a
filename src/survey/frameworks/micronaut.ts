import { Clue } from '../clues';
import type { Endpoint } from '../facts';
import { accessOf } from '../readers/jvm/jvmAccess';
import { isJvmSource, JvmSources } from '../readers/jvm/jvmSources';
import { annotated, itemsOf, type JvmAnnotation, type JvmType, type JvmValue } from '../readers/jvm/jvmTypes';
import { inheritedAnnotation, mappedMethods } from '../readers/jvm/mappedMethods';
import { summaryOf } from '../readers/jvm/routeSummary';
import { SpringProperties } from '../readers/jvm/springProperties';
import { receivedHooks } from '../readers/receivedHooks';
import { routePath } from '../readers/routePath';
import { UnknownPaths } from '../readers/unknownPaths';
import type { Framework } from './framework';

const isOfMicronaut = new Clue(/\bio\.micronaut\.http\b/);
const verbs = ['Get', 'Post', 'Put', 'Delete', 'Patch', 'Head', 'Options'];

/** Micronaut's routes. */
export const micronaut: Framework = {
  name: 'micronaut',
  start(repository) {
    const sources = JvmSources.of(repository);
    return {
      wants: isJvmSource,
      async read(source) {
        if (isOfMicronaut.test(source.text)) {
          await sources.read(source);
        }
      },
      async find() {
        const properties = await SpringProperties.of(repository);
        const unknown = new UnknownPaths(repository);
        const api: Endpoint[] = [];
        for (const type of sources.types.filter(isController)) {
          api.push(...(await controllerRoutes(sources, properties, unknown, type)));
        }
        unknown.tell();
        return { api, webhooks: receivedHooks(api) };
      },
    };
  },
};

function isController(type: JvmType): boolean {
  const { named, whole } = type.imports;
  return (
    !type.isAbstract &&
    annotated(type, 'Controller') !== undefined &&
    isOfMicronaut.test([named.get('Controller') ?? '', ...whole].join(' '))
  );
}

async function controllerRoutes(
  sources: JvmSources,
  properties: SpringProperties,
  unknown: UnknownPaths,
  type: JvmType,
): Promise<Endpoint[]> {
  const context = properties.get(type.path, 'micronaut.server.context-path') ?? '';
  const declared = await inheritedAnnotation(sources, type, 'Controller');
  const pathOf = async (value: JvmValue | undefined, place: JvmType): Promise<string | undefined> => {
    const text = value ? await sources.textOf(value, place) : '';
    return text === undefined ? undefined : properties.resolved(place.path, text);
  };
  const base = declared && (await pathOf(given(declared.annotation)[0], declared.owner));
  if (base === undefined) {
    unknown.add(type.path, type.line);
    return [];
  }
  const api: Endpoint[] = [];
  const isMapped = (annotations: readonly JvmAnnotation[]): boolean =>
    annotations.some(({ name }) => verbs.includes(name));
  for (const { method, owner, declarations } of await mappedMethods(sources, type, isMapped)) {
    const annotation = annotated(method, ...verbs);
    const values = annotation ? given(annotation) : [];
    const summary = await summaryOf(sources, declarations);
    const access = await accessOf(sources, [...declarations, { declared: type, place: type }]);
    for (const value of annotation && values.length === 0 ? [undefined] : values) {
      const end = await pathOf(value, owner);
      if (annotation && end !== undefined) {
        const path = routePath(context, base, end.replace(/\{\?[^{}]*\}/g, '').replace(/\{[+#./]/g, '{'));
        const verb = annotation.name.toUpperCase();
        api.push({
          name: `${verb} ${path}`,
          method: verb,
          path,
          from: 'Micronaut',
          evidence: [{ path: owner.path, line: value?.line ?? annotation.line }],
          ...(summary === undefined ? {} : { summary }),
          ...(access === undefined ? {} : { access }),
        });
      } else {
        unknown.add(owner.path, method.line);
      }
    }
  }
  return api;
}

function given({ values }: JvmAnnotation): readonly JvmValue[] {
  return [values.get('value'), values.get('uri'), values.get('uris')].flatMap((value) => itemsOf(value));
}
