import type { Role } from '../../facts';
import { boundStatements, unbound } from '../pythonCode/boundStatements';
import { classLine, methodOf } from '../pythonCode/classLine';
import type { PythonCode } from '../pythonCode/pythonCode';

import { holds } from '../djangoRoutes/requestConditions';
import type {
  PythonCall,
  PythonClass,
  PythonExpression,
  PythonModule,
  PythonStatement,
} from '../pythonCode/pythonModel';
import { argumentOf, dottedName, flatStatements, lastName } from '../pythonCode/pythonParts';
import { textValue } from '../pythonCode/constantTexts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Groups that a module makes, and permissions that it adds: `Group.objects.get_or_create(name='x')`. */
export async function madeRights(code: PythonCode, module: PythonModule): Promise<Role[]> {
  const found: Role[] = [];
  for (const { statement, bound } of await boundStatements(code, module)) {
    const values =
      statement.kind === 'expression' || statement.kind === 'assign' || statement.kind === 'return'
        ? [statement.value]
        : [];
    for (const call of values.flatMap((value) => callsIn(value))) {
      const named = unbound(nameArgument(call, module), bound);
      const name = await textValue(code, named, module);
      const kind = kindMade(call, module);
      if (kind && name !== undefined && name !== '' && !name.startsWith('{')) {
        found.push({
          name,
          kind,
          from: kind === 'group' ? 'Django' : 'django-rules',
          permissions: [],
          evidence: [{ path: module.path, line: named?.line ?? call.line }],
        });
      }
    }
  }
  return found;
}

/** A call, and those it is made of: chained, in a list, awaited. */
function callsIn(value: PythonExpression, depth = 0): PythonCall[] {
  if (depth > 6) {
    return [];
  }
  const inner = (one: PythonExpression): PythonCall[] => callsIn(one, depth + 1);
  switch (value.kind) {
    case 'call':
      return [value, ...value.args.flatMap(inner), ...(value.callee.kind === 'member' ? inner(value.callee.of) : [])];
    case 'list':
      return value.items.flatMap(inner);
    case 'loop':
      return inner(value.item);
    default:
      return [];
  }
}

function nameArgument(call: PythonCall, module: PythonModule): PythonExpression | undefined {
  return kindMade(call, module) === 'group' ? call.named.get('name') : argumentOf(call, 'name', 0);
}

function kindMade(call: PythonCall, module: PythonModule): 'group' | 'permission' | undefined {
  const { callee } = call;
  if (/(?:^|\.)(?:rules\.)?add_perm$/.test(dottedName(callee))) {
    return [...module.imports.values()].some((imported) => imported.module === 'rules') ? 'permission' : undefined;
  }
  const method = callee.kind === 'member' ? callee.name : lastName(dottedName(callee));
  const root = rootName(callee);
  if (/^(?:get_or_create|update_or_create|create)$/.test(method)) {
    return /^(?:\w+\.)*Group\.objects\b/.test(root) ? 'group' : undefined;
  }
  return /^(?:\w+\.)*Group$/.test(root) && call.named.has('name') && isAuthGroup(module) ? 'group' : undefined;
}

/** What a chain of calls begins with: `Group.objects` of `Group.objects.select_for_update().get_or_create`. */
function rootName(callee: PythonExpression): string {
  let at = callee;
  while (at.kind === 'member' || at.kind === 'call') {
    at = at.kind === 'member' ? at.of : at.callee;
  }
  return dottedName(at);
}

function isAuthGroup({ imports }: PythonModule): boolean {
  return imports.get('Group')?.module.startsWith('django.contrib.auth') === true;
}

/** `class Meta: permissions = [('codename', 'label')]`. */
export async function modelPermissions(code: PythonCode, module: PythonModule): Promise<Role[]> {
  const found: Role[] = [];
  for (const statement of flatStatements(module.body)) {
    const meta =
      statement.kind === 'class'
        ? [...flatStatements(statement.body)].find((inner) => inner.kind === 'class' && inner.name === 'Meta')
        : undefined;
    const permissions = meta?.kind === 'class' ? setTo(meta.body, 'permissions') : undefined;
    for (const item of permissions?.kind === 'list' ? permissions.items : []) {
      const [codename, title] = item.kind === 'list' ? item.items : [];
      const name = await textValue(code, codename, module);
      const label = await textValue(code, title, module);
      if (codename && name !== undefined && /^\w+$/.test(name)) {
        found.push({
          name,
          kind: 'permission',
          from: 'Django',
          ...(label === undefined ? {} : { label }),
          permissions: [],
          evidence: [{ path: module.path, line: codename.line }],
        });
      }
    }
  }
  return found;
}

function setTo(body: readonly PythonStatement[], name: string): PythonExpression | undefined {
  const found = [...flatStatements(body)].find((statement) => statement.kind === 'assign' && statement.target === name);
  return found?.kind === 'assign' ? found.value : undefined;
}

/** Classes that Django REST framework asks before it answers, and which requests they guard. */
export async function restPolicies(code: PythonCode, module: PythonModule): Promise<Role[]> {
  const found: Role[] = [];
  for (const statement of flatStatements(module.body)) {
    if (statement.kind !== 'class') {
      continue;
    }
    const line = await classLine(code, statement, module);
    if (
      line.outside.some((name) => /^rest_framework\.permissions\.\w+$|^rest_framework_\w+\.permissions\./.test(name))
    ) {
      const bodies = ['has_permission', 'has_object_permission'].flatMap(
        (name) => methodOf(line, name)?.method.body ?? [],
      );
      const asked = required(bodies);
      found.push({
        name: statement.name,
        kind: 'policy',
        from: 'Django REST framework',
        ...(statement.summary === undefined ? {} : { label: statement.summary }),
        permissions: guarded(bodies, statement),
        ...(asked === undefined ? {} : { requires: asked }),
        evidence: [{ path: module.path, line: statement.line }],
      });
    }
  }
  return found;
}

/** What a class asks of the caller when that is all it asks, beside being known: `is_admin` of `return request.user.profile.is_admin`. */
function required(body: readonly PythonStatement[]): string | undefined {
  const asked = new Set<string>();
  for (const statement of flatStatements(body)) {
    if (statement.kind !== 'return') {
      continue;
    }
    const name = dottedName(statement.value);
    const [, attribute] = /^(?:self\.)?request\.user\.(?:\w+\.)*(\w+)$/.exec(name) ?? [];
    if (name !== 'True' && name !== 'False') {
      asked.add(attribute ?? '');
    }
  }
  const [only] = asked;
  return asked.size === 1 && only !== '' && only !== 'is_authenticated' ? only : undefined;
}

/** The methods of requests that a class may refuse. */
function guarded(body: readonly PythonStatement[], definition: PythonClass): string[] {
  const freed = new Set<string>();
  const read = (statements: readonly PythonStatement[]): void => {
    for (const statement of statements) {
      if (statement.kind === 'block') {
        const opened = statement.body.some(
          ({ kind, ...rest }) => kind === 'return' && 'value' in rest && dottedName(rest.value) === 'True',
        );
        for (const method of opened && statement.of === 'if' ? methods : []) {
          if (holds(statement.condition, { method }) === true) {
            freed.add(method);
          }
        }
        read(statement.body);
      }
    }
  };
  read(body);
  const bases = definition.bases.map((base) => lastName(dottedName(base)));
  const isOpen = bases.some((name) => /ReadOnly$|OrReadOnly/.test(name));
  return methods.filter((method) => !freed.has(method) && !(isOpen && method === 'GET'));
}
