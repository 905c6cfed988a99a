import type { SourceText } from '../../sourceText';
import { isEnvName, type EnvPlace } from './envName';

const dotenvName =
  /^(?:[\w.-]*\.env(?:[.-][\w.-]+)?|env\.[\w.-]+|dotenv(?:[.-][\w.-]+)?|[\w-]+\.env\.(?:sample|example|dist|template)|\.envrc(?:[.-]\w+)?|\.flaskenv|env-?(?:sample|example|template))$/i;

/** Names that end as a file of another kind does. */
const otherKinds =
  /\.(?:[cm]?[jt]sx?|d\.ts|py|rb|php|java|go|vue|ya?ml|json|md|mdx|html|css|scss|txt\.erb|gotmpl|gpg|enc|asc|lock|snap|scm)$/i;

/** Whether a file sets variables one a line: `.env`, `.env.sample`, `prod.env`, `env.d/development/common.dist`. */
export function isDotenv(name: string, folder: string): boolean {
  if (otherKinds.test(name)) {
    return false;
  }
  return dotenvName.test(name) || /(?:^|\/)\.?env\.d(?:\/|$)/.test(folder);
}

/**
 * The names set in a file of variables. What is quoted over several lines is skipped; a sample often leaves an optional
 * variable commented out, which makes it probable.
 */
export function readDotenv({ text }: SourceText): EnvPlace[] {
  const places: EnvPlace[] = [];
  const line = /([^\r\n]*)(?:\r\n|\r|\n|$)/y;
  const lastEnd = text.lastIndexOf('-----END ');
  let isInKey = false;
  while (line.lastIndex < text.length) {
    const start = line.lastIndex;
    const content = line.exec(text)?.[1] ?? '';
    const wasInKey = isInKey;
    isInKey = (isInKey || content.includes('-----BEGIN ')) && !content.includes('-----END ') && start < lastEnd;
    const [whole, comment = '', name = ''] = wasInKey ? [] : (assignment.exec(content) ?? []);
    if (whole === undefined || !isEnvName(name) || isPieceOfValue(name)) {
      continue;
    }
    const value = content.slice(whole.length).trimStart();
    const offset = start + whole.lastIndexOf(name);
    if (comment) {
      if (whole.endsWith('=') && /^[A-Z][A-Z0-9_]*$/.test(name) && !isSentence(value)) {
        places.push({ name, offset, isProbable: true });
      }
      continue;
    }
    if (whole.endsWith('=') || value === '' || /^\s/.test(content.slice(whole.length))) {
      places.push({ name, offset });
    }
    const end = afterQuoted(text, start + content.length - value.length, value);
    if (end !== undefined) {
      line.lastIndex = end;
      isInKey = false;
    }
  }
  return places;
}

const assignment = /^\s{0,20}(#\s?)?(?:(?:export|set)\s{1,4})?([A-Za-z_][\w.-]{0,119})\s{0,4}[=:](?!=)/;

/** A key or a certificate over several lines ends some of them with a sign too: they must never come out as names. */
function isPieceOfValue(name: string): boolean {
  return name.length > 20 && /[a-z]/.test(name) && /[A-Z]/.test(name) && /\d/.test(name);
}

/** What follows a sign in a comment: a value has no blanks but in quotes, or before a comment of its own. */
function isSentence(value: string): boolean {
  return /\S\s+\S/.test(value.replace(/^(["']).*\1/, 'x').replace(/\s#.*$/, ''));
}

/** Where a value that opens a quote and doesn't close it on its line ends; undefined when it isn't such a one. */
function afterQuoted(text: string, at: number, value: string): number | undefined {
  const [quote = ''] = value;
  if (!/["'`]/.test(quote) || value.indexOf(quote, 1) > 0) {
    return undefined;
  }
  const closed = text.indexOf(quote, at + value.length);
  // Nobody's value is that long; a quote alone is a mistake, not the rest of the file.
  return closed < 0 || closed - at > 20_000 ? undefined : closed + 1;
}
