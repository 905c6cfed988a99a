import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import { bracketTooDeepAt } from '../../models/yamlChecks';
import type { Repository } from '../repository';
import type { SourceText } from '../sourceText';
import type { Located, LocatedEntry } from './located';
import { Remembered } from './remembered';

export interface JsonText {
  /** What could be read of a broken text; undefined when it is nothing. */
  readonly value: Located | undefined;
  /** The line of the first mistake; undefined when there is none. */
  readonly brokenAt: number | undefined;
}

/** The parser recurses: deeper texts would exhaust the stack. */
const deepest = 256;

/** Reads a JSON text; comments and commas too many are read over. Nothing is thrown. */
export function readJson(source: SourceText): JsonText {
  return readings.of(source);
}

const readings = new Remembered(parse);

function parse(source: SourceText): JsonText {
  const tooDeep = tooDeepAt(source.text);
  if (tooDeep !== undefined) {
    return { value: undefined, brokenAt: source.lineAt(tooDeep) };
  }
  const errors: ParseError[] = [];
  const root = parseTree(source.text, errors, { allowTrailingComma: true, disallowComments: false });
  return {
    value: root && locate(root, source),
    brokenAt: errors[0] && source.lineAt(errors[0].offset),
  };
}

/**
 * The value of a JSON file; undefined, and noted, when it can't be read. What is left of a broken one is given all the
 * same, and noted.
 *
 * @param limit what it may weigh, in bytes, when that is more than usual
 */
export async function jsonFile(repository: Repository, path: string, limit?: number): Promise<Located | undefined> {
  const source = await repository.text(path, limit);
  if (!source) {
    return undefined;
  }
  const { value, brokenAt } = readJson(source);
  if (brokenAt !== undefined) {
    repository.note('JSON mal formé : lu en partie seulement', path, brokenAt);
  }
  return value;
}

function locate(node: Node, source: SourceText): Located {
  const located = {
    line: source.lineAt(node.offset),
    endLine: source.lineAt(node.offset + Math.max(0, node.length - 1)),
    text: '',
    entries: [],
    items: [],
  };
  const { type, children = [] } = node;
  if (type === 'object') {
    return { ...located, kind: 'map', entries: children.flatMap((property) => entryOf(property, source)) };
  }
  if (type === 'array') {
    return { ...located, kind: 'list', items: children.map((item) => locate(item, source)) };
  }
  if (type === 'string' && typeof node.value === 'string') {
    return { ...located, kind: 'text', text: node.value };
  }
  // A number is given as it is written: 1.10 isn't 1.1.
  return type === 'null'
    ? { ...located, kind: 'null' }
    : { ...located, kind: 'text', text: source.text.slice(node.offset, node.offset + node.length) };
}

function entryOf({ children }: Node, source: SourceText): LocatedEntry[] {
  const [key, value] = children ?? [];
  if (!key || typeof key.value !== 'string' || !value) {
    return [];
  }
  return [{ key: key.value, line: source.lineAt(key.offset), value: locate(value, source) }];
}

/** @returns the offset of the bracket that goes too deep, those in strings counted too; undefined when none does */
export function tooDeepAt(text: string): number | undefined {
  return bracketTooDeepAt(text, deepest);
}
