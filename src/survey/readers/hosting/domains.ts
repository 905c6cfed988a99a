import { knownHosts } from '../../data/services';
import type { Evidence } from '../../facts';
import type { SurveyedFile } from '../../repository';
import type { SourceText } from '../../sourceText';
import { isComment, isConfiguration, isSettingsSource, withoutComment } from './configuration';
import { hostsOn, type WrittenHost } from './hostNames';

/** A public host name of the product's, or one that may be. */
export interface DomainTrace {
  readonly name: string;
  readonly evidence: Evidence;
  readonly isProbable: boolean;
}

/** Settings that name where the product itself is reached, once what frameworks put before is taken away. */
const ownAddress =
  /^(?:(?:MY_?|OWN_)?(?:APP|APPLICATION|SITE|PUBLIC|FRONT|FRONTEND|BASE|CANONICAL|ROOT|WEB|WEBSITE|WEBAPP|HOSTING|PRODUCT|PROD|PRODUCTION|STAGING|SERVER|MAIN|DEFAULT|BACKEND|API|DEPLOY|RAILS)_?(?:BASE_|PUBLIC_|ROOT_)?(?:URL|URI|HOST|HOSTS|HOSTNAME|DOMAIN|DOMAINS|DOMAIN_NAME|FQDN|ORIGIN)|ALLOWED_HOSTS?|DJANGO_ALLOWED_HOSTS|CSRF_TRUSTED_ORIGINS|DOMAINS?|DOMAIN_NAME|FQDN|HOST|HOSTNAME|HOST_URL|SITE|SITE_NAME|VIRTUAL_HOST|LETSENCRYPT_HOST|NEXTAUTH_URL|LOCAL_DOMAIN|WEB_DOMAIN|TRUSTED_HOSTS)$/;

/** What frameworks put before the name of a setting that browsers see. */
const frameworkPrefix =
  /^(?:NEXT_PUBLIC|NUXT_PUBLIC|NUXT_ENV|NUXT|VITE|REACT_APP|VUE_APP|GATSBY|EXPO_PUBLIC|PUBLIC|DJANGO|RAILS)_/;

/** Keys of manifests that publish a host: `host:`, `server_name`, an environment's `url:`. */
const published =
  /^\s*(?:-\s*)?(?:host|hosts|hostname|domain|domains|server_name|rootDomain|production_domain|cname)\s*[:=]?\s/i;

/** The State's hosts that serve every product, or another one. */
const shared =
  /(?:^|\.)(?:data\.gouv\.fr|api\.gouv\.fr|stats\.\S+|sentry[\w-]*\.\S+|matomo[\w-]*\.\S+|piwik\.\S+|metabase[\w-]*\.\S+|harbor\.\S+|rancher\.\S+|grafana\.\S+|chat\.\S+|mattermost\.\S+|s3\.\S+|registry\.\S+|gitlab\.\S+|auth\.\S+|tube\.\S+|pad\.\S+|agentconnect\.gouv\.fr|(?:app\.)?franceconnect\.gouv\.fr|proconnect\.gouv\.fr|legifrance\.gouv\.fr|service-public\.fr|numerique\.gouv\.fr|info\.gouv\.fr|interieur\.gouv\.fr|education\.gouv\.fr|systeme-de-design\.gouv\.fr|incubateur\.net|tchap\.gouv\.fr)$/;

/** Hosts of libraries, tools and services, which addresses in configurations lead to. */
const foreign =
  /(?:^|\.)(?:github\.com|githubusercontent\.com|github\.io|gitlab\.com|docker\.(?:com|io)|npmjs\.(?:com|org)|yarnpkg\.com|pypi\.org|rubygems\.org|google\.(?:com|fr)|googleapis\.com|gstatic\.com|gmail\.com|amazonaws\.com|sentry\.io|mailtrap\.io|sendinblue\.com|brevo\.com|crisp\.chat|slack\.com|microsoft\.com|windows\.net|azure\.com|mcr\.io|ghcr\.io|quay\.io|k8s\.io|kubernetes\.io|jsdelivr\.net|unpkg\.com|cloudflare\.com|letsencrypt\.org|w3\.org|json-schema\.org|schemastore\.org|yourdomain\.\w+|mydomain\.\w+|domain\.\w+|domaine\.\w+|example\.\w+|exemple\.\w+|localtest\.me|ddev\.site|lvh\.me|nip\.io|ngrok\.io|test\.\w+|[\w-]+\.(?:wip|localdev|lan|home\.arpa))$/;

/** Words in a repository's name that many products share. */
const common =
  /^(?:front(?:end)?|back(?:end)?|site|app|appli|application|www|web(?:site|app)?|server|data|beta|gouv|betagouv|client|template|service|services|france|public|incubateur|platform|plateforme|numerique|code|core|main|mono|monorepo|project|projet|product|infra|stats|simplifiees|demarche|demarches|admin|info|entreprises?|recherche|annuaire|aides?|emplois?)$/;

