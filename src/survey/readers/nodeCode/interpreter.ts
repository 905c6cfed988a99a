import { CallEvaluator } from './callEvaluator';
import type { ClassCode, Expression, FunctionCode, Program, Step } from './program';
import { Frame, Slot, unknown, type FunctionValue, type Value } from './values';

/** Maps spread into maps. */
const deepestSpreads = 20;

/** What objects call what they keep of a framework. */
const keepsThings = /app|router|server|express|fastify|koa|hono/i;

/**
 * Follows names through files, functions and classes to what declares something, without doing anything else that the
 * product does.
 */
export class Interpreter extends CallEvaluator {
  /** Runs files as when they are loaded, then what in them nothing was seen to call. */
  async run(programs: readonly Program[]): Promise<void> {
    const sorted = [...programs].sort((a, b) => (a.path < b.path ? -1 : 1));
    for (const program of sorted) {
      const frame = await this.frameOf(program);
      await this.steps(program.steps, frame, undefined);
      for (const { value } of program.exports) {
        if (await this.isWorth(value, frame)) {
          await this.exportedValue(value, frame);
        }
      }
    }
    for (const program of sorted) {
      for (const code of program.classes) {
        await this.makeUnused(code, await this.frameOf(program));
      }
    }
    // Those that need nothing from others come first: they may call the rest.
    for (const isAssumed of [false, true]) {
      for (const program of sorted) {
        for (const code of program.functions) {
          await this.callUnused(code, program, isAssumed);
        }
      }
    }
  }

  private async callUnused(code: FunctionCode, program: Program, isAssumed: boolean): Promise<void> {
    const frame = this.closures.get(code);
    const assumed = code.parameters.map((parameter) => this.library.assume(parameter, program));
    const hasAssumed = assumed.some((value) => value);
    if (frame && (code.mayDeclare || hasAssumed) && !this.ran.has(code) && hasAssumed === isAssumed) {
      const value: FunctionValue = { kind: 'function', code, frame, self: frame.self, added: new Map() };
      const args = assumed.map((argument) => Slot.of(argument ?? unknown));
      await this.call(value, args, frame.self);
    }
  }

  private async makeUnused(code: ClassCode, frame: Frame): Promise<void> {
    const declares = code.members.some((member) => member.code?.mayDeclare === true);
    if (!declares || this.made.has(code)) {
      return;
    }
    const value = this.classes.get(code) ?? { kind: 'class', code, frame };
    const constructor = code.members.find(({ name }) => name === 'constructor')?.code;
    const assumed = (constructor?.parameters ?? []).map((parameter) => this.library.assume(parameter, frame.program));
    const instance = await this.make(
      value,
      assumed.map((argument) => Slot.of(argument ?? unknown)),
    );
    const holds = await this.isThing(instance);
    for (const { code: method, isGetter } of code.members) {
      const isWorthIt = method && !isGetter && (holds || method.mayDeclare);
      if (isWorthIt && method.steps.length > 0 && !this.ran.has(method)) {
        const given = method.parameters.map((parameter) => this.library.assume(parameter, frame.program) ?? unknown);
        const called: FunctionValue = { kind: 'function', code: method, frame, self: instance, added: new Map() };
        await this.call(
          called,
          given.map((argument) => Slot.of(argument)),
          instance,
        );
      }
    }
  }

  /** @param returned where what the function returns is put; undefined outside of one */
  protected async steps(steps: readonly Step[], frame: Frame, returned: Value[] | undefined): Promise<void> {
    for (const step of steps) {
      if (this.isExhausted) {
        return;
      }
      if (step.kind === 'let') {
        // Of a file, names are declared already: another file may have asked for them.
        if (frame.parent) {
          this.declare(step.pattern, this.lazily(step.value, frame), frame);
        }
        if (step.value && (await this.isWorth(step.value, frame))) {
          const name = step.pattern.kind === 'name' ? step.pattern.name : undefined;
          const slot = name === undefined ? undefined : frame.get(name);
          // What a file exports by default without naming it is declared under no name.
          const evaluated = name === '' ? this.exportedValue(step.value, frame) : slot?.get();
          await (evaluated ?? this.evaluate(step.value, frame));
        }
      } else if (step.kind === 'do') {
        if (step.value.kind === 'assign') {
          await this.assign(step.value.target, step.value.value, frame);
        } else if (await this.isWorth(step.value, frame)) {
          await this.evaluate(step.value, frame);
        }
      } else if (step.kind === 'return') {
        returned?.push(await this.evaluate(step.value, frame));
      } else if (step.kind === 'when') {
        if (await this.mayHave(await this.evaluate(step.map, frame), step.key)) {
          await this.steps(step.steps, frame, returned);
        }
      } else {
        const items = await this.items(await this.evaluate(step.list, frame));
        for (const item of items.length > 0 ? items : [unknown]) {
          const inner = new Frame(frame.program, frame);
          this.declare(step.pattern, Slot.of(item), inner);
          await this.steps(step.steps, inner, returned);
        }
      }
    }
  }

