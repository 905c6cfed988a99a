import type { Evidence, Role } from '../../facts';
import type { RubyCall, RubyCondition, RubyNode } from './rubyNodes';
import { rubyClasses } from './rubyPolicies';
import { RubyRun, type RubyVisitor } from './rubyRun';
import { evidenceOf, rubyName, rubyText, rubyTexts, RubyScope } from './rubyValues';

const from = 'CanCanCan';

/** What tells a person's state, not their role. */
const states =
  /^(?:present|persisted|nil|blank|any|empty|exists?|active|new_record|confirmed|enabled|valid|logged_in|signed_in|authenticated|suspended|terms_agreed|key|include|respond_to|is_a|kind_of|instance_of|respond|match|start_with|end_with|zero|positive|allowed|can|cannot)$/;

/** A method of an ability that is one role's, by its name. */
const ofRole = /^(?:as|for)_(\w+)$|^(\w+?)_(?:abilit(?:y|ies)|permissions?|rules|rights|access)$/;

/** The roles that classes of CanCanCan's give permissions to, and each class for what everyone may do. */
export function rolesOfAbilities(statements: readonly RubyNode[]): Role[] {
  return rubyClasses(statements).flatMap(({ name, node }) => {
    const isAbility = node.body.some(
      (child) => child.kind === 'call' && child.name === 'include' && rubyName(child.args[0]) === 'CanCan::Ability',
    );
    return isAbility ? new AbilityReader(name, evidenceOf(node)).read(node.body) : [];
  });
}

class AbilityReader implements RubyVisitor {
  private readonly found = new Map<string, { readonly permissions: Set<string>; readonly evidence: Evidence }>();
  private readonly run = new RubyRun();
  private readonly seen = new Set<RubyCall>();
  /** Whose permissions are being read, and where that is said; nobody's: everyone's. */
  private roles: readonly string[] = [];
  private place: Evidence;
  private isByName = false;

  constructor(
    private readonly name: string,
    private readonly evidence: Evidence,
  ) {
    this.place = evidence;
  }

  read(body: readonly RubyNode[]): Role[] {
    const scope = new RubyScope();
    const methods = body.flatMap((node) => (node.kind === 'def' ? [node] : []));
    for (const method of methods) {
      scope.define(method);
    }
    this.run.follow(methods.find(({ name }) => name === 'initialize')?.body ?? [], scope, this);
    // What `send("#{role}_abilities")` calls is told by its name only.
    this.isByName = true;
    for (const method of methods) {
      const [, as, named] = ofRole.exec(method.name) ?? [];
      const role = as ?? named;
      if (role !== undefined) {
        [this.roles, this.place] = [[role], evidenceOf(method)];
        this.run.follow(method.body, scope, this);
      }
    }
    return [...this.found].map(([name, { permissions, evidence }]) => ({
      name,
      kind: name === this.name ? 'policy' : 'role',
      from,
      permissions: [...permissions],
      evidence: [evidence],
    }));
  }

  call(call: RubyCall): void {
    if (call.name !== 'can' || call.receiver || (this.isByName && this.seen.has(call))) {
      return;
    }
    this.seen.add(call);
    const [actions = [], subjects = []] = call.args.map(namesIn);
    const permissions = actions.flatMap((action) => subjects.map((subject) => `${action} ${subject}`));
    for (const role of this.roles.length > 0 ? this.roles : [this.name]) {
      const evidence = role === this.name ? this.evidence : this.place;
      const known = this.found.get(role) ?? { permissions: new Set<string>(), evidence };
      for (const permission of permissions) {
        known.permissions.add(permission);
      }
      this.found.set(role, known);
    }
  }

  unsure({ condition, alternative: otherwise }: RubyCondition, consequence: () => void, alternative: () => void): void {
    const outer: readonly [readonly string[], Evidence] = [this.roles, this.place];
    const own = rolesOf(condition);
    if (own.length > 0) {
      [this.roles, this.place] = [own, evidenceOf(condition)];
    }
    consequence();
    // After `return unless user.admin?`, only they go on.
    if (!otherwise.every(({ kind }) => kind === 'return') || otherwise.length === 0) {
      [this.roles, this.place] = outer;
    }
    alternative();
  }
}

/** The roles that a condition asks for. */
function rolesOf(node: RubyNode): readonly string[] {
  if (node.kind === 'group') {
    return node.items.length === 1 ? node.items.flatMap(rolesOf) : [];
  }
  if (node.kind === 'operation') {
    if (node.operator === '==' || node.operator === '===') {
      const isOnRole = node.operands.some((operand) => isRole(operand));
      return isOnRole ? node.operands.flatMap((operand) => rubyTexts(operand) ?? []) : [];
    }
    return /^(?:&&|and|\|\||or)$/.test(node.operator) ? [...new Set(node.operands.flatMap(rolesOf))] : [];
  }
  if (node.kind !== 'call') {
    return [];
  }
  const { name, args, receiver } = node;
  if (/^(?:has_(?:any_)?role|role|is|in_role|has_cached_role)\?$/.test(name) && args.length > 0) {
    return args.flatMap((arg) => rubyTexts(arg) ?? []);
  }
  if (name === 'include?' && args.some(isRole)) {
    return rubyTexts(receiver) ?? [];
  }
  const predicate = /^(?:is_)?(\w+)\?$/.exec(name)?.[1];
  const isOfPerson = !receiver || /user|agent|account|member|person|admin/i.test(rubyName(receiver) ?? '');
  return predicate !== undefined && args.length === 0 && isOfPerson && !states.test(predicate) ? [predicate] : [];
}

function isRole(node: RubyNode): boolean {
  return node.kind === 'call' && /^(?:role|role_name|profile|kind|user_type)$/.test(node.name);
}

/** The names of actions or of what they are done to: symbols, classes, lists of both. */
function namesIn(node: RubyNode): readonly string[] {
  if (node.kind === 'list') {
    return node.items.flatMap(namesIn);
  }
  const name = rubyName(node) ?? rubyText(node);
  return name === undefined ? [] : [name];
}
