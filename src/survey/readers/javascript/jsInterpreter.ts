import { builtin, globals } from './jsBuiltins';
import { assign, bind, instanceOf } from './jsBinding';
import type { JsModule } from './jsModules';
import { execute, executeAll } from './jsStatements';
import { JsStatics } from './jsStatics';
import { composite, textOf } from './jsLiterals';
import { operate } from './jsOperators';
import type { JsExport } from './jsTop';
import type { JsNode } from './jsTree';
import {
  JsScope,
  nothing,
  property,
  truth,
  unknown,
  type JsClass,
  type JsFunction,
  type JsPlace,
  type JsRecord,
  type JsValue,
} from './jsValue';

/** What a library's module gives under a name: `default`, or `*` for all of it. */
export type Libraries = (specifier: string, name: string) => JsValue | undefined;

/** How much is evaluated before what stands in a file is too much: a migration takes a few thousand steps. */
const mostSteps = 200_000;

/** Lists spread into one another grow no further. */
const mostItems = 5000;

/** How many functions call one another. */
const deepestCall = 40;

/**
 * Follows code that declares things by calling a library (migrations, schemas), with our own objects in the library's
 * place: constants, loops over lists, helper functions and imports are followed; what only a run could tell is unknown.
 * Both branches of an unknown condition are followed, a loop over what is unknown once. Nothing is thrown.
 */
export class JsInterpreter {
  private steps = 0;
  private depth = 0;
  private readonly evaluating = new Set<string>();
  private readonly exportedValues = new Map<JsNode, JsValue>();
  readonly statics = new JsStatics();

  /** @param libraries what imports of other people's modules give; undefined for what is of no interest */
  constructor(private readonly libraries: Libraries) {}

  /** Whether code took more steps than it may: what followed wasn't looked at. */
  get isExhausted(): boolean {
    return this.steps > mostSteps;
  }

  /** Gives the next file its own steps. */
  restart(): void {
    this.steps = 0;
  }

  /** Evaluates all that the top of a file declares and does, in its order. */
  run(module: JsModule): void {
    const { scope, top } = module;
    for (const statement of module.root.children) {
      const isInside = ({ start, end }: JsNode): boolean => start >= statement.start && end <= statement.end;
      const isWhole = /^(?:export|expression)_statement$/.test(statement.type);
      const given = isWhole ? top.exports.find(({ node }) => node && isInside(node))?.node : undefined;
      const declared = [...top.declared].filter(([, node]) => isInside(node));
      if (given) {
        this.exportedNode(module, given);
      } else if (declared.length > 0) {
        for (const [name] of declared) {
          this.lookup(name, scope);
        }
      } else if (!/^(?:import|export)_statement$/.test(statement.type)) {
        execute(this, statement, scope);
      }
    }
  }

  /**
   * What a file exports under a name; undefined when it doesn't.
   *
   * @param name `default`; `*` for all of it, `=` for what `require` gives
   */
  exported(module: JsModule, name: string, depth = 0): JsValue | undefined {
    const { exports } = module.top;
    const find = (wanted: string): JsExport | undefined => exports.find((each) => each.name === wanted);
    if (depth > 8) {
      return undefined;
    }
    const [first, second] = name === '=' ? ['=', 'default'] : ['default', '='];
    const whole = find(first) ?? find(second);
    const isWhole = name === '=' || name === 'default';
    if (name === '*' || (isWhole && !whole)) {
      return { kind: 'host', get: (property) => this.exported(module, property) };
    }
    const found = isWhole ? whole : find(name);
    if (found) {
      return this.exportedBy(module, found, depth);
    }
    const passed = exports
      .filter((each) => each.name === '*')
      .map(({ specifier = '' }) => module.imported.get(specifier))
      .map((target) => target && this.exported(target, name, depth + 1))
      .find((value) => value !== undefined);
    return passed ?? property(whole?.node && this.exportedNode(module, whole.node), name);
  }

