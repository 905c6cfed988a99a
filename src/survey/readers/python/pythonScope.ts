import type { PythonStatement } from './pythonModule';
import { joined, type PythonCall, type PythonText, type PythonValue } from './pythonValues';

/** What one file may be worked out to, in values and in characters: what people write takes a hundredth. */
const mostValues = 400_000;
const longestText = 400_000;
const deepest = 60;
/** Twice the values put in one text. */
const mostHoles = 1000;

/** What names stand for where an expression is, so far as the file itself says so. */
export class PythonScope {
  private readonly bound = new Map<string, PythonValue>();
  private readonly left: { values: number; characters: number };

  private constructor(private readonly around?: PythonScope) {
    this.left = around?.left ?? { values: mostValues, characters: longestText };
  }

  /** The constants of a module or a class. */
  static of(body: readonly PythonStatement[]): PythonScope {
    const scope = new PythonScope();
    for (const statement of body) {
      if (statement.kind === 'assignment' && statement.value && !statement.isAdded) {
        scope.bind(statement.target, statement.value);
      }
      if (statement.kind === 'class') {
        for (const inner of statement.body) {
          if (inner.kind === 'assignment' && inner.value && !inner.isAdded) {
            scope.bind(`${statement.name}.${inner.target}`, inner.value);
          }
        }
      }
    }
    return scope;
  }

  bind(name: string, value: PythonValue): void {
    this.bound.set(name, value);
  }

  /** A scope inside this one: what is bound there isn't here. */
  inside(): PythonScope {
    return new PythonScope(this);
  }

  private lookUp(name: string): PythonValue | undefined {
    return this.bound.get(name) ?? this.around?.lookUp(name);
  }

  /** Binds the names of a loop to one of its values. */
  take(targets: PythonValue, value: PythonValue): void {
    if (targets.kind === 'name') {
      this.bind(targets.name, value);
    } else if (targets.kind === 'list' && value.kind === 'list') {
      targets.items.forEach((target, index) => {
        const item = value.items[index];
        if (item) {
          this.take(target, item);
        }
      });
    }
  }

  /** The values that a loop goes through; undefined when the file doesn't say. */
  each(over: PythonValue, depth = 0): readonly PythonValue[] | undefined {
    const list = this.resolve(over, depth);
    if (list.kind === 'list') {
      return list.items;
    }
    const map = list.kind === 'call' && !list.on ? this.lookUp(list.name.replace(/\.\w+$/, '')) : undefined;
    const resolved = map ? this.resolve(map, depth) : list;
    if (resolved.kind !== 'map') {
      return undefined;
    }
    const called = list.kind === 'call' ? list.name.replace(/^.*\./, '') : 'keys';
    return resolved.entries.map(([key, value]) =>
      called === 'items'
        ? { kind: 'list', items: [key, value], offset: key.offset }
        : called === 'values'
          ? value
          : key,
    );
  }

  /** The same expression with all that is known of its names put in their place. */
  resolve(value: PythonValue, depth = 0): PythonValue {
    this.left.values--;
    if (depth > deepest || this.left.values < 0) {
      return { kind: 'other', offset: value.offset };
    }
    const inner = (part: PythonValue): PythonValue => this.resolve(part, depth + 1);
    const { offset } = value;
    switch (value.kind) {
      case 'name': {
        const known = this.lookUp(value.name);
        return known && known !== value ? inner(known) : value;
      }
      case 'list':
        return { ...value, items: spread(value.items.map(inner)) };
      case 'map':
        return { ...value, entries: value.entries.map(([key, of]) => [inner(key), inner(of)] as const) };
      case 'comprehension': {
        const values = this.each(value.over, depth + 1);
        const items = values?.map((given) => {
          const scope = this.inside();
          scope.take(value.targets, given);
          return scope.resolve(value.item, depth + 1);
        });
        return items ? { kind: 'list', items, offset } : value;
      }
      case 'splat':
        return { ...value, of: inner(value.of) };
      case 'template':
        return this.bounded(
          joined(
            value.parts.map((part) => asText(inner(part))),
            offset,
          ),
        );
      case 'operation':
        return this.operation(value.operator, inner(value.left), inner(value.right), offset);
      case 'index':
        return item(inner(value.on), value.by.map(inner)) ?? value;
      case 'call': {
        const given = spread(value.positional.map(inner));
        const positional = given.filter((part) => part.kind !== 'splat' || part.of.kind !== 'map');
        const named = new Map([
          ...given.flatMap(namedIn),
          ...[...value.named].map(([name, of]) => [name, inner(of)] as const),
        ]);
        const on = value.on ? { on: inner(value.on) } : {};
        return this.called({ ...value, ...on, positional, named });
      }
      default:
        return value;
    }
  }

