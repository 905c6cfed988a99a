import type { Repository } from '../../repository';
import { folderOf } from '../paths';
import type { Library } from './library';
import { Modules } from './modules';
import { plainSteps, type ClassCode, type Expression, type FunctionCode, type Pattern, type Program } from './program';
import {
  Frame,
  gap,
  Slot,
  unknown,
  type ClassValue,
  type Follower,
  type FunctionValue,
  type MapValue,
  type Value,
} from './values';

/** Expressions looked at in one repository: real ones take a tenth of it. */
const mostLooks = 400_000;

/** Calls in calls. */
export const deepestCalls = 40;

/** Says what expressions give, by following names through files; what isn't asked for isn't computed. */
export abstract class Evaluator implements Follower {
  readonly modules: Modules;
  /** Where functions were last made, for those that nothing calls. */
  protected readonly closures = new Map<FunctionCode, Frame>();
  protected readonly classes = new Map<ClassCode, ClassValue>();
  protected readonly running: FunctionCode[] = [];
  private readonly frames = new Map<string, Frame>();
  private readonly exports = new Map<string, Slot>();
  private readonly exportedValues = new Map<Expression, Slot>();
  private looks = 0;

  constructor(
    protected readonly repository: Repository,
    protected readonly library: Library,
  ) {
    this.modules = Modules.of(repository);
  }

  /** Whether so much was to be followed that the rest was left out. */
  get isExhausted(): boolean {
    return this.looks > mostLooks;
  }

  /** What a call gives. */
  protected abstract evaluateCall(expression: Expression & { readonly kind: 'call' }, frame: Frame): Promise<Value>;

  /** Sets what is assigned to. */
  protected abstract assign(target: Expression, expression: Expression, frame: Frame): Promise<Slot>;

  abstract call(called: FunctionValue, args: readonly Slot[], self: Value | undefined): Promise<Value>;

  /** What an expression of a file gives. */
  async valueIn(program: Program, expression: Expression): Promise<Value> {
    return this.evaluate(expression, await this.frameOf(program));
  }

  /** What a name that a file exports is. @param name `default`, `*` for all of it, `=` for what CommonJS exports */
  async exported(program: Program, name: string): Promise<Value> {
    const key = `${program.path} ${name}`;
    const slot = this.exports.get(key) ?? new Slot(async () => this.findExported(program, name));
    this.exports.set(key, slot);
    return slot.get();
  }

  private async findExported(program: Program, name: string): Promise<Value> {
    const frame = await this.frameOf(program);
    const find = async (wanted: string): Promise<Value | undefined> => {
      const own = program.exports.findLast((entry) => entry.name === wanted);
      return own && this.exportedValue(own.value, frame);
    };
    if (name === '*' || name === '=') {
      return (await find('=')) ?? { kind: 'module', program };
    }
    const direct = await find(name);
    if (direct) {
      return direct;
    }
    const whole = await find('=');
    if (whole) {
      return name === 'default' ? whole : this.property(whole, name);
    }
    for (const star of name === 'default' ? [] : program.stars) {
      const found = await this.imported(program.path, star, name);
      if (found.kind !== 'unknown' && found.kind !== 'external') {
        return found;
      }
    }
    return name === 'default' ? { kind: 'module', program } : unknown;
  }

  /** What an exported expression gives: the same to all, as a file is run once. @param frame the file's */
  protected async exportedValue(expression: Expression, frame: Frame): Promise<Value> {
    const slot = this.exportedValues.get(expression) ?? new Slot(async () => this.evaluate(expression, frame));
    this.exportedValues.set(expression, slot);
    return slot.get();
  }

  async exportOf(path: string, name: string): Promise<Value> {
    const program = await this.modules.load(path);
    return program ? this.exported(program, name) : unknown;
  }

