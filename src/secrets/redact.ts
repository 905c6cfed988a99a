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
