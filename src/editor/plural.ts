/** « 1 étape », « 2 étapes » : a count with its noun, which takes an `s` from two on. */
export function plural(quantity: number, noun: string): string {
  return `${quantity} ${noun}${quantity > 1 ? 's' : ''}`;
}
