import type { Detector } from '../detector';
import type { Release } from '../facts';

/** How far down its journal the last version stands, in lines. */
const readUpTo = 120;

/** `## [1.12.5](…) (2021-09-15)`, `# v2.0 - 2023-01-31`, `1.2.3 / 31/01/2023`. */
const version = /^(?:#{1,4}\s*|={1,3}\s*)?(?:version\s+)?\[?v?(\d+\.\d+(?:\.\d+)*(?:[-+.][\w.-]+)?)\]?(?![\w.])/i;
const day = /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)|(?<!\d)(\d{2})\/(\d{2})\/(\d{4})(?!\d)/;

/** The last version that the product's own journal tells of. */
export const releases: Detector = {
  name: 'releases',
  start: (repository) => ({
    async find() {
      for (const { path, folder } of repository.named(
        /^(?:change-?log|changes|history|releases?|news)(?:\.(?:md|markdown|rst|txt))?$/i,
      )) {
        const lines = folder === '' ? ((await repository.text(path, 5_000_000))?.lines ?? []) : [];
        for (const [index, line] of lines.slice(0, readUpTo).entries()) {
          const name = version.exec(line.slice(0, 300))?.[1];
          if (name !== undefined) {
            return { repository: { releases: [releaseOf(name, line, path, index + 1)] } };
          }
        }
      }
      return {};
    },
  }),
};

function releaseOf(name: string, line: string, path: string, at: number): Release {
  const [, year, month, date, ofDay, ofMonth, ofYear] = day.exec(line.replace(/\]\([^)]*\)/g, ']')) ?? [];
  const iso = `${year ?? ofYear ?? ''}-${month ?? ofMonth ?? ''}-${date ?? ofDay ?? ''}`;
  const isDay = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(iso);
  return { name, ...(isDay ? { date: iso } : {}), evidence: [{ path, line: at }] };
}
