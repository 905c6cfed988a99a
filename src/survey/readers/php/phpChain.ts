import type { Node } from 'web-tree-sitter';
import type { PhpRunner } from './phpRunner';
import { argumentOf, phpValue, type PhpEntry, type PhpValue } from './phpValue';

/** `Schema::create('x', …)` or `$table->string('x')->nullable()`, the first call first. */
export interface PhpChain {
  readonly root: PhpRoot;
  readonly calls: readonly PhpCall[];
}

/** What the first call is made on. */
export interface PhpRoot {
  readonly kind: 'class' | 'this' | 'variable' | 'function' | 'other';
  /** The class as it is written, or the variable with its `$`. */
  readonly text: string;
  /** What the variable or expression is worth. */
  readonly value: PhpValue;
}

/** One call; its arguments are read, and what they do is done, when first asked for. */
export class PhpCall {
  private read: PhpValue | undefined;

  constructor(
    readonly name: string,
    readonly offset: number,
    readonly line: number,
    private readonly given: () => PhpEntry[],
  ) {}

  /** The argument that stands at a place, or bears one of the names. */
  argument(position: number, ...names: readonly string[]): PhpValue | undefined {
    return argumentOf(this.arguments, position, ...names);
  }

  /** The arguments without name. */
  values(): PhpValue[] {
    return this.arguments.entries.map(({ value }) => value);
  }

  get arguments(): PhpValue {
    return (this.read ??= phpValue('list', '', this, this.given()));
  }
}

const longest = 2000;

export function chainOf(node: Node, runner: PhpRunner): PhpChain {
  const calls: PhpCall[] = [];
  let at: Node = node;
  while (calls.length < longest) {
    const name = at.childForFieldName('name') ?? at.childForFieldName('function');
    const given = at.childForFieldName('arguments');
    const place = runner.placeOf(name);
    const isNamed = name?.type === 'name' || name?.type === 'qualified_name';
    calls.unshift(
      new PhpCall(isNamed ? name.text.replace(/^.*\\/, '') : '', place.offset, place.line, () => runner.given(given)),
    );
    const object = at.childForFieldName('object');
    const isCall =
      object &&
      /^(?:nullsafe_)?member_call_expression$|^scoped_call_expression$|^function_call_expression$/.test(object.type);
    if (!isCall) {
      return { root: rootOf(at, object, runner), calls };
    }
    at = object;
  }
  return { root: { kind: 'other', text: '', value: phpValue('unknown', '', runner.placeOf(node)) }, calls };
}

function rootOf(call: Node, object: Node | null, runner: PhpRunner): PhpRoot {
  const value = phpValue('unknown', '', runner.placeOf(call));
  if (call.type === 'function_call_expression') {
    const called = call.childForFieldName('function');
    return called?.type === 'variable_name'
      ? { kind: 'other', text: called.text, value: runner.value(called) }
      : { kind: 'function', text: called?.text ?? '', value };
  }
  const scope = call.childForFieldName('scope');
  if (scope) {
    return scope.type === 'variable_name'
      ? { kind: 'other', text: scope.text, value: runner.value(scope) }
      : { kind: 'class', text: scope.text, value };
  }
  if (object?.text === '$this') {
    return { kind: 'this', text: '$this', value };
  }
  return object?.type === 'variable_name'
    ? { kind: 'variable', text: object.text, value: runner.value(object) }
    : {
        kind: 'other',
        text: object?.type === 'member_access_expression' ? object.text : '',
        value: runner.value(object),
      };
}
