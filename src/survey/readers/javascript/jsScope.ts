/** Names and what they stand for, inside of one another as blocks are. */
export class Scope<Value> {
  private readonly values = new Map<string, Value>();

  constructor(readonly parent: Scope<Value> | undefined) {}

  get(name: string): Value | undefined {
    return this.values.get(name) ?? this.parent?.get(name);
  }

  declare(name: string, value: Value): void {
    this.values.set(name, value);
  }

  /** Changes the nearest variable of that name; one that nothing declares becomes the file's. */
  assign(name: string, value: Value): void {
    if (this.parent && !this.values.has(name)) {
      this.parent.assign(name, value);
    } else {
      this.values.set(name, value);
    }
  }
}