/** What stands before the name of a product in the names of its other environments. */
const usualPrefix =
  /^(?:www|app|api|status|staging|dev|preprod|pre-?production|demo|beta|recette|test|integration|int|next|review|documentation|docs?|admin|blog)[.-]/;

/** What a product's hosts hold: words of its name, or that name itself where it is a host. */
export interface ProductNames {
  readonly words: ReadonlySet<string>;
  readonly hosts: ReadonlySet<string>;
}

/** @param names those of the repository and of its main manifest */
export function productNames(names: readonly string[]): ProductNames {
  const slugs = names.map((name) => name.toLowerCase().replace(/^@[^/]*\//, '')).filter((name) => name.length >= 4);
  const isHost = (slug: string): boolean => /^[\w-]+(?:\.[\w-]+)*\.(?:fr|net|org|com|eu)$/.test(slug);
  const words = slugs.filter((slug) => !isHost(slug)).flatMap((slug) => [slug, ...slug.split(/[-_.\s]+/)]);
  return {
    words: new Set(words.filter((word) => word.length >= 4 && !common.test(word))),
    hosts: new Set(slugs.filter(isHost)),
  };
}

export function mayHoldDomains(file: SurveyedFile): boolean {
  return isConfiguration(file) || isSettingsSource(file) || file.name === 'CNAME';
}

/** A file of thousands of lines is seldom one that names a host. */
const mayHoldHost = /[a-z\d.-]\.[a-z]{2}/i;

/** The product's hosts that one file holds. */
export function domainTraces(source: SourceText, file: SurveyedFile, names: ProductNames): DomainTrace[] {
  const found: DomainTrace[] = [];
  if (!mayHoldHost.test(source.text)) {
    return found;
  }
  // The tests that pipelines run give themselves hosts that don't exist.
  const isPipeline = /^\.(?:github|gitlab|circleci|travis)\b/.test(file.path);
  const isSource = !isConfiguration(file) && file.name !== 'CNAME';
  // The items of a list belong to the key above them.
  let key = '';
  for (const [index, raw] of source.lines.entries()) {
    const isItem = /^\s*(?:-\s|["']|\])/.test(raw);
    if (!isItem || /:\s*$/.test(raw.slice(-50))) {
      key = raw;
    }
    if (!raw.includes('.') || isComment(raw)) {
      continue;
    }
    const line = withoutComment(raw);
    for (const written of hostsOn(line)) {
      const isPublished =
        file.name === 'CNAME' ||
        (isItem && (isOwn(key) || published.test(`${key} `))) ||
        isOwn(written.before) ||
        published.test(written.before) ||
        isHomepage(file, written);
      if (isProducts(written.host, isPublished, isSource || isPipeline, names)) {
        found.push({
          name: written.host,
          evidence: { path: source.path, line: index + 1 },
          isProbable: isSource,
        });
      }
    }
  }
  return found;
}

/** Whether the nearest setting before a host, on its line, is one of the product's own address. */
function isOwn(before: string): boolean {
  const names = [...before.slice(-200).matchAll(/([A-Za-z_][\w.-]{0,60})["']?\]?\s*(?:=>|[:=])(?!\/\/)/g)];
  const name = (names.at(-1)?.[1] ?? '').replace(/[.-]/g, '_').toUpperCase();
  return ownAddress.test(name) || ownAddress.test(name.replace(frameworkPrefix, ''));
}

function isHomepage({ name }: SurveyedFile, { before }: WrittenHost): boolean {
  return name === 'package.json' && /"homepage"\s*:\s*"/.test(before);
}

function isProducts(host: string, isPublished: boolean, isLoose: boolean, { words, hosts }: ProductNames): boolean {
  // `beta.gouv.fr` and the like belong to everyone.
  if (
    foreign.test(host) ||
    /^(?:(?:beta|numerique|social|fabrique\.social)\.)?gouv\.fr$|^incubateur\.net$/.test(host)
  ) {
    return hosts.has(host);
  }
  const joined = host.replace(/[-.]/g, '');
  const holdsName =
    [...words].some((word) => host.includes(word) || joined.includes(word.replace(/[-_.]/g, ''))) ||
    [...hosts].some(
      (own) =>
        host === own ||
        (host.endsWith(`.${own}`) && usualPrefix.test(host) && !host.slice(0, -own.length - 1).includes('.')),
    );
  // What the product asks isn't where it is reached, unless it bears its name.
  if (knownHosts().has(host) && !holdsName) {
    return false;
  }
  if (/\.(?:gouv\.fr|incubateur\.net)$/.test(host)) {
    return holdsName || (isPublished && !shared.test(host));
  }
  return isPublished && (holdsName || (!isLoose && host.endsWith('.fr')));
}
