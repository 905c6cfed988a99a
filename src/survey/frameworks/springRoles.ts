import type { Role } from '../facts';
import { isJvmSource, JvmSources, type JvmPlace } from '../readers/jvm/jvmSources';
import { declaredRoles, mayDeclareRoles } from '../readers/jvm/declaredRoles';
import { roleNameOf } from '../readers/spring/roleName';
import { askedNames, mayAsk, type AskedName } from '../readers/spring/securityNames';
import type { Framework } from './framework';

/** What rights begin with: the act they allow. */
const act =
  /^(?:ALL|READ|WRITE|CREATE|UPDATE|DELETE|VIEW|EDIT|LIST|GET|MANAGE|ACCESS|REGISTER|DEREGISTER|EXPORT|IMPORT|SCOPE|CAN)_/;

/** How many places that ask for a role are kept. */
const mostPlaces = 3;

/** Roles of Java and Kotlin products: those they declare, and those that Spring Security or Jakarta's annotations ask for. */
export const springRoles: Framework = {
  name: 'springRoles',
  start(repository) {
    const sources = JvmSources.of(repository);
    const asked: { readonly place: JvmPlace; readonly names: readonly AskedName[] }[] = [];
    const declaring = new Set<string>();
    return {
      wants: isJvmSource,
      async read(source) {
        if (mayDeclareRoles(source.text)) {
          declaring.add(source.path);
          await sources.read(source);
        }
        if (mayAsk(source.text)) {
          const file = await sources.read(source);
          const place = file?.types[0] ?? file;
          if (place) {
            asked.push({ place, names: askedNames(source) });
          }
        }
      },
      async find() {
        const known = new Map<string, Role>();
        for (const type of sources.types.filter(({ path }) => declaring.has(path))) {
          for (const role of await declaredRoles(sources, type)) {
            if (!known.has(keyOf(role.name))) {
              known.set(keyOf(role.name), role);
            }
          }
        }
        for (const { place, names } of asked) {
          for (const each of names) {
            const name = await roleNameOf(sources, each.value, place);
            if (name !== undefined) {
              known.set(keyOf(name), withAsked(known.get(keyOf(name)), name, each, place.path));
            }
          }
        }
        return { roles: [...known.values()] };
      },
    };
  },
};

/** A role with one more place that asks for it. */
function withAsked(
  known: Role | undefined,
  name: string,
  { isRole, line, paths, value }: AskedName,
  path: string,
): Role {
  const isPermission = !isRole && !name.startsWith('ROLE_') && (/[:.a-z]/.test(name) || act.test(name));
  const role = known ?? {
    name,
    kind: isPermission ? 'permission' : 'role',
    from: 'Spring Security',
    permissions: [],
    evidence: [],
  };
  const isPlace =
    role.evidence.length === 0 ||
    (role.from === 'Spring Security' && value.kind === 'text' && role.evidence.length < mostPlaces);
  const isNew = !role.evidence.some((each) => each.path === path && each.line === line);
  return {
    ...role,
    permissions: [...new Set([...role.permissions, ...paths])],
    evidence: isPlace && isNew ? [...role.evidence, { path, line }] : role.evidence,
  };
}

/** `hasRole('ADMIN')` asks for what is elsewhere called `ROLE_ADMIN`. */
function keyOf(name: string): string {
  return name.replace(/^ROLE_/, '').toLowerCase();
}
