import type { SourceText } from '../sourceText';

/** What the texts whose reading is remembered may weigh together, in UTF-16 code units: what is read of them weighs more. */
const rememberedAtMost = 2_000_000;

/**
 * What was read of each text, for the next detector that reads the same: several look at each manifest. What was read
 * first is forgotten first, and all of it with the texts themselves.
 */
export class Remembered<T> {
  private readonly readings = new WeakMap<SourceText, { readonly value: T }>();
  private readonly order: { readonly source: WeakRef<SourceText>; readonly weight: number }[] = [];
  private weight = 0;

  constructor(private readonly read: (source: SourceText) => T) {}

  /** What is read of a text; never to be changed, since others are given it too. */
  of(source: SourceText): T {
    const known = this.readings.get(source);
    if (known) {
      return known.value;
    }
    const value = this.read(source);
    this.readings.set(source, { value });
    this.order.push({ source: new WeakRef(source), weight: source.text.length });
    this.weight += source.text.length;
    while (this.weight > rememberedAtMost) {
      const oldest = this.order.shift();
      const forgotten = oldest?.source.deref();
      if (forgotten) {
        this.readings.delete(forgotten);
      }
      this.weight -= oldest?.weight ?? this.weight;
    }
    return value;
  }
}
