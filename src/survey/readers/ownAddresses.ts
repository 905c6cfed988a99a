import type { ProductLink } from '../facts';
import type { SourceText } from '../sourceText';
import { isCommented } from './commentedLine';
import { hostOf } from './linkKinds';

/** Letters below which a product's name is in too many hosts. */
const fewestLetters = 5;

/** Where nothing is the product's own, whatever its name; examples and machines of one person. */
const elsewhere =
  /(?:^|\.)(?:github\.com|githubusercontent\.com|gitlab\.com|bitbucket\.org|npmjs\.com|npmjs\.org|pypi\.org|rubygems\.org|packagist\.org|docker\.com|docker\.io|ghcr\.io|sonarcloud\.io|codecov\.io|snyk\.io|readthedocs\.io|shields\.io|cloudflare\.com|jsdelivr\.net|unpkg\.com|w3\.org|schema\.org|example\.\w+|exemple\.\w+|localhost|local|test|invalid|internal|svc)$|^(?:localhost|\d+(?:\.\d+){3})$/i;

/** What a part of a host says of what is there. */
const purposes: readonly (readonly [RegExp, string])[] = [
  [/webdav/, 'Accès WebDAV'],
  [/pre-?prod/, 'Préproduction'],
  [/recette|staging/, 'Recette'],
  [/demo/, 'Démonstration'],
  [/(?:^|[.-])(?:dev|develop)(?:[.-]|$)/, 'Développement'],
  [/(?:^|[.-])api(?:[.-]|$)/, 'API'],
  [/(?:^|[.-])(?:docs?|documentation|aide|faq)(?:[.-]|$)/, 'Documentation'],
];

/**
 * Addresses of the web whose host bears the product's name, wherever its code, its pages and its settings write them:
 * each host once a file, without the page.
 *
 * @param slug the product's name, in lower case, letters and digits alone
 */
export function ownAddressesIn(source: SourceText, slug: string): ProductLink[] {
  const core = slug.replace(/(?:website|webapp|site|app|api|front|back|server)$/, '');
  if (core.length < fewestLetters) {
    return [];
  }
  const found = new Map<string, ProductLink>();
  for (const { 0: address, index } of source.text.matchAll(
    /https?:\/\/[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}(?![\w.-]*[@{$])/gi,
  )) {
    const host = hostOf(address);
    if (
      host === undefined ||
      found.has(host) ||
      elsewhere.test(host) ||
      !host.replaceAll(/[^a-z0-9]/g, '').includes(core) ||
      // A host without a known end is a machine of a cluster, or a made-up name.
      !/\.[a-z]{2,}$/.test(host) ||
      isCommented(source.text, index)
    ) {
      continue;
    }
    const purpose = purposes.find(([pattern]) => pattern.test(host))?.[1];
    const url = `${address.slice(0, address.indexOf(':')).toLowerCase()}://${host}`;
    found.set(host, {
      name: purpose ?? url,
      url,
      kind: purpose === 'Documentation' ? 'document' : 'site',
      evidence: [{ path: source.path, line: source.lineAt(index) }],
    });
  }
  return [...found.values()];
}

/** Domains under which anybody has a host. */
const shared =
  /^(?:gouv\.fr|beta\.gouv\.fr|fabrique\.social\.gouv\.fr|social\.gouv\.fr|incubateur\.net|scalingo\.io|herokuapp\.com|cleverapps\.io|netlify\.app|vercel\.app|github\.io|gitlab\.io|gitbook\.io|readthedocs\.io|fly\.dev|onrender\.com|azurewebsites\.net|amazonaws\.com|blogspot\.com|wordpress\.com|co\.\w+|com\.\w+)$/;

/**
 * The domain that a host of the product is under, when it is the organisation's alone: `cour.fr` of
 * `produit.cour.fr`.
 */
export function organisationDomain(host: string): string | undefined {
  const labels = host.toLowerCase().split('.');
  const domain = labels.slice(host.endsWith('.gouv.fr') ? -3 : -2).join('.');
  return labels.length < 2 || shared.test(domain) ? undefined : domain;
}
