import type { Evidence, Inventory } from '../survey/facts';
import type { AnnexId, Page } from './answers/answer';
import { codeSpan, escapeText } from './markdownText';
import { folderOf } from '../survey/readers/paths';
import { labelsOf, relativePath } from './paths';
import { tableOf } from './table';

/** Where a link to an item leads. */
export interface ItemLink {
  /** `4.4`. */
  readonly number: string;
  /** The anchor of its heading, or of its section's; undefined when the dossier has neither. */
  readonly anchor: string | undefined;
}

export interface PageOptions {
  readonly inventory: Inventory;
  /** ISO 8601: `2026-11-24`. */
  readonly today: string;
  /** The dossier, from the repository's root, with `/`: `arret/dossier-technique.md`. */
  readonly dossier: string;
  /** The annex that is written; absent for the dossier itself. */
  readonly annex?: AnnexId | undefined;
  /** By the item's id. */
  readonly items: ReadonlyMap<string, ItemLink>;
  /** The annexes there are; all of them when absent. */
  readonly annexes?: ReadonlySet<AnnexId> | undefined;
}

/** What a statement shows at most. */
const mostProofs = 3;

export const months: readonly string[] = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
];

/** Files that have no lines to point at. */
const isBinary =
  /\.(?:pdf|docx?|odt|odp|pptx?|xlsx?|ods|zip|tar|t?gz|bz2|xz|zst|7z|rar|gpg|pgp|age|png|jpe?g|gif|sqlite3?|db|jks|p12|pfx)$/i;

/** What writers write a document with. All it gives is as Prettier would leave it. */
export function createPage({ inventory, today, dossier, annex, items, annexes }: PageOptions): Page {
  const labels = labelsOf(inventory);
  const document = annex === undefined ? dossier : annexPath(dossier, annex);
  const folder = folderOf(document);
  const linkTo = (path: string, label: string, fragment = ''): string =>
    `[${escapeText(label)}](${relativePath(folder, path)}${fragment})`;

  const proofOf = (evidence: Evidence): string => {
    const { path, line, endLine } = evidence;
    if (path === '.git' || path.startsWith('.git/')) {
      return gitName(inventory, evidence) ?? codeSpan(path);
    }
    if (isBinary.test(path)) {
      return linkTo(path, labels.of(path));
    }
    const isRange = endLine !== undefined && endLine > line;
    const label = `${labels.of(path)}:${line}${isRange ? `-${endLine}` : ''}`;
    return linkTo(path, label, `#L${line}${isRange ? `-L${endLine}` : ''}`);
  };
  const links = (evidence: readonly Evidence[]): string =>
    [...new Set(evidence.map(proofOf))].slice(0, mostProofs).join(', ');

  return {
    inventory,
    today,
    links,
    proof: (evidence) => (evidence.length === 0 ? '' : `(${links(evidence)})`),
    file: (path, label) => linkTo(path, label ?? labels.of(path)),
    text: escapeText,
    code: codeSpan,
    table: tableOf,
    count: (number, singular, plural) =>
      `${groupDigits(number)} ${Math.abs(number) < 2 ? singular : (plural ?? `${singular}s`)}`,
    date: frenchDate,
    annex: (id, label) =>
      annexes === undefined || annexes.has(id) ? `[${label}](${relativePath(folder, annexPath(dossier, id))})` : label,
    item: (id) => {
      const item = items.get(id);
      if (item === undefined) {
        return codeSpan(id);
      }
      const target = annex === undefined ? '' : relativePath(folder, dossier);
      return item.anchor === undefined ? item.number : `[${item.number}](${target}#${item.anchor})`;
    },
    notFound: (what, where, agreement = 'm') => {
      const found = { m: 'détecté', f: 'détectée', mp: 'détectés', fp: 'détectées' }[agreement];
      const places = where.map((place) => (/\s/.test(place) ? escapeText(place) : codeSpan(place)));
      return `${what} : non ${found}${places.length > 0 ? ` ; cherché dans ${places.join(', ')}` : ''}.`;
    },
  };
}

/** Where an annex stands: in a folder beside the dossier. @param dossier its path */
export function annexPath(dossier: string, id: AnnexId): string {
  const folder = folderOf(dossier);
  return `${folder}${folder === '' ? '' : '/'}annexes/${id}.md`;
}

/** « 24 novembre 2026 » or « novembre 2026 »; what isn't a date is given back as text. */
export function frenchDate(iso: string, precision: 'day' | 'month' = 'day'): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})(?:-(\d{2}))?(?!\d)/.exec(iso) ?? [];
  const name = months[Number(month) - 1];
  if (year === undefined || name === undefined) {
    return escapeText(iso);
  }
  return precision === 'month' || day === undefined ? `${name} ${year}` : `${ordinal(Number(day))} ${name} ${year}`;
}

function ordinal(day: number): string {
  return day === 1 ? '1er' : String(day);
}

/** `1 037`, with a no-break space. */
function groupDigits(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, '\u00A0');
}

/** What Git's own files prove has no page to link to: it is named. */
function gitName({ repository }: Inventory, { path, line }: Evidence): string | undefined {
  const named = (kind: string, facts: Inventory['repository']['remotes' | 'branches' | 'tags']): string | undefined => {
    const fact = facts.find(({ evidence }) => evidence.some((other) => other.path === path && other.line === line));
    return fact && `${kind} ${codeSpan(fact.name)}`;
  };
  return (
    named('remote', repository.remotes) ?? named('branche', repository.branches) ?? named('étiquette', repository.tags)
  );
}
