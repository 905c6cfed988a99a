import type { Node } from 'web-tree-sitter';
import type { SourceText } from '../../sourceText';
import { PhpClassScope } from './phpClassScope';
import { argumentsIn, binaryValue, elementsIn, stringValue, unaryValue, type Place } from './phpExpressions';
import { classNodes, partsOf, type PhpNames } from './phpNodes';
import { PhpStatements, type Frame, type StatementHost } from './phpStatements';
import { builtIn, rootMark } from './phpFunctions';
import { chainOf, type PhpChain } from './phpChain';
import { entryOf, joined, phpValue, truthOf, type PhpEntry, type PhpValue } from './phpValue';

/** What a reader makes of the code that is run. */
export interface PhpReader {
  /**
   * Reads a chain of calls (`$table->string('x')->nullable()`); undefined when it means nothing to the reader: its
   * functions are then run, whatever their arguments.
   */
  call?(chain: PhpChain, runner: PhpRunner): PhpValue | undefined;
  /** A constant of another class. @param name the class's full name */
  constant?(name: string, constant: string): PhpValue | undefined;
  /** What a setting holds, by its whole key: `permission.table_names`. */
  setting?(key: string): PhpValue | undefined;
  /** Another file, run at this place. @param path as {@link rootMark} and the path from the root */
  include?(path: string, at: PhpValue, runner: PhpRunner): void;
}

/** Statements and expressions read of one file, all loops and calls counted: hostile code would have no end. */
const mostSteps = 60_000;

/** How deep expressions, statements and calls may be one in another. */
const deepest = 120;

/**
 * Runs code as far as its text alone says what it does: literals, constants, variables, loops over lists that are
 * written out, conditions that are known, the class's own methods. What isn't known is `unknown`, and both branches of
 * a condition that isn't known are run.
 */
export class PhpRunner implements StatementHost {
  /** Of the function that is being run. */
  frame: Frame = { variables: new Map(), depth: 0, returned: undefined, isOver: false };
  private steps = 0;
  private depth = 0;
  private scope = new PhpClassScope(this, undefined);
  private readonly statements = new PhpStatements(this);
  private readonly closures = new WeakMap<PhpValue, Node>();

  /** @param appFolder the folder that `base_path()` means */
  constructor(
    readonly source: SourceText,
    readonly names: PhpNames,
    private readonly reader: PhpReader,
    readonly appFolder: string,
  ) {}

  /** Whether some of the code was left unread because there was too much of it. */
  get isCut(): boolean {
    return this.steps > mostSteps;
  }

  /** Runs a file's own statements. */
  runFile(root: Node): PhpValue | undefined {
    this.scope = new PhpClassScope(this, classNodes(root)[0]);
    this.statements.block(root);
    return this.frame.returned;
  }

  /** Takes a class as the one that `$this` and `self` mean. */
  enter(classNode: Node): void {
    this.scope = new PhpClassScope(this, classNode);
  }

  /** Whether a method was run since the class was entered. */
  hasRun(method: string): boolean {
    return this.scope.run.has(method.toLowerCase());
  }

  has(method: string): boolean {
    return this.scope.methods.has(method.toLowerCase());
  }

  /** Runs a method of the class, with what its parameters are worth. */
  runMethod(name: string, values: readonly (PhpValue | undefined)[] = []): PhpValue | undefined {
    const method = this.scope.methods.get(name.toLowerCase());
    this.scope.run.add(name.toLowerCase());
    return method && this.runFunction(method, values, false);
  }

  /** Runs a function given as a value; undefined when it is none or when it returns nothing known. */
  runClosure(closure: PhpValue | undefined, values: readonly (PhpValue | undefined)[] = []): PhpValue | undefined {
    const node = closure && this.closures.get(closure);
    return node && this.runFunction(node, values, true);
  }

  /** What a node is worth, and does. */
  value(node: Node | null | undefined): PhpValue {
    const place = this.placeOf(node);
    if (!node || ++this.steps > mostSteps || this.depth > deepest) {
      return phpValue('unknown', '', place);
    }
    this.depth++;
    const value = this.valueOf(node, place);
    this.depth--;
    return value;
  }

