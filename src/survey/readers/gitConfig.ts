/** One setting of a Git configuration file: `[remote "origin"] url = …`. */
export interface GitSetting {
  /** Lower case: `remote`. */
  readonly section: string;
  /** What stands between quotes; its case counts. */
  readonly subsection: string;
  /** Lower case. */
  readonly key: string;
  readonly value: string;
  /** Counted from 1. */
  readonly line: number;
}

/** Reads a Git configuration file's settings, in their order; lines it doesn't understand are skipped. */
export function readGitConfig(text: string): GitSetting[] {
  const settings: GitSetting[] = [];
  let section = '';
  let subsection = '';
  const lines = text.split(/\r\n|\r|\n/);
  for (let index = 0; index < lines.length; index++) {
    const line = index + 1;
    let rest = (lines[index] ?? '').trim();
    const header = /^\[\s*([\w.-]+)\s*(?:"((?:[^"\\]|\\.)*)")?\s*\]/.exec(rest);
    if (header) {
      section = (header[1] ?? '').toLowerCase();
      subsection = (header[2] ?? '').replace(/\\(.)/g, '$1');
      rest = rest.slice(header[0].length).trim();
    }
    const setting = /^([A-Za-z][\w-]*)\s*(?:=(.*))?$/.exec(rest);
    if (!setting) {
      continue;
    }
    let raw = setting[2] ?? 'true';
    while (endsInBackslash(raw) && index + 1 < lines.length && raw.length < 10_000) {
      raw = raw.slice(0, -1) + (lines[++index] ?? '');
    }
    settings.push({ section, subsection, key: (setting[1] ?? '').toLowerCase(), value: readValue(raw), line });
  }
  return settings;
}

/** One that isn't itself escaped. */
function endsInBackslash(text: string): boolean {
  let count = 0;
  while (text[text.length - 1 - count] === '\\') {
    count++;
  }
  return count % 2 === 1;
}

/** Quotes, escapes and comments of a value. */
function readValue(raw: string): string {
  let value = '';
  let isQuoted = false;
  const text = raw.trim();
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '"') {
      isQuoted = !isQuoted;
    } else if (char === '\\') {
      value += text.charAt(++at);
    } else if (!isQuoted && (char === '#' || char === ';')) {
      break;
    } else {
      value += char;
    }
  }
  return isQuoted ? value : value.trimEnd();
}
