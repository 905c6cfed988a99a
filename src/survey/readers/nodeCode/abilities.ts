import type { Node } from 'web-tree-sitter';
import type { Evidence } from '../../facts';
import { readRoleName } from './roleNames';

/** What a rule lets someone do. */
export interface Ability {
  /** Undefined when the rule stands under no condition on a role. */
  readonly role: string | undefined;
  readonly permission: string;
  /** What the rule is about. */
  readonly subject: string;
  readonly evidence: Evidence;
}

/** A condition's text that compares a role with a text or a constant: `user.role === 'admin'`. */
const comparesRole =
  /\b\w*(?:role|profil)\w*\s*===?\s*(?:['"]([\w -]+)['"]|[\w.]+\.(\w+)\b)|(?:hasRole|isRole|includes)\(\s*(?:['"]([\w -]+)['"]|[\w.]+\.(\w+)\b)/i;

/** How far above a rule its condition may stand, in nodes. */
const farthest = 25;

/** The rules of CASL: `can('manage', 'Article')`, with the role that the code around tells of. */
export function abilitiesIn(path: string, root: Node): Ability[] {
  return root.descendantsOfType('call_expression').flatMap((call): Ability[] => {
    const callee = call.childForFieldName('function');
    const name = callee?.type === 'member_expression' ? callee.childForFieldName('property')?.text : callee?.text;
    const [actions, subjects] = (call.childForFieldName('arguments')?.namedChildren ?? []).filter(
      ({ type }) => type !== 'comment',
    );
    if (name !== 'can' || !actions || !subjects) {
      return [];
    }
    const around = roleAround(call);
    const line = call.startPosition.row + 1;
    // The passage names the role, then what it may do.
    const evidence = around ? { path, line: Math.min(around.line, line), endLine: line } : { path, line };
    return textsIn(actions).flatMap((action) =>
      textsIn(subjects).map((subject) => ({
        role: around?.name,
        permission: `${action} ${subject}`,
        subject,
        evidence,
      })),
    );
  });
}

/** The grants of AccessControl: `ac.grant('agent').readAny('dossier')`. */
export function grantsIn(path: string, root: Node): Ability[] {
  return root.descendantsOfType('call_expression').flatMap((call): Ability[] => {
    const callee = call.childForFieldName('function');
    const [, action] =
      /^((?:create|read|update|delete)(?:Any|Own)?)$/.exec(callee?.childForFieldName('property')?.text ?? '') ?? [];
    const subject = textsIn(call.childForFieldName('arguments')?.firstNamedChild ?? null)[0];
    let at = callee?.childForFieldName('object') ?? null;
    for (let steps = 0; at && steps < 200; steps++) {
      const inner: Node | null = at.childForFieldName('function');
      const role = textsIn(at.childForFieldName('arguments')?.firstNamedChild ?? null)[0];
      if (
        inner?.childForFieldName('property')?.text === 'grant' &&
        role !== undefined &&
        action !== undefined &&
        subject !== undefined
      ) {
        const line = (callee?.childForFieldName('property') ?? call).startPosition.row + 1;
        return [{ role, permission: `${action} ${subject}`, subject, evidence: { path, line } }];
      }
      at = inner?.childForFieldName('object') ?? null;
    }
    return [];
  });
}

/** Texts and constants, in a list or alone. */
function textsIn(node: Node | null): string[] {
  switch (node?.type) {
    case 'string':
      return [node.text.slice(1, -1)];
    case 'array':
      return node.namedChildren.flatMap(textsIn);
    case 'identifier':
      return /^[A-Z]/.test(node.text) ? [node.text] : [];
    case 'member_expression': {
      const object = node.childForFieldName('object')?.text ?? '';
      return /^[A-Z]\w*$/.test(object) ? [node.childForFieldName('property')?.text ?? ''] : [];
    }
    default:
      return [];
  }
}

/** The role that a rule is for: that of the `case`, of the condition, of the key or of the function it stands in. */
function roleAround(rule: Node): { readonly name: string; readonly line: number } | undefined {
  let below = rule;
  let at = rule.parent;
  for (let steps = 0; at && steps < farthest; steps++) {
    const name = roleOf(at, below);
    if (name !== undefined) {
      return { name, line: at.startPosition.row + 1 };
    }
    below = at;
    at = at.parent;
  }
  return undefined;
}

/** The role that what stands in a node is for. @param below the node's part it stands in */
function roleOf(node: Node, below: Node): string | undefined {
  if (node.type === 'switch_case') {
    const compared = node.parent?.parent?.childForFieldName('value')?.text ?? '';
    return /role|profil/i.test(compared) ? textsIn(node.childForFieldName('value'))[0] : undefined;
  }
  if (node.type === 'if_statement' && node.childForFieldName('consequence')?.id === below.id) {
    const found = comparesRole.exec(node.childForFieldName('condition')?.text.slice(0, 300) ?? '')?.slice(1);
    return found?.find((text) => text !== undefined);
  }
  if (node.type === 'pair' || node.type === 'method_definition') {
    const declarator = node.parent?.parent;
    const name = declarator?.type === 'variable_declarator' ? declarator.childForFieldName('name')?.text : undefined;
    const key = node.childForFieldName('key') ?? node.childForFieldName('name');
    return readRoleName(name ?? '') ? key?.text.replace(/^\[?['"]?(?:\w+\.)?|['"]?\]?$/g, '') : undefined;
  }
  return undefined;
}
