/** A value of a JSON or YAML text, whichever it was, with the lines it stands on, counted from 1. */
export interface Located {
  readonly kind: 'map' | 'list' | 'text' | 'null';
  readonly line: number;
  readonly endLine: number;
  /** Of a text, a number or a boolean, as it is written: `1.10` stays "1.10". Empty for the other kinds. */
  readonly text: string;
  /** In the text's order; a key written twice is here twice. Empty unless it is a map. */
  readonly entries: readonly LocatedEntry[];
  /** Empty unless it is a list. */
  readonly items: readonly Located[];
}

export interface LocatedEntry {
  readonly key: string;
  /** That of the key. */
  readonly line: number;
  readonly value: Located;
}

/** The entry at the end of a way of keys; of a key written twice, the last counts. */
export function entryAt(value: Located | undefined, ...keys: readonly string[]): LocatedEntry | undefined {
  let found: LocatedEntry | undefined;
  let inside = value;
  for (const key of keys) {
    found = inside?.entries.findLast((entry) => entry.key === key);
    inside = found?.value;
  }
  return found;
}

/** The value at the end of a way of keys. */
export function valueAt(value: Located | undefined, ...keys: readonly string[]): Located | undefined {
  return keys.length === 0 ? value : entryAt(value, ...keys)?.value;
}

/** The text at the end of a way of keys; undefined when there is none, or another kind of value. */
export function textAt(value: Located | undefined, ...keys: readonly string[]): string | undefined {
  const found = valueAt(value, ...keys);
  return found?.kind === 'text' ? found.text : undefined;
}
