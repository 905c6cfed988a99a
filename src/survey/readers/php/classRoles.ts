import type { Role } from '../../facts';
import type { PhpClass } from './phpClasses';
import { shortName, type PhpValue } from './phpValue';

/** Enumerations and classes of constants that list roles, by their names. */
const ofRoles = /(?:^|[a-z])(?:Roles?|Profils?)(?:Enum|Type|s)?$/;
const ofPermissions = /(?:^|[a-z])(?:Permissions?|Abilit(?:y|ies))(?:Enum|Type)?$/;

/** What a class named after roles may be without listing any: a rule that a role must follow, what is thrown. */
const ofOthers = /(?:Constraint|Exception)$/;

/** Classes of people, whose `ROLE_X` are roles whatever they are worth. */
const ofPeople = /^(?:User|Utilisateur|Usager|Agent|Account|Compte|Member|Membre|Admin)$/;

/** What a person's level may be called, when one of them is an administrator's. */
const ofLevel = /^LEVEL_[A-Z]/;

/** What constants that are rights are called in a class that does more than list them. */
const ofRight = /^(?:ACTION|PERMISSION|PERM|ABILITY|RIGHT|CAN)_[A-Z]/;

/** The roles and permissions that the constants and enumerations of a class list. */
export function rolesOf(owner: PhpClass): Role[] {
  const short = shortName(owner.name);
  if (ofOthers.test(owner.parent ?? '')) {
    return [];
  }
  const isOfRoles = ofRoles.test(short);
  const kind = ofPermissions.test(short) && !isOfRoles ? 'permission' : 'role';
  const roles: Role[] = [];
  const add = (name: string, line: number, from: string, label?: string): void => {
    roles.push({
      name,
      kind,
      from,
      permissions: [],
      evidence: [{ path: owner.path, line }],
      ...(label === undefined ? {} : { label }),
    });
  };
  const hasLevels = owner.constants.some(({ name }) => name.startsWith('LEVEL_ADMIN'));
  for (const { name, line, value, isCase } of owner.constants) {
    if (isCase) {
      if (owner.kind === 'enum' && (isOfRoles || kind === 'permission')) {
        add(value?.kind === 'text' ? value.text : name, line, `énumération ${short}`);
      }
      continue;
    }
    const isAmong = owner.methods.length === 0 || (kind === 'permission' && ofRight.test(name));
    const isListed = (isOfRoles || kind === 'permission') && isAmong && value?.kind === 'text';
    if (ofPeople.test(short) && hasLevels && ofLevel.test(name)) {
      add(name, line, `constantes ${short}`);
    }
    for (const { role, at, label } of rolesIn(name, value, isOfRoles || ofPeople.test(short), line)) {
      add(role, at, `constantes ${short}`, label);
    }
    if (isListed && !name.startsWith('ROLE_') && !value.text.startsWith('ROLE_')) {
      add(value.text, line, `constantes ${short}`);
    }
  }
  return roles;
}

function rolesIn(
  name: string,
  value: PhpValue | undefined,
  isOfPeople: boolean,
  line: number,
): { role: string; at: number; label?: string }[] {
  if (value?.kind === 'text') {
    const isRole =
      /^ROLE_[A-Z]/.test(value.text) || (isOfPeople && /^ROLE_[A-Z]/.test(name) && /^[\w.-]+$/.test(value.text));
    return isRole && !/_$|%/.test(value.text) ? [{ role: value.text, at: line }] : [];
  }
  if (value?.kind === 'number') {
    return isOfPeople && /^ROLE_[A-Z]/.test(name) ? [{ role: name, at: line }] : [];
  }
  if (value?.kind !== 'list' || !/ROLE/.test(name)) {
    return [];
  }
  // `ROLES = ['Agent' => 'ROLE_AGENT']` says what a role is called on screen.
  return value.entries.flatMap(({ key, value: each }) =>
    each.kind === 'text' && /^ROLE_[A-Z]/.test(each.text)
      ? [
          {
            role: each.text,
            at: each.line,
            ...(key?.kind === 'text' && !/^[A-Z_]+$/.test(key.text) ? { label: key.text } : {}),
          },
        ]
      : [],
  );
}

/** Methods of a policy that are no action of it. */
const noAction = /^(?:__\w+|before|after|allow|deny|denyWithStatus|denyAsNotFound)$/;

/** What guards a resource: a voter of Symfony's or a policy of Laravel's; undefined when the class is none. */
export function policyOf(owner: PhpClass, classes: ReadonlyMap<string, PhpClass>): Role | undefined {
  const short = shortName(owner.name);
  const policy = (from: string, actions: readonly string[]): Role => ({
    name: short,
    kind: 'policy',
    from,
    permissions: [...new Set(actions)],
    evidence: [{ path: owner.path, line: owner.line }],
  });
  if (owner.kind !== 'class' || owner.isAbstract) {
    return undefined;
  }
  if (isVoter(owner)) {
    const supported = owner.methods.flatMap(({ texts }) => texts);
    const listed = owner.constants.flatMap(({ value }) => (value?.kind === 'text' ? [value.text] : []));
    return policy('Symfony', supported.length > 0 ? supported : listed);
  }
  if (!short.endsWith('Policy') || !/(?:^|\/)Policies\//.test(owner.path)) {
    return undefined;
  }
  const actions: string[] = [];
  let each: PhpClass | undefined = owner;
  for (let depth = 0; each && depth < 5; depth++) {
    actions.push(
      ...each.methods.filter(({ isPublic, name }) => isPublic && !noAction.test(name)).map(({ name }) => name),
    );
    each = each.parent === undefined ? undefined : classes.get(each.parent);
  }
  return actions.length > 0 ? policy('Laravel', actions) : undefined;
}

function isVoter({ parent = '', interfaces }: PhpClass): boolean {
  return (
    /(?:^|\\)\w*Voter$/.test(parent) || interfaces.some((name) => /(?:^|\\)(?:Cacheable)?VoterInterface$/.test(name))
  );
}
