import type { Evidence } from '../../facts';
import { Inflector } from './inflector';
import type { RubyCall, RubyDefinition, RubyNode, RubyPlace } from './rubyNodes';

/** What literal Ruby gives: symbols are texts, `undefined` is what can't be told without running it. */
export type RubyValue = string | number | boolean | null | readonly RubyValue[] | ReadonlyMap<string, RubyValue>;

/** The names known at one place of a program: its variables, constants and methods. */
export class RubyScope {
  private readonly values = new Map<string, RubyValue | undefined>();
  private readonly methods = new Map<string, RubyDefinition>();

  constructor(private readonly outer?: RubyScope) {}

  /** @param value undefined when it can't be told: the name then hides the same one outside */
  set(name: string, value: RubyValue | undefined): void {
    this.values.set(name, value);
  }

  get(name: string): RubyValue | undefined {
    return this.values.has(name) ? this.values.get(name) : this.outer?.get(name);
  }

  define(method: RubyDefinition): void {
    this.methods.set(method.name, method);
  }

  method(name: string): RubyDefinition | undefined {
    return this.methods.get(name) ?? this.outer?.method(name);
  }
}

const noScope = new RubyScope();

/** What code gives, when literals and known names tell it. */
export function rubyValue(node: RubyNode | undefined, scope: RubyScope = noScope): RubyValue | undefined {
  switch (node?.kind) {
    case 'literal':
      return node.value;
    case 'text': {
      const parts = node.parts.map((part) => (typeof part === 'string' ? part : rubyText(part, scope)));
      return parts.every((part) => part !== undefined) ? parts.join('') : undefined;
    }
    case 'name':
      return scope.get(node.name);
    case 'list':
      return listOf(node.items, scope);
    case 'hash':
      return rubyOptions(node.pairs, scope);
    case 'group':
      return node.items.length === 1 ? rubyValue(node.items[0], scope) : undefined;
    case 'operation':
      return operated(node.operator, node.operands, scope);
    case 'call':
      return called(node, scope);
    default:
      return undefined;
  }
}

