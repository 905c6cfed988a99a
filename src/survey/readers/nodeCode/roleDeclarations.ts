import type { Evidence, Role } from '../../facts';
import type { Interpreter } from './interpreter';
import { labelOf, type EnumCode, type Expression, type Program } from './program';
import { isLabel, isOtherRoles, isRoleText, readRoleName } from './roleNames';
import { gap, type Value } from './values';

/** A role or a permission, as one declaration tells of it. */
export interface DeclaredRole {
  readonly kind: Role['kind'];
  readonly name: string;
  readonly label?: string | undefined;
  readonly permissions: readonly string[];
  readonly evidence: Evidence;
  /** In which form it is declared; a use says less than a declaration. */
  readonly form: 'enum' | 'constant' | 'use';
}

/** What a map of one role calls what it may do. */
const rightsKeys = /^(?:permissions?|privileges?|droits?|rights?|scopes|abilities|habilitations?|grants?)$/i;
const labelKeys = ['label', 'libelle', 'libellé', 'title', 'displayName', 'nom', 'text', 'description'];
const nameKeys = ['value', 'id', 'key', 'code', 'slug', 'name'];

/** Names of maps whose keys are roles, and that say what each may do. */
const saysRights = /abilit|acl|access|allowed|rules|polic|scopes|can(?:[A-Z_]|$)/i;

/** Calls that list what a value may be: `z.enum([…])`, `enums([…])`. */
const listsValues = /^(?:enum|enums|oneOf|nativeEnum|literal|Enum|pgEnum|ENUM)$/;

/** The roles and permissions that a file's enumerations, types and constants declare. */
export async function declaredRoles(interpreter: Interpreter, program: Program): Promise<DeclaredRole[]> {
  const roles: DeclaredRole[] = [];
  for (const code of [...program.enums, ...program.unions]) {
    roles.push(...(await ofEnum(interpreter, program, code)));
  }
  for (const step of program.steps) {
    if (step.kind === 'let' && step.pattern.kind === 'name' && step.value && step.pattern.name !== '') {
      const isEnum = program.enums.some(({ name }) => step.pattern.kind === 'name' && name === step.pattern.name);
      roles.push(...(isEnum ? [] : await ofConstant(interpreter, program, step.pattern.name, step.value)));
    }
  }
  roles.push(...(await ofNamedConstants(interpreter, program)));
  return roles;
}

/** `ROLE_ADMIN = 'admin'`, several of them: of one that is a number, the name says which it is. */
async function ofNamedConstants(interpreter: Interpreter, program: Program): Promise<DeclaredRole[]> {
  const found: DeclaredRole[] = [];
  for (const step of program.steps) {
    const name = step.kind === 'let' && step.pattern.kind === 'name' ? step.pattern.name : '';
    const isOne = /^(?:USER_|APP_|USR_)?ROLE_[A-Z][A-Z0-9_]*$|^[A-Z][A-Z0-9_]*_ROLE$/.test(name);
    if (isOne && step.kind === 'let' && step.value?.kind === 'text') {
      const text = textOf(await interpreter.valueIn(program, step.value)) ?? '';
      const evidence = { path: program.path, line: step.value.line };
      found.push({ kind: 'role', name: isRoleText(text) ? text : name, permissions: [], evidence, form: 'constant' });
    }
  }
  return found.length < 2 || isOtherRoles(found.map(({ name }) => name)) ? [] : found;
}

async function ofEnum(
  interpreter: Interpreter,
  program: Program,
  { name, members }: EnumCode,
): Promise<DeclaredRole[]> {
  const read = readRoleName(name);
  if (read?.holds !== 'roles' && read?.holds !== 'permissions') {
    return [];
  }
  const kind = read.holds === 'roles' ? 'role' : 'permission';
  const found: DeclaredRole[] = [];
  for (const member of members) {
    const value = await interpreter.valueIn(program, member.value);
    const text = value.kind === 'text' && isRoleText(value.text) ? value.text : member.name;
    const isForPeople = isLabel(text) && text !== member.name;
    found.push({
      kind,
      name: isForPeople ? member.name : text,
      label: isForPeople ? text : undefined,
      permissions: [],
      evidence: { path: program.path, line: member.line },
      form: 'enum',
    });
  }
  return isOtherRoles(found.map((role) => role.name)) ? [] : found;
}

async function ofConstant(
  interpreter: Interpreter,
  program: Program,
  name: string,
  written: Expression,
): Promise<DeclaredRole[]> {
  const value = listedIn(written);
  const isByRole = value.kind === 'map' && saysRights.test(name) && hasRoleKeys(value);
  const read = readRoleName(name) ?? (isByRole ? { holds: 'rights' as const } : undefined);
  if (!read) {
    return [];
  }
  if (value.kind === 'list') {
    return ofList(interpreter, program, value.items, read.holds);
  }
  if (value.kind !== 'map') {
    return [];
  }
  const found = await ofMap(interpreter, program, name, value, read.holds);
  return isOtherRoles(found.map((role) => role.name)) ? [] : found;
}

/** What a constant lists: `Object.freeze({ … })`, `z.enum([…])`. */
function listedIn(written: Expression): Expression {
  if (written.kind !== 'call') {
    return written;
  }
  const [first] = written.args;
  const label = labelOf(written.callee) ?? '';
  const isListing = listsValues.test(label) || label === 'freeze';
  const second = written.args[1];
  return isListing && first ? (label === 'pgEnum' && second ? second : first) : written;
}

/** Whether keys are taken from a list of roles: `[UserRole.ADMIN]`. */
function hasRoleKeys({ entries }: Expression & { readonly kind: 'map' }): boolean {
  const ofRoles = entries.filter(({ key, value }) => {
    const object = key?.kind === 'member' ? labelOf(key.object) : undefined;
    const isList = value.kind === 'list' || value.kind === 'name';
    return object !== undefined && isList && readRoleName(object)?.holds === 'roles';
  });
  return ofRoles.length >= 2 && ofRoles.length === entries.length;
}

