import { findSecrets } from './findSecrets';

/** What takes a secret's or a value's place. */
export const hidden = '…';

const assignment = /(?<![\w$.-])([A-Z_][A-Z0-9_]*)(\+?=)("(?:[^"\\]|\\.)*"|'[^']*'|`[^`]*`|[^\s;&|"'`)]+)/g;
const option =
  /(?<=^|\s)(--?(?:password|passwd|pass|token|secret|api-?key|access-?key|auth|user|username)[= ])("[^"]*"|'[^']*'|[^\s"']+)/gi;
const userInfo = /([a-z][a-z0-9+.-]*:\/\/)[^\s/@"'`<>]+@/gi;

/** A command or an address without the values it sets: `PORT=3000 node .` → `PORT=… node .`. */
export function hideValues(text: string): string {
  return text.replace(userInfo, '$1').replace(assignment, `$1$2${hidden}`).replace(option, `$1${hidden}`);
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
