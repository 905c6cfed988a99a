import type { Evidence, Role } from '../../facts';
import type { RubyClass, RubyNode } from './rubyNodes';
import { evidenceOf, rubyName, rubyText, rubyTexts } from './rubyValues';

/** A class that says who may do what with a resource. */
export interface RubyPolicy {
  /** With its modules: `Admin::ActePolicy`. */
  readonly name: string;
  readonly superclass: string | undefined;
  /** What its public methods answer: `show?` → `show`. */
  readonly actions: readonly string[];
  readonly evidence: Evidence;
}

/** The policies that a file of `app/policies` declares. */
export function policiesIn(statements: readonly RubyNode[]): RubyPolicy[] {
  return rubyClasses(statements).flatMap(({ name, node }) =>
    name.endsWith('Policy')
      ? [{ name, superclass: rubyName(node.superclass), actions: actionsIn(node.body), evidence: evidenceOf(node) }]
      : [],
  );
}

/** Policies as roles; the class that others come from guards nothing by itself. */
export function rolesOfPolicies(policies: readonly RubyPolicy[], from: string): Role[] {
  const bases = new Set(policies.flatMap(({ superclass }) => superclass ?? []));
  return policies
    .filter(
      ({ name, actions }) =>
        !(/(?:^|::)(?:Application|Base)Policy$/.test(name) || (bases.has(name) && actions.length === 0)),
    )
    .map(({ name, actions, evidence }) => ({
      name,
      kind: 'policy',
      from,
      permissions: [...actions],
      evidence: [evidence],
    }));
}

/** All classes of a program, also those in modules and in other classes, with the names of what they are in. */
export function rubyClasses(
  statements: readonly RubyNode[],
  around = '',
): { readonly name: string; readonly node: RubyClass }[] {
  return statements.flatMap((node) => {
    if (node.kind !== 'class' && node.kind !== 'module') {
      return [];
    }
    const name = around === '' ? node.name : `${around}::${node.name}`;
    const inside = rubyClasses(node.body, name);
    return node.kind === 'class' ? [{ name, node }, ...inside] : inside;
  });
}

/** The methods that answer yes or no, `private` ones left out, and their other names. */
function actionsIn(body: readonly RubyNode[]): string[] {
  const names: string[] = [];
  for (const node of body) {
    if (node.kind === 'name' && /^(?:private|protected)$/.test(node.name)) {
      break;
    }
    if (node.kind === 'def') {
      names.push(node.isStatic ? '' : node.name);
    } else if (node.kind === 'alias') {
      names.push(node.name);
    } else if (node.kind === 'call' && node.name === 'alias_method') {
      names.push(rubyText(node.args[0]) ?? '');
    } else if (node.kind === 'call' && node.name === 'alias_rule') {
      names.push(...node.args.flatMap((arg) => rubyTexts(arg) ?? []));
    }
  }
  return [...new Set(names.filter((name) => name.endsWith('?')).map((name) => name.slice(0, -1)))];
}
