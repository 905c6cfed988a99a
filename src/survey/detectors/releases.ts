import type { Detector } from '../detector';
import type { Release } from '../facts';
import type { Repository } from '../repository';

/** How far down its journal the last version stands, in lines. */
const readUpTo = 120;

/** `## [1.12.5](…) (2021-09-15)`, `# v2.0 - 2023-01-31`, `1.2.3 / 31/01/2023`. */
const version = /^(?:#{1,4}\s*|={1,3}\s*)?(?:version\s+)?\[?v?(\d+\.\d+(?:\.\d+)*(?:[-+.][\w.-]+)?)\]?(?![\w.])/i;
const day = /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)|(?<!\d)(\d{2})\/(\d{2})\/(\d{4})(?!\d)/;

/** Where pages of a site say which version is on line. */
const footers =
  /(?:^|[-_.])(?:footer|pied(?:[-_]?de[-_]?page)?)(?:[-_.][\w-]+)?\.(?:html?|erb|haml|slim|twig|jinja2?|j2|vue|[jt]sx|svelte|hbs|ejs|pug|njk|blade\.php)$/i;
const shown =
  />\s{0,40}(?:version\s{1,3}|v\.?\s?)(\d{1,4}\.\d{1,4}(?:\.\d{1,4}){0,2})(?:[ -](?:beta|alpha|rc)[\w.]{0,6})?\s{0,40}</i;

/** The last version that the product's own journal tells of, and the one that its pages show. */
export const releases: Detector = {
  name: 'releases',
  start: (repository) => ({
    async find() {
      const found = [...(await ofJournal(repository)), ...(await ofPages(repository))];
      return found.length > 0 ? { repository: { releases: found } } : {};
    },
  }),
};

async function ofJournal(repository: Repository): Promise<Release[]> {
  for (const { path, folder } of repository.named(
    /^(?:change-?log|changes|history|releases?|news)(?:\.(?:md|markdown|rst|txt))?$/i,
  )) {
    const lines = folder === '' ? ((await repository.text(path, 5_000_000))?.lines ?? []) : [];
    for (const [index, line] of lines.slice(0, readUpTo).entries()) {
      const name = version.exec(line.slice(0, 300))?.[1];
      if (name !== undefined) {
        return [releaseOf(name, line, path, index + 1)];
      }
    }
  }
  return [];
}

/** A version that a page computes says nothing here: the one told is written out. */
async function ofPages(repository: Repository): Promise<Release[]> {
  for (const { path, isTest } of repository.named(footers)) {
    const source = isTest ? undefined : await repository.text(path);
    const match = source && shown.exec(source.text);
    const name = match?.[1];
    if (source && match && name !== undefined) {
      const line = source.lineAt(match.index + match[0].indexOf(name));
      return [{ name, source: 'page', evidence: [{ path, line }] }];
    }
  }
  return [];
}

function releaseOf(name: string, line: string, path: string, at: number): Release {
  const [, year, month, date, ofDay, ofMonth, ofYear] = day.exec(line.replace(/\]\([^)]*\)/g, ']')) ?? [];
  const iso = `${year ?? ofYear ?? ''}-${month ?? ofMonth ?? ''}-${date ?? ofDay ?? ''}`;
  const isDay = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(iso);
  return { name, ...(isDay ? { date: iso } : {}), evidence: [{ path, line: at }] };
}