async function ofList(
  interpreter: Interpreter,
  program: Program,
  items: readonly Expression[],
  holds: string,
): Promise<DeclaredRole[]> {
  const kind = holds === 'permissions' ? 'permission' : 'role';
  if (holds === 'rights' || holds === 'labels') {
    return [];
  }
  const found: DeclaredRole[] = [];
  for (const item of items) {
    const value = await interpreter.valueIn(program, item);
    const evidence = { path: program.path, line: item.line };
    if (value.kind === 'text' && isRoleText(value.text)) {
      found.push({ kind, name: value.text, permissions: [], evidence, form: 'constant' });
    } else if (value.kind === 'map') {
      const named = await ofDescription(interpreter, value, undefined, evidence, kind);
      found.push(...(named ? [named] : []));
    } else if (item.kind !== 'spread') {
      return [];
    }
  }
  return found.length < 2 || isOtherRoles(found.map(({ name }) => name)) ? [] : found;
}

async function ofMap(
  interpreter: Interpreter,
  program: Program,
  name: string,
  map: Expression & { readonly kind: 'map' },
  holds: string,
): Promise<DeclaredRole[]> {
  const whole = await interpreter.valueIn(program, map);
  const single = await ofDescription(interpreter, whole, undefined, { path: program.path, line: map.line }, 'role');
  if (single && single.permissions.length > 0 && holds === 'roles') {
    return [single];
  }
  const found: DeclaredRole[] = [];
  for (const { key, value: written } of map.entries) {
    // A key may be of an enumeration that a tool writes, and that isn't in the repository.
    const read =
      key && (key.kind === 'text' ? key.text : (textOf(await interpreter.valueIn(program, key)) ?? labelOf(key)));
    const value = await interpreter.valueIn(program, written);
    const evidence = { path: program.path, line: key?.line ?? written.line };
    if (read === undefined || !isRoleText(read)) {
      continue;
    }
    const kind = holds === 'permissions' ? 'permission' : 'role';
    if (value.kind === 'list') {
      const texts = (await interpreter.items(value)).flatMap((item) => textOf(item) ?? []);
      found.push(...ofRights(read, texts, holds, evidence));
    } else if (value.kind === 'text' && holds !== 'rights') {
      found.push(ofPair(read, value.text, kind, /names?$/i.test(name) ? 'labels' : holds, evidence));
    } else if (value.kind === 'map') {
      const described = await ofDescription(interpreter, value, read, evidence, kind);
      found.push(...(described ? [described] : []));
    } else if (written.kind === 'function' || holds === 'labels') {
      return [];
    }
  }
  return found.length < 2 && !/roles?$/i.test(name) ? [] : found;
}

/** A role's key and a list: what it may do; or a permission's, and the roles that have it. */
function ofRights(key: string, texts: readonly string[], holds: string, evidence: Evidence): DeclaredRole[] {
  const isPermission = holds === 'permissions' && /[.:]|^(?:can|create|read|update|delete|list|manage)/i.test(key);
  return isPermission
    ? texts.map((name) => ({ kind: 'role', name, permissions: [key], evidence, form: 'constant' }))
    : [{ kind: 'role', name: key, permissions: texts, evidence, form: 'constant' }];
}

function ofPair(key: string, text: string, kind: Role['kind'], holds: string, evidence: Evidence): DeclaredRole {
  const isNumber = /^-?\d+$/.test(text);
  if (holds === 'labels' || isLabel(text) || (!isNumber && !isRoleText(text))) {
    return { kind, name: key, label: text, permissions: [], evidence, form: 'constant' };
  }
  return { kind, name: isNumber ? key : text, permissions: [], evidence, form: 'constant' };
}

/** `{ name: 'admin', label: 'Administrateur', permissions: […] }`; undefined when it describes nothing of the kind. */
async function ofDescription(
  interpreter: Interpreter,
  value: Value,
  key: string | undefined,
  evidence: Evidence,
  kind: Role['kind'],
): Promise<DeclaredRole | undefined> {
  if (value.kind !== 'map') {
    return undefined;
  }
  const texts = new Map<string, string>();
  const permissions: string[] = [];
  let hasRights = false;
  let line = evidence.line;
  for (const entry of value.entries) {
    const property = entry.key?.kind === 'text' ? entry.key.text : '';
    if (rightsKeys.test(property)) {
      const items = await interpreter.items(await interpreter.evaluate(entry.value, value.frame));
      permissions.push(...items.flatMap((item) => textOf(item) ?? []));
      hasRights = true;
    } else if (nameKeys.includes(property) || labelKeys.includes(property)) {
      const text = textOf(await interpreter.evaluate(entry.value, value.frame));
      if (text !== undefined) {
        texts.set(property, text);
        line = key === undefined && nameKeys.includes(property) ? entry.value.line : line;
      }
    }
  }
  const names = nameKeys.flatMap((property) => texts.get(property) ?? []);
  const name = key ?? names.find((text) => isRoleText(text) && !isLabel(text));
  const label = labelKeys.flatMap((property) => texts.get(property) ?? [])[0] ?? names.find(isLabel);
  if (name === undefined || (!hasRights && label === undefined)) {
    return undefined;
  }
  return {
    kind,
    name,
    label: label === name ? undefined : label,
    permissions: [...new Set(permissions)],
    evidence: { ...evidence, line },
    form: 'constant',
  };
}

function textOf(value: Value): string | undefined {
  return value.kind === 'text' && !value.text.includes(gap) ? value.text : undefined;
}
