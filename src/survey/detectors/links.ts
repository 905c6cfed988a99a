import { readOutline } from '../../outline';
import { languageOf } from '../data/languages';
import type { Detector } from '../detector';
import { bareName } from '../readers/bareName';
import type { Evidence, Inventory, ProductLink } from '../facts';
import { bareLinks } from '../readers/bareLinks';
import { citedAddresses } from '../readers/citedAddresses';
import { webAddress } from '../readers/gitAddress';
import { hostOf, linkKind, type LinkOwner } from '../readers/linkKinds';
import { organisationDomain, ownAddressesIn } from '../readers/ownAddresses';
import type { SurveyedFile } from '../repository';
import type { SourceText } from '../sourceText';

/** An address read by a team and not by one person. */
const sharedAddress =
  /^(?:contact|support|equipe|team|info|hello|bonjour|aide|assistance|dpo|rgpd|accessibilite|lab)(?![a-z])[\w.+-]*@[\w-]+(?:\.[\w-]+)+$/i;

/** Addresses that pages give: a product has one or two boxes, the others are those of whom it speaks of. */
const mostContacts = 3;

/** Beyond, documents are a site's. */
const mostDocuments = 60;

/** Hosts that bear the product's name: beyond, they are those that it gives to others. */
const mostOwn = 15;

/** Addresses that documents only cite: beyond, they are read there. */
const mostCited = 150;

/** Cards and articles that a site generator makes pages of speak of others. */
const collections = /(?:^|\/)_(?!pages?\/|layouts?\/|includes?\/|docs?\/|partials?\/|components?\/)[\w-]+\//;

/** Links to the product and to what lies outside of its repository: README, documents, the product's cards, its pages. */
export const links: Detector = {
  name: 'links',
  start(repository) {
    const found = new Map<string, ProductLink>();
    const add = (link: ProductLink): void => {
      const key = link.url.replace(/\/$/, '');
      const known = found.get(key);
      const isNew = (place: Evidence): boolean =>
        !known?.evidence.some(({ path, line }) => path === place.path && line === place.line);
      found.set(
        key,
        known ? { ...known, evidence: [...known.evidence, ...link.evidence.filter(isNew)].slice(0, 5) } : link,
      );
    };
    const contacts: ProductLink[] = [];
    const own: ProductLink[] = [];
    const slug = bareName(repository.options.name);
    return {
      wants: ({ name, path, isTest }) => !isTest && (isPage(name) || isSetting(name)) && !collections.test(path),
      read(source, { name }) {
        own.push(...ownAddressesIn(source, slug));
        if (isPage(name) && source.text.includes('mailto:')) {
          contacts.push(...pageContacts(source));
        }
      },
      async find(before) {
        const domains = new Set(own.flatMap(({ url }) => organisationDomain(hostOf(url) ?? '') ?? []));
        const owner = { owners: ownersOf(before), slug, domains };
        const readmes = repository.files.filter(isReadme).map(({ path }) => path);
        const written = before.repository.documents.flatMap(({ kind, path }) =>
          kind !== 'user' && /\.mdx?$/i.test(path) ? [path] : [],
        );
        for (const path of [
          ...readmes,
          // A documentation site speaks of much that isn't the product's.
          ...(written.length > mostDocuments ? [] : written.filter((path) => !isJournal(path))),
        ]) {
          const source = await repository.text(path);
          for (const link of source ? readmeLinks(source, owner) : []) {
            if (readmes.includes(path) || isOfTeam(link, owner)) {
              add(link);
            }
          }
        }
        for (const { path } of repository.matching(
          /^(?:publiccode\.ya?ml|package\.json|tech\.ya?ml|app\.json|composer\.json)$/i,
        )) {
          const source = await repository.text(path);
          for (const link of source ? cardLinks(source, owner) : []) {
            add(link);
          }
        }
        // Where documents or cards already lead, a host says nothing more.
        const known = new Set([...found.keys()].flatMap((url) => hostOf(url) ?? []));
        const hosts = [...new Set(own.flatMap(({ url }) => hostOf(url) ?? []))].slice(0, mostOwn);
        for (const link of own.filter(
          ({ url }) => !known.has(hostOf(url) ?? '') && hosts.includes(hostOf(url) ?? ''),
        )) {
          add(link);
        }
        const named = [...new Set(contacts.map(({ url }) => url))].slice(0, mostContacts);
        for (const contact of contacts.filter(({ url }) => named.includes(url))) {
          add(contact);
        }
        const shown = before.repository.documents.flatMap(({ kind, path }) =>
          kind === 'user' && isPage(path) ? [path] : [],
        );
        const told = written.length > mostDocuments ? [] : written.filter((path) => !isJournal(path));
        let left = mostCited;
        for (const path of new Set([...readmes, ...told, ...shown])) {
          const source = await repository.text(path);
          for (const link of source ? citedAddresses(source) : []) {
            if (left > 0 && !isOwnRepository(link.url, before) && !isFound(found, link.url)) {
              left--;
              add(link);
            }
          }
        }
        return { repository: { links: [...found.values()] } };
      },
    };
  },
};

