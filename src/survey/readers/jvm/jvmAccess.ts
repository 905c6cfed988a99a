import type { JvmSources, JvmPlace } from './jvmSources';
import { annotated, itemsOf, lastName, type JvmAnnotation } from './jvmTypes';

/** Annotations that say who may call a method. */
const guards = [
  'PreAuthorize',
  'PostAuthorize',
  'Secured',
  'RolesAllowed',
  'DenyAll',
  'Authenticated',
  'SaCheckRole',
  'RequiresRoles',
  'RequiresPermissions',
];

/** Those that products write for themselves: `@PermissionRequired`, `@RequiresRole`, `@HasAuthority`. */
const ownGuards =
  /^(?:\w{0,30}?(?:Permission|Role|Authorit(?:y|ies)|Privilege)s?(?:Required|Allowed|Needed|Check|Guard)|(?:Requires?|Needs?|Has|Check|Only|Allowed)(?:Any|All)?(?:Permission|Role|Authorit(?:y|ies)|Privilege)s?)$/;

/** Roles and rights that a security expression of Spring asks for: `hasAnyRole('AGENT', 'ADMIN')`. */
export interface SecurityName {
  readonly name: string;
  /** `hasRole` says a role without its `ROLE_`. */
  readonly isRole: boolean;
}

/** What the annotations of a method, else of its class, require: names, or the expression when it names nothing. */
export async function accessOf(
  sources: JvmSources,
  owners: readonly {
    readonly declared: { readonly annotations: readonly JvmAnnotation[] };
    readonly place: JvmPlace;
  }[],
): Promise<string[] | undefined> {
  for (const { declared, place } of owners) {
    const guard = annotated(declared, ...guards) ?? declared.annotations.find(({ name }) => ownGuards.test(name));
    if (guard) {
      return required(sources, guard, place);
    }
    if (annotated(declared, 'PermitAll', 'AnonymousAllowed')) {
      return undefined;
    }
  }
  return undefined;
}

async function required(sources: JvmSources, guard: JvmAnnotation, place: JvmPlace): Promise<string[] | undefined> {
  const names: string[] = [];
  for (const item of itemsOf(guard.values.get('value') ?? guard.values.get('roles'))) {
    const text = await sources.textOf(item, place);
    if (text === undefined) {
      names.push(...(item.kind === 'name' ? [lastName(item.name)] : []));
    } else if (/^P(?:re|ost)Authorize$/.test(guard.name)) {
      const found = await namesInExpression(sources, text, place);
      names.push(
        ...(found.length > 0 ? found.map(({ name }) => name) : [text.trim()].filter((whole) => whole.length < 120)),
      );
    } else {
      names.push(text);
    }
  }
  if (guard.name === 'PreAuthorize' && names.every((name) => /^(?:permitAll(?:\(\))?|true)$/.test(name))) {
    return undefined;
  }
  return names.length > 0 ? [...new Set(names)] : [guard.name];
}

/** The roles and rights that an expression in Spring's language names; constants `T(app.Roles).ADMIN` are looked up. */
export async function namesInExpression(
  sources: JvmSources,
  expression: string,
  place: JvmPlace,
): Promise<SecurityName[]> {
  const found: SecurityName[] = [];
  for (const { 1: called = '', 2: given = '' } of expression
    .slice(0, 4000)
    .matchAll(/\bhas(\w{1,40})\s*\(((?:[^()]|\([^()]*\)){0,1000})\)/g)) {
    const isRole = called.endsWith('Role');
    for (const { 1: text } of given.matchAll(/['"]([^'"\r\n]{1,100})['"]/g)) {
      if (text !== undefined && !text.includes('/')) {
        found.push({ name: text, isRole });
      }
    }
    for (const { 1: type = '', 2: constant = '' } of given.matchAll(/T\(\s*([\w.]{1,200})\s*\)\s*\.\s*(\w+)/g)) {
      const declared = await sources.constant(`${type}.${constant}`, place);
      const text = declared && (await sources.textOf(declared.field.value, declared.place));
      found.push({ name: text ?? constant, isRole });
    }
  }
  return found;
}
