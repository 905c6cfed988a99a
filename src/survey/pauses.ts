/** How long work may go on before others get their turn, in milliseconds: a cancellation is one of them. */
const longestTurn = 40;

/**
 * Gives a function that lets everything else waiting have its turn, when the last time is a while ago.
 *
 * @returns a function that gives what to wait for, undefined while it isn't time
 */
export function pauses(): () => Promise<void> | undefined {
  let last = performance.now();
  return () =>
    performance.now() - last > longestTurn
      ? new Promise<void>((resolve) => {
          setTimeout(() => {
            last = performance.now();
            resolve();
          });
        })
      : undefined;
}