/** The same, when it is a text or a number. */
export function rubyText(node: RubyNode | undefined, scope: RubyScope = noScope): string | undefined {
  const value = rubyValue(node, scope);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** A value that is a hash. */
export function rubyMap(value: RubyValue | undefined): ReadonlyMap<string, RubyValue> | undefined {
  return value instanceof Map ? value : undefined;
}

/** Texts of one value or of a list; undefined when one of them can't be told. */
export function rubyTexts(node: RubyNode | undefined, scope: RubyScope = noScope): readonly string[] | undefined {
  const value = rubyValue(node, scope);
  const values = Array.isArray(value) ? (value as readonly RubyValue[]) : [value];
  return values.every((each) => typeof each === 'string') ? values : undefined;
}

/** Named arguments whose keys and values can be told. */
export function rubyOptions(pairs: RubyCall['pairs'], scope: RubyScope = noScope): ReadonlyMap<string, RubyValue> {
  return new Map(
    pairs.flatMap(({ key, value }): [string, RubyValue][] => {
      const name = rubyText(key, scope);
      const given = rubyValue(value, scope);
      return name === undefined || given === undefined ? [] : [[name, given]];
    }),
  );
}

/** The code given for a named argument. */
export function rubyOption({ pairs }: Pick<RubyCall, 'pairs'>, name: string): RubyNode | undefined {
  return pairs.find(({ key }) => key.kind === 'text' && key.parts.length === 1 && key.parts[0] === name)?.value;
}

/** The name that code is: of `Users::Admin`, itself; of `Rails.env`, `Rails.env`; undefined for what is no name. */
export function rubyName(node: RubyNode | undefined): string | undefined {
  if (node?.kind === 'name') {
    return node.name.replace(/^::/, '');
  }
  if (node?.kind === 'call' && node.args.length === 0 && node.pairs.length === 0) {
    const receiver = rubyName(node.receiver);
    return node.receiver && receiver === undefined ? undefined : [receiver, node.name].filter(Boolean).join('.');
  }
  return undefined;
}

export function evidenceOf({ path, line }: RubyPlace): Evidence {
  return { path, line };
}

/** How far above a call the list that its loop goes through may begin. */
const nearAbove = 60;

/**
 * Where a call stands, from the line above that holds a name when its own doesn't: that of the list which a loop goes
 * through.
 *
 * @param lines those of its file
 */
export function evidenceNaming(name: string, { path, line }: RubyPlace, lines: readonly string[]): Evidence {
  for (let above = line; above > Math.max(0, line - nearAbove); above--) {
    if (lines[above - 1]?.includes(name)) {
      return above === line ? { path, line } : { path, line: above, endLine: line };
    }
  }
  return { path, line };
}

function listOf(items: readonly RubyNode[], scope: RubyScope): RubyValue | undefined {
  const values = items.map((item) => {
    if (item.kind === 'splat') {
      const inner = rubyValue(item.value, scope);
      return Array.isArray(inner) ? (inner as readonly RubyValue[]) : undefined;
    }
    const value = rubyValue(item, scope);
    return value === undefined ? undefined : [value];
  });
  return values.every((value) => value !== undefined) ? values.flat() : undefined;
}

function operated(operator: string, [left, right]: readonly RubyNode[], scope: RubyScope): RubyValue | undefined {
  const [a, b] = [rubyValue(left, scope), rubyValue(right, scope)];
  if (operator === '+' && Array.isArray(a) && Array.isArray(b)) {
    return [...(a as readonly RubyValue[]), ...(b as readonly RubyValue[])];
  }
  if (operator === '+' && typeof a === 'string' && typeof b === 'string') {
    return a + b;
  }
  return operator === '-' && Array.isArray(a) && Array.isArray(b)
    ? (a as readonly RubyValue[]).filter((each) => !(b as readonly RubyValue[]).includes(each))
    : undefined;
}

/** Methods that change nothing of what we read. */
const idle = new Set(['freeze', 'to_s', 'to_sym', 'to_a', 'to_h', 'squish', 'strip', 'with_indifferent_access', 'dup']);

function called(call: RubyCall, scope: RubyScope): RubyValue | undefined {
  const { receiver, name, args, pairs } = call;
  if (!receiver) {
    return args.length === 0 ? scope.get(name) : undefined;
  }
  const known = scope.get(rubyName(call) ?? '');
  if (known !== undefined) {
    return known;
  }
  const value = rubyValue(receiver, scope);
  if (value === undefined || idle.has(name)) {
    return value;
  }
  const map = rubyMap(value);
  if (map) {
    if (/^(?:deep_)?merge!?$/.test(name)) {
      return merged(map, [...args.map((arg) => rubyMap(rubyValue(arg, scope))), rubyOptions(pairs, scope)]);
    }
    return name === 'keys' ? [...map.keys()] : undefined;
  }
  if (typeof value === 'string') {
    return textMethods[name]?.(value);
  }
  return undefined;
}

/** @param added undefined for one that can't be told: what they give together can't be either */
function merged(
  map: ReadonlyMap<string, RubyValue>,
  added: readonly (ReadonlyMap<string, RubyValue> | undefined)[],
): RubyValue | undefined {
  const known = added.filter((each) => each !== undefined);
  return known.length < added.length ? undefined : new Map([map, ...known].flatMap((each) => [...each]));
}

const english = new Inflector();

const textMethods: Readonly<Record<string, (text: string) => string>> = {
  pluralize: (text) => english.pluralize(text),
  singularize: (text) => english.singularize(text),
  dasherize: (text) => text.replaceAll('_', '-'),
  downcase: (text) => text.toLowerCase(),
  upcase: (text) => text.toUpperCase(),
  capitalize: (text) => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase(),
};
