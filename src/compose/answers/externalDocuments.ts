import { capitalised } from '../markdownText';
import type { Evidence, ProductLink, Readme } from '../../survey/facts';
import { hostOf } from '../../survey/readers/linkKinds';
import type { Page } from './answer';

/** Documents that a README leads to at one place, together. */
export interface ExternalGroup {
  /** « Google Drive », or the host. */
  readonly where: string;
  readonly links: readonly ProductLink[];
  /** The section of the README that lists them. */
  readonly section: string | undefined;
  /** From the first of them to the last. */
  readonly evidence: Evidence;
  /** Whether it is for whoever uses the product. */
  readonly isForUsers: boolean;
  readonly isVideo: boolean;
}

const hosts: readonly (readonly [RegExp, string])[] = [
  [/^drive\.google\.com$/, 'Google Drive'],
  [/^docs\.google\.com$/, 'Google Docs'],
  [/youtu\.?be|youtube/, 'YouTube'],
  [/vimeo/, 'Vimeo'],
  [/dailymotion/, 'Dailymotion'],
  [/peertube|tube\./, 'PeerTube'],
  [/notion\.(?:so|site)$/, 'Notion'],
  [/figma\.com$/, 'Figma'],
  [/(?:pad|docs)\.(?:numerique|incubateur)|hackmd|codimd|pad\.incubateur/, 'un bloc-notes partagé'],
  [/gitbook/, 'GitBook'],
  [/miro\.com$/, 'Miro'],
  [/sharepoint\.com$/, 'SharePoint'],
  [/atlassian\.net$/, 'Confluence'],
];

const videos = /vid[ée]o|screencast|d[ée]mo filmée/i;
const users =
  /vid[ée]o|tutoriel|tutorial|guide d|mode d[’' ]emploi|pour les (?:utilisateurs|usagers|agents|équipes|organismes)|aide en ligne|user guide/i;

/** The name that people give to a place of the web. */
export function placeName(url: string): string {
  const host = hostOf(url) ?? '';
  return hosts.find(([pattern]) => pattern.test(host))?.[1] ?? host.replace(/^www\./, '');
}

/** The documents that live elsewhere, by place and by section of the README that names them. */
export function externalDocuments({ inventory: { repository, readme } }: Page): ExternalGroup[] {
  const groups = new Map<string, { section: Section | undefined; links: ProductLink[] }>();
  for (const link of repository.links.filter(({ kind }) => kind === 'document')) {
    const section = sectionOf(readme, link.evidence[0]);
    const key = `${placeName(link.url)}\n${section?.top ?? ''}\n${section === undefined ? (link.evidence[0]?.path ?? '') : ''}`;
    const group = groups.get(key) ?? { section, links: [] };
    group.links.push(link);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ section, links }): ExternalGroup[] => {
    const places = links.flatMap(({ evidence }) => evidence.slice(0, 1));
    const [first] = places;
    if (!first) {
      return [];
    }
    const lines = places.filter(({ path }) => path === first.path).map(({ line }) => line);
    const line = Math.min(...lines);
    const endLine = Math.max(...lines);
    const words = `${section?.all ?? ''} ${links.map(({ name }) => name).join(' ')}`;
    const where = placeName(links[0]?.url ?? '');
    const isReadme = readme.some(({ path }) => path === first.path);
    return [
      {
        where,
        links,
        section: section?.top,
        evidence: { path: first.path, line, ...(endLine > line ? { endLine } : {}) },
        // A guide for developers leads to videos for developers.
        isForUsers: isReadme && (users.test(words) || /YouTube|Vimeo|Dailymotion|PeerTube/.test(where)),
        isVideo: videos.test(section?.all ?? '') || /YouTube|Vimeo|Dailymotion|PeerTube/.test(where),
      },
    ];
  });
}

interface Section {
  /** The title of the section of the third level or above. */
  readonly top: string;
  /** All the titles that lead there. */
  readonly all: string;
}

function sectionOf(readmes: readonly Readme[], place: Evidence | undefined): Section | undefined {
  const own = readmes.find(({ path }) => path === place?.path);
  const around = (own?.sections ?? []).filter(
    ({ level, line, endLine }) => level > 1 && place !== undefined && line <= place.line && place.line <= endLine,
  );
  const top = around.filter(({ level }) => level <= 3).at(-1)?.title;
  return top === undefined
    ? undefined
    : { top: top.replace(/\s*:\s*$/, ''), all: around.map(({ title }) => title).join(' ') };
}

const numbers = ['zéro', 'un', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf', 'dix'];

/** « Neuf vidéos, sur Google Drive, section « … » du README (README.md:38-54). » */
export function toldGroup(page: Page, group: ExternalGroup): string {
  const { links, section, where, isVideo, evidence } = group;
  const [only] = links;
  const thing = isVideo ? ['Une vidéo', 'vidéos'] : ['Un document', 'documents'];
  const many = `${capitalised(numbers[links.length] ?? String(links.length))} ${thing[1] ?? ''}`;
  const title = links.length === 1 && only ? titleOf(only) : undefined;
  const what = links.length > 1 ? many : title === undefined ? (thing[0] ?? '') : `« ${page.text(title)} »`;
  const under = section === undefined ? '' : `, section « ${page.text(section)} »`;
  return `${what}, sur ${page.text(where)}${under} ${page.proof([evidence])}`;
}

/** What a link is called, when its words say more than where to click. */
export function titleOf({ name, url }: ProductLink): string | undefined {
  const saysNothing =
    name === url ||
    name === hostOf(url) ||
    /^https?:/.test(name) ||
    /^(?:ici|l[aà]|ce lien|(?:le )?lien|voir|here|this|link|see|document|documentation|url|cliquez ici)$/i.test(name);
  return saysNothing ? undefined : name.replace(/^["“«\s]+|["”»\s]+$/g, '');
}
