/** The longest that work goes on before the host gets its turn, in milliseconds: a key pressed then is still prompt. */
const slice = 12;

/**
 * Does small pieces of work one after the other, and lets the host do something else now and then, however many there
 * are: reads that end together would otherwise be worked on together.
 */
export class Breather {
  private since = performance.now();
  private last: Promise<unknown> = Promise.resolve();

  /** Does a piece of work in its turn. */
  async run<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    const turn = this.last.then(async () => {
      if (performance.now() - this.since >= slice) {
        await new Promise<void>((resolve) => {
          setTimeout(resolve, 0);
        });
        this.since = performance.now();
      }
      return work();
    });
    this.last = turn.catch(() => undefined);
    return turn;
  }
}

/**
 * Visits each item, a few at a time: ten thousand reads asked for at once would hold everything else up.
 *
 * @param isCancelled asked before each item; once true, no other is begun
 * @returns how many were visited, when all visits begun have ended
 */
export async function forEachLimited<Item>(
  items: readonly Item[],
  limit: number,
  visit: (item: Item) => Promise<void>,
  isCancelled: () => boolean = () => false,
): Promise<number> {
  let next = 0;
  let visited = 0;
  const worker = async (): Promise<void> => {
    for (let item = items[next]; next < items.length && !isCancelled(); item = items[next]) {
      next++;
      if (item !== undefined) {
        await visit(item);
      }
      visited++;
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return visited;
}
