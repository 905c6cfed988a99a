import { isAlias, isMap, isNode, isScalar, isSeq, parseAllDocuments, type Node } from 'yaml';
import { bracketTooDeepAt, compactTooDeepAt } from '../../models/yamlChecks';
import type { Repository } from '../repository';
import type { SourceText } from '../sourceText';
import type { Located, LocatedEntry } from './located';
import { Remembered } from './remembered';

export interface YamlText {
  /** One for each `---`; what could be read of a broken one. Empty documents are left out. */
  readonly documents: readonly Located[];
  /** The line of the first mistake; undefined when there is none. */
  readonly brokenAt: number | undefined;
}

/** No text a person writes is nested deeper. The parser recurses: thousands of brackets would end the whole process. */
const deepest = 64;

/** What aliases may make of a text, in values: a few lines of them can stand for billions. */
const mostAliased = 100_000;

/**
 * Reads a YAML text whose values all stay as they are written (`1.10`, `yes`, `2024-01-01`). Aliases are replaced by
 * what they stand for and `<<` by the keys it brings, at the lines where those are written. Nothing is thrown.
 */
export function readYaml(source: SourceText): YamlText {
  return readings.of(source);
}

const readings = new Remembered(parse);

function parse(source: SourceText): YamlText {
  const tooDeep = tooDeepAt(source.text);
  if (tooDeep !== undefined) {
    return { documents: [], brokenAt: source.lineAt(tooDeep) };
  }
  try {
    const parsed = parseAllDocuments(source.text, {
      schema: 'failsafe',
      // The library's own search for keys written twice takes a time that grows with the square of their number.
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
    });
    const documents = Array.isArray(parsed) ? parsed : [];
    const errors = documents.flatMap((document) => document.errors.map(({ pos }) => pos[0]));
    return {
      documents: documents
        .flatMap(({ contents }) => (contents ? [new Locator(source).locate(contents)] : []))
        .filter(({ kind }) => kind !== 'null'),
      brokenAt: errors.length > 0 ? source.lineAt(Math.min(...errors)) : undefined,
    };
  } catch {
    return { documents: [], brokenAt: 1 };
  }
}

/**
 * The first document of a YAML file; undefined, and noted, when it can't be read. What is left of a broken one is given
 * all the same, and noted.
 *
 * @param limit what it may weigh, in bytes, when that is more than usual
 */
export async function yamlFile(repository: Repository, path: string, limit?: number): Promise<Located | undefined> {
  const source = await repository.text(path, limit);
  if (!source) {
    return undefined;
  }
  const { documents, brokenAt } = readYaml(source);
  if (brokenAt !== undefined) {
    repository.note('YAML mal formé : lu en partie seulement', path, brokenAt);
  }
  return documents[0];
}

/** Turns the nodes of one document, in the order of the text, so that an anchor is known before its aliases. */
class Locator {
  private readonly anchors = new Map<string, Located>();
  private readonly weights = new Map<Located, number>();
  private aliased = 0;

  constructor(private readonly source: SourceText) {}

  locate(node: Node): Located {
    if (isAlias(node)) {
      return this.aliasOf(node.source) ?? this.nothing(node);
    }
    const located = this.locateOwn(node);
    let weight = 1;
    for (const { value } of located.entries) {
      weight += this.weights.get(value) ?? 1;
    }
    for (const item of located.items) {
      weight += this.weights.get(item) ?? 1;
    }
    this.weights.set(located, weight);
    if ('anchor' in node && node.anchor) {
      this.anchors.set(node.anchor, located);
    }
    return located;
  }

  private locateOwn(node: Node): Located {
    const nothing = this.nothing(node);
    if (isMap(node)) {
      return { ...nothing, kind: 'map', entries: this.entriesOf(node.items, nothing) };
    }
    if (isSeq(node)) {
      const items = node.items.map((item) => (isNode(item) ? this.locate(item) : nothing));
      return { ...nothing, kind: 'list', items };
    }
    // Without quotes, `~`, `null` and nothing at all are no text; `null` is one only where the schema isn't `failsafe`.
    if (isScalar(node) && typeof node.value === 'string' && !(node.type === 'PLAIN' && isNull(node.value))) {
      return { ...nothing, kind: 'text', text: node.value };
    }
    return nothing;
  }

  private entriesOf(pairs: readonly { key: unknown; value: unknown }[], nothing: Located): LocatedEntry[] {
    const entries: LocatedEntry[] = [];
    const brought: LocatedEntry[] = [];
    for (const { key, value } of pairs) {
      const name = isScalar(key) && typeof key.value === 'string' ? key.value : '';
      const line = isNode(key) ? this.nothing(key).line : nothing.line;
      const located = isNode(value) ? this.locate(value) : { ...nothing, line, endLine: line };
      if (name === '<<') {
        brought.push(...(located.kind === 'list' ? located.items : [located]).flatMap((map) => map.entries));
      } else {
        entries.push({ key: name, line, value: located });
      }
    }
    const own = new Set(entries.map(({ key }) => key));
    for (const entry of brought) {
      if (!own.has(entry.key)) {
        own.add(entry.key);
        entries.push(entry);
      }
    }
    return entries;
  }

  private aliasOf(anchor: string): Located | undefined {
    const known = this.anchors.get(anchor);
    if (!known) {
      return undefined;
    }
    this.aliased += this.weights.get(known) ?? 1;
    return this.aliased > mostAliased ? undefined : known;
  }

  private nothing({ range }: Node): Located {
    const start = range?.[0] ?? 0;
    let end = range?.[1] ?? start;
    while (end > start && /\s/.test(this.source.text[end - 1] ?? ' ')) {
      end--;
    }
    const line = this.source.lineAt(start);
    return {
      kind: 'null',
      line,
      endLine: Math.max(line, this.source.lineAt(Math.max(start, end - 1))),
      text: '',
      entries: [],
      items: [],
    };
  }
}

function isNull(text: string): boolean {
  return text === '' || text === '~' || text === 'null';
}

/** @returns the offset where brackets, compact lists or indentation go too deep; undefined when none do */
function tooDeepAt(text: string): number | undefined {
  const found = bracketTooDeepAt(text, deepest) ?? compactTooDeepAt(text, deepest);
  if (found !== undefined) {
    return found;
  }
  const indents: number[] = [];
  for (const { 0: line, index } of text.matchAll(/^ +(?=[^ \r\n])/gm)) {
    while (indents.length > 0 && (indents.at(-1) ?? 0) >= line.length) {
      indents.pop();
    }
    if (indents.push(line.length) > deepest) {
      return index;
    }
  }
  return undefined;
}
