import type { PythonCall, PythonExpression, PythonStatement, PythonText } from './pythonModel';
import { calledOn, entry, lastName, madeText, takenBy } from './pythonParts';
import { cut, joined } from './pythonStrings';

/** What one file may be worked out to, in values and in characters: what people write takes a hundredth. */
const mostValues = 400_000;
const longestText = 400_000;
const deepest = 60;
/** Twice the values put in one text. */
const mostHoles = 1000;

/** What names stand for where an expression is, so far as the file itself says so. */
export class PythonScope {
  private readonly bound = new Map<string, PythonExpression>();
  private readonly left: { values: number; characters: number };

  private constructor(private readonly around?: PythonScope) {
    this.left = around?.left ?? { values: mostValues, characters: longestText };
  }

  /** The constants of a module or a class. */
  static of(body: readonly PythonStatement[]): PythonScope {
    const scope = new PythonScope();
    for (const statement of body) {
      if (statement.kind === 'assign' && statement.operator === '=') {
        scope.bind(statement.target, statement.value);
      }
      if (statement.kind === 'class') {
        for (const inner of statement.body) {
          if (inner.kind === 'assign' && inner.operator === '=') {
            scope.bind(`${statement.name}.${inner.target}`, inner.value);
          }
        }
      }
    }
    return scope;
  }

  bind(name: string, value: PythonExpression): void {
    this.bound.set(name, value);
  }

  /** A scope inside this one: what is bound there isn't here. */
  inside(): PythonScope {
    return new PythonScope(this);
  }

  private lookUp(name: string): PythonExpression | undefined {
    return this.bound.get(name) ?? this.around?.lookUp(name);
  }

  /** Binds the names of a loop to one of its values. */
  take(targets: PythonExpression, value: PythonExpression): void {
    for (const [name, given] of takenBy(targets, value)) {
      this.bind(name, given);
    }
  }

  /** The values that a loop goes through; undefined when the file doesn't say. */
  each(over: PythonExpression, depth = 0): readonly PythonExpression[] | undefined {
    const list = this.resolve(over, depth);
    if (list.kind === 'list') {
      return list.items;
    }
    const map = list.kind === 'call' && !calledOn(list) ? this.lookUp(list.name.replace(/\.\w+$/, '')) : undefined;
    const resolved = map ? this.resolve(map, depth) : list;
    if (resolved.kind !== 'map') {
      return undefined;
    }
    const called = list.kind === 'call' ? lastName(list.name) : 'keys';
    return resolved.entries.map(([key, value]) =>
      called === 'items' ? { kind: 'list', items: [key, value], line: key.line } : called === 'values' ? value : key,
    );
  }

  /** The same expression with all that is known of its names put in their place. */
  resolve(value: PythonExpression, depth = 0): PythonExpression {
    this.left.values--;
    if (depth > deepest || this.left.values < 0) {
      return { kind: 'other', line: value.line };
    }
    const inner = (part: PythonExpression): PythonExpression => this.resolve(part, depth + 1);
    const { line } = value;
    switch (value.kind) {
      case 'name': {
        const known = this.lookUp(value.name);
        return known && known !== value ? inner(known) : value;
      }
      case 'list':
        return { ...value, items: flattened(value.items.map(inner)) };
      case 'map':
        return { ...value, entries: value.entries.map(([key, of]) => [inner(key), inner(of)] as const) };
      case 'loop': {
        const { each } = value;
        const items =
          each && this.each(each.list, depth + 1)?.map((given) => this.turn(each.targets, given, value.item, depth));
        return items ? { kind: 'list', items, line } : value;
      }
      case 'splat':
        return { ...value, of: inner(value.of) };
      case 'joined':
        return this.bounded(
          joined(
            value.parts.map((part) => asText(inner(part))),
            line,
          ),
        );
      case 'operation':
        return this.operation(value.operator, value.sides.map(inner), line);
      case 'index':
        return item(inner(value.of), value.items.map(inner)) ?? value;
      case 'call': {
        const { spread = [], ...call } = value;
        const { callee } = call;
        const given = spread.map(inner);
        const unknown = given.filter(({ kind }) => kind !== 'map');
        return this.called({
          ...call,
          callee: callee.kind === 'member' ? { ...callee, of: inner(callee.of) } : callee,
          args: flattened(call.args.map(inner)),
          named: new Map([
            ...given.flatMap(namedIn),
            ...[...call.named].map(([name, of]) => [name, inner(of)] as const),
          ]),
          ...(unknown.length > 0 ? { spread: unknown } : {}),
        });
      }
      default:
        return value;
    }
  }

