import type { JvmSources } from './jvmSources';
import { annotated, type JvmAnnotation, type JvmMethod, type JvmType } from './jvmTypes';

/** A method as it answers requests: what it carries itself, and what it has from above. */
export interface MappedMethod {
  /** The declaration that carries the route. */
  readonly method: JvmMethod;
  readonly owner: JvmType;
  /** All declarations of the same method, the nearest first. */
  readonly declarations: readonly { readonly declared: JvmMethod; readonly place: JvmType }[];
}

/**
 * The methods of a class that answer requests, those it has from classes and interfaces above included: a method that
 * replaces one keeps the route of the one it replaces.
 *
 * @param isMapped whether annotations make a route
 */
export async function mappedMethods(
  sources: JvmSources,
  type: JvmType,
  isMapped: (annotations: readonly JvmAnnotation[]) => boolean,
): Promise<readonly MappedMethod[]> {
  const levels = [type, ...(await sources.above(type)).map((above) => above.type)];
  const taken = new Set<string>();
  const found: MappedMethod[] = [];
  for (const [index, owner] of levels.entries()) {
    const mapped = owner.methods.filter((method) => !method.isStatic && isMapped(method.annotations));
    for (const method of mapped) {
      if (!taken.has(keyOf(method))) {
        const lower = levels.slice(0, index).flatMap((place) => sameIn(place, method));
        const upper = levels.slice(index + 1).flatMap((place) => sameIn(place, method));
        found.push({ method, owner, declarations: [...lower, { declared: method, place: owner }, ...upper] });
      }
    }
    for (const method of mapped) {
      taken.add(keyOf(method));
    }
  }
  return found;
}

/** The first annotation of these names that a class has, itself or from above. */
export async function inheritedAnnotation(
  sources: JvmSources,
  type: JvmType,
  ...names: readonly string[]
): Promise<{ readonly annotation: JvmAnnotation; readonly owner: JvmType } | undefined> {
  for (const owner of [type, ...(await sources.above(type)).map((above) => above.type)]) {
    const annotation = annotated(owner, ...names);
    if (annotation) {
      return { annotation, owner };
    }
  }
  return undefined;
}

function sameIn(place: JvmType, method: JvmMethod): MappedMethod['declarations'] {
  const declared = place.methods.find((each) => keyOf(each) === keyOf(method));
  return declared ? [{ declared, place }] : [];
}

function keyOf({ name, parameters }: JvmMethod): string {
  return `${name}/${parameters}`;
}
