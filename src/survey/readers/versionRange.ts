/** Versions from one to another, the second left out: `[[3, 9], [4]]`. */
interface Range {
  readonly from: readonly number[];
  /** Undefined: without end. */
  readonly to: readonly number[] | undefined;
}

/** What versions a requirement allows, whatever its ecosystem writes; undefined when it can't be told. */
export function rangesOf(requirement: string): readonly Range[] | undefined {
  const alternatives = requirement.trim().split(/\s*\|\|?\s*/);
  const ranges = alternatives.map(allOf);
  return ranges.every((range) => range !== undefined) ? ranges : undefined;
}

/**
 * Whether one version can satisfy both requirements: `3.9` and `^3.9` can, `10.x` and `16` can't. True when one of them
 * can't be read: nothing is then known to disagree.
 */
export function canAgree(one: string, other: string): boolean {
  const [first, second] = [rangesOf(one), rangesOf(other)];
  return (
    first === undefined ||
    second === undefined ||
    first.some((a) => second.some((b) => isBelow(a.from, b.to) && isBelow(b.from, a.to)))
  );
}

/** `>=3.8,<3.11`, `>= 14 < 17`: all that stand together. */
function allOf(text: string): Range | undefined {
  const hyphen = /^v?([\d.]+)\s+-\s+v?([\d.]+)$/.exec(text);
  const parts = hyphen
    ? [`>=${hyphen[1] ?? ''}`, `<=${hyphen[2] ?? ''}`]
    : text
        .replace(/([<>=~^!]+)\s+/g, '$1')
        .split(/[\s,]+/)
        .filter((part) => part !== '');
  const ranges = parts.map(single);
  let result: Range | undefined;
  for (const range of ranges) {
    if (range === undefined) {
      return undefined;
    }
    result = result === undefined ? range : narrowed(result, range);
  }
  return result;
}

function narrowed(a: Range, b: Range): Range {
  const from = order(a.from, b.from) >= 0 ? a.from : b.from;
  const to = a.to === undefined ? b.to : b.to === undefined || order(a.to, b.to) <= 0 ? a.to : b.to;
  return { from, to };
}

function single(text: string): Range | undefined {
  const found = /^([<>=~^]{0,3})v?(\d{1,9}(?:\.\d{1,9}){0,3})(?:\.[x*])?(?:[-+.][\w.+-]*)?$/i.exec(text);
  if (!found) {
    return undefined;
  }
  const [, operator = '', digits = ''] = found;
  const numbers = digits.split('.').map(Number);
  switch (operator) {
    case '':
    case '=':
    case '==':
    case '===':
      return { from: numbers, to: next(numbers, numbers.length - 1) };
    case '^':
      return {
        from: numbers,
        to: next(
          numbers,
          Math.max(
            0,
            numbers.findIndex((number) => number > 0),
          ),
        ),
      };
    case '~':
      return { from: numbers, to: next(numbers, Math.min(1, numbers.length - 1)) };
    case '~>':
    case '~=':
      return { from: numbers, to: next(numbers, Math.max(0, numbers.length - 2)) };
    case '>':
    case '>=':
      return { from: numbers, to: undefined };
    case '<':
      return { from: [0], to: numbers };
    case '<=':
      return { from: [0], to: next(numbers, numbers.length - 1) };
    default:
      return undefined;
  }
}

/** The first version past those that agree up to one place: of `3.9`, `3.10` at 1 and `4` at 0. */
function next(numbers: readonly number[], place: number): number[] {
  return [...numbers.slice(0, place), (numbers[place] ?? 0) + 1];
}

function isBelow(version: readonly number[], end: readonly number[] | undefined): boolean {
  return end === undefined || order(version, end) < 0;
}

function order(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}