  /** Whether something may have a property: not a map that is written out without it. */
  private async mayHave(value: Value, name: string, depth = 0): Promise<boolean> {
    if (value.kind !== 'map' || value.entries.length === 0 || depth > deepestSpreads) {
      return true;
    }
    for (const { key, value: written } of value.entries) {
      const given = await this.evaluate(key ?? written, value.frame);
      const isOther = key
        ? given.kind === 'text' && given.text !== name
        : !(await this.mayHave(given, name, depth + 1));
      if (!isOther) {
        return true;
      }
    }
    const added = await value.added.get(name)?.get();
    return added !== undefined && added.kind !== 'unknown';
  }

  protected async assign(target: Expression, expression: Expression, frame: Frame): Promise<Slot> {
    const slot =
      expression.kind === 'assign'
        ? await this.assign(expression.target, expression.value, frame)
        : this.lazily(expression, frame);
    if (target.kind === 'name') {
      if (frame.parent || !frame.get(target.name)) {
        frame.assign(target.name, slot);
      }
    } else if (target.kind === 'member' && target.property.kind === 'text') {
      const object = await this.evaluate(target.object, frame);
      if (object.kind === 'instance') {
        object.fields.set(target.property.text, slot);
      } else if (object.kind === 'map' || object.kind === 'function') {
        object.added.set(target.property.text, slot);
      }
    }
    if (await this.isWorth(expression, frame)) {
      await slot.get();
    }
    return slot;
  }

  /** Whether an expression may declare something by being evaluated, whoever needs what it gives. */
  private async isWorth(expression: Expression, frame: Frame): Promise<boolean> {
    if (expression.kind === 'list') {
      return this.anyOf(expression.items, async (item) => this.isWorth(item, frame));
    }
    if (expression.kind !== 'call') {
      return false;
    }
    const { callee, args } = expression;
    if (callee.kind === 'function') {
      return true;
    }
    if (callee.kind === 'member') {
      const isOwn = callee.object.kind === 'name' && /^(?:this|super)$/.test(callee.object.name);
      const name = callee.property.kind === 'text' ? callee.property.text : undefined;
      if (isOwn || name === undefined || this.library.verbs.has(name) || name === 'forEach' || name === 'map') {
        return true;
      }
      const receiver = callee.object.kind === 'name' ? frame.get(callee.object.name)?.ready : undefined;
      if (receiver && (await this.isThing(receiver))) {
        return true;
      }
    }
    if (callee.kind === 'name' && callee.name === 'super') {
      return true;
    }
    return (
      (await this.anyOf(args, async (argument) => this.holdsThing(argument, frame))) ||
      (await this.anyOf(args, async (argument) => this.isWorth(argument, frame))) ||
      (callee.kind === 'member' && (await this.isWorth(callee.object, frame))) ||
      this.isWorth(callee, frame)
    );
  }

  private async anyOf<T>(items: readonly T[], test: (item: T) => Promise<boolean>): Promise<boolean> {
    for (const item of items) {
      if (await test(item)) {
        return true;
      }
    }
    return false;
  }

  private async holdsThing(expression: Expression, frame: Frame): Promise<boolean> {
    if (expression.kind === 'map') {
      return this.anyOf(expression.entries, async ({ value }) => value.kind !== 'map' && this.holdsThing(value, frame));
    }
    if (expression.kind !== 'name' && expression.kind !== 'member') {
      return false;
    }
    return this.isThing(await this.evaluate(expression, frame));
  }

  /** Whether a value is something of the framework's, or an object that keeps one. */
  private async isThing(value: Value): Promise<boolean> {
    if (value.kind !== 'instance') {
      return value.kind === 'thing';
    }
    return this.anyOf([...value.fields], async ([name, slot]) => {
      const field = keepsThings.test(name) ? await slot.get() : slot.ready;
      return field?.kind === 'thing';
    });
  }
}
