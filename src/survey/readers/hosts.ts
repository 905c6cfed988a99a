import { knownHosts, type KnownHost } from '../data/services';
import { languageOf } from '../data/languages';
import type { SurveyedFile } from '../repository';
import type { SourceText } from '../sourceText';
import { isInComment } from './comments';

export interface HostPlace extends KnownHost {
  /** In UTF-16 code units. */
  readonly offset: number;
}

/** Texts for people, what manifests say of a package itself, and what a tool wrote: an address there is no use of it. */
const silent =
  /(?:^|\/)(?:package|composer|bower|lerna|renovate|project|tsconfig[\w.-]*|manifest|contributors|\.all-contributorsrc|component)\.json$|\.(?:lock|lockb|gemspec|svg|md|mdx|rst|adoc|txt|csv|tsv|geojson|po|pot|xlf|xliff|sql|snap|css\.map)$|(?:^|\/)(?:package-lock|npm-shrinkwrap|pnpm-lock|setup|pyproject|Cargo|publiccode|dependabot|renovate|pom|CITATION|mkdocs|_config|\.pre-commit-config)\.\w+$|(?:^|\/)(?:docs?|documentation|locales?|i18n|lang|langs|translations?|content|contents|_posts|LICENSES?|CHANGELOG|data|seeds?|stories|migrations?)\/|(?:^|\/)(?:licen[cs]e|changelog|readme|openapi|swagger)[^/]*$|\.(?:stories|story)\.\w+$|(?:^|\/)config\/mail\.php$|\.(?:fr|en)\.ya?ml$|(?:^|\/)(?:fr|en)\.(?:ya?ml|json|[jt]s)$|\.github\/(?!workflows\/|actions\/)/i;

const settings =
  /\.(?:ya?ml|toml|ini|cfg|conf|properties|env|gotmpl|template|nginx)$|(?:^|\/)(?:\.env[\w.-]*|env\.[\w.-]+|Caddyfile|nginx[\w.-]*|Procfile|\.npmrc)$|\.env\.[\w.-]+$/i;
const jsonSettings =
  /(?:^|\/)(?:config|conf|settings|environments?)\/[^/]*\.json$|(?:^|\/)(?:app|vercel|firebase|appsettings[\w.-]*|scalingo|config[\w.-]*|settings|environment[\w.-]*|netlify)\.json$/i;
const markup =
  /\.(?:html?|xhtml|erb|haml|slim|twig|jinja2?|j2|blade\.php|ejs|hbs|njk|pug|liquid|ftlh?|jspx?|cshtml|heex|eex|astro)$/i;

/** Whether an address in a file may be one that the product asks. */
export function mayAskHosts({ path, name, isTest }: SurveyedFile): boolean {
  // What an image's build downloads is no service of the product.
  if (isTest || silent.test(path) || /dockerfile/i.test(name)) {
    return false;
  }
  return (
    settings.test(path) ||
    jsonSettings.test(path) ||
    (languageOf(name) !== undefined && !/\.(?:s?css|sass|less|ipynb|feature)$/i.test(name))
  );
}

let pattern: RegExp | undefined;
let ends: RegExp | undefined;

/** What a host of a service ends with, before its path: `.fr`, `.com`. A text without one is searched many times faster. */
function endsOfHosts(hosts: Iterable<string>): RegExp {
  const found = new Set([...hosts].map((host) => /\.([a-z]+)(?:\/.*)?$/.exec(host)?.[1] ?? ''));
  return new RegExp(String.raw`\.(?:${[...found].sort().join('|')})(?![a-z])`, 'g');
}

