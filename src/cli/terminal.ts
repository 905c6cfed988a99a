import { styleText } from 'node:util';

/** Where the command line writes. Results go to `out` and nothing else does: another program may read it. */
export interface Terminal {
  out(text: string): void;
  /** Messages, progress and mistakes. */
  err(text: string): void;
  /** Whether a person watches `out`, and `err`: only then are there colours, and only then does progress move. */
  readonly isOutWatched: boolean;
  readonly isErrWatched: boolean;
}

export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'cyan' | 'green' | 'underline';

/** A text in a style, on a terminal only. */
export function styled(isWatched: boolean, style: Style, text: string): string {
  return isWatched ? styleText(style, text) : text;
}

/** What a person can mend: told in one line, without the trace of a bug. */
export class CommandError extends Error {}

/** A line that shows how far the work is, on a terminal; nothing elsewhere. */
export class ProgressLine {
  private shown = '';

  constructor(private readonly terminal: Terminal) {}

  show(text: string): void {
    if (this.terminal.isErrWatched && text !== this.shown) {
      this.terminal.err(`\r${text}\u001B[K`);
      this.shown = text;
    }
  }

  clear(): void {
    if (this.shown !== '') {
      this.terminal.err('\r\u001B[K');
      this.shown = '';
    }
  }
}