  /** What a name stands for. */
  lookup(name: string, scope: JsScope): JsValue {
    const known = scope.get(name);
    if (known) {
      return known;
    }
    const { module } = scope;
    const declaration = module.top.declared.get(name);
    if (declaration) {
      return this.once(`${module.source.path}\n${name}`, () => {
        this.declareTop(name, declaration, module);
        return module.scope.get(name) ?? unknown;
      });
    }
    const imported = module.top.imports.get(name);
    if (imported) {
      return this.imported(module, imported.specifier, imported.name) ?? unknown;
    }
    return globals(this, name, scope) ?? unknown;
  }

  evaluate(node: JsNode | undefined, scope: JsScope): JsValue {
    this.steps++;
    if (!node || this.isExhausted) {
      return unknown;
    }
    const field = (name: string): JsNode | undefined => node.fields.get(name);
    switch (node.type) {
      case 'identifier':
      case 'import':
      case 'shorthand_property_identifier':
        return this.lookup(textOf(node, scope), scope);
      case 'this':
        return scope.self;
      case 'member_expression':
        return this.member(
          this.evaluate(field('object'), scope),
          textOf(field('property'), scope),
          placeOf(field('property') ?? node, scope),
        );
      case 'subscript_expression': {
        const index = this.evaluate(field('index'), scope);
        const name = index.kind === 'text' ? index.text : index.kind === 'number' ? String(index.value) : undefined;
        const object = this.evaluate(field('object'), scope);
        return name === undefined ? unknown : this.member(object, name, placeOf(node, scope));
      }
      case 'call_expression':
        return this.evaluateCall(node, scope);
      case 'new_expression': {
        const made = this.evaluate(field('constructor'), scope);
        const args = this.evaluateAll(field('arguments')?.children ?? [], scope);
        return made.kind === 'class' ? this.instantiate(made) : this.call(made, args, placeOf(node, scope));
      }
      case 'assignment_expression': {
        const value = this.evaluate(field('right'), scope);
        assign(this, field('left'), value, scope);
        return value;
      }
      case 'ternary_expression': {
        const condition = truth(this.evaluate(field('condition'), scope));
        const yes = condition === false ? undefined : this.evaluate(field('consequence'), scope);
        const no = condition === true ? undefined : this.evaluate(field('alternative'), scope);
        return yes ?? no ?? unknown;
      }
      case 'arrow_function':
      case 'function_expression':
      case 'function':
      case 'function_declaration':
      case 'generator_function':
      case 'method_definition':
        return { kind: 'function', node, scope };
      case 'class':
      case 'class_declaration':
      case 'abstract_class_declaration':
        return { kind: 'class', node, scope };
      case 'await_expression':
      case 'parenthesized_expression':
      case 'as_expression':
      case 'satisfies_expression':
      case 'non_null_expression':
      case 'yield_expression':
        return this.evaluate(node.children[0], scope);
      case 'sequence_expression':
        return this.evaluateAll(node.children, scope).at(-1) ?? unknown;
      case 'binary_expression':
      case 'unary_expression':
      case 'augmented_assignment_expression':
        return operate(this, node, scope);
      default:
        return composite(this, node, scope);
    }
  }

  /** The values of arguments or items, lists that are spread among them taken apart. */
  evaluateAll(nodes: readonly JsNode[], scope: JsScope): JsValue[] {
    const values: JsValue[] = [];
    for (const node of nodes) {
      const value = this.evaluate(node.type === 'spread_element' ? node.children[0] : node, scope);
      const spread = value.kind === 'list' ? value.items : [];
      values.push(...(node.type === 'spread_element' ? spread.slice(0, mostItems - values.length) : [value]));
    }
    return values;
  }

  /** A property of a value. */
  member(value: JsValue, name: string, at: JsPlace): JsValue {
    switch (value.kind) {
      case 'host':
        return value.get?.(name, at) ?? builtin(this, value, name, at) ?? unknown;
      case 'record':
        return value.entries.get(name)?.value ?? builtin(this, value, name, at) ?? unknown;
      case 'class':
        return this.statics.get(this, value, name, at);
      case 'list': {
        const item = /^\d+$/.test(name) ? value.items[Number(name)] : undefined;
        return item ?? builtin(this, value, name, at) ?? unknown;
      }
      case 'text':
      case 'number':
      case 'boolean':
      case 'nothing':
      case 'unknown':
      case 'function':
        return builtin(this, value, name, at) ?? unknown;
    }
  }