function isReadme({ name, folder }: SurveyedFile): boolean {
  return folder === '' && /^readme(?:\.[\w-]+)?\.md$/i.test(name);
}

/** Documents also lead to their own repository's code, to what they use, and to whom they speak of. */
function isOfTeam({ kind, url }: ProductLink, { slug, domains = new Set() }: LinkOwner): boolean {
  const host = hostOf(url) ?? '';
  return kind === 'site'
    ? (slug !== '' && host.replaceAll(/[^a-z0-9]/g, '').includes(slug)) ||
        (organisationDomain(host) !== undefined && domains.has(organisationDomain(host) ?? ''))
    : kind !== 'source' && !/\.(?:readthedocs\.io|github\.io|gitbook\.io)$|^matomo\.org$/i.test(host);
}

/** Notes of versions name what each change was about. */
function isJournal(path: string): boolean {
  return /(?:^|\/)(?:change-?log|history|releases?|news|journal)[^/]*$/i.test(path);
}

/** Settings in which the product's own hosts stand; its code is among pages. */
function isSetting(name: string): boolean {
  return (
    /\.(?:py|rb|java|kt|go|cs|ya?ml|toml|ini|cfg|conf|properties|env|sh)$|^\.env[\w.-]*$|^Procfile$|^app\.json$/i.test(
      name,
    ) && !/lock/i.test(name)
  );
}