  protected async imported(importer: string, specifier: string, name: string): Promise<Value> {
    if (++this.looks > mostLooks || this.running.length > deepestCalls) {
      return unknown;
    }
    const path = await this.modules.paths.resolve(importer, specifier);
    const program = path === undefined ? undefined : await this.modules.load(path);
    if (program) {
      return this.exported(program, name);
    }
    if (path !== undefined) {
      return unknown;
    }
    const names = name === '*' || name === '=' || name === 'default' ? [] : [name];
    const from = await this.modules.paths.packageName(importer, specifier);
    return (await this.library.give(from, names)) ?? { kind: 'external', from, names };
  }

  /** The names of a file, and what they stand for. */
  protected async frameOf(program: Program): Promise<Frame> {
    const known = this.frames.get(program.path);
    if (known) {
      return known;
    }
    const frame = new Frame(program, undefined);
    this.frames.set(program.path, frame);
    const nested = new Set(program.functions.flatMap(({ inner }) => inner));
    for (const code of program.functions) {
      if (!nested.has(code)) {
        this.closures.set(code, frame);
      }
    }
    for (const step of program.steps.flatMap((own) => (own.kind === 'when' ? plainSteps(own.steps) : [own]))) {
      if (step.kind === 'let') {
        this.declare(step.pattern, this.lazily(step.value, frame), frame);
      } else if (step.kind === 'do' && step.value.kind === 'assign' && step.value.target.kind === 'name') {
        frame.declare(step.value.target.name, this.lazily(step.value.value, frame));
      }
    }
    return frame;
  }

  protected lazily(expression: Expression | undefined, frame: Frame): Slot {
    return new Slot(async () => (expression ? this.evaluate(expression, frame) : Promise.resolve(unknown)));
  }

  protected declare(pattern: Pattern, slot: Slot, frame: Frame): void {
    if (pattern.kind === 'name') {
      const { fallback } = pattern;
      frame.declare(pattern.name, fallback ? this.orElse(slot, fallback, frame) : slot);
    } else if (pattern.kind === 'map') {
      for (const { key, pattern: inner } of pattern.fields) {
        this.declare(inner, new Slot(async () => this.property(await slot.get(), key)), frame);
      }
    } else {
      for (const [index, inner] of pattern.items.entries()) {
        const item = async (): Promise<Value> => (await this.items(await slot.get()))[index] ?? unknown;
        if (inner) {
          this.declare(inner, new Slot(item), frame);
        }
      }
    }
  }

  private orElse(slot: Slot, fallback: Expression, frame: Frame): Slot {
    return new Slot(async () => {
      const value = await slot.get();
      return value.kind === 'unknown' ? this.evaluate(fallback, frame) : value;
    });
  }

  async evaluate(expression: Expression, frame: Frame): Promise<Value> {
    if (++this.looks > mostLooks) {
      return unknown;
    }
    this.repository.options.signal?.throwIfAborted();
    const place = { path: frame.program.path, line: expression.line };
    switch (expression.kind) {
      case 'text':
        return { kind: 'text', text: expression.text, place };
      case 'regex':
        return { kind: 'regex', text: expression.text };
      case 'joined': {
        let text = '';
        for (const part of expression.parts) {
          const value = await this.evaluate(part, frame);
          text += value.kind === 'text' ? value.text : gap;
        }
        return { kind: 'text', text, place };
      }
      case 'name':
        return this.named(expression.name, frame);
      case 'member': {
        const object = await this.evaluate(expression.object, frame);
        const property = await this.evaluate(expression.property, frame);
        return property.kind === 'text' ? this.property(object, property.text) : unknown;
      }
      case 'call':
        return this.evaluateCall(expression, frame);
      case 'assign':
        return (await this.assign(expression.target, expression.value, frame)).get();
      case 'list':
        return { kind: 'list', items: await this.listed(expression.items, frame) };
      case 'map':
        return { kind: 'map', entries: expression.entries, frame, added: new Map() };
      case 'function':
        this.closures.set(expression.code, frame);
        return { kind: 'function', code: expression.code, frame, self: frame.self, added: new Map() };
      case 'class': {
        const value: ClassValue = { kind: 'class', code: expression.code, frame };
        this.classes.set(expression.code, value);
        return value;
      }
      case 'either': {
        let found: Value = unknown;
        for (const option of expression.options) {
          found = await this.evaluate(option, frame);
          if (found.kind !== 'unknown' && found.kind !== 'external') {
            return found;
          }
        }
        return found;
      }
      case 'import':
        return this.imported(frame.program.path, expression.from, expression.name);
      case 'spread':
      case 'other':
        return unknown;
    }
  }

