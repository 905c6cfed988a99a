import { findSecrets } from './findSecrets';

/** What takes a secret's or a value's place. */
export const hidden = '…';

/** A value as a shell reads it. */
const word = String.raw`(?:"(?:[^"\\]|\\.)*"|'[^']*'|\x60[^\x60]*\x60|[^\s;&|"'\x60)]+)+`;

/** `PORT=3000`, `env file=…`, `-e KEY=…`, `-Dspring.datasource.password=…`, `--set base.password=…`. */
const assignment = new RegExp(String.raw`(?<![^\s;&|("'\x60,])((?:--[\w-]+=|-[A-Z])?[A-Za-z_][\w.-]*\+?=)${word}`, 'g');

/** Options whose name says that what follows opens something, or says who opens it. */
const option = new RegExp(
  String.raw`(?<=^|\s)(--?(?!-?(?:no|skip|disable|without)-)(?:[\w-]*(?:password|passwd|passphrase|secret|token|api-?key|access-?key|secret-?key|private-?key|motdepasse|jeton|requirepass|masterauth)|(?:[\w-]+-)?(?:pass|pwd|mdp|auth|credentials?|dsn|login|user|username|email))[= ]\s*)${word}`,
  'gi',
);

/** `curl -u name:password`, `mysql -ppassword`: a letter means something else for most other programs. */
const shortOption = new RegExp(
  String.raw`(?<=\b(?:curl|wget|http|mysql\w*|mariadb\w*|sshpass|mongo\w*)\b[^;&|\n]{0,500}\s)(-[up] ?)(?=[^\s-])${word}`,
  'g',
);

/** `-H "X-Api-Key: …"`; what type a content is of is no one's secret. */
const header = /(\s(?:-H|--header)[= ]?\s*["']?(?!Accept|Content-Type)[\w-]+:)\s*[^"'\n]+/gi;

const userInfo = /([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/@"'`<>]+@/gi;
const query = /([?&](?!(?:branch|tag|rev|ref|version|subdirectory|path)=)[\w.[\]-]+=)[^\s&#"'`<>)]+/gi;

/** A command without the values it sets or gives: `PORT=3000 node .` → `PORT=… node .`. */
export function hideValues(text: string): string {
  return hideInAddresses(text)
    .replace(assignment, `$1${hidden}`)
    .replace(option, `$1${hidden}`)
    .replace(shortOption, `$1${hidden}`)
    .replace(header, `$1 ${hidden}`);
}

/** Addresses without user, password, nor the values of their query, but those that say which version is meant. */
export function hideInAddresses(text: string): string {
  return text.includes('://') ? text.replace(userInfo, '$1').replace(query, `$1${hidden}`) : text;
}

/** Words that say that what follows opens something, then what joins them to it. */
const told =
  /((?<![\p{L}\p{N}_])(?:mots? de passe|mdp|password|passwd|pwd|passphrase|jetons?|tokens?|secrets?|cl[ée]s? (?:d[’']|de l[’'])?(?:api|acc[eè]s|secr[eè]te)|api[ -]?keys?)(?![\p{L}\p{N}_]))([^\S\n]{0,3}(?:[:=]|→|->)[^\S\n]{0,3}|[^\S\n]{1,3}(?:(?:est|is|de|of|pour|for)[^\S\n]{1,3})?)(["'`«*_([]{0,3}[^\S\n]?)([^\s"'`»*)\],;<>]{3,100})/giu;

/** What names a secret without giving it: a variable, a file, an address, another template's hole. */
const namesOne = /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$|\/|^[\w-]*\.(?:ya?ml|json|env|md|toml|py|rb|php|[jt]sx?)$|^[$%{]/;

/** A word as people write them: no digit, no sign, no capital but its first, or a short name in capitals. */
const isWord = /^\p{L}\p{Ll}*(?:[-’']\p{L}\p{Ll}*)*$|^\p{Lu}{1,5}$|^…$/u;

/**
 * A text that people wrote without the passwords and tokens that it tells: « mot de passe : … ». After a colon that is
 * whatever is no word, or the only one; elsewhere, only what has digits and is as long as a password.
 */
export function hideTold(text: string): string {
  return text.replace(told, (whole, name: string, joint: string, quote: string, value: string, at: number) => {
    const bare = value.replace(/[.!?:]+$/, '');
    const after = text.slice(at + whole.length, at + whole.length + 10);
    const isLast = value !== bare || /^[^\S\n]*(?:["'`»*)\],;<>]|$|\n)/.test(after);
    const isGiven = /[:=→>]/.test(joint)
      ? !isWord.test(bare) || ((isLast || quote !== '') && !/^\p{Lu}{1,5}$/u.test(bare))
      : bare.length >= 8 && /\d/.test(bare);
    return bare !== '' && isGiven && !namesOne.test(bare)
      ? `${name}${joint}${quote}${hidden}${value.slice(bare.length)}`
      : whole;
  });
}

/** A part of a path that no one would read aloud: letters and digits at random. */
const tokenInPath = /(?<=\/)(?=[A-Za-z_-]*\d)(?=[\d_-]*[A-Za-z])(?!v\d)[\w-]{20,}(?=[/?#]|$)/g;

/** A route without the tokens that are parts of its path; words, dates and numbers stay. */
export function hideInRoute(path: string): string {
  return path.replace(tokenInPath, (part) =>
    /^(?:[A-Za-z]+|\d{1,8})(?:[-_](?:[A-Za-z]+|\d{1,8}))*$/.test(part) ? part : hidden,
  );
}

/** Texts without the credentials written in them. They are searched together, which costs much less than one by one. */
export async function redactSecrets(texts: readonly string[]): Promise<readonly string[]> {
  // A blank line between two: no pattern reads over it.
  const joint = '\n\n';
  const all = texts.join(joint);
  const secrets = await findSecrets(all);
  if (secrets.length === 0) {
    return texts;
  }
  const redacted: string[] = [];
  let start = 0;
  let next = 0;
  for (const text of texts) {
    const end = start + text.length;
    let kept = '';
    let from = start;
    for (let secret = secrets[next]; secret && secret.start < end; secret = secrets[++next]) {
      kept += all.slice(from, secret.start) + hidden;
      from = secret.end;
    }
    redacted.push(kept + all.slice(Math.min(from, end), end));
    start = end + joint.length;
  }
  return redacted;
}
