import { isCollection, isMap, isNode, isScalar, isSeq, parseDocument } from 'yaml';
import type { Node, Pair } from 'yaml';
import { indexLines, positionAt } from '../outline/lines';
import type { FrontMatterEntry, Range } from '../outline/types';

/** A value deeper than the first level. */
export interface Value {
  /** As plain data; dates stay strings. Null when nothing is written. */
  readonly value: unknown;
  /** As it is written, quotes included; empty when nothing is. */
  readonly source: string;
  /** Where it is written; empty and right after the colon when nothing is. */
  readonly range: Range;
}

/** One entry of a list of maps, with its values by key. */
export interface NestedEntry {
  /** From its first key to the end of its last value, the dash in front left out. */
  readonly range: Range;
  /** Each key is on a line of its own, so that lines can be added and removed. */
  readonly isBlock: boolean;
  /** Empty when the entry isn't a map. Of a key written twice, the last. */
  readonly values: ReadonlyMap<string, Value>;
  /** Where those keys are written. */
  readonly keys: ReadonlyMap<string, Range>;
}

/**
 * Reads where the values of a list of maps stand, which the outline doesn't tell. What they are worth is taken from
 * the outline, whose guards against texts that fill the memory a list that has been read went through.
 *
 * @returns empty when the entry isn't a list or can't be read
 */
export function readNested(entry: FrontMatterEntry | undefined): readonly NestedEntry[] {
  if (!entry || !Array.isArray(entry.value)) {
    return [];
  }
  const { start } = entry.valueRange;
  // Blanks in place of what stands before the list on its first line keep the indentation and the columns.
  const text = ' '.repeat(start.character) + entry.source.replace(/\r(?!\n)/g, '\n');
  const { contents, errors } = parseDocument(text, {
    keepSourceTokens: true,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
  });
  const data: readonly unknown[] = entry.value;
  // An alias of a list written elsewhere has no positions here; in broken YAML nothing is sure.
  if (errors.length > 0 || !isSeq(contents)) {
    return [];
  }
  const lines = indexLines(text);
  const rangeOf = (from: number, to: number): Range => {
    const [first, last] = [positionAt(lines, from), positionAt(lines, to)];
    return {
      start: { line: first.line + start.line, character: first.character },
      end: { line: last.line + start.line, character: last.character },
    };
  };
  return contents.items.map((node, index): NestedEntry => {
    const [from, to] = isNode(node) ? spanOf(text, node) : [0, 0];
    const values = new Map<string, Value>();
    const keys = new Map<string, Range>();
    if (isMap(node)) {
      for (const pair of node.items) {
        if (!isScalar(pair.key)) {
          continue;
        }
        const key = String(pair.key.value);
        keys.set(key, rangeOf(...spanOf(text, pair.key)));
        const [valueFrom, valueTo] = valueSpan(text, pair);
        const value = memberOf(data[index], key);
        values.set(key, { value, source: text.slice(valueFrom, valueTo), range: rangeOf(valueFrom, valueTo) });
      }
    }
    return { range: rangeOf(from, to), isBlock: isCollection(node) && node.flow !== true, values, keys };
  });
}

type Span = readonly [start: number, end: number];

/** Where a node is written, the blanks that end a block left out. */
function spanOf(text: string, node: Node): Span {
  const [from, to] = node.range ?? [0, 0];
  return [from, from + text.slice(from, to).trimEnd().length];
}

function valueSpan(text: string, { key, value, srcToken }: Pair): Span {
  const written = isNode(value) ? spanOf(text, value) : undefined;
  if (written && written[1] > written[0]) {
    return written;
  }
  const colon = srcToken?.sep?.find(({ type }) => type === 'map-value-ind');
  const after = colon ? colon.offset + 1 : isNode(key) ? spanOf(text, key)[1] : 0;
  return [after, after];
}

function memberOf(data: unknown, key: string): unknown {
  const value: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, key) : undefined;
  return value;
}
