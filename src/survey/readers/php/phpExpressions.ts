import type { Node } from 'web-tree-sitter';
import type { SourceText } from '../../sourceText';
import { partsOf } from './phpNodes';
import { joined, phpValue, shortName, truthOf, type PhpEntry, type PhpValue } from './phpValue';

/** What expressions are worth depends on: what gives the worth of their parts. */
export interface Evaluation {
  readonly source: SourceText;
  value(node: Node | null | undefined): PhpValue;
  placeOf(node: Node | null | undefined): Place;
}

/** Where something begins. */
export type Place = Pick<PhpValue, 'offset' | 'line'>;

/** The arguments of a call, with their names. */
export function argumentsIn(run: Evaluation, node: Node | null): PhpEntry[] {
  return (node ? partsOf(node) : []).flatMap((argument) => {
    if (argument.type !== 'argument') {
      return [];
    }
    const name = argument.childForFieldName('name');
    const given = partsOf(argument).findLast((part) => part.id !== name?.id);
    if (given?.type === 'variadic_unpacking') {
      const spread = run.value(partsOf(given)[0]);
      return spread.kind === 'list' ? [...spread.entries] : [];
    }
    return [{ key: name ? phpValue('text', name.text, run.placeOf(name)) : undefined, value: run.value(given) }];
  });
}

export function elementsIn(run: Evaluation, node: Node): PhpEntry[] {
  return partsOf(node).flatMap((element) => {
    const [first, second] = partsOf(element);
    if (first?.type === 'variadic_unpacking') {
      return [...run.value(partsOf(first)[0]).entries];
    }
    return first && second
      ? [{ key: run.value(first), value: run.value(second) }]
      : first
        ? [{ key: undefined, value: run.value(first) }]
        : [];
  });
}

export function stringValue(run: Evaluation, node: Node, place: Place): PhpValue {
  const isHere = node.type === 'heredoc' || node.type === 'nowdoc';
  const body = isHere ? node.childForFieldName('value') : node;
  if (!body) {
    return phpValue('text', '', place);
  }
  const values: PhpValue[] = [];
  let end = isHere ? body.startIndex : undefined;
  for (const part of body.namedChildren) {
    // Between the pieces of a long text stand its line breaks, and the braces around a variable.
    const between = isHere && end !== undefined ? run.source.text.slice(end, part.startIndex) : '';
    if (end !== undefined && /[^{}$]/.test(between)) {
      values.push(phpValue('text', between.replace(/[{}$]/g, ' '), { offset: end, line: place.line }));
    }
    end = part.endIndex;
    const at = run.placeOf(part);
    if (part.type === 'string_content' || part.type === 'nowdoc_string') {
      values.push(phpValue('text', part.text, at));
    } else if (part.type === 'escape_sequence') {
      values.push(phpValue('text', unescaped(part.text, node.type === 'string'), at));
    } else {
      values.push(run.value(part));
    }
  }
  const [only] = values;
  const offset = only?.offset ?? place.offset + 1;
  return values.length === 1 && only?.kind === 'text'
    ? phpValue('text', only.text, { offset, line: place.line })
    : values.length === 0
      ? phpValue('text', '', { offset, line: place.line })
      : { ...joined(values, place), offset: place.offset };
}

export function binaryValue(run: Evaluation, node: Node, place: Place): PhpValue {
  const operator = node.childForFieldName('operator')?.text.toLowerCase() ?? '';
  const left = node.childForFieldName('left');
  const right = node.childForFieldName('right');
  if (operator === '.') {
    // Long SQL is written as hundreds of pieces, each inside the one before.
    const pieces: Node[] = [];
    let spine: Node | null = node;
    while (spine?.type === 'binary_expression' && spine.childForFieldName('operator')?.text === '.') {
      const end: Node | null = spine.childForFieldName('right');
      if (end) {
        pieces.unshift(end);
      }
      spine = spine.childForFieldName('left');
    }
    return joined([run.value(spine), ...pieces.map((piece) => run.value(piece))], place);
  }
  const first = run.value(left);
  if (operator === '??') {
    return first.kind === 'unknown' || first.kind === 'null' ? run.value(right) : first;
  }
  const truth = truthOf(first);
  if (operator === '&&' || operator === 'and') {
    const both = truth === false ? false : andAlso(truth, truthOf(run.value(right)));
    return phpValue(both === undefined ? 'unknown' : 'boolean', both === undefined ? '' : String(both), place);
  }
  if (operator === '||' || operator === 'or') {
    const other = truth === true ? true : truthOf(run.value(right));
    const either = truth === true || other === true ? true : truth === false && other === false ? false : undefined;
    return phpValue(either === undefined ? 'unknown' : 'boolean', either === undefined ? '' : String(either), place);
  }
  const second = operator === 'instanceof' ? phpValue('class', right?.text ?? '', place) : run.value(right);
  const equal = compared(operator, first, second);
  return phpValue(equal === undefined ? 'unknown' : 'boolean', equal === undefined ? '' : String(equal), place);
}

export function unaryValue(run: Evaluation, node: Node, place: Place): PhpValue {
  const value = run.value(node.childForFieldName('argument'));
  if (node.text.startsWith('!')) {
    const truth = truthOf(value);
    return phpValue(truth === undefined ? 'unknown' : 'boolean', truth === undefined ? '' : String(!truth), place);
  }
  return value.kind === 'number' ? phpValue('number', node.text, place) : phpValue('unknown', '', place);
}

function andAlso(first: boolean | undefined, second: boolean | undefined): boolean | undefined {
  return second === false ? false : first === true && second === true ? true : undefined;
}

/** Databases that no product is run on: what is for them alone isn't read. */
const noProducts =
  /^(?:pdo_)?(?:sqlite|sqlsrv|mssql|oracle|oci8?)$|^(?:SQLite|Sqlite|Oracle|SQLServer|SqlServer)\w*Platform$/;

function compared(operator: string, first: PhpValue, second: PhpValue): boolean | undefined {
  const isUnknown = first.kind === 'unknown' || second.kind === 'unknown';
  if (isUnknown && [first, second].some(({ text }) => noProducts.test(shortName(text)))) {
    return /^(?:!={1,2}|<>)$/.test(operator);
  }
  if (operator === 'instanceof') {
    return first.kind === 'object' || first.kind === 'new'
      ? shortName(first.text) === shortName(second.text)
      : undefined;
  }
  const isKnown = [first, second].every(({ kind }) => /^(?:text|number|boolean|null|class)$/.test(kind));
  if (!isKnown) {
    return undefined;
  }
  const isSame = first.text === second.text && first.kind === second.kind;
  return /^={2,3}$/.test(operator) ? isSame : /^(?:!={1,2}|<>)$/.test(operator) ? !isSame : undefined;
}

function unescaped(escape: string, isSingle: boolean): string {
  const inner = escape.slice(1);
  if (isSingle) {
    return inner === '\\' || inner === "'" ? inner : escape;
  }
  const known: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
  return known[inner] ?? (/^[\\"$]$/.test(inner) ? inner : escape);
}
