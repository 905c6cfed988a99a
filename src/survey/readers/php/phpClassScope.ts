import type { Node } from 'web-tree-sitter';
import type { Evaluation } from './phpExpressions';
import { membersOf, methodsOf, partsOf } from './phpNodes';
import type { PhpValue } from './phpValue';

/** The class that `$this` and `self` mean, and what its own text says of its members. */
export class PhpClassScope {
  readonly methods: ReadonlyMap<string, Node>;
  /** The methods that were run, in lower case. */
  readonly run = new Set<string>();
  private readonly properties = new Map<string, PhpValue>();

  constructor(
    private readonly evaluation: Evaluation,
    private readonly node: Node | undefined,
  ) {
    this.methods = node ? methodsOf(node) : new Map<string, Node>();
  }

  /** Its own name; empty when it has none. */
  get name(): string {
    return this.node?.childForFieldName('name')?.text ?? '';
  }

  /** A constant, or a case of an enumeration. */
  constant(name: string): PhpValue | undefined {
    for (const member of this.members()) {
      if (member.type === 'enum_case' && member.childForFieldName('name')?.text === name) {
        const value = member.childForFieldName('value');
        return value ? this.evaluation.value(value) : undefined;
      }
      for (const element of member.type === 'const_declaration' ? partsOf(member) : []) {
        const [named, value] = element.type === 'const_element' ? partsOf(element) : [];
        if (named?.text === name && value) {
          return this.evaluation.value(value);
        }
      }
    }
    return undefined;
  }

  /** What a property was last given, or is declared with. */
  property(name: string): PhpValue | undefined {
    const known = this.properties.get(name);
    if (known) {
      return known;
    }
    for (const member of this.members()) {
      for (const element of member.type === 'property_declaration' ? partsOf(member) : []) {
        const value = element.childForFieldName('default_value');
        if (value && element.childForFieldName('name')?.text === `$${name}`) {
          return this.evaluation.value(value);
        }
      }
    }
    return undefined;
  }

  setProperty(name: string, value: PhpValue): void {
    this.properties.set(name, value);
  }

  private members(): Node[] {
    return this.node ? membersOf(this.node) : [];
  }
}