const partOfHost = /[\w./*-]/;

/** The parts of a text that may hold a host, each whole: nothing that stands in one goes on in another. */
function* mayBeHosts(text: string, end: RegExp): Generator<{ readonly start: number; readonly part: string }> {
  let done = 0;
  for (const { index } of text.matchAll(end)) {
    if (index < done) {
      continue;
    }
    let start = index;
    while (start > done && partOfHost.test(text.charAt(start - 1))) {
      start--;
    }
    done = index + 1;
    while (done < text.length && partOfHost.test(text.charAt(done))) {
      done++;
    }
    yield { start, part: text.slice(start, done) };
  }
}

/** The hosts of services in a text, but those in comments, in sentences and in links that people click. */
export function hostsIn({ text, path }: SourceText): HostPlace[] {
  const hosts = knownHosts();
  pattern ??= new RegExp(
    [...hosts.keys()]
      .sort((a, b) => b.length - a.length)
      .map((host) => host.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
      .join('|'),
    'g',
  );
  ends ??= endsOfHosts(hosts.keys());
  const found: { readonly index: number; readonly host: string }[] = [];
  for (const { start, part } of mayBeHosts(text, ends)) {
    // One search after the other with the same pattern: `matchAll` makes another of it each time.
    pattern.lastIndex = 0;
    for (let match = pattern.exec(part); match; match = pattern.exec(part)) {
      found.push({ index: start + match.index, host: match[0] });
    }
  }
  if (found.length === 0) {
    return [];
  }
  const isSetting = settings.test(path) || jsonSettings.test(path);
  const styles = languageOf(path.slice(path.lastIndexOf('/') + 1))?.comments ?? (isSetting ? (['hash'] as const) : []);
  return found.flatMap(({ index, host }) => {
    const known = hosts.get(host);
    const after = text.slice(index + host.length, index + host.length + 2);
    if (!known || /^[\w-]|^\.\w/.test(after)) {
      return [];
    }
    const before = text.slice(Math.max(0, index - 300), index);
    const address =
      /(?:(?:https?:|wss?:|smtps?:)?\/\/(?:[^\s/@"'`]{0,150}@)?)?(?:(?:\*|[\w-]+|[$#]?\{[\w.]*\}|\$\w+)\.){0,6}$/.exec(
        before,
      )?.[0] ?? '';
    const start = before.slice(0, before.length - address.length);
    const isPart = /[\w.@%-]$/.test(start) || /[\w-]$/.test(address);
    if (isPart || isInComment(text, index, styles)) {
      return [];
    }
    if (isPolicy(start)) {
      return [{ service: known.service, isAsked: false, offset: index }];
    }
    const isAsked = markup.test(path)
      ? isFetched(start, text, index)
      : isSetting
        ? isSet(start, host)
        : known.isAsked && (address.includes('//') || isServerName(address + host)) && isInCode(start);
    return isAsked ? [{ ...known, offset: index }] : [];
  });
}

/** A list of hosts that a page may ask: it doesn't say that it does. */
function isPolicy(start: string): boolean {
  return /(?:-src(?:-elem)?\b|_src\b|csp|content.?security|connectSrc|scriptSrc|imgSrc|frameSrc|fontSrc|styleSrc|defaultSrc|remotePatterns)[^;{}]{0,300}$/i.test(
    start,
  );
}

/** Written without what comes before `//`, only a server's name is no word of a text. */
function isServerName(host: string): boolean {
  return /^(?:smtp|in-v3|api|app|auth)[\w-]*\./.test(host);
}

/** Of a page: what the browser fetches by itself. */
function isFetched(start: string, text: string, index: number): boolean {
  const tag = start.slice(start.lastIndexOf('<') + 1);
  const attribute = /([\w:-]+)\s*=\s*["'{(\s]*[^"'=<>]*$/.exec(tag)?.[1] ?? '';
  if (/^(?:a|area)\b/i.test(tag) || /^href$/i.test(attribute)) {
    return /^link\b/i.test(tag) && !/rel=["']?(?:canonical|me|author|license)/i.test(tag);
  }
  if (/^(?:v-bind:|:|data-)?(?:src|srcset|action|data|content)$/i.test(attribute)) {
    return attribute !== 'content' || /Content-Security-Policy/i.test(tag);
  }
  if (
    /javascript_include_tag|stylesheet_link_tag|preload_link_tag|image_tag|iframe/.test(
      start.slice(start.lastIndexOf('\n') + 1),
    )
  ) {
    return true;
  }
  const opened = text.lastIndexOf('<script', index);
  return opened >= 0 && text.lastIndexOf('</script', index) < opened && /["'`]$/.test(start);
}

/** Of a setting: a value, or one of several. */
function isSet(start: string, host: string): boolean {
  const line = start.slice(Math.max(start.lastIndexOf('\n'), start.lastIndexOf('\r')) + 1);
  // An image's own registry is no account of the product's.
  if (
    /^\s*(?:-\s*)?["']?(?:image|FROM)\b/i.test(line) ||
    /^\s*(?:description|documentation|homepage|title|label|text|help|contact)\b/i.test(line)
  ) {
    return false;
  }
  // Images pulled from there are other people's; those pushed are the product's.
  if (host === 'ghcr.io') {
    return /registry|login|tags?\b|images:/i.test(line);
  }
  return /(?:[:=\-,[({>]\s*|^\s*)["'`]?$/.test(line) || /\b(?:proxy_pass|server|curl|wget)\b/i.test(line);
}

/** Of code: the beginning of a string, which isn't where a link leads. */
function isInCode(start: string): boolean {
  const line = start.slice(Math.max(start.lastIndexOf('\n'), start.lastIndexOf('\r')) + 1);
  if (/\bhref\b|\blink_to\b|\bmail_to\b|<a\s|\blien\b|\bLink\b|\b(?:link|to)\s*[:=]\s*\{?["'`]?$/i.test(line)) {
    return false;
  }
  // A shell's assignment needs no quotes. What Python writes between three is mostly said to people.
  return (
    /(?<![\w$])[A-Z][A-Z\d_]{2,60}=$/.test(start) ||
    /(?<!["'])["'`]$/.test(start) ||
    /\b(?:curl|wget)\b[^\n]*$/.test(line)
  );
}
