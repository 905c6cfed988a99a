/** What installs a product's packages, by the program that also runs its commands. */
const installs: readonly (readonly [install: RegExp, uses: RegExp])[] = [
  [/^yarn(?: install)?(?: --?[\w-]+)*$/, /^(?:yarn|node|npx)\s/],
  [/^npm (?:i|install|ci)(?: --?[\w-]+)*$/, /^(?:npm (?:run|start|test)|npx|node)\b/],
  [/^pnpm (?:i|install)(?: --?[\w-]+)*$/, /^(?:pnpm|node)\s/],
  [/^bun install(?: --?[\w-]+)*$/, /^bunx? /],
  [/^bundle(?: install)?(?: --?[\w-]+)*$/, /^(?:bundle exec|(?:bin\/)?(?:rails|rake))\b/],
  [/^composer install(?: --?[\w-]+)*$/, /^(?:php (?:artisan|bin\/)|composer run|symfony )/],
  [
    /^(?:pip3? install -r|poetry install|uv sync|pipenv install)\b/,
    /^(?:python3? |poetry run|uv run|pipenv run|flask |\.\/manage\.py)/,
  ],
];

/**
 * A README tells things in the order in which they come to mind: what installs the packages goes before what needs them.
 *
 * @param lines the commands, in the README's order
 * @returns the order in which they can be typed, and whether it is another
 */
export function typedOrder(lines: readonly string[]): { readonly lines: readonly string[]; readonly isMoved: boolean } {
  let ordered = [...lines];
  let isMoved = false;
  for (const [install, uses] of installs) {
    const at = ordered.findIndex((line) => install.test(line));
    const first = ordered.findIndex((line) => uses.test(line) && !install.test(line));
    const [moved] = ordered.slice(at, at + 1);
    // After a change of folder, the same words install something else.
    const isElsewhere = ordered.slice(first, at).some((line) => /(?:^|[;&|]\s*)(?:cd|pushd)\s/.test(line));
    if (at >= 0 && first >= 0 && first < at && moved !== undefined && !isElsewhere) {
      const rest = ordered.filter((_, index) => index !== at);
      ordered = [...rest.slice(0, first), moved, ...rest.slice(first)];
      isMoved = true;
    }
  }
  return { lines: ordered, isMoved };
}
