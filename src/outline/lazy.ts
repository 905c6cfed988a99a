/** Where an object keeps what its lazy properties are read from, and what they gave. */
const hidden = Symbol('lazy');

/** How each lazy property is worked out, from a state that the object does not show. */
export type Readers<State, Values extends object> = {
  readonly [Name in keyof Values]: (state: State, self: Values) => Values[Name];
};

interface Lazy<State, Values> {
  readonly state: State;
  readonly found: Partial<Values>;
}

/** What gives objects their lazy properties. */
export interface Lazily<State, Values extends object> {
  add<Known extends object>(this: void, known: Known, state: State): Known & Values;
  /** Gives an object the properties of another, with what they already gave. */
  copy<Known extends object>(this: void, known: Known, from: Values): Known & Values;
}

/**
 * Gives objects properties that look like plain data (own and enumerable) but are worked out when they are first asked
 * for. Their getters are shared: thousands of objects with getters of their own take far longer to make.
 */
export function lazily<State, Values extends object>(readers: Readers<State, Values>): Lazily<State, Values> {
  const properties: [name: string, property: PropertyDescriptor][] = [];
  for (const name in readers) {
    properties.push([name, descriptor(name, readers)]);
  }
  return {
    add: (known, state) => {
      define<typeof known, State, Values>(known, { state, found: {} }, properties);
      return known;
    },
    copy: (known, from) => {
      if (!isLazy<State, Values>(from)) {
        throw new TypeError('The properties to copy are not lazy');
      }
      define<typeof known, State, Values>(known, from[hidden], properties);
      return known;
    },
  };
}

function isLazy<State, Values extends object>(
  values: Values,
): values is Values & { readonly [hidden]: Lazy<State, Values> } {
  return hidden in values;
}

function define<Known extends object, State, Values extends object>(
  known: Known,
  lazy: Lazy<State, Values>,
  properties: readonly [name: string, property: PropertyDescriptor][],
): asserts known is Known & Values {
  Object.defineProperty(known, hidden, { value: lazy });
  for (const [name, property] of properties) {
    Object.defineProperty(known, name, property);
  }
}

function descriptor<State, Values extends object>(
  name: keyof Values,
  readers: Readers<State, Values>,
): PropertyDescriptor & ThisType<Values & { readonly [hidden]: Lazy<State, Values> }> {
  return {
    enumerable: true,
    configurable: true,
    get() {
      const { state, found } = this[hidden];
      let value = found[name];
      if (value === undefined) {
        value = readers[name](state, this);
        found[name] = value;
      }
      return value;
    },
  };
}