  inside(action: () => void): void {
    if (++this.steps <= mostSteps && this.depth <= deepest) {
      this.depth++;
      action();
      this.depth--;
    }
  }

  setProperty(name: string, value: PhpValue): void {
    this.scope.setProperty(name, value);
  }

  placeOf(node: Node | null | undefined): Place {
    const offset = node?.startIndex ?? 0;
    return { offset, line: this.source.lineAt(offset) };
  }

  private runFunction(node: Node, values: readonly (PhpValue | undefined)[], isInside: boolean): PhpValue | undefined {
    const outer = this.frame;
    if (outer.depth > 12) {
      return undefined;
    }
    const variables = new Map(isInside ? outer.variables : []);
    const parameters = node.childForFieldName('parameters');
    for (const [index, parameter] of (parameters ? partsOf(parameters) : []).entries()) {
      const name = parameter.childForFieldName('name')?.text ?? '';
      const fallback = parameter.childForFieldName('default_value');
      variables.set(
        name,
        values[index] ?? (fallback ? this.value(fallback) : phpValue('unknown', '', this.placeOf(parameter))),
      );
    }
    this.frame = { variables, depth: outer.depth + 1, returned: undefined, isOver: false };
    const body = node.childForFieldName('body');
    if (body && node.type === 'arrow_function') {
      this.frame.returned = this.value(body);
    } else if (body) {
      this.statements.block(body);
    }
    const { returned } = this.frame;
    this.frame = outer;
    return returned;
  }

  private valueOf(node: Node, place: Place): PhpValue {
    const unknown = phpValue('unknown', '', place);
    switch (node.type) {
      case 'string':
      case 'encapsed_string':
      case 'nowdoc':
      case 'heredoc':
        return stringValue(this, node, place);
      case 'integer':
      case 'float':
        return phpValue('number', node.text, place);
      case 'boolean':
        return phpValue('boolean', node.text.toLowerCase(), place);
      case 'null':
        return phpValue('null', '', place);
      case 'array_creation_expression':
        return phpValue('list', '', place, elementsIn(this, node));
      case 'parenthesized_expression':
      case 'cast_expression':
      case 'clone_expression':
      case 'error_suppression_expression':
      case 'argument':
        return this.value(partsOf(node).at(-1));
      case 'binary_expression':
        return binaryValue(this, node, place);
      case 'unary_op_expression':
        return unaryValue(this, node, place);
      case 'variable_name':
        return this.frame.variables.get(node.text) ?? unknown;
      case 'name':
      case 'qualified_name':
        return this.named(node.text, place);
      case 'class_constant_access_expression':
        return this.constant(node, place);
      case 'member_access_expression':
      case 'nullsafe_member_access_expression':
        return this.member(node) ?? unknown;
      case 'scoped_property_access_expression':
        return this.scope.property((node.childForFieldName('name')?.text ?? '').replace(/^\$/, '')) ?? unknown;
      case 'subscript_expression': {
        const [holder, key] = partsOf(node);
        const index = this.value(key);
        const list = this.value(holder);
        return (
          entryOf(list, index.text) ??
          (index.kind === 'number' ? list.entries[Number(index.text)]?.value : undefined) ??
          unknown
        );
      }
      case 'conditional_expression': {
        const truth = truthOf(this.value(node.childForFieldName('condition')));
        const yes = node.childForFieldName('body');
        const no = node.childForFieldName('alternative');
        return truth === undefined || !yes ? unknown : this.value(truth ? yes : no);
      }
      case 'assignment_expression':
      case 'reference_assignment_expression': {
        const value = this.value(node.childForFieldName('right'));
        const left = node.childForFieldName('left');
        if (left) {
          this.statements.assign(left, value);
        }
        return value;
      }
      case 'augmented_assignment_expression': {
        const left = node.childForFieldName('left');
        const right = this.value(node.childForFieldName('right'));
        if (left) {
          this.statements.assign(
            left,
            node.childForFieldName('operator')?.text === '.=' ? joined([this.value(left), right], place) : unknown,
          );
        }
        return unknown;
      }
      case 'anonymous_function':
      case 'arrow_function': {
        const closure = phpValue('closure', '', place);
        this.closures.set(closure, node);
        return closure;
      }
      case 'object_creation_expression': {
        const [made, given] = partsOf(node);
        const isNamed = made?.type === 'name' || made?.type === 'qualified_name';
        return phpValue(
          'new',
          isNamed ? this.className(made.text) : '',
          place,
          given?.type === 'arguments' ? argumentsIn(this, given) : [],
        );
      }
      case 'function_call_expression':
      case 'member_call_expression':
      case 'nullsafe_member_call_expression':
      case 'scoped_call_expression':
        return this.call(node, place);
      case 'require_expression':
      case 'require_once_expression':
      case 'include_expression':
      case 'include_once_expression': {
        const path = this.value(partsOf(node)[0]);
        if (path.kind === 'text') {
          this.reader.include?.(path.text, path, this);
        }
        return unknown;
      }
      case 'throw_expression':
        this.frame.isOver = true;
        return unknown;
      default:
        return unknown;
    }
  }

