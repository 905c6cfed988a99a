import type { PhpCall } from './phpChain';
import { joined, missing, offsetIn, phpValue, textOf, type PhpEntry, type PhpValue } from './phpValue';

/** Stands before a path from the root of the repository, where PHP has one of the server's. */
export const rootMark = '\u0001';

/** What a call of one of PHP's or Laravel's own functions is worth; undefined when its text doesn't say. */
export function builtIn(
  call: PhpCall,
  appFolder: string,
  setting: ((key: string) => PhpValue | undefined) | undefined,
): PhpValue | undefined {
  const [first, second] = call.values();
  const text = textOf(first);
  const of = (value: string): PhpValue => phpValue('text', value, first ?? call);
  const path = (folder: string): PhpValue | undefined =>
    first === undefined || first.kind === 'text' || first.kind === 'partial'
      ? phpValue(first?.kind ?? 'text', rooted(appFolder, `${folder}${first?.text ?? ''}`), first ?? call)
      : undefined;
  switch (call.name.toLowerCase()) {
    case 'config':
      return text === undefined ? undefined : (setting?.(text) ?? second);
    case 'env':
      // What stands when nobody sets the variable: a name of a table, a prefix.
      return second?.kind === 'null' ? undefined : second;
    case 'base_path':
      return path('');
    case 'app_path':
      return path('app/');
    case 'database_path':
      return path('database/');
    case 'module_path':
      return text === undefined ? undefined : of(rooted(appFolder, `Modules/${text}/${textOf(second) ?? ''}`));
    case 'dirname':
      return text === undefined ? undefined : of(text.slice(0, Math.max(0, text.lastIndexOf('/'))) || rootMark);
    case 'realpath':
    case 'trim':
    case 'collect':
      return first;
    case 'strtolower':
      return text === undefined ? undefined : of(text.toLowerCase());
    case 'strtoupper':
      return text === undefined ? undefined : of(text.toUpperCase());
    case 'sprintf':
      return first?.kind === 'text' || first?.kind === 'partial' ? printed(first, call.values().slice(1)) : undefined;
    case 'array_merge':
      return phpValue(
        'list',
        '',
        call,
        call.values().flatMap(({ entries }) => entries),
      );
    case 'array_keys':
      return phpValue(
        'list',
        '',
        call,
        (first?.entries ?? []).flatMap(({ key }): PhpEntry[] => (key ? [{ key: undefined, value: key }] : [])),
      );
    case 'explode':
      return text !== undefined && second?.kind === 'text' ? exploded(text, second) : undefined;
    case 'implode':
    case 'join':
      return first && second && second.kind === 'list' ? imploded(first, second, call) : undefined;
    default:
      return undefined;
  }
}

function rooted(folder: string, path: string): string {
  return `${rootMark}${folder === '' ? '' : `${folder}/`}${path.replace(/^\//, '')}`;
}

/** The pieces of a text that is cut at each mark. */
function exploded(mark: string, value: PhpValue): PhpValue {
  let at = 0;
  const pieces = mark === '' ? [value.text] : value.text.split(mark).slice(0, 1000);
  const entries = pieces.map((text): PhpEntry => {
    const place = { line: value.line, offset: offsetIn(value, at) };
    at += text.length + mark.length;
    return { key: undefined, value: phpValue('text', text, place) };
  });
  return phpValue('list', '', value, entries);
}

function imploded(between: PhpValue, list: PhpValue, place: PhpCall): PhpValue {
  return joined(
    list.entries.flatMap(({ value }, index) => (index === 0 ? [value] : [between, value])),
    place,
  );
}

function printed(format: PhpValue, values: readonly PhpValue[]): PhpValue {
  const pieces: PhpValue[] = [];
  let end = 0;
  let next = 0;
  const piece = (from: number, to: number): PhpValue =>
    phpValue('text', format.text.slice(from, to), { line: format.line, offset: offsetIn(format, from) });
  for (const { 0: mark, 1: numbered, index } of format.text.matchAll(
    /%(?:(\d{1,2})\$)?[-+0]?\d{0,3}(?:\.\d{1,3})?[sdfuxX]/g,
  )) {
    pieces.push(piece(end, index));
    end = index + mark.length;
    const value = values[numbered === undefined ? next++ : Number(numbered) - 1];
    pieces.push(value ?? phpValue('partial', missing, format));
  }
  pieces.push(piece(end, format.text.length));
  const printed = joined(pieces, format);
  return format.kind === 'partial' ? { ...printed, kind: 'partial' } : printed;
}
