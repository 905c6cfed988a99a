import { secretKinds, type SecretKindId } from './secretKinds';
import type { SecretContext } from './secretPatterns';

/** Words that say that a value stands for another, wherever they are in it. Folded, letters only. */
const tellingWords =
  /example|exemple|change(?:me|moi|it|r)|changez|replace|remplace|placeholder|dummy|sample|fictif|redacted|retire|masque|caviarde|motdepasse|password|passwd|xxxx|yourtoken|votretoken|votrecle|yourkey|insertyour|aremplir|acompleter|arenseigner|todo|notasecret|supersecret|foobar|lorem/;
/** The same for words that a random value could hold by chance: alone between signs other than letters and digits. */
const shortWords =
  /^(?:your|votre|vos|mon|ma|my|the|the|here|ici|test|tests|demo|fake|faux|secret|secrets|token|jeton|cle|key|clef|value|valeur|pass|user|utilisateur|string|abc|xxx|tbd|foo|bar|baz|mdp|none|null|undefined|true|false|random|generated|generate)$/;
/** Passwords that protect nothing: those of local databases and of guides. Folded. */
const commonPasswords =
  /^(?:postgres(?:ql)?|root|toor|admin|administrator|guest|mysql|mongo|redis|rabbitmq|minio(?:admin)?|azerty(?:uiop)?|qwerty(?:uiop)?|letmein|pgpass|dev|local|django|rails|laravel|keycloak|p(?:a|@)ssw(?:o|0)rd|s3cr3t|app|db|database|api|x-oauth-basic)\d{0,4}$/;

/**
 * Whether a value only stands for a secret: a placeholder, a variable, a local address, a password of guides.
 *
 * @param value as it is written
 */
export function isPlaceholder(value: string, kind: SecretKindId, context: SecretContext): boolean {
  const prefix = secretKinds[kind].prefixes?.find((start) => value.startsWith(start)) ?? '';
  const body = value.slice(prefix.length);
  if (kind === 'private-key') {
    return /\.\.\.|…|\*\*\*/.test(value);
  }
  if (isTemplate(body) || saysSo(body) || isMonotonous(body)) {
    return true;
  }
  if (context.host !== undefined) {
    return isLocalHost(context.host) || isSampleAddress(value, context.user ?? '');
  }
  return context.isGuess && !isOpaque(value);
}

/** `${DB_PASSWORD}`, `<motdepasse>`, `{{ token }}`, `%TOKEN%`, `[secret]`, `process.env.TOKEN`, `…`, `***`. */
function isTemplate(value: string): boolean {
  return (
    /^[$<{[«…*%(]|\$\{|\{\{|<[^>]*>|\.\.\.|…|\*{3}|x{4}|X{4}|_{4}/.test(value) ||
    /^%\w+%$/.test(value) ||
    /(?:^|\.)env[.[(]|environ|getenv|secrets\.|config[.(]|\w\(/i.test(value)
  );
}

function saysSo(value: string): boolean {
  const folded = value.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return (
    tellingWords.test(folded.replace(/[^a-z]+/g, '')) ||
    folded.split(/[^a-z0-9]+/).some((word) => shortWords.test(word.replace(/\d{1,3}$/, '')))
  );
}

/** The same few signs again and again, or signs in their order: `0000…`, `abcdef…`, `1234567890abcdef…`. */
function isMonotonous(value: string): boolean {
  const signs = value.split('');
  const distinct = new Set(signs).size;
  if (distinct <= 2 || (signs.length >= 16 && distinct < 7) || /(.)\1{7}/.test(value)) {
    return true;
  }
  const inOrder = signs.filter((sign, index) => {
    const step = sign.charCodeAt(0) - (signs[index - 1] ?? '').charCodeAt(0);
    return step === 1 || step === 0;
  }).length;
  return inOrder / (signs.length - 1) >= 0.6;
}

function isLocalHost(host: string): boolean {
  return (
    !host.includes('.') ||
    /^(?:127|10|0|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./.test(host) ||
    /(?:^|\.)(?:local|localhost|lan|internal|test|invalid|example|docker)$/i.test(host) ||
    /(?:^|\.)(?:example|exemple|domain|domaine|host|hote|server|serveur)\.[a-z]+$/i.test(host)
  );
}

function isSampleAddress(password: string, user: string): boolean {
  const folded = password.toLowerCase();
  return password.length < 4 || folded === user.toLowerCase() || commonPasswords.test(folded);
}

/** Whether a value is a secret's rather than a word, a name, a date, a path or an address. */
function isOpaque(value: string): boolean {
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((sign) => sign.test(value)).length;
  const isWords = /^[\p{L}’']+(?:[-_ .:/][\p{L}’']+)*[.:]?$/u.test(value);
  return (
    value.length >= 8 &&
    !isWords &&
    /\d|[^\w.:/-]/.test(value) &&
    (classes >= 3 || value.length >= 16) &&
    !/^(?:\/|\.{1,2}\/|[a-z][a-z0-9+.-]*:\/\/|v?\d+(?:\.\d+)+$|\d{1,4}[/-]\d{1,2}[/-]\d{1,4}$)/i.test(value) &&
    !/^[^@\s]+@[^@\s]+\.[a-z]{2,}$/i.test(value) &&
    !/\.(?:json|ya?ml|pem|key|txt|md|env|js|ts|py|rb|php|sh|toml|ini|gpg|pdf)\b/i.test(value) &&
    !commonPasswords.test(value.toLowerCase())
  );
}

/** Words of every product's settings: hiding them would hide what is said elsewhere with the same words. */
const usualWords =
  /^(?:production|preproduction|development|developpement|staging|recette|localhost|sqlite3|sidekiq|gunicorn|puma|utf-?8|europe-paris|info|debug|warning|error)$/;

/**
 * Whether a value that a variable is set to teaches nothing when it is read elsewhere: empty or very short, a word, a
 * version, a port, a template, a placeholder.
 *
 * @param isSecret whether the variable's name says that it opens something: then a rare word counts too
 */
export function isUnremarkable(value: string, isSecret: boolean): boolean {
  const folded = value.toLowerCase();
  return (
    value.length < 4 ||
    /^(?:[$<{[%]|v?\d{1,4}(?:\.\d{1,6}){1,3}(?:[-+.][\w.]{1,30})?$|\d{1,5}$)|\$[{(]|\{\{|<%/.test(value) ||
    usualWords.test(folded) ||
    commonPasswords.test(folded) ||
    (isSecret ? value.length < 8 && /^\p{L}+$/u.test(value) : /^[\p{L}_]+\d{0,2}$/u.test(value))
  );
}
