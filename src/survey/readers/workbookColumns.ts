import type { Repository } from '../repository';
import { personalAmong } from './personalColumns';
import { zipEntries } from './zipNames';
import { zipText } from './zipText';

/** Sheets looked into, at most, and rows of each: what columns are called stands at the top. */
const mostSheets = 5;
const mostRows = 20;

/** What is read of each file of a workbook, in bytes. */
const most = 500_000;

/**
 * What the columns of a workbook (`.xlsx`, `.ods`) say of people: « nom », « courriel »; empty when they are about
 * things, or when no row follows. No value is given.
 *
 * @param limit what the workbook may weigh, in bytes
 * @returns undefined when it can't be read
 */
export async function workbookColumns(
  repository: Repository,
  path: string,
  limit: number,
): Promise<string[] | undefined> {
  const size = await repository.size(path);
  if (size === 0) {
    return [];
  }
  const bytes = size !== undefined && size <= limit ? await repository.bytes(path) : undefined;
  const entries = bytes && zipEntries(bytes);
  if (!bytes || !entries) {
    return undefined;
  }
  const textOf = async (wanted: RegExp): Promise<string[]> => {
    const found: string[] = [];
    for (const entry of entries.filter(({ name }) => wanted.test(name)).slice(0, mostSheets)) {
      const text = await zipText(bytes, entry, most);
      if (text !== undefined) {
        found.push(text);
      }
    }
    return found;
  };
  const [shared = ''] = await textOf(/^xl\/sharedStrings\.xml$/);
  const sheets = [
    ...(await textOf(/^xl\/worksheets\/sheet\d+\.xml$/)).map((sheet) => rowsOfXlsx(sheet, sharedTexts(shared))),
    ...(await textOf(/^content\.xml$/)).map(rowsOfOds),
  ];
  return sheets.length === 0 ? undefined : [...new Set(sheets.flatMap(personalIn))];
}

/** Of the first row whose cells name people, when another one follows. */
function personalIn(rows: readonly string[][]): string[] {
  const filled = rows.filter((cells) => cells.length > 0);
  return (
    filled
      .slice(0, -1)
      .map(personalAmong)
      .find((columns) => columns.length > 0) ?? []
  );
}

/** Texts that cells refer to by their place. */
function sharedTexts(xml: string): string[] {
  return xml
    .split(/<si(?=[\s>])/)
    .slice(1)
    .map((item) => [...item.matchAll(/<t(?:\s[^<>]*)?>([^<]*)</g)].map(([, text = '']) => text).join(''));
}

function rowsOfXlsx(xml: string, shared: readonly string[]): string[][] {
  return parts(xml, '<row').map((row) =>
    row
      .split(/<c(?=[\s>])/)
      .slice(1)
      .flatMap((cell) => {
        const value = /<v>([^<]*)</.exec(cell)?.[1];
        const isShared = /^[^<>]*\st="s"/.test(cell);
        const text = isShared ? shared[Number(value)] : (/<t(?:\s[^<>]*)?>([^<]*)</.exec(cell)?.[1] ?? value);
        return text === undefined || text.trim() === '' ? [] : [text];
      }),
  );
}

function rowsOfOds(xml: string): string[][] {
  return parts(xml, '<table:table-row').map((row) =>
    [...row.matchAll(/<text:p(?:\s[^<>]*)?>([^<]*)</g)].flatMap(([, text = '']) => (text.trim() === '' ? [] : [text])),
  );
}

/** The first pieces that begin with a mark. */
function parts(xml: string, mark: string): string[] {
  return xml.split(mark, mostRows + 1).slice(1);
}
