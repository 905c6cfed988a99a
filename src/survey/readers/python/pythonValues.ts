import type { Node } from 'web-tree-sitter';

interface Placed {
  /** Where it begins in the file, in UTF-16 code units. */
  readonly offset: number;
}

/** A string, whatever its quotes; several in a row are one. */
export interface PythonText extends Placed {
  readonly kind: 'text';
  readonly text: string;
  /** Where its pieces begin in the file: what stands at `at` in the text stands at `start` there. */
  readonly pieces: readonly { readonly at: number; readonly start: number }[];
}

/** A name, with what stands before it: `models.CASCADE`, `None`. */
export interface PythonName extends Placed {
  readonly kind: 'name';
  readonly name: string;
}

export interface PythonCall extends Placed {
  readonly kind: 'call';
  /** What is called, with what stands before: `models.CharField`; of what follows another call, its last name. */
  readonly name: string;
  /** What a method is called on, when that is more than a name. */
  readonly on?: PythonValue;
  readonly positional: readonly PythonValue[];
  readonly named: ReadonlyMap<string, PythonValue>;
}

/** A list, a tuple or a set. */
export interface PythonList extends Placed {
  readonly kind: 'list';
  readonly items: readonly PythonValue[];
}

export interface PythonMap extends Placed {
  readonly kind: 'map';
  readonly entries: readonly (readonly [PythonValue, PythonValue])[];
}

/** `Mapped[int]`, `tables[0]`. */
export interface PythonIndex extends Placed {
  readonly kind: 'index';
  readonly on: PythonValue;
  readonly by: readonly PythonValue[];
}

export interface PythonOperation extends Placed {
  readonly kind: 'operation';
  readonly operator: string;
  readonly left: PythonValue;
  readonly right: PythonValue;
}

/** A string with values in it: `f'{table}_id'`. */
export interface PythonTemplate extends Placed {
  readonly kind: 'template';
  readonly parts: readonly PythonValue[];
}

/** `*columns` or `**options` among arguments or items. */
export interface PythonSplat extends Placed {
  readonly kind: 'splat';
  readonly of: PythonValue;
}

/** `[drop(name) for name in names]`, under one loop and no condition. */
export interface PythonComprehension extends Placed {
  readonly kind: 'comprehension';
  readonly item: PythonValue;
  readonly targets: PythonValue;
  readonly over: PythonValue;
}

/** What an expression says, as plain data that outlives the tree. */
export type PythonValue =
  | PythonText
  | PythonName
  | PythonCall
  | PythonList
  | PythonMap
  | PythonIndex
  | PythonOperation
  | PythonTemplate
  | PythonSplat
  | PythonComprehension
  | (Placed & { readonly kind: 'number'; readonly text: string })
  | (Placed & { readonly kind: 'member'; readonly on: PythonValue; readonly name: string })
  /** What no declaration is made of: a lambda, a comparison… */
  | (Placed & { readonly kind: 'other' });

/** Deeper expressions are a machine's, and each level takes room on the stack. */
const deepest = 80;

/** What an expression of a tree says. */
export function pythonValue(node: Node, depth = 0): PythonValue {
  const offset = node.startIndex;
  if (depth > deepest) {
    return { kind: 'other', offset };
  }
  const inner = (child: Node): PythonValue => pythonValue(child, depth + 1);
  const field = (name: string): PythonValue => {
    const child = node.childForFieldName(name);
    return child ? inner(child) : { kind: 'other', offset };
  };
  switch (node.type) {
    case 'string':
      return stringValue(node, inner);
    case 'concatenated_string':
      return joined(children(node).map(inner), offset);
    case 'identifier':
    case 'true':
    case 'false':
    case 'none':
      return { kind: 'name', name: node.text, offset };
    case 'integer':
    case 'float':
      return { kind: 'number', text: node.text, offset };
    case 'attribute': {
      const on = field('object');
      const name = node.childForFieldName('attribute')?.text ?? '';
      return on.kind === 'name'
        ? { kind: 'name', name: `${on.name}.${name}`, offset }
        : { kind: 'member', on, name, offset };
    }
    case 'call':
      return callValue(node, field('function'), inner);
    case 'list':
    case 'tuple':
    case 'set':
    case 'expression_list':
    case 'pattern_list':
    case 'tuple_pattern':
      return { kind: 'list', items: children(node).map(inner), offset };
    case 'dictionary':
      return { kind: 'map', entries: children(node).flatMap((child) => pair(child, inner)), offset };
    case 'subscript':
      return {
        kind: 'index',
        on: field('value'),
        by: node.childrenForFieldName('subscript').flatMap((child) => inner(child)),
        offset,
      };
    case 'generic_type':
      return genericType(node, inner);
    case 'binary_operator':
    case 'boolean_operator':
      return {
        kind: 'operation',
        operator: node.childForFieldName('operator')?.text ?? '',
        left: field('left'),
        right: field('right'),
        offset,
      };
    case 'unary_operator':
      return { kind: 'number', text: node.endIndex - offset < 40 ? node.text : '', offset };
    case 'list_splat':
    case 'dictionary_splat': {
      const [of] = children(node);
      return of ? { kind: 'splat', of: inner(of), offset } : { kind: 'other', offset };
    }
    case 'list_comprehension':
    case 'generator_expression':
      return comprehension(node, inner);
    case 'parenthesized_expression':
    case 'type':
    case 'as_pattern_target': {
      const [only] = children(node);
      return only ? inner(only) : { kind: 'other', offset };
    }
    default:
      return { kind: 'other', offset };
  }
}

