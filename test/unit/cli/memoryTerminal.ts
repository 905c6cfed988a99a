import type { Terminal } from '../../../src/cli/terminal';

export interface MemoryTerminal extends Terminal {
  /** What was written to each so far. */
  readonly written: { out: string; err: string };
}

/** A terminal that keeps what is written. */
export function memoryTerminal(isWatched = false): MemoryTerminal {
  const written = { out: '', err: '' };
  return {
    written,
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    isOutWatched: isWatched,
    isErrWatched: isWatched,
  };
}
