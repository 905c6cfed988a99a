import type { JvmPlace, JvmSources } from '../jvm/jvmSources';
import { annotated, itemsOf, lastName, type JvmAnnotation } from '../jvm/jvmTypes';
import type { SpringProperties } from '../jvm/springProperties';

const verbs: Readonly<Record<string, string>> = {
  GetMapping: 'GET',
  PostMapping: 'POST',
  PutMapping: 'PUT',
  PatchMapping: 'PATCH',
  DeleteMapping: 'DELETE',
  GetExchange: 'GET',
  PostExchange: 'POST',
  PutExchange: 'PUT',
  PatchExchange: 'PATCH',
  DeleteExchange: 'DELETE',
};

const general = ['RequestMapping', 'HttpExchange'];

/** The names of Spring's annotations that give a path to a class. */
export const classMappings: readonly string[] = general;

/** The annotation that makes a route of a method. */
export function mappingOf(annotations: readonly JvmAnnotation[]): JvmAnnotation | undefined {
  return annotated({ annotations }, ...Object.keys(verbs), ...general);
}

export interface SpringMapping {
  /** Empty when the annotation says none. */
  readonly methods: readonly string[];
  /** One empty path when the annotation gives none. */
  readonly paths: readonly { readonly path: string; readonly line: number }[];
  /** How many of its paths couldn't be told. */
  readonly unknown: number;
}

/** What an annotation maps: methods and paths, constants and placeholders replaced. */
export async function readMapping(
  sources: JvmSources,
  properties: SpringProperties,
  annotation: JvmAnnotation,
  place: JvmPlace,
): Promise<SpringMapping> {
  const verb = verbs[annotation.name];
  const { values } = annotation;
  const given = [values.get('value'), values.get('path'), values.get('url')].flatMap((value) => itemsOf(value));
  const paths: { path: string; line: number }[] = [];
  for (const item of given) {
    const written = await sources.textOf(item, place);
    const path = written === undefined ? undefined : properties.resolved(place.path, written);
    if (path !== undefined) {
      paths.push({ path: path.replace(/\*\*/g, '*'), line: item.line });
    }
  }
  const methods = itemsOf(values.get('method')).flatMap((item) =>
    item.kind === 'name' ? [lastName(item.name)] : item.kind === 'text' ? [item.text] : [],
  );
  return {
    methods: verb === undefined ? methods : [verb],
    paths: given.length > 0 ? paths : [{ path: '', line: annotation.line }],
    unknown: given.length - paths.length,
  };
}
