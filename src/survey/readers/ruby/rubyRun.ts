import type { RubyBlock, RubyCall, RubyCondition, RubyNode } from './rubyNodes';
import { rubyName, rubyText, rubyValue, RubyScope, type RubyValue } from './rubyValues';

/** What is made of a program as it is followed. */
export interface RubyVisitor {
  call(call: RubyCall, scope: RubyScope): void;
  /** What a call of a condition answers; undefined when that can't be told. */
  answer?(call: RubyCall, scope: RubyScope): boolean | undefined;
  /** A condition that can't be told: its branches are followed when, and as often as, the visitor says so. */
  unsure?(condition: RubyCondition, consequence: () => void, alternative: () => void): void;
  /** A loop over what can't be told: its block isn't followed. */
  loop?(call: RubyCall): void;
}

/** Steps of one program, and calls of its own methods one in another: what needs more is no declaration. */
const mostSteps = 20_000;
const mostNested = 12;

const loops = new Set(['each', 'each_pair', 'each_with_index', 'each_key', 'map', 'each_value']);

/**
 * Follows a program of declarations as Ruby would, as far as literals tell: blocks of loops once an item, methods that
 * it defines where they are called, of conditions the branch that a product in production takes.
 */
export class RubyRun {
  private steps = 0;
  private nested = 0;

  /** Whether the program was longer than what is followed. */
  get isCut(): boolean {
    return this.steps > mostSteps;
  }

  follow(nodes: readonly RubyNode[], scope: RubyScope, visitor: RubyVisitor): void {
    for (const node of nodes) {
      if (this.steps++ > mostSteps) {
        return;
      }
      this.step(node, scope, visitor);
    }
  }

  private step(node: RubyNode, scope: RubyScope, visitor: RubyVisitor): void {
    switch (node.kind) {
      case 'group':
        this.follow(node.items, scope, visitor);
        break;
      case 'assign':
        scope.set(node.name, rubyValue(node.value, scope));
        break;
      case 'def':
        scope.define(node);
        break;
      case 'if': {
        const truth = rubyTruth(node.condition, scope, visitor);
        if (truth === undefined) {
          const consequence = (): void => {
            this.follow(node.consequence, scope, visitor);
          };
          const alternative = (): void => {
            this.follow(node.alternative, scope, visitor);
          };
          if (visitor.unsure) {
            visitor.unsure(node, consequence, alternative);
          } else {
            consequence();
            alternative();
          }
        } else {
          this.follow(truth ? node.consequence : node.alternative, scope, visitor);
        }
        break;
      }
      case 'call':
        this.call(node, scope, visitor);
        break;
      case 'name':
        this.call(
          { ...node, kind: 'call', receiver: undefined, args: [], pairs: [], block: undefined },
          scope,
          visitor,
        );
        break;
      default:
    }
  }

  private call(call: RubyCall, scope: RubyScope, visitor: RubyVisitor): void {
    const own = call.receiver ? undefined : scope.method(call.name);
    if (own && this.nested < mostNested) {
      const inside = new RubyScope(scope);
      for (const [index, { name, value }] of own.params.entries()) {
        const named = call.pairs.find(({ key }) => rubyText(key) === name)?.value;
        inside.set(name, rubyValue(named ?? call.args[index] ?? value, scope));
      }
      this.nested++;
      this.follow(own.body, inside, visitor);
      this.nested--;
    } else if (call.receiver && call.block && loops.has(call.name)) {
      const items = itemsOf(rubyValue(call.receiver, scope));
      if (!items) {
        visitor.loop?.(call);
      }
      for (const item of items ?? []) {
        this.follow(call.block.body, boundTo(call.block, item, scope), visitor);
      }
    } else {
      visitor.call(call, scope);
    }
  }
}

function itemsOf(value: RubyValue | undefined): readonly RubyValue[] | undefined {
  if (value instanceof Map) {
    return [...value];
  }
  return Array.isArray(value) ? (value as readonly RubyValue[]) : undefined;
}

function boundTo({ params }: RubyBlock, item: RubyValue, scope: RubyScope): RubyScope {
  const inside = new RubyScope(scope);
  const parts = Array.isArray(item) ? (item as readonly RubyValue[]) : [item];
  const [first = []] = params;
  const names = params.length > 1 ? params.map(([name = '']) => name) : first;
  if (names.length === 1) {
    inside.set(names[0] ?? '', item);
  } else {
    for (const [index, name] of names.entries()) {
      inside.set(name, parts[index]);
    }
  }
  return inside;
}

/** Whether a condition holds in production; undefined when that can't be told. */
function rubyTruth(node: RubyNode | undefined, scope: RubyScope, visitor: RubyVisitor): boolean | undefined {
  if (node?.kind === 'operation') {
    return truthOfOperation(node.operator, node.operands, scope, visitor);
  }
  if (node?.kind === 'group' && node.items.length === 1) {
    return rubyTruth(node.items[0], scope, visitor);
  }
  if (node?.kind === 'call') {
    const receiver = rubyName(node.receiver);
    if (receiver === 'Rails.env') {
      const environment = /^(production|development|test|local)\?$/.exec(node.name)?.[1];
      return environment === undefined
        ? inEnvironments(rubyValue(node.args[0], scope), node.name)
        : environment === 'production';
    }
    return node.name === 'include?' && rubyName(node.args[0]) === 'Rails.env'
      ? inEnvironments(rubyValue(node.receiver, scope), 'in?')
      : visitor.answer?.(node, scope);
  }
  const value = rubyValue(node, scope);
  return typeof value === 'boolean' ? value : value === null ? false : undefined;
}

function truthOfOperation(
  operator: string,
  [left, right]: readonly RubyNode[],
  scope: RubyScope,
  visitor: RubyVisitor,
): boolean | undefined {
  const [a, b] = [rubyTruth(left, scope, visitor), rubyTruth(right, scope, visitor)];
  switch (operator) {
    case '!':
    case 'not':
      return a === undefined ? undefined : !a;
    case '&&':
    case 'and':
      return a === false || b === false ? false : a === true && b === true ? true : undefined;
    case '||':
    case 'or':
      return a === true || b === true ? true : a === false && b === false ? false : undefined;
    case '==':
      return rubyName(left) === 'Rails.env' ? inEnvironments(rubyValue(right, scope), 'in?') : undefined;
    default:
      return undefined;
  }
}

/** Names of environments that hold production, or none that anyone deploys. */
function inEnvironments(names: RubyValue | undefined, method: string): boolean | undefined {
  const list = Array.isArray(names) ? (names as readonly RubyValue[]) : [names];
  if (method !== 'in?' || !list.every((name) => typeof name === 'string')) {
    return undefined;
  }
  return list.includes('production')
    ? true
    : list.every((name) => /^(?:dev|test|local|cucumber)/.test(name))
      ? false
      : undefined;
}
