/** The text of one file, and its lines. */
export class SourceText {
  private starts: readonly number[] | undefined;
  private split: readonly string[] | undefined;

  /**
   * @param path from the root, with `/`
   * @param text without byte order mark; its line endings as they are in the file
   */
  constructor(
    readonly path: string,
    readonly text: string,
  ) {}

  /** The lines, without their endings. */
  get lines(): readonly string[] {
    // Many times faster where lines end as nearly all do.
    return (this.split ??= this.text.split(this.text.includes('\r') ? /\r\n|\r|\n/ : '\n'));
  }

  /** The line, counted from 1, of an offset in UTF-16 code units. */
  lineAt(offset: number): number {
    const starts = (this.starts ??= lineStarts(this.text));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low + 1;
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  if (!text.includes('\r')) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      starts.push(at + 1);
    }
    return starts;
  }
  for (const { index, 0: ending } of text.matchAll(/\r\n|\r|\n/g)) {
    starts.push(index + ending.length);
  }
  return starts;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads bytes as text: UTF-8, UTF-16 with its byte order mark, else Windows-1252, which old French files are written in.
 *
 * @returns undefined when the bytes are not text
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) {
    return new TextDecoder('utf-16le').decode(bytes);
  }
  if (first === 0xfe && second === 0xff) {
    return new TextDecoder('utf-16be').decode(bytes);
  }
  if (bytes.subarray(0, 8000).includes(0)) {
    return undefined;
  }
  try {
    return utf8.decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
