import type { Role } from '../../facts';

type Kind = Role['kind'];

const ends = '(?:Choices?|Enum|Names?|Types?|Kinds?|Codes?|Values?|Levels?)?';

const classes: readonly (readonly [Kind, RegExp])[] = [
  ['permission', new RegExp(`(?:^|[a-z])(?:Permissions?|Privileges?)${ends}$|Scopes(?:Enum|Choices)?$`)],
  ['group', /^(?:User|Auth|Permission)Groups?(?:Names?|Choices?|Enum)?$|^Groups?Names?$|^Groups$/],
  ['role', new RegExp(`(?:^|[a-z_])Roles?${ends}$`)],
  [
    'role',
    /^(?:\w*(?:User|Account|Member|Membership|Agent|Utilisateur|Compte))(?:Kinds?|Types?|Categor(?:y|ies)|Levels?)(?:Choices?|Enum)?$/,
  ],
  // In French the word comes first: `RoleAgent`, `ProfilAgent`.
  ['permission', /^(?:Permissions?|Droits?)(?=[A-Z]|$)/],
  ['role', /^(?:Roles?|Profil)(?=[A-Z])/],
  ['role', new RegExp(`^(?:User|Account|Member|Agent|Type)?(?:Profils?|Profiles?)${ends}$`)],
  ['role', /^(?:Access|Authorization|Habilitation)(?:Levels?|Roles?)(?:Choices?|Enum)?$/],
];

/** Roles of other things than people using the product. */
const others =
  /Job|Contact|Party|Aria|Grammar|Semantic|Node|Element|Message|Chat|Actor|Status|Stats|Log|Event|Notification|Error|OAuth|Form$|View$|Serializer|Admin$|Tag$|Filter|Schema$|Factory|Mixin$|Manager$|QuerySet$/;

/** What a class of constants lists, told by its name; undefined when it is something else. */
export function kindOfClass(name: string): Kind | undefined {
  return others.test(name) ? undefined : classes.find(([, pattern]) => pattern.test(name))?.[0];
}

/** What a constant lists: `ROLES`, `PROFILE_TYPE`, `USER_KIND_CHOICES`; not what is said of roles: `ROLE_LABELS`. */
export function kindOfConstant(name: string): Kind | undefined {
  const list =
    /^(?:[A-Z]+_)?ROLES?(?:_CHOICES|_TYPES?|_NAMES?|_LIST)?$|^(?:USER_|ACCOUNT_)?(?:PROFILES?|PROFILE_(?:TYPES?|KINDS?)|PROFILS?)(?:_CHOICES)?$|^(?:USER|ACCOUNT|MEMBER|AGENT)_(?:KINDS?|TYPES?|ROLES?)(?:_CHOICES)?$|^(?:USER_|ALL_)?PERMISSIONS(?:_CHOICES)?$|^(?:USER_|ALL_)?PERMISSIONS?_LIST$|^(?:USER_)?GROUPS(?:_NAMES)?$/;
  if (!list.test(name) || /^(?:DEFAULT|PRIVILEGED|CONTACT|JOB|ALLOWED|ADMIN|PARTY|MESSAGE)_/.test(name)) {
    return undefined;
  }
  return /PERMISSION/.test(name) ? 'permission' : /GROUP/.test(name) ? 'group' : 'role';
}

/** Whether a column says what somebody is. */
export function isRoleField(name: string): boolean {
  return /^(?:(?:user|account|member|membership|access)_?)?roles?(?:_(?:type|kind|name|code))?$|^(?:user|account|member|profile)_?(?:kind|type|category)$/i.test(
    name,
  );
}

/** Whether a module may list roles, told by the names of its classes, constants and columns: those listed elsewhere aren't. */
export function mayListRoles(text: string): boolean {
  for (const [, name = ''] of text.matchAll(/\bclass\s+(\w{1,100})\(/g)) {
    if (kindOfClass(name)) {
      return true;
    }
  }
  const assignments =
    /^[ \t]*(?:\w{1,100}\.){0,5}(\w{1,100})[ \t]*(?::[^=\n]{0,200})?=[ \t]*((?:\w{1,100}\.){0,5}\w{0,100})/gm;
  for (const [, name = '', value = ''] of text.matchAll(assignments)) {
    if (
      kindOfConstant(name) ??
      ((isRoleField(name) && value.endsWith('Field')) || (value.endsWith('Literal') && kindOfClass(name)))
    ) {
      return true;
    }
  }
  return false;
}
