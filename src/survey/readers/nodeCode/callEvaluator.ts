import { callBuiltIn, callOfList } from './builtIns';
import { deepestCalls, Evaluator } from './evaluator';
import type { ClassCode, Expression, FunctionCode, Step } from './program';
import { Frame, gap, Slot, unknown, type Call, type ClassValue, type FunctionValue, type Value } from './values';

/** Says what calls give: runs the product's own functions and classes, as far as they may declare something. */
export abstract class CallEvaluator extends Evaluator {
  protected readonly made = new Set<ClassCode>();
  protected readonly ran = new Set<FunctionCode>();

  /** @param returned where what the function returns is put; undefined outside of one */
  protected abstract steps(steps: readonly Step[], frame: Frame, returned: Value[] | undefined): Promise<void>;

  protected async evaluateCall(expression: Expression & { readonly kind: 'call' }, frame: Frame): Promise<Value> {
    const { callee, args, isNew } = expression;
    const place = { path: frame.program.path, line: expression.line };
    const call: Call = {
      follow: this,
      args,
      frame,
      place,
      value: async (argument) => (argument ? this.evaluate(argument, frame) : Promise.resolve(unknown)),
    };
    if (callee.kind === 'name' && callee.name === 'require' && !frame.get('require')) {
      const from = await call.value(args[0]);
      return from.kind === 'text' && !from.text.includes(gap)
        ? this.imported(frame.program.path, from.text, '=')
        : unknown;
    }
    if (callee.kind === 'name' && callee.name === 'super') {
      return this.callSuper(args, frame);
    }
    if (callee.kind !== 'member') {
      return this.callValue(await this.evaluate(callee, frame), call, isNew, undefined);
    }
    const object = await this.evaluate(callee.object, frame);
    const property = await this.evaluate(callee.property, frame);
    if (property.kind !== 'text') {
      // `app[method](path)`: which method isn't known.
      return object.kind === 'thing' ? ((await object.call('[]', call)) ?? unknown) : unknown;
    }
    const name = property.text;
    if (object.kind === 'thing') {
      return (await object.call(name, call)) ?? unknown;
    }
    if (object.kind === 'list') {
      return callOfList(this, object, name, call);
    }
    if (object.kind === 'text') {
      return /^(?:toString|trim|valueOf|toLowerCase)$/.test(name) ? object : unknown;
    }
    if (object.kind === 'function' && /^(?:bind|call|apply)$/.test(name)) {
      return name === 'bind' ? object : this.call(object, (await this.listed(args, frame)).slice(1), undefined);
    }
    return this.callValue(await this.property(object, name), call, isNew, object);
  }

  private async callSuper(args: readonly Expression[], frame: Frame): Promise<Value> {
    const self = frame.self;
    const superclass = self?.kind === 'instance' ? self.of.code.superclass : undefined;
    const parent = superclass && self?.kind === 'instance' ? await this.evaluate(superclass, self.of.frame) : unknown;
    if (parent.kind === 'class' && self) {
      await this.construct(parent, await this.listed(args, frame), self);
    }
    return unknown;
  }

  private async callValue(called: Value, call: Call, isNew: boolean, self: Value | undefined): Promise<Value> {
    if (called.kind === 'external') {
      return (
        (await this.library.give(called.from, called.names, call)) ??
        (await callBuiltIn(this, called, call)) ?? { ...called, names: [...called.names, '()'] }
      );
    }
    if (called.kind === 'thing') {
      return (await called.call('', call)) ?? unknown;
    }
    if (called.kind === 'class') {
      return isNew ? this.make(called, await this.listed(call.args, call.frame)) : unknown;
    }
    return called.kind === 'function'
      ? this.call(called, await this.listed(call.args, call.frame), called.self ?? self)
      : unknown;
  }

  protected async make(of: ClassValue, args: readonly Slot[]): Promise<Value> {
    const instance: Value = { kind: 'instance', of, fields: new Map() };
    await this.construct(of, args, instance);
    return instance;
  }

  private async construct(of: ClassValue, args: readonly Slot[], self: Value): Promise<void> {
    this.made.add(of.code);
    const constructor = of.code.members.find(({ name }) => name === 'constructor')?.code;
    if (constructor) {
      const frame = new Frame(of.frame.program, of.frame, self);
      for (const [index, { isProperty, pattern }] of constructor.parameters.entries()) {
        if (isProperty && self.kind === 'instance' && pattern.kind === 'name') {
          self.fields.set(pattern.name, args[index] ?? Slot.of(unknown));
        }
      }
      await this.call({ kind: 'function', code: constructor, frame, self, added: new Map() }, args, self);
    } else if (of.code.superclass) {
      const parent = await this.evaluate(of.code.superclass, of.frame);
      if (parent.kind === 'class' && this.running.length < deepestCalls) {
        await this.construct(parent, args, self);
      }
    }
  }

  /** Runs a function; what it gives is the most telling of what it may return. */
  async call(
    { code, frame: outer, self: own }: FunctionValue,
    args: readonly Slot[],
    self: Value | undefined,
  ): Promise<Value> {
    if (this.running.includes(code) || this.running.length > deepestCalls || this.isExhausted) {
      return unknown;
    }
    this.running.push(code);
    this.ran.add(code);
    try {
      const frame = new Frame(outer.program, outer, self ?? own);
      for (const [index, { pattern }] of code.parameters.entries()) {
        this.declare(pattern, args[index] ?? Slot.of(unknown), frame);
      }
      for (const inner of code.inner) {
        this.closures.set(inner, frame);
      }
      const returned: Value[] = [];
      await this.steps(code.steps, frame, returned);
      return mostTelling(returned);
    } finally {
      this.running.pop();
    }
  }
}

const telling: readonly Value['kind'][] = [
  'thing',
  'instance',
  'class',
  'list',
  'map',
  'function',
  'module',
  'text',
  'regex',
];

function mostTelling(values: readonly Value[]): Value {
  for (const kind of telling) {
    const found = values.find((value) => value.kind === kind);
    if (found) {
      return found;
    }
  }
  return values[0] ?? unknown;
}
