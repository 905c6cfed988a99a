/** Runs an action later, and gives what calls it off; the tests give a clock of their own. */
export type Clock = (action: () => void, milliseconds: number) => () => void;

const realClock: Clock = (action, milliseconds) => {
  const timer = setTimeout(action, milliseconds);
  return () => clearTimeout(timer);
};

/**
 * Gathers bursts: runs an action once the calls for a key have paused, with the last call's action. A key waits on
 * its own, so that typing in one document never delays another.
 */
export class Debouncer {
  private readonly waiting = new Map<string, { readonly callOff: () => void; readonly run: () => void }>();

  /** @param delay pause awaited after the last call, in milliseconds */
  constructor(
    private readonly delay: number,
    private readonly clock: Clock = realClock,
  ) {}

  schedule(key: string, action: () => void): void {
    this.cancel(key);
    const run = (): void => {
      this.waiting.delete(key);
      action();
    };
    this.waiting.set(key, { run, callOff: this.clock(run, this.delay) });
  }

  /** Runs at once what waits for a key, for someone who needs it now. */
  flush(key: string): void {
    const waiting = this.waiting.get(key);
    waiting?.callOff();
    waiting?.run();
  }

  cancel(key: string): void {
    this.waiting.get(key)?.callOff();
    this.waiting.delete(key);
  }

  dispose(): void {
    for (const { callOff } of this.waiting.values()) {
      callOff();
    }
    this.waiting.clear();
  }
}
