/** What a declaration's name says of what it holds. */
export interface RoleName {
  /** `rights`: a map of roles to what they may do; `labels`: what roles are called. */
  readonly holds: 'roles' | 'permissions' | 'rights' | 'labels';
}

const roleWords = new Set(['role', 'roles']);
const permissionWords = new Set([
  'permission',
  'permissions',
  'privilege',
  'privileges',
  'droits',
  'rights',
  'habilitation',
  'habilitations',
  'grants',
]);
const profileWords = new Set(['profile', 'profiles', 'profil', 'profils']);
const userWords = new Set(['user', 'users', 'utilisateur', 'utilisateurs', 'account', 'compte', 'agent']);
const ownerWords = new Set(
  'admin membre membres partenaire partenaires structure organisation organization equipe team projet project'.split(
    ' ',
  ),
);
const labelWords = new Set([
  'label',
  'labels',
  'libelle',
  'libelles',
  'description',
  'descriptions',
  'title',
  'titles',
  'fr',
  'display',
  'displayname',
  'displaynames',
  'translation',
  'translations',
]);

/** What says only in which form it holds it. */
const formWords = new Set(
  'enum type types t z name names value values list liste all available map mapping const constants code codes options choices available by per par default matrix config ids'.split(
    ' ',
  ),
);

/** What else is called a role, or isn't the list of them. */
const otherWords = new Set(
  'tab tabs onglet onglets screen screens card cards aria widget dom html message messages chat template templates field cache http schema request response mock style styles color colors icon icons route routes page pages menu path paths key keys url urls redirect redirects suspicious session sessions log logs component components change update create badge severity applicant job picture image css prompt llm query filter filters order sort weight weights priority status statut statuts state states layer layers couche couches error errors erreur erreurs k8s kubernetes cluster iam test tests'.split(
    ' ',
  ),
);

/** The words of a name: `USER_ROLES` and `UserRoles` have the same. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .split(/[\s_$-]+/)
    .map((word) => word.toLowerCase())
    .filter((word) => word !== '');
}

/** Reads a declaration's name; undefined when it isn't that of roles or of permissions. */
export function readRoleName(name: string): RoleName | undefined {
  const words = wordsOf(name);
  if (words.length > 7 || words.some((word) => otherWords.has(word))) {
    return undefined;
  }
  const isProfile = words.some((word) => profileWords.has(word)) && words.some((word) => userWords.has(word));
  const isRole = isProfile || words.some((word) => roleWords.has(word));
  const isPermission = words.some((word) => permissionWords.has(word));
  if (isRole && isPermission) {
    return { holds: 'rights' };
  }
  // `USER_TYPE_BY_PROFILE` says of each role something else than what it may do.
  if (isRole && words.some((word) => word === 'by' || word === 'per' || word === 'par')) {
    return undefined;
  }
  // Of which kind a permission is isn't what it allows.
  if (isPermission && words.some((word) => word === 'type' || word === 'types')) {
    return undefined;
  }
  if (!isRole && !isPermission) {
    return undefined;
  }
  if (words.some((word) => labelWords.has(word))) {
    return isRole ? { holds: 'labels' } : undefined;
  }
  const own = words.filter((word) => !formWords.has(word));
  const last = own[own.length - 1] ?? '';
  if (roleWords.has(last) || (isProfile && profileWords.has(last))) {
    return { holds: 'roles' };
  }
  // In French, of whom the role is comes after: `RoleUtilisateur`.
  const [first = '', ...others] = own;
  if (
    roleWords.has(first) &&
    others.length > 0 &&
    others.every((word) => userWords.has(word) || ownerWords.has(word))
  ) {
    return { holds: 'roles' };
  }
  return permissionWords.has(last) ? { holds: 'permissions' } : undefined;
}

const ofChats = new Set(['assistant', 'system', 'tool', 'bot', 'model']);
const ofScreens = new Set(
  'alert alertdialog button checkbox dialog grid gridcell heading link listbox menu menubar menuitem option presentation progressbar radio radiogroup region row search slider status switch tab table tablist tabpanel textbox toolbar tooltip tree treeitem img article banner navigation'.split(
    ' ',
  ),
);
const ofDecisions = new Set(['allow', 'deny', 'mixed', 'granted', 'denied', 'prompt']);

/** Whether texts are roles of messages, of parts of a screen, of decisions: not of people. */
export function isOtherRoles(names: readonly string[]): boolean {
  const lower = names.map((name) => name.toLowerCase());
  const screens = lower.filter((name) => ofScreens.has(name)).length;
  return (
    (lower.includes('user') && lower.some((name) => ofChats.has(name)) && lower.length <= 8) ||
    screens * 2 > lower.length ||
    lower.every((name) => ofDecisions.has(name))
  );
}

/** Whether a text can be the name of a role or of a permission. */
export function isRoleText(text: string): boolean {
  return (
    /^[\p{L}_*][\p{L}\p{M}\d_:.*/'’ -]{0,79}$/u.test(text) &&
    !/^(?:true|false|null|undefined|string|number)$/.test(text)
  );
}

/** Whether a text is written for people to read: it has spaces, or begins as a sentence does. */
export function isLabel(text: string): boolean {
  return /\s/.test(text.trim()) || /^(?![A-Z])\p{Lu}|^\p{Lu}\p{Ll}*(?![a-z])\p{Ll}/u.test(text);
}