  /** The arguments of a call, with their names. */
  given(node: Node | null): PhpEntry[] {
    return argumentsIn(this, node);
  }

  private call(node: Node, place: Place): PhpValue {
    const chain = chainOf(node, this);
    const read = this.reader.call?.(chain, this);
    if (read) {
      return read;
    }
    const [first] = chain.calls;
    const isOwn =
      chain.root.kind === 'this' || (chain.root.kind === 'class' && /^(?:self|static)$/i.test(chain.root.text));
    if (first && isOwn && this.has(first.name)) {
      const result = this.runMethod(first.name, first.values());
      return chain.calls.length === 1 && result ? result : phpValue('unknown', '', place);
    }
    for (const each of chain.calls) {
      for (const value of each.values()) {
        this.runClosure(value);
      }
    }
    const value =
      first && chain.calls.length === 1 && chain.root.kind === 'function'
        ? builtIn(first, this.appFolder, (key) => this.reader.setting?.(key))
        : undefined;
    return value ?? phpValue('unknown', '', place);
  }

  private named(name: string, place: Place): PhpValue {
    if (name === '__DIR__') {
      const folder = this.source.path.slice(0, Math.max(0, this.source.path.lastIndexOf('/')));
      return phpValue('text', `${rootMark}${folder}`, place);
    }
    if (name === '__CLASS__') {
      return phpValue('class', this.className('self'), place);
    }
    return phpValue('unknown', name, place);
  }

  /** The full name of a class as it is written, `self` and `static` too. */
  className(written: string): string {
    return /^(?:self|static)$/i.test(written) ? this.names.full(this.scope.name) : this.names.full(written);
  }

  private constant(node: Node, place: Place): PhpValue {
    const [scope, constant] = partsOf(node);
    const name = constant?.text ?? '';
    if (scope?.type === 'variable_name') {
      return phpValue('unknown', '', place);
    }
    const full = this.className(scope?.text ?? '');
    if (name === 'class') {
      return phpValue('class', full, place);
    }
    const own = full === this.className('self') ? this.scope.constant(name) : undefined;
    const found = own ?? this.reader.constant?.(full, name);
    return found
      ? { ...found, ...place, pieces: [{ at: 0, offset: place.offset }] }
      : phpValue('constant', `${full}::${name}`, place);
  }

  private member(node: Node): PhpValue | undefined {
    const object = node.childForFieldName('object');
    const name = node.childForFieldName('name')?.text ?? '';
    if (object?.text === '$this') {
      return this.scope.property(name);
    }
    if (name === 'value' && object?.type === 'class_constant_access_expression') {
      return this.value(object);
    }
    this.value(object);
    return undefined;
  }
}