  /** What a function gives; functions passed to what is unknown are called once, for what they do. */
  call(callee: JsValue, args: readonly JsValue[], at: JsPlace): JsValue {
    if (this.isExhausted) {
      return unknown;
    }
    if (callee.kind === 'host' && callee.call) {
      return callee.call(args, at);
    }
    if (callee.kind === 'function') {
      return this.callFunction(callee, args);
    }
    for (const arg of args) {
      if (arg.kind === 'function') {
        this.callFunction(arg, []);
      }
    }
    return unknown;
  }

  /** An object of a class of the product's, with what its fields hold. @param given what the library gives it before */
  instantiate(made: JsClass, given: ReadonlyMap<string, JsValue> = new Map()): JsRecord {
    return instanceOf(this, made, given);
  }

  private evaluateCall(node: JsNode, scope: JsScope): JsValue {
    const target = node.fields.get('function');
    const given = node.fields.get('arguments');
    const name = target?.fields.get('property') ?? target ?? node;
    const callee = this.evaluate(target, scope);
    const args = this.evaluateAll(given?.type === 'arguments' ? given.children : given ? [given] : [], scope);
    return this.call(callee, args, placeOf(name, scope));
  }

  private callFunction({ node, scope: around, self }: JsFunction, args: readonly JsValue[]): JsValue {
    if (this.depth >= deepestCall) {
      return unknown;
    }
    this.depth++;
    const isArrow = node.type === 'arrow_function';
    const scope = new JsScope(around.module, around, isArrow ? around.self : (self ?? around.self));
    const parameters = node.fields.get('parameters')?.children ?? [];
    const single = node.fields.get('parameter');
    for (const [index, parameter] of (single ? [single] : parameters).entries()) {
      const pattern = parameter.fields.get('pattern') ?? parameter;
      const value = pattern.type === 'rest_pattern' ? undefined : args[index];
      const fallback = parameter.fields.get('value');
      bind(this, pattern, value ?? (fallback ? this.evaluate(fallback, scope) : unknown), scope, args.slice(index));
    }
    const body = node.fields.get('body');
    const result =
      body?.type === 'statement_block'
        ? (executeAll(this, body.children, scope)?.value ?? nothing)
        : this.evaluate(body, scope);
    this.depth--;
    return result;
  }

  private declareTop(name: string, declaration: JsNode, module: JsModule): void {
    const { scope } = module;
    if (declaration.type === 'variable_declarator') {
      const value = this.evaluate(declaration.fields.get('value'), scope);
      const pattern = declaration.fields.get('name');
      if (pattern) {
        bind(this, pattern, value, scope, []);
      }
    } else {
      scope.declare(name, this.evaluate(declaration, scope));
    }
  }

  private exportedBy(module: JsModule, { node, specifier, local, name }: JsExport, depth: number): JsValue | undefined {
    if (node) {
      return this.exportedNode(module, node);
    }
    return specifier === undefined
      ? this.lookup(local ?? name, module.scope)
      : this.imported(module, specifier, local ?? name, depth + 1);
  }

  private exportedNode(module: JsModule, node: JsNode): JsValue {
    const known = this.exportedValues.get(node);
    const value = known ?? this.once(`${module.source.path}\n${node.start}`, () => this.evaluate(node, module.scope));
    this.exportedValues.set(node, value);
    return value;
  }

  /** What a file gets from another, or from a library. @param name as in `exported` */
  imported(module: JsModule, specifier: string, name: string, depth = 0): JsValue | undefined {
    const target = module.imported.get(specifier);
    return target ? this.exported(target, name, depth) : this.libraries(specifier, name === '=' ? '*' : name);
  }

  /** Evaluates what may lead back to itself. */
  private once(key: string, evaluate: () => JsValue): JsValue {
    if (this.evaluating.has(key)) {
      return unknown;
    }
    this.evaluating.add(key);
    const value = evaluate();
    this.evaluating.delete(key);
    return value;
  }
}

function placeOf(node: JsNode, scope: JsScope): JsPlace {
  return { source: scope.module.source, offset: node.start };
}
