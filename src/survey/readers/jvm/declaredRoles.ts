import { Clue } from '../../clues';
import type { Role } from '../../facts';
import type { JvmSources } from './jvmSources';
import type { JvmConstant, JvmType } from './jvmTypes';

const listsRoles = new Clue(
  /\b(?:enum|class|object|interface)\s+\w{0,60}(?:Role|Authorit|Permission|Privilege|Habilitation|Droit)/,
);

const namesRoles = new Clue(/"ROLE_\w|\bROLE_\w+\s*=/);

/** Names of what says who may do what. */
const named =
  /^(\w{0,60}?)(Roles?|Authorit(?:y|ies)|Permissions?|Privileges?|Habilitations?|Droits?)(?:Enum|Types?|Names?|Codes?|Constants?|Const)?$/;

/** Roles that no user has: the sides of an exchange, what an element is for. */
const ofOthers =
  /transaction|message|chat|aria|relation|party|interop|node|cluster|organi[sz]ational|server|thread|column|field|speaker|author(?!i)|cast|actor|device|staff/i;

/** Kinds of authorities are mostly administrations, not what a user may do. */
const ofAuthorities = /Authorit(?:y|ies)(?:Types?|Codes?|Names?)$/;
const ofUsers = /^ROLE_|(?:^|_)(?:ADMIN(?:ISTRATOR)?|USER|READ|WRITE|VIEW|MANAGE)(?:_|$)/;

/** Whether a text may declare roles. */
export function mayDeclareRoles(text: string): boolean {
  return namesRoles.test(text) || listsRoles.test(text);
}

/** The roles and rights that a type declares: an enumeration's, or the constants of a class. */
export async function declaredRoles(sources: JvmSources, type: JvmType): Promise<Role[]> {
  const match = named.exec(type.name);
  const isOfUsers =
    !ofAuthorities.test(type.name) ||
    type.superTypes.some(({ name }) => name.endsWith('GrantedAuthority')) ||
    [...type.constants, ...type.fields].some(({ name }) => ofUsers.test(name));
  const isNamed = match !== null && isOfUsers && !ofOthers.test(match[1] ?? '');
  const kind = /^(?:Permission|Privilege|Droit|Habilitation)/.test(match?.[2] ?? '') ? 'permission' : 'role';
  if (isNamed && type.kind === 'enum') {
    return type.constants.map((constant) => enumRole(type, constant, kind));
  }
  const roles: Role[] = [];
  // A class called `Role` is one role's: of its constants, only those that say their own name are roles.
  const isList = !/(?:Role|Authority|Permission|Privilege|Habilitation|Droit)$/.test(type.name);
  for (const field of type.fields.filter(({ isStatic }) => isStatic)) {
    const value = await sources.textOf(field.value, type);
    const isRole =
      value !== undefined && /^ROLE_[\p{L}\p{N}_]*[\p{L}\p{N}]$/u.test(value) && !/PREFIX/.test(field.name);
    const isDeclared =
      isNamed &&
      value !== undefined &&
      /^[\p{L}][\p{L}\p{N}]*(?:[_:.-][\p{L}\p{N}]+)*$/u.test(value) &&
      /^[A-Z][A-Z0-9_]*$/.test(field.name) &&
      (isList || saysItsName(field.name, value)) &&
      !/PREFIX|SUFFIX|SEPARATOR|CLAIM|HEADER|DEFAULT|TABLE|COLUMN|CACHE|PATH|NAME$/.test(field.name);
    if (value !== undefined && (isRole || isDeclared)) {
      roles.push({
        name: value,
        kind: isRole ? 'role' : kind,
        from: `constantes ${type.name}`,
        permissions: [],
        evidence: [{ path: type.path, line: field.line }],
      });
    }
  }
  return roles;
}

/** `AGENT = "agent"`, `ROLE_AGENT = "agent"`. */
function saysItsName(name: string, value: string): boolean {
  const bare = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
  return bare(name).endsWith(bare(value)) || bare(value).endsWith(bare(name));
}

function enumRole(type: JvmType, { name, line, values }: JvmConstant, kind: Role['kind']): Role {
  const label = values.find(
    (value) => value.kind === 'text' && /\p{Ll}/u.test(value.text) && /\s|^\p{Lu}\p{Ll}/u.test(value.text),
  );
  return {
    name,
    kind,
    from: `énumération ${type.name}`,
    ...(label?.kind === 'text' ? { label: label.text.slice(0, 200) } : {}),
    permissions: [],
    evidence: [{ path: type.path, line }],
  };
}
