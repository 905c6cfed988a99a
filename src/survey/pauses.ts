/** How long work may go on before others get their turn, in milliseconds: a cancellation is one of them. */
const longestTurn = 40;

/** Gives a function that lets everything else waiting have its turn, when the last time is a while ago. */
export function pauses(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last > longestTurn) {
      await new Promise<void>((resolve) => {
        setTimeout(resolve);
      });
      last = performance.now();
    }
  };
}