  /** What a few functions on strings give. */
  private called(call: PythonCall): PythonValue {
    const [only] = call.positional;
    if (call.on?.kind === 'text') {
      return call.name === 'format'
        ? this.formatted(call.on, call)
        : /^(?:strip|lstrip|rstrip)$/.test(call.name)
          ? call.on
          : call;
    }
    return only && /^(?:textwrap\.)?dedent$|^(?:str|list|tuple)$/.test(call.name) ? only : call;
  }

  private operation(operator: string, left: PythonValue, right: PythonValue, offset: number): PythonValue {
    if (operator === '+' && left.kind === 'list' && right.kind === 'list') {
      return { kind: 'list', items: [...left.items, ...right.items], offset };
    }
    if (operator === '+' && left.kind === 'text' && right.kind === 'text') {
      return this.bounded(joined([left, right], offset));
    }
    if (operator === '%' && left.kind === 'text') {
      const values = right.kind === 'list' ? [...right.items] : [right];
      return this.filled(left, /%(?:\((\w+)\))?[sdr]/g, (name) =>
        name === undefined ? values.shift() : right.kind === 'map' ? entry(right, name) : undefined,
      );
    }
    return { kind: 'operation', operator, left, right, offset };
  }

  private formatted(text: PythonText, call: PythonCall): PythonValue {
    let next = 0;
    return this.filled(text, /\{(\w*)\}/g, (name) =>
      name === undefined || name === ''
        ? call.positional[next++]
        : (call.named.get(name) ?? call.positional[Number(name)]),
    );
  }

  private filled(
    text: PythonText,
    holes: RegExp,
    valueOf: (name: string | undefined) => PythonValue | undefined,
  ): PythonValue {
    const parts: PythonValue[] = [];
    let end = 0;
    for (const { index, 0: hole, 1: name } of text.text.matchAll(holes)) {
      if (parts.length > mostHoles) {
        return { kind: 'other', offset: text.offset };
      }
      parts.push(cut(text, end, index), asText(valueOf(name) ?? { kind: 'other', offset: text.offset }));
      end = index + hole.length;
    }
    return this.bounded(joined([...parts, cut(text, end, text.text.length)], text.offset));
  }

  private bounded(value: PythonValue): PythonValue {
    this.left.characters -= value.kind === 'text' ? value.text.length : 0;
    return this.left.characters < 0 ? { kind: 'other', offset: value.offset } : value;
  }
}

function cut(text: PythonText, from: number, to: number): PythonText {
  const pieces = text.pieces
    .filter(({ at }, index) => at < to && (text.pieces[index + 1]?.at ?? Number.POSITIVE_INFINITY) > from)
    .map(({ at, start }) => (at < from ? { at: 0, start: start + from - at } : { at: at - from, start }));
  return { kind: 'text', text: text.text.slice(from, to), pieces, offset: text.offset };
}

function spread(items: readonly PythonValue[]): PythonValue[] {
  return items.flatMap((item) => (item.kind === 'splat' && item.of.kind === 'list' ? item.of.items : [item]));
}

/** What `**options` gives by name. */
function namedIn(part: PythonValue): (readonly [string, PythonValue])[] {
  return part.kind === 'splat' && part.of.kind === 'map'
    ? part.of.entries.flatMap(([key, of]) => (key.kind === 'text' ? [[key.text, of] as const] : []))
    : [];
}

function asText(value: PythonValue): PythonValue {
  return value.kind === 'number' ? { kind: 'text', text: value.text, pieces: [], offset: value.offset } : value;
}

function item(on: PythonValue, by: readonly PythonValue[]): PythonValue | undefined {
  const [key] = by;
  if (on.kind === 'map' && key?.kind === 'text') {
    return entry(on, key.text);
  }
  return on.kind === 'list' && key?.kind === 'number' ? on.items.at(Number(key.text)) : undefined;
}

/** What a map holds under a key that is a string. */
export function entry(map: PythonValue | undefined, name: string): PythonValue | undefined {
  return map?.kind === 'map' ? map.entries.find(([key]) => key.kind === 'text' && key.text === name)?.[1] : undefined;
}

/** A string that is known whole. */
export function textOf(value: PythonValue | undefined): string | undefined {
  return value?.kind === 'text' ? value.text : undefined;
}

/** `True` or `False`, written so. */
export function truthOf(value: PythonValue | undefined): boolean | undefined {
  return value?.kind === 'name' && /^(?:True|False)$/.test(value.name) ? value.name === 'True' : undefined;
}
