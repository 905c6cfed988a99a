import type { RubyValue } from '../ruby/rubyValues';

export type RailsOptions = ReadonlyMap<string, RubyValue>;

/** The name that Rails gives to a table between two. */
export function joined(first: string, second: string): string {
  return [first, second]
    .sort()
    .join('\0')
    .replace(/^(.*[._])(.+)\0\1(.+)/, '$1$2_$3')
    .replace('\0', '_');
}

/** The type of a column, as it is written. */
export function typeOf(type: string, options: RailsOptions): string {
  const named = textOf(options.get('enum_type'));
  const known = type === 'enum' && named !== undefined ? `enum ${named}` : type;
  const inner = type === 'virtual' ? (textOf(options.get('type')) ?? known) : known;
  return isOn(options.get('array')) ? `${inner}[]` : inner;
}

/** Whether an option is given and not refused. */
export function isOn(value: RubyValue | undefined): boolean {
  return value !== undefined && value !== false && value !== null;
}

/** A value that is a text. */
export function textOf(value: RubyValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The texts of a value or of a list. */
export function textsOf(value: RubyValue | undefined): readonly string[] {
  return (Array.isArray(value) ? (value as readonly RubyValue[]) : [value]).filter((each) => typeof each === 'string');
}

/** What a comment says, on one line. */
export function labelOf(options: RailsOptions): string | undefined {
  const label = textOf(options.get('comment'))?.replace(/\s+/g, ' ').trim();
  return label === '' ? undefined : label;
}