/** The children that aren't comments. */
export function children(node: Node): Node[] {
  return node.namedChildren.filter(({ type }) => type !== 'comment');
}

function callValue(node: Node, called: PythonValue, inner: (child: Node) => PythonValue): PythonValue {
  const positional: PythonValue[] = [];
  const named = new Map<string, PythonValue>();
  const list = node.childForFieldName('arguments');
  for (const child of list?.type === 'argument_list' ? children(list) : []) {
    const name = child.type === 'keyword_argument' ? child.childForFieldName('name')?.text : undefined;
    const value = child.childForFieldName('value');
    if (name === undefined) {
      positional.push(inner(child));
    } else if (value) {
      named.set(name, inner(value));
    }
  }
  const { startIndex: offset } = node;
  return called.kind === 'member'
    ? { kind: 'call', name: called.name, on: called.on, positional, named, offset }
    : { kind: 'call', name: called.kind === 'name' ? called.name : '', positional, named, offset };
}

function pair(node: Node, inner: (child: Node) => PythonValue): (readonly [PythonValue, PythonValue])[] {
  const key = node.childForFieldName('key');
  const value = node.childForFieldName('value');
  return key && value ? [[inner(key), inner(value)]] : [];
}

function comprehension(node: Node, inner: (child: Node) => PythonValue): PythonValue {
  const [item, loop, more] = children(node);
  const left = loop?.childForFieldName('left');
  const right = loop?.childForFieldName('right');
  const { startIndex: offset } = node;
  return item && loop?.type === 'for_in_clause' && left && right && !more
    ? { kind: 'comprehension', item: inner(item), targets: inner(left), over: inner(right), offset }
    : { kind: 'other', offset };
}

/** In an annotation, `Mapped[int]` isn't a subscript but a type with parameters. */
function genericType(node: Node, inner: (child: Node) => PythonValue): PythonValue {
  const [name, parameters] = children(node);
  const { startIndex: offset } = node;
  return name
    ? { kind: 'index', on: inner(name), by: parameters ? children(parameters).map(inner) : [], offset }
    : { kind: 'other', offset };
}

function stringValue(node: Node, inner: (child: Node) => PythonValue): PythonValue {
  const { startIndex: offset } = node;
  const open = node.firstChild?.text ?? '';
  const prefix = open.replace(/["']+$/, '').toLowerCase();
  const decoded = (text: string): string => (prefix.includes('r') ? text : withoutEscapes(text));
  if (!prefix.includes('f')) {
    const close = node.lastChild?.type === 'string_end' ? node.lastChild.text.length : 0;
    const text = node.text.slice(open.length, node.endIndex - offset - close);
    return { kind: 'text', text: decoded(text), pieces: [{ at: 0, start: offset + open.length }], offset };
  }
  const parts = node.namedChildren.flatMap((child): PythonValue[] => {
    const { startIndex } = child;
    if (child.type === 'interpolation') {
      const expression = child.childForFieldName('expression') ?? children(child)[0];
      return [expression ? inner(expression) : { kind: 'other', offset: startIndex }];
    }
    return child.type === 'string_content'
      ? [{ kind: 'text', text: decoded(child.text), pieces: [{ at: 0, start: startIndex }], offset: startIndex }]
      : [];
  });
  return joined(parts, offset);
}

/** Parts of a string in a row: a string when all are known. */
export function joined(parts: readonly PythonValue[], offset: number): PythonText | PythonTemplate {
  const known = parts.filter((part) => part.kind === 'text');
  if (known.length < parts.length) {
    return {
      kind: 'template',
      parts: parts.flatMap((part) => (part.kind === 'template' ? part.parts : [part])),
      offset,
    };
  }
  let text = '';
  const pieces: { at: number; start: number }[] = [];
  for (const part of known) {
    pieces.push(...part.pieces.map(({ at, start }) => ({ at: at + text.length, start })));
    text += part.text;
  }
  return { kind: 'text', text, pieces, offset };
}

/** Where each character of a string stands in its file. */
export function placesIn({ pieces, offset }: PythonText): (position: number) => number {
  return (position) => {
    const piece = pieces.findLast(({ at }) => at <= position);
    return piece ? piece.start + position - piece.at : offset;
  };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '', '\r\n': '' };

function withoutEscapes(text: string): string {
  return text.includes('\\')
    ? text.replace(
        /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(\r\n|[\s\S]))/g,
        (_whole, byte: string | undefined, unit: string | undefined, mark: string | undefined) =>
          mark === undefined ? String.fromCharCode(Number.parseInt(byte ?? unit ?? '', 16)) : (escapes[mark] ?? mark),
      )
    : text;
}