  /** What one turn of a loop gives. */
  private turn(
    targets: PythonExpression,
    given: PythonExpression,
    made: PythonExpression,
    depth: number,
  ): PythonExpression {
    const scope = this.inside();
    scope.take(targets, given);
    return scope.resolve(made, depth + 1);
  }

  /** What a few functions on strings give. */
  private called(call: PythonCall): PythonExpression {
    const [only] = call.args;
    const on = calledOn(call);
    if (on?.kind === 'text') {
      return call.name === 'format'
        ? this.formatted(on, call)
        : /^(?:strip|lstrip|rstrip)$/.test(call.name)
          ? on
          : call;
    }
    return only && /^(?:textwrap\.)?dedent$|^(?:str|list|tuple)$/.test(call.name) ? only : call;
  }

  private operation(operator: string, sides: readonly PythonExpression[], line: number): PythonExpression {
    const [left, right] = sides;
    if (operator === '+' && left?.kind === 'list' && right?.kind === 'list') {
      return { kind: 'list', items: [...left.items, ...right.items], line };
    }
    if (operator === '+' && left?.kind === 'text' && right?.kind === 'text') {
      return this.bounded(joined([left, right], line));
    }
    if (operator === '%' && left?.kind === 'text' && right) {
      const values = right.kind === 'list' ? [...right.items] : [right];
      return this.filled(left, /%(?:\((\w+)\))?[sdr]/g, (name) =>
        name === undefined ? values.shift() : right.kind === 'map' ? entry(right, name) : undefined,
      );
    }
    return { kind: 'operation', operator, sides, line };
  }

  private formatted(text: PythonText, call: PythonCall): PythonExpression {
    let next = 0;
    return this.filled(text, /\{(\w*)\}/g, (name) =>
      name === undefined || name === '' ? call.args[next++] : (call.named.get(name) ?? call.args[Number(name)]),
    );
  }

  private filled(
    text: PythonText,
    holes: RegExp,
    valueOf: (name: string | undefined) => PythonExpression | undefined,
  ): PythonExpression {
    const parts: PythonExpression[] = [];
    let end = 0;
    for (const { index, 0: hole, 1: name } of text.text.matchAll(holes)) {
      if (parts.length > mostHoles) {
        return { kind: 'other', line: text.line };
      }
      parts.push(cut(text, end, index), asText(valueOf(name) ?? { kind: 'other', line: text.line }));
      end = index + hole.length;
    }
    return this.bounded(joined([...parts, cut(text, end, text.text.length)], text.line));
  }

  private bounded(value: PythonExpression): PythonExpression {
    this.left.characters -= value.kind === 'text' ? value.text.length : 0;
    return this.left.characters < 0 ? { kind: 'other', line: value.line } : value;
  }
}

function flattened(items: readonly PythonExpression[]): PythonExpression[] {
  return items.flatMap((item) => (item.kind === 'splat' && item.of.kind === 'list' ? item.of.items : [item]));
}

/** What `**options` gives by name. */
function namedIn(given: PythonExpression): (readonly [string, PythonExpression])[] {
  return given.kind === 'map'
    ? given.entries.flatMap(([key, of]) => (key.kind === 'text' ? [[key.text, of] as const] : []))
    : [];
}

function asText(value: PythonExpression): PythonExpression {
  return value.kind === 'number' ? madeText(value.text, value.line) : value;
}

function item(on: PythonExpression, by: readonly PythonExpression[]): PythonExpression | undefined {
  const [key] = by;
  if (on.kind === 'map' && key?.kind === 'text') {
    return entry(on, key.text);
  }
  return on.kind === 'list' && key?.kind === 'number' ? on.items.at(Number(key.text)) : undefined;
}