  /** Items of a list or arguments of a call, what is spread among them in its place. */
  async listed(items: readonly Expression[], frame: Frame): Promise<Slot[]> {
    const slots: Slot[] = [];
    for (const item of items) {
      if (item.kind === 'spread') {
        const spread = await this.items(await this.evaluate(item.value, frame));
        slots.push(...spread.map((value) => Slot.of(value)));
      } else {
        slots.push(this.lazily(item, frame));
      }
    }
    return slots;
  }

  private async named(name: string, frame: Frame): Promise<Value> {
    const slot = frame.get(name);
    if (slot) {
      return slot.get();
    }
    const place = { path: frame.program.path, line: 1 };
    switch (name) {
      case 'this':
        return frame.self ?? unknown;
      case 'undefined':
        return unknown;
      case '__dirname':
        return { kind: 'text', text: folderOf(place.path), place };
      case '__filename':
        return { kind: 'text', text: place.path, place };
      default:
        return (await this.library.give('', [name])) ?? { kind: 'external', from: '', names: [name] };
    }
  }

  /** The items of a list; none of what isn't one. */
  async items(value: Value): Promise<Value[]> {
    const items: Value[] = [];
    for (const slot of value.kind === 'list' ? value.items : []) {
      items.push(await slot.get());
    }
    return items;
  }

  /** What a property is, of whatever may have one. */
  async property(value: Value, name: string): Promise<Value> {
    switch (value.kind) {
      case 'map': {
        const slot = value.added.get(name) ?? new Slot(async () => this.entry(value, name));
        value.added.set(name, slot);
        return slot.get();
      }
      case 'module':
        return this.exported(value.program, name);
      case 'function':
        return (await value.added.get(name)?.get()) ?? unknown;
      case 'instance':
        return (await value.fields.get(name)?.get()) ?? this.member(value.of, name, value);
      case 'class':
        return this.member(value, name, value);
      case 'external':
        return (
          (await this.library.give(value.from, [...value.names, name])) ?? {
            ...value,
            names: name === 'default' ? value.names : [...value.names, name],
          }
        );
      case 'thing':
        return value.property?.(name) ?? unknown;
      default:
        return unknown;
    }
  }

  private async entry({ entries, frame }: MapValue, name: string): Promise<Value> {
    for (const { key, value } of entries.toReversed()) {
      const written = key && (key.kind === 'text' ? key : await this.evaluate(key, frame));
      if (written?.kind === 'text' && written.text === name) {
        return this.evaluate(value, frame);
      }
      const spread = key ? unknown : await this.evaluate(value, frame);
      const found = spread.kind === 'map' || spread.kind === 'module' ? await this.property(spread, name) : unknown;
      if (found.kind !== 'unknown') {
        return found;
      }
    }
    return unknown;
  }

  private async member({ code, frame }: ClassValue, name: string, self: Value): Promise<Value> {
    const member = code.members.find((candidate) => candidate.name === name);
    if (member?.code) {
      const value: FunctionValue = { kind: 'function', code: member.code, frame, self, added: new Map() };
      return member.isGetter ? this.call(value, [], self) : value;
    }
    const inner = new Frame(frame.program, frame, self);
    if (member?.value) {
      const slot = this.lazily(member.value, inner);
      if (self.kind === 'instance') {
        self.fields.set(name, slot);
      }
      return slot.get();
    }
    const parent = code.superclass ? await this.evaluate(code.superclass, frame) : unknown;
    return parent.kind === 'class' && parent.code !== code ? this.member(parent, name, self) : unknown;
  }
}
