/** A word of a command, where it stands in the code. */
export interface Word {
  /** Without its quotes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** What is written is what is run: no variable, no pattern, nothing to be replaced by the reader. */
  readonly isPlain: boolean;
}

/** Commands in their order; a parenthesis opens a shell of its own, whose folder is forgotten when it closes. */
export type Step =
  | { readonly kind: 'command'; readonly words: readonly Word[] }
  | { readonly kind: 'open' }
  | { readonly kind: 'close' };

const promptLine = /^[ \t]*(?:[\w.@:~/-]*[$%])[ \t]+(?=\S)/;

/**
 * Reads the commands of a code as a shell would, near enough: quotes, comments, continued lines, `&&`, `;`, pipes,
 * redirections and here-documents. In a session with prompts, lines without one are what the commands print.
 *
 * @param code lines joined by `\n`
 */
export function readCommands(code: string): Step[] {
  const steps: Step[] = [];
  const lines = code.split('\n');
  const hasPrompts = lines.some((line) => promptLine.test(line));
  let offset = 0;
  let index = 0;
  while (index < lines.length) {
    // A backslash at the end of a line continues it; it is read as a blank.
    let line = lines[index] ?? '';
    const start = offset;
    offset += line.length + 1;
    index++;
    while (/(?:^|[^\\])\\$/.test(line) && index < lines.length) {
      const next = lines[index] ?? '';
      line = `${line.slice(0, -1)}  ${next}`;
      offset += next.length + 1;
      index++;
    }
    const prompt = (hasPrompts ? promptLine : /^[ \t]*>[ \t]+/).exec(line)?.[0];
    if (hasPrompts && prompt === undefined) {
      continue;
    }
    const from = prompt?.length ?? 0;
    const { found, hereDocument } = readLine(line.slice(from), start + from);
    steps.push(...found);
    // What a here-document holds, and its end, are no commands.
    let isInside = hereDocument !== undefined;
    while (isInside && index < lines.length) {
      const next = lines[index] ?? '';
      isInside = next.trim() !== hereDocument;
      offset += next.length + 1;
      index++;
    }
  }
  return steps;
}

const token =
  /(?<blank>[ \t]+)|(?<comment>#.*)|(?<here><<-?[ \t]*["']?(?<mark>\w+)["']?)|(?<hole><[\p{L}_][^<>|&;]*>)|(?<redirection>\d?(?:>>?|<)&?[ \t]*[^\s|&;()]*)|(?<separator>&&|\|\|?|;|&)|(?<open>\()|(?<close>\))|(?<word>(?:"(?:[^"\\]|\\.)*"|'[^']*'|\$\([^)]*\)|`[^`]*`|<[\p{L}_][^<>|&;]*>|\\.|[^\s"'`|&;()<>\\])+)|(?<other>.)/duy;

function readLine(line: string, start: number): { found: Step[]; hereDocument: string | undefined } {
  const found: Step[] = [];
  let hereDocument: string | undefined;
  let words: Word[] = [];
  const flush = (): void => {
    if (words.length > 0) {
      found.push({ kind: 'command', words });
    }
    words = [];
  };
  token.lastIndex = 0;
  for (let match = token.exec(line); match; match = token.exec(line)) {
    const groups = match.groups ?? {};
    const [source] = match;
    if (groups['word'] !== undefined || groups['hole'] !== undefined || groups['other'] !== undefined) {
      words.push({ ...readWord(source), start: start + match.index, end: start + match.index + source.length });
    } else if (groups['here'] !== undefined) {
      hereDocument = groups['mark'];
    } else if (groups['open'] !== undefined || groups['close'] !== undefined) {
      flush();
      found.push({ kind: groups['open'] === undefined ? 'close' : 'open' });
    } else if (groups['separator'] !== undefined) {
      flush();
    }
  }
  flush();
  return { found, hereDocument };
}

function readWord(source: string): { text: string; isPlain: boolean } {
  const text = source.replace(
    /"((?:[^"\\]|\\.)*)"|'([^']*)'/g,
    (_, double?: string, single?: string) => double ?? single ?? '',
  );
  return { text, isPlain: !/[$`*?{}[\]<>!~\\…"'|]|\.\.\./.test(text) };
}
