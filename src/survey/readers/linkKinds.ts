import type { ProductLink } from '../facts';

/** Where people keep what is not in a repository. The first that fits says what an address leads to. */
const hosts: readonly (readonly [ProductLink['kind'], RegExp])[] = [
  [
    'document',
    /(?:^|\.)(?:docs\.google\.com|drive\.google\.com|notion\.so|notion\.site|hackmd\.io|figma\.com|miro\.com|trello\.com|airtable\.com|gitbook\.io|gitbook\.com|readthedocs\.io|slideshare\.net|docs\.numerique\.gouv\.fr|grist\.numerique\.gouv\.fr|getgrist\.com|youtube\.com|vimeo\.com|gamma\.app|canva\.com|whimsical\.com|excalidraw\.com|atlassian\.net|bookstack\.[\w.]+)$/i,
  ],
  [
    'tool',
    /(?:^|\.)(?:sentry\.io|scalingo\.com|clever-cloud\.com|circleci\.com|travis-ci\.(?:com|org)|codeclimate\.com|sonarcloud\.io|codecov\.io|coveralls\.io|zammad\.[\w.]+|crisp\.chat|tally\.so|slack\.com|tchap\.gouv\.fr|gitter\.im|mattermost\.[\w.]+|updown\.io|uptimerobot\.com|datadoghq\.(?:com|eu)|metabase\.com|matomo\.(?:org|cloud)|(?:app|my)\.brevo\.com|app\.sendinblue\.com|mailjet\.com|crowdin\.com|hub\.docker\.com)$|^(?:sentry|matomo|piwik|stats|statistiques|metabase|grafana|kibana|status|crowdin|translate|transifex|sonar(?:qube|cloud)?|argocd|rancher|jenkins|minio|console|dashboard)[\w-]*\.(?=[\w-]+\.)/i,
  ],
  ['source', /(?:^|\.)(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org)$|^(?:git|gitlab|forge)\./i],
];

/** The same by a name, on hosts that are the State's or the product's. */
const documentNames = /^(?:(?:pad|docs?|documentation|developers?|aide|help|faq|storybook)|wiki(?:-[\w-]+)?)\./i;

/** What vendors and the State say of their own tools, for everyone. */
const others =
  /^(?!docs\.google\.com$)(?:docs?|developers?|help|support|learn|status)\.(?:[\w-]+\.)*(?:scalingo|clever-cloud|ovh|ovhcloud|sentry|docker|github|gitlab|microsoft|google|brevo|mapbox|circleci|matomo|metabase|crisp|slack|mattermost|datadoghq|updown)\.\w+$|(?:^|\.)systeme-de-design\.gouv\.fr$/i;

/** Where platforms put products that have no name of their own. */
const hosted =
  /\.(?:scalingo\.io|herokuapp\.com|cleverapps\.io|netlify\.app|vercel\.app|github\.io|gitlab\.io|fly\.dev|onrender\.com)$/i;

/** Public sites of the State, among which products'. */
const sites = /(?:^|\.)(?:gouv\.fr|incubateur\.net)$/i;
const saysSite =
  /(?<!\p{L})(?:production|prod|site|application|appli|d[ée]mo|staging|preprod|pr[ée]-?production|recette|en ligne|website|service|plateforme|sandbox|bac à sable)(?!\p{L})/iu;

/** What the path of an address says that its host doesn't. */
const documented =
  /\/(?:docs?|documentation|swagger(?:-ui)?|openapi|redoc|api-docs?|apidoc|graphiql|storybook|faq)(?:[/.?#-]|$)/i;

/** Organisations of the State on forges, whose repositories go with the product. */
const stateOwner =
  /gouv|etalab|mtes|incubateur|numerique|dinum|dgfip|insee|inclusion|anct|sgmap|education|ademe|cerema/i;

/** Whose product it is. */
export interface LinkOwner {
  /** Who has its repositories on forges, in lower case. */
  readonly owners: ReadonlySet<string>;
  /** Its name, in lower case, letters and digits alone. */
  readonly slug: string;
  /** Domains of its organisation, which hosts of the product are under. */
  readonly domains?: ReadonlySet<string>;
}

/**
 * What an address leads to, of those worth knowing to take a product up; undefined when it is another's.
 *
 * @param words those of the link, or what stands before the address
 */
export function linkKind(
  url: string,
  words: string,
  { owners, slug, domains }: LinkOwner,
): ProductLink['kind'] | undefined {
  const host = hostOf(url);
  // These pages are everyone's.
  if (host === undefined || others.test(host) || /^https?:\/\/(?:www\.)?(?:beta|numerique)\.gouv\.fr\/?$/i.test(url)) {
    return undefined;
  }
  const known = hosts.find(([, pattern]) => pattern.test(host))?.[0];
  if (known === 'source') {
    return isOwn(url, owners) ? known : undefined;
  }
  const isPublic = sites.test(host) || hosted.test(host) || isNamed(host, slug) || isUnder(host, domains);
  if (known === undefined && isPublic && (documentNames.test(host) || documented.test(url))) {
    return 'document';
  }
  if (known === undefined && /(?<!\p{L})documentation|guide d[’'e ]*utilisation/iu.test(words) && /[:→]/.test(words)) {
    return 'document';
  }
  return known ?? (isPublic || saysSite.test(words) ? 'site' : undefined);
}

function isNamed(host: string, slug: string): boolean {
  const core = slug.replace(/(?:website|webapp|site|app|api|front|back|server)$/, '');
  return core.length >= 5 && host.replaceAll(/[^a-z0-9]/g, '').includes(core);
}

function isUnder(host: string, domains: ReadonlySet<string> = new Set()): boolean {
  return host.split('.').some((_, index, labels) => domains.has(labels.slice(index).join('.')));
}

/** The host of an address of the web, in lower case; undefined when it has none that everyone reaches. */
export function hostOf(address: string): string | undefined {
  return /^https?:\/\/(?:[^\s/@]*@)?([\w-]+(?:\.[\w-]+)+)(?=[:/?#]|$)/i.exec(address)?.[1]?.toLowerCase();
}

/** Code that the product's people keep: what a README says of others' libraries is no lead. */
function isOwn(url: string, owners: ReadonlySet<string>): boolean {
  const [, host = '', owner = ''] = /^https?:\/\/(?:[^\s/@]*@)?([\w.-]+)\/([^/?#]+)\/[^/?#]/i.exec(url) ?? [];
  return owner !== '' && (owners.has(owner.toLowerCase()) || stateOwner.test(owner) || stateOwner.test(host));
}
