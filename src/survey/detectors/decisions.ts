import { readOutline } from '../../outline';
import type { Detector } from '../detector';
import type { Decision } from '../facts';
import { documentTitles } from '../readers/documentTitle';
import type { Repository, SurveyedFile } from '../repository';
import type { SourceText } from '../sourceText';

/** Where teams keep their architecture decision records. */
const folders = /(?:^|\/)(?:adrs?|[\w.-]*decision[-_]?(?:records?|logs?)|architecture[-_]decisions?)(?:\/|$)/i;
const folderNamedDecisions = /(?:^|\/)d[eé]cisions?(?:\/|$)/i;
const numbered = /^(?:adr[-_ .]?)?\d{1,6}[-_. ]/i;
const notARecord = /^(?:readme|index|template|.*[-_.]template|mod[eè]le|0+[-_]template|summary|_.*)\.\w+$/i;

/** Architecture decision records: one fact a record, by the name of its file. */
export const decisions: Detector = {
  name: 'decisions',
  start: (repository) => ({
    async find() {
      const custom = await customFolder(repository);
      const found: Decision[] = [];
      for (const file of repository.files.filter((candidate) => isRecord(candidate, custom))) {
        const source = await repository.text(file.path);
        if (source) {
          found.push(readRecord(source, file));
        }
      }
      return { repository: { decisions: found } };
    },
  }),
};

/** Where the tool most used for it was told to put them. */
async function customFolder(repository: Repository): Promise<string | undefined> {
  const text = repository.has('.adr-dir') ? (await repository.text('.adr-dir'))?.text : undefined;
  return text?.trim().replace(/^\.\//, '').replace(/\/$/, '');
}

function isRecord({ name, folder, isTest }: SurveyedFile, custom: string | undefined): boolean {
  if (isTest || !/\.(?:md|markdown|mdx|adoc|rst|txt)$/i.test(name) || notARecord.test(name)) {
    return false;
  }
  if (custom !== undefined && folder === custom) {
    return true;
  }
  return (
    folders.test(folder) || (folderNamedDecisions.test(folder) && (numbered.test(name) || /^docs?\//i.test(folder)))
  );
}

function readRecord(source: SourceText, { path, name }: SurveyedFile): Decision {
  const { lines } = source;
  const outline = readOutline(source.text);
  const [heading] = outline.headings;
  const [titled = heading && { title: heading.text, line: heading.range.start.line + 1 }] = documentTitles(source);
  const other = titled ? -1 : lines.findIndex((line) => /^=+\s+\S/.test(line) || /\S/.test(line));
  const title = titled?.title ?? (lines[other] ?? '').replace(/^=+\s+/, '').trim();
  const matter = (keys: RegExp): string | undefined => {
    const value = outline.frontMatter?.entries.find(({ key }) => keys.test(key))?.value;
    return typeof value === 'string' ? value : undefined;
  };
  const status = matter(/^(?:status|statut)$/i) ?? said(lines, /^(?:status|statut|[ée]tat)$/i);
  const date = matter(/^date$/i) ?? said(lines, /^date(?: de (?:la )?d[ée]cision)?$/i);
  const bare = title.replace(/^(?:adr[-_ ]?)?\d{1,6}\s*(?:[.:)]|[-–—])\s*/i, '').trim();
  const saidStatus = status === undefined ? undefined : plain(status);
  const day = date === undefined ? undefined : (/\d{4}-\d{2}-\d{2}/.exec(date)?.[0] ?? frenchDate(date) ?? plain(date));
  return {
    name: name.replace(/\.\w+$/, ''),
    evidence: [{ path, line: titled?.line ?? Math.max(0, other) + 1 }],
    ...(bare ? { title: bare } : {}),
    ...(saidStatus === undefined ? {} : { status: saidStatus }),
    ...(day === undefined ? {} : { date: day }),
  };
}

/** What a record says of itself, as `- Statut : accepté`, or on the first line under a heading. */
function said(lines: readonly string[], label: RegExp): string | undefined {
  for (const [index, line] of lines.entries()) {
    const bare = line.replace(/[*_`]/g, '').replace(/^[\s>#|-]+/, '');
    const colon = bare.indexOf(':');
    if (colon > 0 && label.test(bare.slice(0, colon).trim())) {
      const value = bare
        .slice(colon + 1)
        .replace(/\|\s*$/, '')
        .trim();
      if (value) {
        return value;
      }
    }
    if (/^#{1,6}\s/.test(line) && label.test(bare.trim())) {
      return lines.slice(index + 1).find((next) => next.trim() !== '' && !/^(?:=+|-+|<!--.*)$/.test(next.trim()));
    }
  }
  return undefined;
}

function plain(text: string): string | undefined {
  const words = text
    .slice(0, 300)
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`]/g, '')
    .replace(/^[\s>-]+/, '')
    .trim();
  return words && words.length <= 120 ? words : undefined;
}

const months = 'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre'.split(' ');

/** `06/04/2021`, `6 avril 2021`, `1er avril 2021`. */
function frenchDate(text: string): string | undefined {
  const folded = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const [, day, written = '', year] =
    /\b(\d{1,2})\/(\d{1,2})\/(\d{4})\b/.exec(folded) ?? /\b(\d{1,2})(?:er)? ([a-z]{3,9}) (\d{4})\b/.exec(folded) ?? [];
  const named = months.indexOf(written);
  const month = /^\d/.test(written) ? written : named < 0 ? undefined : String(named + 1);
  return day && month && year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : undefined;
}
