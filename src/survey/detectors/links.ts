import { readOutline } from '../../outline';
import type { Detector } from '../detector';
import type { ProductLink } from '../facts';
import type { SourceText } from '../sourceText';

/** Where people keep what is not in a repository. The first that fits says what an address leads to. */
const hosts: readonly (readonly [ProductLink['kind'], RegExp])[] = [
  [
    'document',
    /(?:^|\.)(?:docs\.google\.com|drive\.google\.com|notion\.so|notion\.site|hackmd\.io|figma\.com|miro\.com|trello\.com|airtable\.com|gitbook\.io|gitbook\.com|readthedocs\.io|slideshare\.net|docs\.numerique\.gouv\.fr|grist\.numerique\.gouv\.fr|getgrist\.com|youtube\.com|vimeo\.com|gamma\.app|canva\.com|whimsical\.com|excalidraw\.com|atlassian\.net|bookstack\.[\w.]+)$|^(?:pad|wiki|docs?|doc|documentation|aide|help|faq)\./i,
  ],
  [
    'tool',
    /(?:^|\.)(?:sentry\.io|scalingo\.com|clever-cloud\.com|herokuapp\.com|netlify\.app|vercel\.app|circleci\.com|travis-ci\.(?:com|org)|codeclimate\.com|sonarcloud\.io|codecov\.io|coveralls\.io|zammad\.[\w.]+|crisp\.chat|tally\.so|slack\.com|tchap\.gouv\.fr|mattermost\.[\w.]+|updown\.io|uptimerobot\.com)$|^(?:sentry|matomo|stats|metabase|grafana|kibana|status|crowdin|translate|transifex)\./i,
  ],
  ['source', /(?:^|\.)(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org)$|^(?:git|gitlab|forge)\./i],
];

/** The product's own public address, as its manifests and its README give it. */
const sites = /(?:^|\.)(?:gouv\.fr|beta\.gouv\.fr|incubateur\.net|data\.gouv\.fr)$/i;
const saysSite =
  /\b(?:production|prod|site|application|appli|d[ée]mo|staging|preprod|pr[ée]-?production|recette|en ligne|website|service|plateforme)\b/i;

/** An address read by a team and not by one person. */
const sharedAddress =
  /^mailto:(?:contact|support|equipe|team|info|hello|bonjour|aide|assistance|dpo|rgpd|accessibilite)[\w.+-]*@[\w.-]+$/i;

/** Links to the product and to what lies outside of its repository, from the README and the product's cards. */
export const links: Detector = {
  name: 'links',
  start: (repository) => ({
    async find() {
      const found = new Map<string, ProductLink>();
      const add = (link: ProductLink): void => {
        const known = found.get(link.url);
        found.set(link.url, known ? { ...known, evidence: [...known.evidence, ...link.evidence].slice(0, 5) } : link);
      };
      const readmes = repository.files.filter(
        ({ name, folder }) => folder === '' && /^readme(?:\.[\w-]+)?\.md$/i.test(name),
      );
      for (const { path } of readmes) {
        const source = await repository.text(path);
        for (const link of source ? readmeLinks(source) : []) {
          add(link);
        }
      }
      for (const { path } of repository.matching(
        /^(?:publiccode\.ya?ml|package\.json|tech\.ya?ml|app\.json|composer\.json)$/i,
      )) {
        const source = await repository.text(path);
        for (const link of source ? cardLinks(source) : []) {
          add(link);
        }
      }
      return { repository: { links: [...found.values()] } };
    },
  }),
};

function readmeLinks(source: SourceText): ProductLink[] {
  const isBadge = badges(source.text);
  return readOutline(source.text).links.flatMap(({ destination, isImage, text, range }): ProductLink[] => {
    const line = range.start.line + 1;
    const words = text.trim().replaceAll(/\s+/g, ' ');
    if (isImage || isBadge(destination)) {
      return [];
    }
    if (sharedAddress.test(destination)) {
      const url = destination.slice('mailto:'.length);
      return [{ name: url, url, kind: 'contact', evidence: [{ path: source.path, line }] }];
    }
    const host = hostOf(destination);
    const kind = host === undefined ? undefined : kindOf(host, words);
    return kind && host
      ? [{ name: words || host, url: cleaned(destination), kind, evidence: [{ path: source.path, line }] }]
      : [];
  });
}

/** `homepage`, `url`, `landingURL`… of a card, by line: the key says what the address is. */
function cardLinks({ path, lines }: SourceText): ProductLink[] {
  return lines.flatMap((line, index): ProductLink[] => {
    const match =
      /^\s*"?(homepage|landingURL|website|url|production|preprod|preproduction|staging|documentation|site)"?\s*:\s*"?(https?:\/\/[^\s"',]+)/i.exec(
        line,
      );
    const [, key = '', url = ''] = match ?? [];
    const host = hostOf(url);
    if (!host) {
      return [];
    }
    const known = hosts.find(([, pattern]) => pattern.test(host))?.[0];
    const kind = known ?? (/^documentation$/i.test(key) ? 'document' : 'site');
    return kind === 'source' ? [] : [{ name: key, url: cleaned(url), kind, evidence: [{ path, line: index + 1 }] }];
  });
}

function kindOf(host: string, words: string): ProductLink['kind'] | undefined {
  const known = hosts.find(([, pattern]) => pattern.test(host))?.[0];
  return known ?? (sites.test(host) || saysSite.test(words) ? 'site' : undefined);
}

/** Addresses of images shown as links, as a README's head is full of. */
function badges(text: string): (destination: string) => boolean {
  const wrapped = new Set(
    [...text.matchAll(/\[!\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)\]\(([^)\s]{1,500})/g)].map(([, to]) => to),
  );
  return (destination) => wrapped.has(destination);
}

function hostOf(address: string): string | undefined {
  return /^https?:\/\/(?:[^\s/@]*@)?([\w-]+(?:\.[\w-]+)+)(?=[:/?#]|$)/i.exec(address)?.[1]?.toLowerCase();
}

/** Without what identifies a person: user, password, query. */
function cleaned(address: string): string {
  return address.replace(/^(https?:\/\/)[^\s/@]*@/i, '$1').replace(/\?.*$/s, '');
}
