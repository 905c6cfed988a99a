import type { Role } from '../../facts';
import type { RubyCall, RubyNode, RubyPlace } from './rubyNodes';
import { rubyClasses } from './rubyPolicies';
import { evidenceOf, rubyText } from './rubyValues';

/** What a model may hold that names roles: worth its tree. */
export const mayNameRoles =
  /^[ \t]*enum\b[^\n]*(?:role|access|profil|droit|right|permission|categor|kind|level|type)|^[ \t]*enum\b\s*\(?$|\bROLES?\b|\bROLE_NAMES\b/im;

const roleAttribute = /^(?:\w+_)?(?:roles?|access_level|profile?s?|droits?|permissions?|user_type)$/;
const roleClass =
  /(?:Role|Right|Permission|Droit|Habilitation|Profil)$|^(?:Droit|Role|Profil|Habilitation)(?:De)?(?:User|Utilisateur|Usager|Agent|Membre|Member|Compte|Account|Admin\w*|Acces|Access)$/;
const roleConstant = /^(?:ALL_|USER_|AVAILABLE_|VALID_|ACCOUNT_)?(?:ROLES|ROLE_NAMES)$/;

/** The roles that a model lists: `enum role: { … }`, `ROLES = %w[…]`. */
export function rolesNamedIn(statements: readonly RubyNode[]): Role[] {
  return rubyClasses(statements).flatMap(({ name, node }) =>
    node.body.flatMap((child): Role[] => {
      if (child.kind === 'call' && child.name === 'enum' && !child.receiver) {
        return rolesOfEnum(child, name);
      }
      return child.kind === 'assign' && roleConstant.test(child.name)
        ? namesIn(child.value).map((each) => roleOf(each, `${name}::${child.name}`))
        : [];
    }),
  );
}

/** `enum role: { agent: 0 }`, `enum :role, [:agent]`, `enum :role, agent: 0`. */
function rolesOfEnum({ args, pairs }: RubyCall, className: string): Role[] {
  const [attribute, values] = args;
  const named = attribute === undefined ? undefined : rubyText(attribute);
  const groups: readonly (readonly [string, readonly Named[]])[] =
    named === undefined
      ? pairs.map(({ key, value }) => [rubyText(key) ?? '', namesIn(value)])
      : [[named, values ? namesIn(values) : pairs.flatMap(({ key }) => nameOf(key))]];
  return groups.flatMap(([name, names]) => {
    const isOfRoles =
      roleAttribute.test(name) || (roleClass.test(className) && /^(?:category|kind|level|name|type)$/.test(name));
    return isOfRoles ? names.map((each) => roleOf(each, `${className}.${name}`)) : [];
  });
}

interface Named {
  readonly name: string;
  readonly place: RubyPlace;
}

function roleOf({ name, place }: Named, from: string): Role {
  return { name, kind: 'role', from, permissions: [], evidence: [evidenceOf(place)] };
}

/** Items of a list, or the keys of a hash; `.freeze` changes nothing. */
function namesIn(node: RubyNode): Named[] {
  switch (node.kind) {
    case 'list':
      return node.items.flatMap(nameOf);
    case 'hash':
      return node.pairs.flatMap(({ key }) => nameOf(key));
    case 'call':
      return node.receiver && /^(?:freeze|index_with|index_by|to_h|map)$/.test(node.name) ? namesIn(node.receiver) : [];
    default:
      return [];
  }
}

function nameOf(node: RubyNode): Named[] {
  const name = rubyText(node);
  return name === undefined || name === '' ? [] : [{ name, place: node }];
}
