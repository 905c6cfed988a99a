import type { Evidence } from '../../facts';
import { Scope } from '../javascript/jsScope';
import type { ClassCode, Entry, Expression, FunctionCode, Program } from './program';

/** What stands for a part of a text that isn't known. */
export const gap = '\uE000';

/** What an expression gives, as far as it can be followed. */
export type Value =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'text'; readonly text: string; readonly place: Evidence }
  | { readonly kind: 'regex'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly Slot[] }
  | MapValue
  | FunctionValue
  | ClassValue
  | Instance
  | { readonly kind: 'module'; readonly program: Program }
  /** Something of a package, or of the language itself when `from` is empty. `()` in `names` is a call. */
  | { readonly kind: 'external'; readonly from: string; readonly names: readonly string[] }
  | Thing;

export interface MapValue {
  readonly kind: 'map';
  readonly entries: readonly Entry[];
  readonly frame: Frame;
  /** What was set on it afterwards. */
  readonly added: Map<string, Slot>;
}

export interface FunctionValue {
  readonly kind: 'function';
  readonly code: FunctionCode;
  readonly frame: Frame;
  readonly self: Value | undefined;
  /** What was set on it: `Router.prefix = '/x'`. */
  readonly added: Map<string, Slot>;
}

export interface ClassValue {
  readonly kind: 'class';
  readonly code: ClassCode;
  readonly frame: Frame;
}

export interface Instance {
  readonly kind: 'instance';
  readonly of: ClassValue;
  readonly fields: Map<string, Slot>;
}

/** What a framework gives: an application, a router. */
export interface Thing {
  readonly kind: 'thing';
  /** What calling a method of it gives; undefined when it is of no interest. */
  call(name: string, call: Call): Promise<Value | undefined>;
  /** What a property of it is. */
  property?(name: string): Value | undefined;
}

/** What values can be asked for. */
export interface Follower {
  /** What a property is, of whatever may have one. */
  property(value: Value, name: string): Promise<Value>;
  /** The items of a list; none of what isn't one. */
  items(value: Value): Promise<Value[]>;
  /** Runs a function. */
  call(called: FunctionValue, args: readonly Slot[], self: Value | undefined): Promise<Value>;
  /** What a name that a file exports is; unknown when there is no such file. */
  exportOf(path: string, name: string): Promise<Value>;
}

/** A call, with its arguments still to be evaluated. */
export interface Call {
  readonly follow: Follower;
  readonly args: readonly Expression[];
  readonly frame: Frame;
  /** Where the called name stands. */
  readonly place: Evidence;
  value(expression: Expression | undefined): Promise<Value>;
}

export const unknown: Value = { kind: 'unknown' };

/** A value that is computed when it is first asked for. */
export class Slot {
  private known: Value | undefined;
  private isRunning = false;

  constructor(private readonly compute: () => Promise<Value>) {}

  static of(value: Value): Slot {
    return new Slot(async () => Promise.resolve(value));
  }

  /** What is known already, without computing anything. */
  get ready(): Value | undefined {
    return this.known;
  }

  async get(): Promise<Value> {
    // What needs itself to be known isn't.
    if (this.known || this.isRunning) {
      return this.known ?? unknown;
    }
    this.isRunning = true;
    try {
      this.known = await this.compute();
      return this.known;
    } finally {
      this.isRunning = false;
    }
  }
}

/** What one run of a function or of a file knows by name. */
export class Frame extends Scope<Slot> {
  constructor(
    readonly program: Program,
    parent: Frame | undefined,
    readonly self: Value | undefined = parent?.self,
  ) {
    super(parent);
  }
}
