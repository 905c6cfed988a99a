import { Clue } from '../clues';
import type { Role } from '../facts';
import type { GoFile, GoValue } from '../readers/go/goCode';
import { shortComment } from '../readers/go/goComments';
import { GoSources, isGoSource } from '../readers/go/goSources';
import type { Framework } from './framework';

const mayDeclare = new Clue(
  /\b(?:\w{0,40}[rR]oles?|\w{0,40}[pP]ermissions?|\w{0,40}[pP]rivileges?)\w{0,40}\b[^\n]{0,80}=|\btype\s+\w{0,40}(?:Role|Permission|Privilege)\w{0,20}\s/,
);

const typeName = /^(\w*?)(Roles?|Permissions?|Privileges?|Rights?)(?:Type|Name|Level)?$/i;
const constantName =
  /^(?:(Role|Permission|Perm|Privilege)_?(\p{Lu}\w*)|(\p{Lu}\w*?)_?(Role|Permission|Privilege)(?:ID)?)$/u;

/** Roles that no user has: the sides of an exchange, what an element is for. */
const ofOthers =
  /message|chat|aria|relation|cluster|node|raft|peer|party|thread|column|field|speaker|stun|ice|server|assistant/i;

/** What messages about rights are called. */
const messages = /^(?:no|not|without|missing|denied|forbidden|err)|without|cannot|error|denied/i;

/** Names of constants that say something about roles and are none. */
const noRoles =
  /^(?:unknown|inconnue?|aucune?|invalid|none|unspecified|prefix|suffix|key|header|table|column|name|claim|id|type|default|max|min|all|count|cache|context)$/i;

/** Roles and rights of Go products: constants of a type named so, or named so themselves. */
export const goRoles: Framework = {
  name: 'goRoles',
  start(repository) {
    const sources = GoSources.of(repository);
    const roles: Role[] = [];
    return {
      wants: isGoSource,
      async read(source) {
        const file = mayDeclare.test(source.text) ? await sources.read(source) : undefined;
        if (file) {
          roles.push(...rolesOf(file));
        }
      },
      find: () => ({ roles }),
    };
  },
};

function rolesOf(file: GoFile): Role[] {
  const found: Role[] = [];
  const constants = file.values.filter(({ isConstant }) => isConstant);
  for (const block of new Set(constants.map((each) => each.block))) {
    const own = constants.filter((each) => each.block === block);
    const typed = own.filter(({ type }) => type && isRoleType(type.name));
    // One constant named like a role is a setting; several in one place are a list.
    const named = own.filter((value) => isRoleName(value) && !value.type);
    for (const value of typed.length > 0 ? typed : named.length > 1 ? named : []) {
      const role = roleOf(file, value);
      if (role) {
        found.push(role);
      }
    }
  }
  return found;
}

function roleOf({ path }: GoFile, value: GoValue): Role | undefined {
  const match = constantName.exec(value.name);
  const bare = (match?.[2] ?? match?.[3] ?? value.name).replace(/(?<=.)_?ID$/, '');
  const name = value.value?.kind === 'text' ? value.value.text : bare;
  if (
    name === '' ||
    noRoles.test(name) ||
    noRoles.test(bare) ||
    value.name === '_' ||
    name.length > 80 ||
    /\s\S+\s/.test(name)
  ) {
    return undefined;
  }
  const told = `${value.type?.name ?? ''} ${match?.[1] ?? match?.[4] ?? ''}`;
  const label = labelOf(value);
  return {
    name,
    kind: /role/i.test(told) ? 'role' : 'permission',
    from: value.type ? `constantes ${value.type.name}` : 'constantes',
    ...(label === undefined ? {} : { label }),
    permissions: [],
    evidence: [{ path, line: value.line }],
  };
}

function labelOf({ comment, name }: GoValue): string | undefined {
  const line = shortComment(comment);
  return line === name || (line !== undefined && /^(?:nolint|go:)/.test(line)) ? undefined : line;
}

function isRoleType(name: string): boolean {
  const match = typeName.exec(name);
  return match !== null && !ofOthers.test(match[1] ?? '');
}

function isRoleName({ name, value }: GoValue): boolean {
  return (
    constantName.test(name) &&
    !ofOthers.test(name) &&
    !messages.test(name) &&
    (value?.kind === 'text' || value === undefined || value.kind === 'other')
  );
}
