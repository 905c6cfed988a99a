import { isMap, isNode, isScalar, parseDocument, visit } from 'yaml';
import type { Document, Node, Pair, YAMLMap } from 'yaml';
import { notAMap, tooDeep, unreadableAliases, writtenTwice, yamlMessage } from './yamlMessages';

/** Offsets in the YAML text, end excluded. */
export type Span = readonly [start: number, end: number];

export interface YamlEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: unknown;
  readonly valueSpan: Span;
}

export interface YamlProblem {
  readonly message: string;
  readonly span: Span;
}

export interface YamlMap {
  readonly entries: readonly YamlEntry[];
  readonly problems: readonly YamlProblem[];
}

/** One mistake often makes others further down: only the first ones help. */
const maxProblems = 20;
/** Enough for any honest use of aliases; many more make a text of one kilobyte fill the memory. */
const maxAliasCount = 50;
const maxDepth = 64;

/**
 * Reads a YAML text that should be a map. What is wrong, in French, is in the problems, in the text's order; whatever
 * the text, nothing is thrown. A value that cannot be read is `undefined`.
 */
export function readYamlMap(text: string): YamlMap {
  // Deep nesting exhausts the stack, and in some engines ends the process before any error can be caught.
  if (depthOf(text) > maxDepth) {
    return { entries: [], problems: [{ message: tooDeep, span: [0, firstLineEnd(text)] }] };
  }
  // The library's own search for duplicate keys takes a time that grows with the square of their number.
  const document = parseDocument(text, {
    keepSourceTokens: true,
    uniqueKeys: false,
    prettyErrors: false,
    // Keeps the library from writing to the console; "silent" would also drop the error for several documents.
    logLevel: 'error',
  });
  const problems: YamlProblem[] = [...document.errors, ...document.warnings].map(({ code, pos }) => ({
    message: yamlMessage(code),
    span: clamped(text, pos[0], pos[1]),
  }));
  const nodes = checkNodes(text, document);
  problems.push(...nodes.problems);
  const entries: YamlEntry[] = [];
  const { contents } = document;
  if (isMap(contents)) {
    for (const pair of contents.items) {
      const entry = readEntry(text, document, pair, nodes.readable);
      if (entry.isBroken && !problems.some(({ span }) => isWithin(span, entry.valueSpan))) {
        problems.push({ message: unreadableAliases, span: entry.valueSpan });
      }
      entries.push(entry);
    }
  } else if (problems.length === 0 && contents && spanOf(text, contents)[1] > 0) {
    problems.push({ message: notAMap, span: spanOf(text, contents) });
  }
  problems.sort((a, b) => a.span[0] - b.span[0]);
  return { entries, problems: problems.slice(0, maxProblems) };
}

interface CheckedNodes {
  readonly problems: readonly YamlProblem[];
  /** Whether values can be worked out safely. */
  readonly readable: boolean;
}

/** Looks for keys written twice, aliases of nothing and too many aliases, in one pass. */
function checkNodes(text: string, document: Document): CheckedNodes {
  const problems: YamlProblem[] = [];
  const anchors = new Set<string>();
  let aliases = 0;
  let isCircular = false;
  visit(document, {
    Node(_, node) {
      if (node.anchor) {
        anchors.add(node.anchor);
      }
    },
    Map(_, map) {
      if (map.anchor) {
        anchors.add(map.anchor);
      }
      problems.push(...keysWrittenTwice(text, map));
    },
    Alias(_, alias, path) {
      aliases++;
      // A value that holds itself would make an object that never ends.
      isCircular ||= path.some((parent) => isNode(parent) && 'anchor' in parent && parent.anchor === alias.source);
      if (anchors.has(alias.source)) {
        return;
      }
      problems.push({ message: yamlMessage('BAD_ALIAS'), span: spanOf(text, alias) });
    },
  });
  const isReadable = aliases <= maxAliasCount && !isCircular;
  if (!isReadable) {
    problems.push({ message: unreadableAliases, span: [0, firstLineEnd(text)] });
  }
  return { problems, readable: isReadable };
}

function keysWrittenTwice(text: string, map: YAMLMap): YamlProblem[] {
  const problems: YamlProblem[] = [];
  const seen = new Set<string>();
  for (const { key } of map.items) {
    if (!isScalar(key)) {
      continue;
    }
    const name = keyName(text, key);
    if (seen.has(name)) {
      problems.push({ message: writtenTwice(name), span: spanOf(text, key) });
    }
    seen.add(name);
  }
  return problems;
}

function readEntry(
  text: string,
  document: Document,
  { key, value, srcToken }: Pair,
  isReadable: boolean,
): YamlEntry & { readonly isBroken: boolean } {
  const colon = srcToken?.sep?.find(({ type }) => type === 'map-value-ind');
  const keySpan: Span = isNode(key) ? spanOf(text, key) : [colon?.offset ?? 0, colon?.offset ?? 0];
  const afterColon = colon ? colon.offset + 1 : keySpan[1];
  const written = isNode(value) ? spanOf(text, value) : undefined;
  const valueSpan: Span = written && written[1] > written[0] ? written : [afterColon, afterColon];
  const entry = { key: isNode(key) ? keyName(text, key) : '', keySpan, valueSpan };
  if (!isNode(value)) {
    return { ...entry, value: null, isBroken: false };
  }
  if (!isReadable) {
    return { ...entry, value: undefined, isBroken: false };
  }
  try {
    return { ...entry, value: value.toJS(document, { maxAliasCount }), isBroken: false };
  } catch {
    return { ...entry, value: undefined, isBroken: true };
  }
}

function keyName(text: string, key: Node): string {
  return isScalar(key) ? (key.source ?? '') : text.slice(...spanOf(text, key));
}

/** Where a node is written, the blank lines that end a block left out. */
function spanOf(text: string, { range }: Node): Span {
  if (!range) {
    return [0, 0];
  }
  const [start, end] = clamped(text, range[0], range[1]);
  return [start, start + text.slice(start, end).trimEnd().length];
}

function clamped(text: string, start: number, end: number): Span {
  const from = Math.min(start, text.length);
  return [from, Math.max(from, Math.min(end, text.length))];
}

function isWithin(inner: Span, outer: Span): boolean {
  return inner[0] >= outer[0] && inner[1] <= outer[1];
}

function firstLineEnd(text: string): number {
  const newline = text.indexOf('\n');
  return newline < 0 ? text.length : newline;
}

/**
 * How deep a YAML text may be nested on its lines, counted without reading it: brackets left open (those in quotes
 * count too) and markers of compact lists, whichever are more.
 */
function depthOf(text: string): number {
  let deepest = 0;
  let open = 0;
  for (const [mark] of text.matchAll(/[[\]{}]/g)) {
    open = mark === '[' || mark === '{' ? open + 1 : Math.max(0, open - 1);
    deepest = Math.max(deepest, open);
  }
  for (const [markers] of text.matchAll(/^[ ]*(?:[-?:][ \t]+)+/gm)) {
    deepest = Math.max(deepest, markers.replace(/[ \t]+/g, '').length);
  }
  return deepest;
}
