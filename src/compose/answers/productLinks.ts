import type { ProductLink } from '../../survey/facts';
import { webAddress } from '../../survey/readers/gitAddress';
import type { Page } from './answer';
import { proven } from './certainty';

const kinds: Readonly<Record<ProductLink['kind'], string>> = {
  site: 'Site',
  document: 'Document',
  tool: 'Outil',
  source: 'Code',
  contact: 'Contact',
  cited: 'Adresse citée',
};

const order: readonly ProductLink['kind'][] = ['site', 'contact', 'document', 'tool', 'source', 'cited'];

/** Words that people click, which say where to click and not what is there; keys of cards. */
const saysNothing =
  /^(?:url|homepage|landingURL|website|site|ici|l[aà]|ce lien|(?:le )?lien|voir|cliquez ici|here|this(?: link| page)?|link|see)$/i;

/** What follows an address in another; `''` when it isn't under it. */
function pathUnder(address: string, url: string): string {
  return url.toLowerCase().startsWith(`${address.toLowerCase()}/`) ? url.slice(address.length) : '';
}

/** All that the dossier leads to: the code, what documents link to, then the names of domains that nothing else says. */
export function productLinks({ inventory: { repository, hosting } }: Page): ProductLink[] {
  const [origin] = repository.remotes.filter(({ name }) => name === 'origin').concat(repository.remotes);
  const own = origin && webAddress(origin.url);
  const links = repository.links
    // Files of the repository itself are where the dossier stands.
    .filter(({ url }) => own === undefined || !/^\/(?:blob|tree|raw|-\/)/.test(pathUnder(own, url)))
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  const domains = proven(hosting).filter(
    ({ kind, name }) => kind === 'domain' && !links.some(({ url }) => url.includes(name)),
  );
  return [
    ...(origin ? [{ name: 'Code', url: own ?? origin.url, kind: 'source' as const, evidence: origin.evidence }] : []),
    ...links,
    ...domains.map(({ name, evidence }) => ({ name: 'Nom de domaine', url: name, kind: 'site' as const, evidence })),
  ];
}

/** What people call the places where a product runs, and say of a repository that replaces this one. */
const usual: readonly (readonly [name: RegExp, label: string])[] = [
  [/^prod(?:uction)?$/i, 'Production'],
  [/^pr[eé]-?prod(?:uction)?$/i, 'Préproduction'],
  [/^(?:staging|recette)$/i, 'Recette'],
  [/^(?:dev|development)$/i, 'Développement'],
  [/^d[eé]mo$/i, 'Démonstration'],
  [
    /^(?:moved to|now at|new (?:repository|repo|location|home)|d[ée]plac[ée]e? vers|d[ée]m[ée]nag[ée]e? vers)\b/i,
    'Nouveau dépôt annoncé',
  ],
];

/** What a link leads to, in a word or a few. */
export function linkLabel(page: Page, { name, url, kind }: ProductLink): string {
  const known = usual.find(([pattern]) => pattern.test(name))?.[1];
  if (known !== undefined) {
    return known;
  }
  return name === url || /^https?:/.test(name) || saysNothing.test(name) || url.split('/')[2] === name
    ? kinds[kind]
    : page.text(/^[a-zà-ÿ][\p{L}\d]*$/u.test(name) ? name.charAt(0).toUpperCase() + name.slice(1) : name);
}

/** A web address is a link; an e-mail address or a host name isn't made one. */
export function linkAddress(page: Page, url: string): string {
  return /^https?:\/\/[^\s<>|]+$/.test(url) ? `<${url}>` : page.code(url);
}
