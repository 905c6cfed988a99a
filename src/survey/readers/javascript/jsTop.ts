import type { JsNode } from './jsTree';

export interface JsImport {
  readonly specifier: string;
  /** `default`, `*` for the whole of it, or the name it has there. */
  readonly name: string;
}

export interface JsExport {
  /** `default`, `*` for all that the other file exports, or the name. */
  readonly name: string;
  /** The declaration or the expression that it is. */
  readonly node?: JsNode;
  /** The name it has in the file, or in the other file. */
  readonly local?: string;
  /** The other file, when it is only passed on. */
  readonly specifier?: string;
}

/** What the top of a file declares, takes in and gives out. */
export interface JsTop {
  /** By name: the declaration, or the declarator whose pattern holds the name. */
  readonly declared: ReadonlyMap<string, JsNode>;
  /** By the name it has in the file. */
  readonly imports: ReadonlyMap<string, JsImport>;
  readonly exports: readonly JsExport[];
  /** What imports and `require` name, in their order. */
  readonly specifiers: readonly string[];
}

const declarations = new Set([
  'function_declaration',
  'generator_function_declaration',
  'class_declaration',
  'abstract_class_declaration',
  'enum_declaration',
]);

const imported = /\b(?:from|require\s{0,3}\(|import\s{0,3}\(|import)\s{0,10}(['"])([^'"\r\n]{1,300})\1/g;

/** @param text the file's, which the tree's offsets are of */
export function readTop(root: JsNode, text: string): JsTop {
  const declared = new Map<string, JsNode>();
  const imports = new Map<string, JsImport>();
  const exports: JsExport[] = [];
  const textOf = ({ start, end }: JsNode): string => text.slice(start, end);
  const stringOf = (node: JsNode | undefined): string => (node ? textOf(node).slice(1, -1) : '');

  const declare = (node: JsNode): string[] => {
    if (declarations.has(node.type)) {
      const name = node.fields.get('name');
      if (!name) {
        return [];
      }
      declared.set(textOf(name), node);
      return [textOf(name)];
    }
    return node.children
      .filter(({ type }) => type === 'variable_declarator')
      .flatMap((declarator) => {
        const names = patternNames(declarator.fields.get('name'), textOf);
        for (const name of names) {
          declared.set(name, declarator);
        }
        return names;
      });
  };

  const readImport = (statement: JsNode): void => {
    const specifier = stringOf(statement.fields.get('source'));
    for (const part of statement.children.find(({ type }) => type === 'import_clause')?.children ?? []) {
      if (part.type === 'identifier') {
        imports.set(textOf(part), { specifier, name: 'default' });
      } else if (part.type === 'namespace_import') {
        imports.set(part.children.map(textOf)[0] ?? '', { specifier, name: '*' });
      }
      for (const each of part.children.filter(({ type }) => type === 'import_specifier')) {
        const name = each.fields.get('name');
        const alias = each.fields.get('alias') ?? name;
        if (name && alias) {
          imports.set(textOf(alias), { specifier, name: textOf(name) });
        }
      }
    }
  };

  const readExport = (statement: JsNode): void => {
    const source = statement.fields.get('source');
    const from = source ? { specifier: stringOf(source) } : {};
    const declaration = statement.fields.get('declaration');
    const value = statement.fields.get('value');
    const isDefault = /^export\s+default\b/.test(text.slice(statement.start, statement.start + 40));
    if (declaration) {
      const names = declare(declaration);
      exports.push(
        ...(isDefault ? [{ name: 'default', node: declaration }] : names.map((name) => ({ name, local: name }))),
      );
    } else if (value) {
      exports.push({ name: 'default', node: value });
    } else {
      const clauses = statement.children.filter(({ type }) => type === 'export_clause' || type === 'namespace_export');
      for (const each of clauses.flatMap(({ type, children }) => (type === 'export_clause' ? children : []))) {
        const name = each.fields.get('name');
        const alias = each.fields.get('alias') ?? name;
        if (name && alias) {
          exports.push({ name: stripQuotes(textOf(alias)), local: textOf(name), ...from });
        }
      }
      const space = clauses.find(({ type }) => type === 'namespace_export')?.children[0];
      if (space) {
        exports.push({ name: textOf(space), local: '*', ...from });
      } else if (source && clauses.length === 0) {
        exports.push({ name: '*', ...from });
      }
    }
  };

  const readAssigned = (statement: JsNode): void => {
    for (let node = statement.children[0]; node?.type === 'assignment_expression'; node = node.fields.get('right')) {
      const target = node.fields.get('left');
      const value = node.fields.get('right');
      const [, name] =
        /^(?:module\s*\.\s*exports|exports)(?:\s*\.\s*(\w+))?$/.exec(target ? textOf(target).slice(0, 200) : '') ?? [];
      if (value && target && /^(?:module|exports)\b/.test(textOf(target).slice(0, 20))) {
        exports.push({ name: name ?? 'default', node: value });
      }
    }
  };

  for (const statement of root.children) {
    if (statement.type === 'import_statement') {
      readImport(statement);
    } else if (statement.type === 'export_statement') {
      readExport(statement);
    } else if (statement.type === 'expression_statement') {
      readAssigned(statement);
    } else {
      declare(statement);
    }
  }
  const specifiers = [...new Set([...text.matchAll(imported)].map(([, , specifier = '']) => specifier))];
  return { declared, imports, exports, specifiers };
}

/** The names that a pattern binds. */
export function patternNames(pattern: JsNode | undefined, textOf: (node: JsNode) => string): string[] {
  const names: string[] = [];
  const pending = pattern ? [pattern] : [];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === 'identifier' || node.type === 'shorthand_property_identifier_pattern') {
      names.push(textOf(node));
    } else if (node.type === 'pair_pattern') {
      pending.push(...(node.fields.has('value') ? [node.fields.get('value') ?? node] : []));
    } else if (node.type === 'assignment_pattern' || node.type === 'object_assignment_pattern') {
      pending.push(...node.children.slice(0, 1));
    } else if (['object_pattern', 'array_pattern', 'rest_pattern'].includes(node.type)) {
      pending.push(...node.children);
    }
  }
  return names;
}

function stripQuotes(name: string): string {
  return name.replace(/^['"]|['"]$/g, '');
}
