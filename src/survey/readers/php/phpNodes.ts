import type { Node } from 'web-tree-sitter';

/** What a node holds, comments left out. */
export function partsOf(node: Node): Node[] {
  return node.namedChildren.filter(({ type }) => type !== 'comment');
}

/** Where constants of a class may be declared, and methods. */
const classTypes = new Set([
  'class_declaration',
  'trait_declaration',
  'interface_declaration',
  'enum_declaration',
  'anonymous_class',
]);

/** The classes, traits, interfaces and enumerations of a file, those without a name that it returns too. */
export function classNodes(root: Node): Node[] {
  const found: Node[] = [];
  const pending = [...partsOf(root)];
  for (let node = pending.shift(); node; node = pending.shift()) {
    if (classTypes.has(node.type)) {
      found.push(node);
    } else if (
      /^(?:namespace_definition|compound_statement|if_statement|return_statement|object_creation_expression)$/.test(
        node.type,
      )
    ) {
      pending.unshift(...partsOf(node));
    }
  }
  return found;
}

/** A method, or a function, by its name in lower case. */
export function methodsOf(classNode: Node): Map<string, Node> {
  const methods = new Map<string, Node>();
  for (const member of membersOf(classNode)) {
    const name = member.type === 'method_declaration' ? member.childForFieldName('name')?.text : undefined;
    if (name !== undefined) {
      methods.set(name.toLowerCase(), member);
    }
  }
  return methods;
}

export function membersOf(classNode: Node): Node[] {
  const body = classNode.childForFieldName('body');
  return body ? partsOf(body) : [];
}

/** How names that a file writes short are written in full. */
export class PhpNames {
  private constructor(
    readonly namespace: string,
    private readonly imports: ReadonlyMap<string, string>,
  ) {}

  static of(root: Node): PhpNames {
    let namespace = '';
    const imports = new Map<string, string>();
    const pending = [...partsOf(root)];
    for (let node = pending.shift(); node; node = pending.shift()) {
      if (node.type === 'namespace_definition') {
        namespace ||= node.childForFieldName('name')?.text ?? '';
        pending.unshift(...(node.childForFieldName('body')?.namedChildren ?? []));
      } else if (node.type === 'namespace_use_declaration') {
        addImports(node, imports);
      }
    }
    return new PhpNames(namespace, imports);
  }

  /** The full name of a class, without `\` before it. */
  full(name: string): string {
    if (name.startsWith('\\')) {
      return name.slice(1);
    }
    const [first = '', ...rest] = name.split('\\');
    const imported = this.imports.get(first.toLowerCase());
    if (imported !== undefined) {
      return [imported, ...rest].join('\\');
    }
    return this.namespace === '' ? name : `${this.namespace}\\${name}`;
  }
}

function addImports(declaration: Node, imports: Map<string, string>): void {
  const group = declaration.childForFieldName('body');
  const prefix = group
    ? `${declaration.namedChildren.find(({ type }) => type === 'namespace_name')?.text ?? ''}\\`
    : '';
  for (const clause of partsOf(group ?? declaration)) {
    if (clause.type !== 'namespace_use_clause') {
      continue;
    }
    const alias = clause.childForFieldName('alias');
    const name = partsOf(clause).find((part) => part.id !== alias?.id)?.text ?? '';
    const full = `${prefix}${name}`.replace(/^\\/, '');
    imports.set((alias?.text ?? full.slice(full.lastIndexOf('\\') + 1)).toLowerCase(), full);
  }
}
