import type { Evidence } from '../../facts';
import type { SourceText } from '../../sourceText';
import { readRubyArguments, rubyTexts } from '../rubyCall';
import type { RubyValue } from '../ruby/rubyValues';
import type { RailsTables } from './railsTables';

/** Whether a text is what Rails writes down of a database. */
export function isRailsSchema(text: string): boolean {
  return /\bActiveRecord::Schema\b/.test(text);
}

/** The last migration that a schema or a structure of SQL tells of: the digits of its name; undefined when it doesn't. */
export function railsSchemaVersion(text: string): string | undefined {
  const told = /\bActiveRecord::Schema(?:\[[\d.]+\])?\.define\(\s*(?:version:|:version\s*=>)\s*([\d_]+)/.exec(
    text,
  )?.[1];
  const listed = [...text.matchAll(/\('(\d{14})'\)/g)].map(([, version = '']) => version);
  return told?.replaceAll('_', '') ?? listed.sort().at(-1);
}

/** The type of the keys that a schema doesn't tell, `bigint` since Rails 5.1; undefined when its age can't be told. */
export function usualKeyOf(text: string): string | undefined {
  return /\bActiveRecord::Schema\[|\bid: :(?:serial|integer)\b|\bt\.bigint\b/.test(text) ? 'bigint' : undefined;
}

/** A statement that goes on for longer isn't one. */
const mostParts = 20;

/** Reads `db/schema.rb`, a line a statement: Rails writes it. */
export function readRailsSchema(source: SourceText, tables: RailsTables): void {
  let table:
    | { readonly name: string; readonly options: ReadonlyMap<string, RubyValue>; readonly evidence: Evidence }
    | undefined;
  for (const { code, line } of statements(source.lines)) {
    const evidence = { path: source.path, line };
    const [whole, receiver, name = ''] = /^\s*(?:(\w{1,3})\.)?(\w+)(?=[\s("]|$)/.exec(code) ?? [];
    if (whole === undefined || (receiver === undefined && !/^(?:create_|add_|end$)/.test(name))) {
      continue;
    }
    if (receiver === undefined && name === 'end') {
      if (table) {
        tables.composeKey(table.name, table.options, table.evidence);
      }
      table = undefined;
      continue;
    }
    const { args, options } = argumentsOf(code.slice(whole.length));
    if (receiver !== undefined) {
      if (table) {
        tables.inTable(table.name, name, args, options, name === 'timestamps' ? table.evidence : evidence);
      }
      continue;
    }
    const statement = { name, args, options, evidence };
    const [first] = args;
    tables.apply(statement);
    if (/^create_(?:join_)?table$/.test(name) && typeof first === 'string' && /\bdo\b/.test(code)) {
      table = { name: first, options, evidence };
    }
  }
}

function* statements(lines: readonly string[]): Generator<{ code: string; line: number }> {
  let open: { code: string; line: number; parts: number } | undefined;
  let heredoc: string | undefined;
  for (const [index, text] of lines.entries()) {
    if (heredoc !== undefined) {
      heredoc = text.trim() === heredoc ? undefined : heredoc;
      continue;
    }
    if (/^\s*(?:#|$)/.test(text)) {
      continue;
    }
    heredoc = /<<[~-]?['"]?([A-Z_]+)\b/.exec(text)?.[1];
    open = open
      ? { ...open, code: `${open.code} ${text.trim()}`, parts: open.parts + 1 }
      : { code: text.trim(), line: index + 1, parts: 1 };
    if (!open.code.endsWith(',') || open.parts >= mostParts) {
      yield open;
      open = undefined;
    }
  }
}

function argumentsOf(written: string): { args: readonly RubyValue[]; options: ReadonlyMap<string, RubyValue> } {
  const { texts, options } = readRubyArguments(written.trim());
  const [, run = '', arrow] = /^\s*\(?((?::\w+[,\s]*)+)(=>)?/.exec(written) ?? [];
  const symbols = [...run.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  return { args: [...(arrow === undefined ? symbols : symbols.slice(0, -1)), ...texts], options: valuesOf(options) };
}

function valuesOf(options: ReadonlyMap<string, string>): Map<string, RubyValue> {
  return new Map(
    [...options].flatMap(([name, written]): [string, RubyValue][] => {
      const value = valueOf(written);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function valueOf(written: string): RubyValue | undefined {
  const symbol = /^:"?([\w.]+)"?$/.exec(written)?.[1];
  if (symbol !== undefined) {
    return symbol;
  }
  if (/^(?:true|false|nil)$/.test(written)) {
    return written === 'nil' ? null : written === 'true';
  }
  if (/^["']/.test(written)) {
    return written
      .slice(1, -1)
      .replace(/\\(.)/g, (_, character: string) => (/[ntr]/.test(character) ? ' ' : character));
  }
  if (/^(?:\[|%w)/.test(written)) {
    return rubyTexts(written);
  }
  return written.startsWith('{') ? valuesOf(readRubyArguments(written.slice(1, -1)).options) : undefined;
}
