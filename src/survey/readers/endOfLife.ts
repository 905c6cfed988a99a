import { endOfLife } from '../data/endOfLife';

/** Node's long-term releases have names of their own. */
const nodeCodenames = 'argon boron carbon dubnium erbium fermium gallium hydrogen iron jod krypton'.split(' ');

const codenames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // Every second major release, from Node 4 on.
  node: Object.fromEntries(nodeCodenames.map((name, index) => [name, String(4 + 2 * index)])),
  debian: { jessie: '8', stretch: '9', buster: '10', bullseye: '11', bookworm: '12', trixie: '13' },
  ubuntu: { trusty: '14.04', xenial: '16.04', bionic: '18.04', focal: '20.04', jammy: '22.04', noble: '24.04' },
};

/** Other names of what `data/endOfLife.ts` knows. */
const aliases: Readonly<Record<string, string>> = {
  'ruby on rails': 'rails',
  'spring boot': 'spring-boot',
  'next.js': 'nextjs',
  'vue.js': 'vue',
};

/**
 * The day on which a version stops being maintained.
 *
 * @param product `node`, `PostgreSQL`, `Ruby on Rails`…
 * @param version a version, a constraint or an image's tag: `14.17.1`, `^14.0.0`, `14.x`, `3.9-slim`
 * @returns AAAA-MM-JJ; undefined when the version doesn't name one single cycle, or when its date isn't known
 */
export function endOfLifeOf(product: string, version: string | undefined): string | undefined {
  const lower = product.toLowerCase();
  const name = aliases[lower] ?? lower;
  const cycles = endOfLife[name];
  if (!cycles || version === undefined || version.length > 60) {
    return undefined;
  }
  const text = version.trim().replace(/^["']|["']$/g, '');
  const codename = /^(?:lts\/)?([a-z]+)(?:-|$)/i.exec(text)?.[1]?.toLowerCase() ?? '';
  const named = codenames[name]?.[codename];
  if (named !== undefined) {
    return cycles[named];
  }
  const cycle = oneCycle(text, name, cycles);
  return cycle === undefined ? undefined : cycles[cycle];
}

function oneCycle(text: string, product: string, cycles: Readonly<Record<string, string>>): string | undefined {
  const range = /^>=\s*v?(\d+)(?:\.0)*\s*,?\s*<\s*v?(\d+)(?:\.0)*(?:-0)?$/.exec(text);
  if (range) {
    return range[1] !== undefined && range[1] in cycles && Number(range[2]) === Number(range[1]) + 1
      ? range[1]
      : undefined;
  }
  const parts =
    /^(~>|~=|===|==|[~^=])?\s*(?:net(?:coreapp)?)?v?(\d+)(?:\.(\d+|[x*]))?(?:\.(\d+|[x*]))?(?:\.\d+)?(?:[-_+pu][\w.+-]*)?$/i.exec(
      text,
    );
  if (!parts) {
    return undefined;
  }
  const [, operator = '', ...written] = parts;
  const numbers = written.filter((part): part is string => part !== undefined && /^\d+$/.test(part));
  // Java was called 1.8 before it was called 8; .NET 5 and later are cycles of their first number.
  const [first = '', second] = product === 'java' && numbers[0] === '1' ? numbers.slice(1) : numbers;
  if (first in cycles) {
    return first;
  }
  const cycle = `${first}.${second ?? ''}`;
  return second !== undefined && cycle in cycles && staysInMinor(operator, numbers.length, product) ? cycle : undefined;
}

/** Whether a constraint keeps the second number: `~> 3.1` allows 3.2, `~> 3.1.0` doesn't. */
function staysInMinor(operator: string, numbers: number, product: string): boolean {
  switch (operator) {
    case '^':
      return false;
    case '~>':
    case '~=':
      return numbers > 2;
    case '~':
      // Composer's `~8.1` goes up to 9; npm's and Poetry's stay.
      return numbers > 2 || product === 'python' || product === 'node';
    default:
      return true;
  }
}
