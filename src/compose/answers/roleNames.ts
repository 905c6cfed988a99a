import type { Endpoint, Role } from '../../survey/facts';

/** What a rule's name says of roles. */
export interface Named {
  readonly roles: readonly string[];
  /** It is a role's own name, or a call with it: of several such, any is enough. */
  readonly isBare: boolean;
  /** Nothing in the name is left unexplained. */
  readonly isWhole: boolean;
  /** It asks for an account and nothing more. */
  readonly isConnection: boolean;
}

export interface RoleNames {
  readonly namedBy: (rule: string) => Named;
}

/** Words of rules that say nothing of whom they let pass. */
const plain = new Set(
  'is are only can must be has have role roles access accesses change changes edit write allow allowed allows require required requires restrict restricted to the for with of by guard check checks ensure user users account permission permissions policy middleware auth authenticated authenticate authorize authorized authority any all request session mixin view views api grant granted level'.split(
    ' ',
  ),
);

/** Rules that any account passes. */
const connection =
  /^(?:is_?authenticated|(?:login|auth|authentication)_?required(?:_?mixin)?|login_?required_?middleware|(?:require|required|ensure|check|verify|is)_?(?:login|logged_?in|auth|authenticated|authentication|user)|auth(?:enticated?)?(?:_?(?:guard|middleware|user))?!?|jwt_?(?:auth_?)?(?:guard|required)|authenticate_user!|protected_?procedure|role_user|is_authenticated_(?:fully|remembered)|auth:[\w,]+)$/i;

/** A rule that says whom it refuses names nobody whom it lets pass. */
const refusal = /^(?:not|non|no|except|unless|without|deny|denied|forbid|refuse)$/;

const connectedOnly: Named = { roles: [], isBare: false, isWhole: true, isConnection: true };
const nobody: Named = { roles: [], isBare: false, isWhole: false, isConnection: false };

/**
 * Finds the product's roles in the names of its rules: `inspector` in `OnlyInspectorCanAccess`, `ROLE_ADMIN` in
 * `hasRole('ADMIN')`.
 *
 * @param operations all of them: when a product authenticates several kinds of accounts, each names its own
 */
export function roleNames(holders: readonly Role[], operations: readonly Endpoint[]): RoleNames {
  const known = holders
    .map(({ name }) => ({ name, words: meaningful(wordsOf(name)) }))
    .filter(({ words }) => words.length > 0)
    .sort((a, b) => b.words.length - a.words.length);
  const rules = new Set(operations.flatMap(({ access = [] }) => access));
  const scopes = new Set([...rules].flatMap((rule) => /^authenticate_(\w+)!$/.exec(rule)?.[1] ?? []));
  const found = new Map<string, Named>();
  const read = (rule: string): Named => {
    if (connection.test(rule) && !(scopes.size > 1 && /^authenticate_\w+!$/.test(rule))) {
      return connectedOnly;
    }
    const said = wordsOf(rule);
    const words = said.length > 1 ? meaningful(said, scopes) : said;
    if (said.some((word) => refusal.test(word))) {
      return nobody;
    }
    const roles: string[] = [];
    let rest = words;
    for (const role of known) {
      const at = indexOfWords(rest, role.words);
      if (at >= 0) {
        roles.push(role.name);
        rest = [...rest.slice(0, at), '|', ...rest.slice(at + role.words.length)];
      }
    }
    const left = rest.filter((word) => word !== '|' && word !== 'or');
    return {
      roles,
      isBare: words.length === said.filter((word) => !/^roles?$/.test(word)).length || rule.includes('('),
      isWhole: left.length === 0,
      isConnection: false,
    };
  };
  return {
    namedBy: (rule) => {
      const named = found.get(rule) ?? read(rule);
      found.set(rule, named);
      return named;
    },
  };
}

/** `OnlyInspectorCanAccess`, `ROLE_SUPER_ADMIN`, `role:admin` in words, in lower case. */
function wordsOf(name: string): string[] {
  return name
    .slice(0, 200)
    .replaceAll(/(\p{Ll}|\d)(?=\p{Lu})/gu, '$1 ')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '');
}

function meaningful(words: readonly string[], kept: ReadonlySet<string> = new Set()): string[] {
  const told = words.filter((word) => !plain.has(word) || kept.has(word));
  return told.length > 0 ? told : words.filter((word) => word !== 'role' && word !== 'roles');
}

function indexOfWords(words: readonly string[], sought: readonly string[]): number {
  return words.findIndex((_, start) => sought.every((word, offset) => words[start + offset] === word));
}