/** What is told of an address already, with its query or without. */
function isFound(found: ReadonlyMap<string, ProductLink>, url: string): boolean {
  const bare = (address: string): string => address.replace(/[?#].*$/s, '').replace(/\/$/, '');
  return [...found.values()].some(({ url: known }) => bare(known) === bare(url) && known.length >= url.length);
}

function isOwnRepository(url: string, { repository: { remotes } }: Inventory): boolean {
  return remotes.some((remote) => {
    const own = webAddress(remote.url)?.toLowerCase();
    return own !== undefined && (url.toLowerCase() === own || url.toLowerCase().startsWith(`${own}/`));
  });
}

function isPage(name: string): boolean {
  return (
    /\.(?:mdx?|html?|erb|haml|slim|twig|jinja2?|j2|pug|ejs|hbs|njk|heex)$/i.test(name) ||
    (/\.(?:[jt]sx?|vue|svelte|astro|php)$/.test(name) && languageOf(name) !== undefined)
  );
}

/** Who has the product's repositories, in lower case. */
function ownersOf({ repository: { remotes } }: Inventory): ReadonlySet<string> {
  return new Set(remotes.flatMap(({ url }) => webAddress(url)?.split('/')[3]?.toLowerCase() ?? []));
}

function readmeLinks(source: SourceText, owner: LinkOwner): ProductLink[] {
  const isBadge = badges(source.text);
  const outline = readOutline(source.text);
  const linkOf = (url: string, name: string, words: string, line: number): ProductLink[] => {
    const evidence = [{ path: source.path, line }];
    const address = url.replace(/^mailto:/i, '');
    if (isShared(address, owner)) {
      return [{ name: address, url: address, kind: 'contact', evidence }];
    }
    const kind = linkKind(url, words, owner);
    return kind ? [{ name: name || (hostOf(url) ?? url), url: cleaned(url), kind, evidence }] : [];
  };
  const written = outline.links.flatMap(({ destination, isImage, text, range }) => {
    const words = text.trim().replaceAll(/\s+/g, ' ');
    const before = (source.lines[range.start.line] ?? '').slice(0, range.start.character);
    return isImage || isBadge(destination)
      ? []
      : linkOf(destination, words, `${announced(before)} ${words}`, range.start.line + 1);
  });
  const bare = bareLinks(source.lines, outline).flatMap(({ url, label, words, line }) =>
    linkOf(url, label, words, line),
  );
  return [...written, ...bare].sort((a, b) => (a.evidence[0]?.line ?? 0) - (b.evidence[0]?.line ?? 0));
}

/** What a sentence says of the address that follows: « En production sur … », « Guide d’utilisation : … ». */
function announced(before: string): string {
  const said = before.slice(-120).replaceAll(/[*_`]/g, '');
  return (
    /(?<!\p{L})(?:production|d[ée]mo|staging|pr[ée]-?production|recette)(?: [\p{L}’']+){0,2}\s*[:→]?\s*$/iu.exec(
      said,
    )?.[0] ??
    /(?<!\p{L})(?:documentation|guide d[’'e ]*utilisation)(?:[^.()[\]]{0,80})[:→]\s*$/iu.exec(said)?.[0] ??
    ''
  ).trim();
}

/** A team's box by its name, or one that bears the product's. */
function isShared(address: string, { slug }: LinkOwner): boolean {
  const [local = '', host = ''] = address.toLowerCase().split('@');
  const isProduct = local.length >= 5 && slug.includes(bareName(local));
  return sharedAddress.test(address) || (isProduct && /(?:^|\.)gouv\.fr$/.test(host));
}

/** `mailto:` of the pages: the box that the public writes to. */
function pageContacts(source: SourceText): ProductLink[] {
  return [...source.text.matchAll(/mailto:([\w.+-]{2,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+)/gi)].flatMap(
    ({ 1: address = '', index }): ProductLink[] =>
      sharedAddress.test(address)
        ? [
            {
              name: address,
              url: address,
              kind: 'contact',
              evidence: [{ path: source.path, line: source.lineAt(index) }],
            },
          ]
        : [],
  );
}

/** `homepage`, `url`, `landingURL`… of a card, by line: the key says what the address is. A `tech.yml` is nothing else. */
function cardLinks({ path, lines }: SourceText, owner: LinkOwner): ProductLink[] {
  const keys = /tech\.ya?ml$/i.test(path)
    ? '[\\w-]+'
    : 'homepage|landingURL|website|production|preprod|preproduction|staging|documentation|site';
  const pattern = new RegExp(String.raw`^\s*"?(${keys})"?\s*:\s*["']?(https?:\/\/[^\s"',]+)`, 'i');
  return lines.flatMap((line, index): ProductLink[] => {
    const [, key = '', url = ''] = pattern.exec(line) ?? [];
    const host = hostOf(url);
    if (!host || /(?:^|\.)(?:github\.com|gitlab\.com)$/.test(host)) {
      return [];
    }
    const kind = linkKind(url, key, owner) ?? 'site';
    return [
      {
        name: key,
        url: cleaned(url),
        kind: /^documentation$/i.test(key) ? 'document' : kind,
        evidence: [{ path, line: index + 1 }],
      },
    ];
  });
}

/** Addresses of images shown as links, as a README's head is full of. */
function badges(text: string): (destination: string) => boolean {
  const wrapped = new Set(
    [...text.matchAll(/\[!\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)\]\(([^)\s]{1,500})/g)].map(([, to]) => to),
  );
  return (destination) => wrapped.has(destination);
}

/** Documents and videos that have no other address than one with a query. */
const inQuery =
  /^https:\/\/(?:drive\.google\.com\/open\?(?:[^#]{0,200}&)?id=([\w-]+)|(?:www\.)?youtube\.com\/watch\?(?:[^#]{0,200}&)?v=([\w-]+))/;

/** Without what identifies a person: user, password, query. What named a document there does in its other address. */
function cleaned(address: string): string {
  const [, document, video] = inQuery.exec(address) ?? [];
  if (document !== undefined) {
    return `https://drive.google.com/file/d/${document}/view`;
  }
  return video === undefined
    ? address.replace(/^(https?:\/\/)[^\s/@]*@/i, '$1').replace(/\?.*$/s, '')
    : `https://youtu.be/${video}`;
}
