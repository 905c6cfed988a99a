import { ParseError, parseTOML, type AST } from 'toml-eslint-parser';
import type { Repository } from '../repository';
import type { SourceText } from '../sourceText';
import { tooDeepAt } from './json';
import type { Located, LocatedEntry } from './located';
import { Remembered } from './remembered';

export interface TomlText {
  /** What could be read of a broken text; undefined when it is nothing. */
  readonly value: Located | undefined;
  /** The line of the first mistake; undefined when there is none. */
  readonly brokenAt: number | undefined;
}

/** How many faulty lines are read over, in a text of a size that people write and in a bigger one. */
const mostMistakes = { small: 20, big: 2 };
const small = 50_000;

/** No key a person writes has more parts; each part is a level deeper. */
const mostParts = 64;

/** Reads a TOML text; a line that can't be read is left out. Nothing is thrown. */
export function readToml(source: SourceText): TomlText {
  return readings.of(source);
}

const readings = new Remembered(parse);

function parse(source: SourceText): TomlText {
  const tooDeep = tooDeepAt(source.text);
  if (tooDeep !== undefined) {
    return { value: undefined, brokenAt: source.lineAt(tooDeep) };
  }
  let { text } = source;
  let brokenAt: number | undefined;
  const most = text.length > small ? mostMistakes.big : mostMistakes.small;
  for (let mistakes = 0; mistakes <= most; mistakes++) {
    try {
      const [table] = parseTOML(text, { tomlVersion: '1.1' }).body;
      return { value: new Grower().grow(table), brokenAt };
    } catch (error) {
      const index = error instanceof ParseError ? error.index : 0;
      brokenAt = Math.min(brokenAt ?? Number.POSITIVE_INFINITY, source.lineAt(index));
      const start = Math.max(text.lastIndexOf('\n', index - 1), text.lastIndexOf('\r', index - 1)) + 1;
      const end = start + text.slice(start).search(/[\r\n]|$/);
      if (!text.slice(start, end).trim()) {
        break;
      }
      // Blanks in its place: the others keep their lines.
      text = text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
    }
  }
  return { value: undefined, brokenAt };
}

/**
 * The value of a TOML file; undefined, and noted, when it can't be read. What is left of a broken one is given all the
 * same, and noted.
 *
 * @param limit what it may weigh, in bytes, when that is more than usual
 */
export async function tomlFile(repository: Repository, path: string, limit?: number): Promise<Located | undefined> {
  const source = await repository.text(path, limit);
  if (!source) {
    return undefined;
  }
  const { value, brokenAt } = readToml(source);
  if (brokenAt !== undefined) {
    repository.note('TOML mal formé : lu en partie seulement', path, brokenAt);
  }
  return value;
}

/** A value that later lines may still add to: tables are written in pieces. */
interface Growing extends Located {
  endLine: number;
  readonly entries: LocatedEntry[];
  readonly items: Growing[];
  /** Its entries by key, so that finding one costs nothing. */
  readonly byKey: Map<string, Growing>;
}

class Grower {
  grow(top: AST.TOMLTopLevelTable): Located {
    const root = growing('map', top);
    for (const node of top.body) {
      if (node.type === 'TOMLKeyValue') {
        this.addPair(root, node);
      } else {
        const table = this.tableAt(root, node);
        if (table) {
          table.endLine = Math.max(table.endLine, node.loc.end.line);
          for (const pair of node.body) {
            this.addPair(table, pair);
          }
        }
      }
    }
    return root;
  }

  private tableAt(root: Growing, { key, kind }: AST.TOMLTable): Growing | undefined {
    const last = key.keys.at(-1);
    const above = last && this.inside(root, key.keys.slice(0, -1));
    if (!last || !above) {
      return undefined;
    }
    if (kind === 'standard') {
      return this.inside(above, [last]);
    }
    const list = above.byKey.get(nameOf(last)) ?? add(above, last, growing('list', key));
    const item = growing('map', key);
    list.items.push(item);
    return item;
  }

  /** The table at the end of a way of keys, made where it is missing; of a list of tables, the last one. */
  private inside(table: Growing, keys: AST.TOMLKey['keys']): Growing | undefined {
    if (keys.length > mostParts) {
      return undefined;
    }
    let at = table;
    for (const key of keys) {
      const known = at.byKey.get(nameOf(key)) ?? add(at, key, growing('map', key));
      at = known.kind === 'list' ? (known.items.at(-1) ?? known) : known;
    }
    return at;
  }

  private addPair(table: Growing, { key, value }: AST.TOMLKeyValue): void {
    const last = key.keys.at(-1);
    const above = last && this.inside(table, key.keys.slice(0, -1));
    if (last && above) {
      add(above, last, this.locate(value));
    }
  }

  private locate(node: AST.TOMLContentNode): Growing {
    if (node.type === 'TOMLArray') {
      const list = growing('list', node);
      list.items.push(...node.elements.map((element) => this.locate(element)));
      return list;
    }
    if (node.type === 'TOMLInlineTable') {
      const table = growing('map', node);
      for (const pair of node.body) {
        this.addPair(table, pair);
      }
      return table;
    }
    return growing('text', node, textOf(node));
  }
}

/** A number or a date is given as it is written: 1.10 isn't 1.1. */
function textOf(node: AST.TOMLValue): string {
  switch (node.kind) {
    case 'string':
      return node.value;
    case 'integer':
    case 'float':
      return node.number;
    case 'boolean':
      return String(node.value);
    default:
      return node.datetime;
  }
}

function growing(kind: Located['kind'], { loc }: AST.HasLocs, text = ''): Growing {
  return { kind, line: loc.start.line, endLine: loc.end.line, text, entries: [], items: [], byKey: new Map() };
}

function add(table: Growing, key: AST.TOMLBare | AST.TOMLQuoted, value: Growing): Growing {
  table.entries.push({ key: nameOf(key), line: key.loc.start.line, value });
  table.byKey.set(nameOf(key), value);
  return value;
}

function nameOf(key: AST.TOMLBare | AST.TOMLQuoted): string {
  return key.type === 'TOMLBare' ? key.name : key.value;
}
