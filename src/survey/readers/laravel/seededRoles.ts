import type { Node } from 'web-tree-sitter';
import type { Role } from '../../facts';
import type { SourceText } from '../../sourceText';
import type { PhpChain } from '../php/phpChain';
import { classNodes, methodsOf, PhpNames } from '../php/phpNodes';
import { PhpRunner, type PhpReader } from '../php/phpRunner';
import { entryOf, phpValue, shortName, textOf, textsOf, type PhpValue } from '../php/phpValue';

/** What makes a role or a permission in code that may be run. */
export const mayMakeRoles =
  /\b(?:Role|Permission|Bouncer)::(?:query\(\)->)?(?:create|firstOrCreate|findOrCreate|updateOrCreate|insert|allow|role)\b|DB::table\(\s*['"](?:roles|permissions)['"]|\bGate::define\b/;

const makes =
  /^(?:create|firstOrCreate|findOrCreate|updateOrCreate|firstOrNew|insert|insertGetId|insertOrIgnore|updateOrInsert|forceCreate)$/;
const gives = /^(?:givePermissionTo|syncPermissions)$/;

/** The roles and permissions that Laravel's seeders, migrations and providers make by name. */
export function seededRoles(source: SourceText, root: Node, constant: PhpReader['constant']): Role[] {
  const reading = new SeedReading(source.path);
  const runner = new PhpRunner(
    source,
    PhpNames.of(root),
    { call: (chain) => reading.call(chain), ...(constant ? { constant } : {}) },
    '',
  );
  for (const node of classNodes(root)) {
    runner.enter(node);
    for (const [name] of [...methodsOf(node)].filter(([method]) => /^(?:run|up|boot|register)$/.test(method))) {
      runner.runMethod(name);
    }
    for (const [name, method] of methodsOf(node)) {
      if (name !== 'down' && !runner.hasRun(name) && mayMakeRoles.test(method.text)) {
        runner.runMethod(name);
      }
    }
  }
  return [...reading.roles.values()];
}

class SeedReading {
  readonly roles = new Map<string, Role>();
  private readonly made = new Map<PhpValue, Role>();

  constructor(private readonly path: string) {}

  call({ root, calls }: PhpChain): PhpValue | undefined {
    const [first, second] = calls;
    if (!first) {
      return undefined;
    }
    const owner = root.kind === 'class' ? shortName(root.text) : '';
    if (owner === 'Gate' && first.name === 'define') {
      const [ability] = textsOf(first.argument(0, 'ability'));
      if (ability) {
        this.add('permission', 'Laravel', ability);
      }
      return phpValue('unknown', '', first);
    }
    const known = this.made.get(root.value);
    if (known) {
      this.grant(known, calls);
      return root.value;
    }
    const isTable = owner === 'DB' && first.name === 'table';
    const table = isTable ? textOf(first.argument(0)) : undefined;
    const kind =
      owner === 'Role' || table === 'roles'
        ? 'role'
        : owner === 'Permission' || table === 'permissions'
          ? 'permission'
          : undefined;
    const make = calls.find(({ name }) => makes.test(name));
    if (kind === undefined || !make) {
      return owner === 'Role' && second ? undefined : undefined;
    }
    const from = isTable ? 'Laravel' : 'laravel-permission';
    const made = this.rowsOf(make.argument(0), make.argument(1)).flatMap(({ name, label }) => {
      const role = this.add(kind, from, name, label);
      return role ? [role] : [];
    });
    const [only] = made;
    const value = phpValue('object', kind, make);
    if (only && made.length === 1) {
      this.made.set(value, only);
      this.grant(only, calls.slice(calls.indexOf(make) + 1));
    }
    return value;
  }

  /** What is made: a name alone, a row, several, or what is looked for and then added. */
  private rowsOf(
    given: PhpValue | undefined,
    added: PhpValue | undefined,
  ): { name: PhpValue; label: PhpValue | undefined }[] {
    if (given?.kind === 'text') {
      return [{ name: given, label: undefined }];
    }
    const rows = given?.entries.every(({ key, value }) => key === undefined && value.kind === 'list')
      ? given.entries.map(({ value }) => value)
      : given
        ? [given]
        : [];
    return rows.flatMap((row) => {
      const name = entryOf(row, 'name') ?? entryOf(row, 'slug');
      const label = ['display_name', 'label', 'title']
        .map((key) => entryOf(row, key) ?? entryOf(added, key))
        .find((value) => value?.kind === 'text');
      return name?.kind === 'text' ? [{ name, label }] : [];
    });
  }

  private grant(role: Role, calls: PhpChain['calls']): void {
    for (const call of calls) {
      if (gives.test(call.name)) {
        const names = call
          .values()
          .flatMap(textsOf)
          .map(({ text }) => text);
        role.permissions.push(...names.filter((name) => !role.permissions.includes(name)));
      }
    }
  }

  private add(kind: Role['kind'], from: string, { text, line }: PhpValue, label?: PhpValue): Role | undefined {
    if (text === '' || text.length > 100) {
      return undefined;
    }
    const key = `${kind} ${text}`;
    const role = this.roles.get(key) ?? {
      name: text,
      kind,
      from,
      permissions: [],
      evidence: [{ path: this.path, line }],
      ...(label === undefined ? {} : { label: label.text }),
    };
    this.roles.set(key, role);
    return role;
  }
}
