import type { FoundSecret, SecretKindId } from './secretKinds';

/**
 * What the library misses. The group `value` is the secret alone; without it, the whole match is. A pattern starts with
 * letters of its own wherever it can: the text is then searched many times faster.
 */
const patterns: readonly (readonly [SecretKindId, RegExp])[] = [
  ['gitlab-token', /gl(?:ptt|dt|rt|cbt|soat|ft|agent)-[A-Za-z0-9_-]{20,64}/g],
  ['npm-token', /_authToken\s*=\s*(?<value>[^\s"'`$<]{16,200})/dg],
  ['pypi-token', /pypi-AgEI[A-Za-z0-9_-]{40,250}/g],
  ['rubygems-key', /rubygems_[a-f0-9]{48}/g],
  ['mattermost-webhook', /https:\/\/[\w.-]{3,80}\/hooks\/(?<value>[a-z0-9]{26})(?![A-Za-z0-9])/dg],
  ['discord-webhook', /https:\/\/(?:\w+\.)?discord(?:app)?\.com\/api\/webhooks\/\d{15,21}\/(?<value>[\w-]{60,80})/dg],
  ['teams-webhook', /https:\/\/[\w-]{2,60}\.webhook\.office\.com\/webhookb2\/(?<value>[\w@/-]{60,250})/dg],
  ['telegram-token', /(?<![\w:])\d{8,10}:AA[A-Za-z0-9_-]{33}(?![\w-])/g],
  ['aws-id', /A(?:KIA|SIA)[A-Z2-7]{16}(?![A-Za-z0-9])/g],
  ['google-key', /AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/g],
  ['google-oauth', /GOCSPX-[A-Za-z0-9_-]{28}(?![A-Za-z0-9_-])/g],
  ['azure-key', /AccountKey=(?<value>[A-Za-z0-9+/]{86}==)/dg],
  ['scalingo-token', /tk-us-[A-Za-z0-9_-]{40,60}/g],
  ['digitalocean-token', /do[opr]_v1_[a-f0-9]{64}/g],
  ['heroku-key', /HRKU-[A-Za-z0-9_-]{36,64}/g],
  ['netlify-token', /nfp_[A-Za-z0-9]{36,60}/g],
  ['age-key', /AGE-SECRET-KEY-1[A-Z0-9]{58}/g],
  ['brevo-key', /x(?:key|smtp)sib-[a-f0-9]{64}-[A-Za-z0-9]{16}/g],
  ['mailgun-key', /key-[a-f0-9]{32}(?![A-Za-z0-9])/g],
  ['stripe-key', /(?:sk|rk)_live_[A-Za-z0-9]{16,120}/g],
  ['stripe-key', /whsec_[A-Za-z0-9+/]{24,64}/g],
  ['mapbox-token', /sk\.eyJ[A-Za-z0-9_-]{20,200}\.[A-Za-z0-9_-]{16,60}/g],
  ['openai-key', /sk-(?:proj|svcacct|admin)-[A-Za-z0-9_-]{20,200}/g],
  ['notion-token', /secret_[A-Za-z0-9]{43}(?![A-Za-z0-9])/g],
  ['airtable-token', /pat[A-Za-z0-9]{14}\.[a-f0-9]{64}/g],
  ['sentry-token', /sntry[su]_[A-Za-z0-9+/=_-]{40,400}/g],
  ['sentry-dsn', /https:\/\/(?<value>[a-f0-9]{32}(?::[a-f0-9]{32})?)@[\w.-]+\/\d+/dg],
  ['jwt', /eyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10,8000}\.[A-Za-z0-9_-]{20,1000}/g],
  ['bearer-token', /Bearer\s+(?<value>[A-Za-z0-9._~+/-]{20,400}=*)/dg],
  ['password', /curl\b[^\n]{0,200}?\s(?:-u|--user)[ =]?["']?[^\s:"']{1,80}:(?<value>[^\s"'`]{4,200})/dg],
];

/** `SESSION_SECRET=…`, `export DB_PASSWORD="…"`, `SCW_SECRET_KEY: …`. */
const variable =
  /(?<name>[A-Z][A-Z0-9_]{2,80})["'`]?[ \t]{0,8}[:=][ \t]{0,8}(?:"(?<quoted>[^"\n]{6,300})"|["'`]?(?<bare>[^\s"'`|,;]{6,300}))/dg;
const variableNames =
  /(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|PASS|PWD|SECRET|TOKEN|APIKEY|MDP|KEY_BASE|(?:API|SECRET|PRIVATE|ACCESS|ENCRYPTION|SIGNING|MASTER|JWT|SESSION|AUTH)_?KEY)(?:_\d+)?$/;

/** `password: "…"`, `"client_secret": "…"`, « mot de passe : … ». */
const property =
  /(?<![A-Za-zÀ-ÿ])(?:[a-z]+[_-]){0,3}(?:password|passwd|passphrase|pwd|secret|api[_-]?key|token|mot de passe|mdp)(?:[_-]key)?["'`*]{0,3}[ \u00a0\t]{0,4}[:=][ \u00a0\t]{0,4}(?:"(?<quoted>[^"\n]{8,200})"|[`'«“*]{0,2}[ \u00a0]?(?<bare>[^\s"'`|,;»”*]{8,200}))/dgi;

/** An address with a password in it: `postgres://user:password@host/base`. */
const address = /:\/\/(?<user>[^\s:/@"'`<>]{0,100}):(?<value>[^\s/@"'`<>]{1,200})@(?<host>[^\s/:"'`<>?#|)\]]+)/dg;
const databaseScheme = /(?:postgres(?:ql)?|postgis|mysqlx?|mariadb|mongodb(?:\+srv)?|rediss?|sqlserver|mssql)$/i;

/** What {@link isPlaceholder} needs to know beside the value. */
export interface SecretContext {
  /** An address's user and host. */
  readonly user?: string;
  readonly host?: string;
  /** Whether only the words around it say that it is a secret: nothing in its form does. */
  readonly isGuess: boolean;
}

export interface Candidate extends FoundSecret, SecretContext {}

/** Finds what looks like a secret, placeholders included, the surest kinds first. */
export function findWithPatterns(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (const [kind, pattern] of patterns) {
    for (const match of text.matchAll(pattern)) {
      // A prefix in the midst of a longer word is not one.
      if (!/[A-Za-z0-9]/.test(text[match.index - 1] ?? '')) {
        found.push({ kind, isGuess: kind === 'password' || kind === 'bearer-token', ...valueOf(match, 'value') });
      }
    }
  }
  for (const match of text.matchAll(address)) {
    const kind = databaseScheme.test(text.slice(Math.max(0, match.index - 14), match.index))
      ? 'database-password'
      : 'url-password';
    const { user = '', host = '' } = match.groups ?? {};
    found.push({ kind, isGuess: false, user, host, ...valueOf(match, 'value') });
  }
  for (const match of text.matchAll(variable)) {
    const name = match.groups?.['name'] ?? '';
    if (variableNames.test(name) && !/[A-Za-z0-9_]/.test(text[match.index - 1] ?? '')) {
      found.push({ kind: 'password', isGuess: true, ...valueOf(match, 'quoted', 'bare') });
    }
  }
  for (const match of text.matchAll(property)) {
    const isInQuery = /[?&]/.test(text[match.index - 1] ?? '');
    // The `token` of a file's address is how the file is shared, and shared it is.
    if (!isInQuery || !match[0].toLowerCase().startsWith('token')) {
      const { start, end } = valueOf(match, 'quoted', 'bare');
      const bare = match.groups?.['quoted'] === undefined ? text.slice(start, end) : '';
      const tail = (isInQuery ? /[&)].*$/ : /[)\].:]+$/).exec(bare)?.[0] ?? '';
      found.push({ kind: 'password', isGuess: true, start, end: end - tail.length });
    }
  }
  return found;
}

/** Where the first group that took part stands; the whole match when none did. */
function valueOf(match: RegExpExecArray, ...groups: readonly string[]): { start: number; end: number } {
  for (const group of groups) {
    const range = match.indices?.groups?.[group];
    if (range) {
      return { start: range[0], end: range[1] };
    }
  }
  return { start: match.index, end: match.index + match[0].length };
}
