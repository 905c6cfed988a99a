import { decoratorsIn } from './jsClassNodes';
import type { JsNode } from './jsTree';

export interface JsImport {
  readonly specifier: string;
  /** `default`, `*` for the whole of it, `=` for what `require` gives, or the name it has there. */
  readonly name: string;
  /** Where the statement begins, in UTF-16 code units. */
  readonly start: number;
}

export interface JsExport {
  /** `default`, `*` for all that the other file exports, `=` for what `module.exports` is, or the name. */
  readonly name: string;
  /** The expression that it is. */
  readonly node?: JsNode;
  /** The name it has in the file, or in the other file. */
  readonly local?: string;
  /** The other file, when it is only passed on. */
  readonly specifier?: string;
  /** Where the statement begins, in UTF-16 code units. */
  readonly start: number;
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

/** What exports under a condition stand in. */
const blocks = /^(?:if_statement|else_clause|statement_block|try_statement|finally_clause)$/;

const toExports = /^(?:module\s*\.\s*)?exports(?:\s*\.\s*([\w$]+)|\s*\[\s*['"]([^'"]+)['"]\s*\])?$/;

/** @param text the file's, which the tree's offsets are of */
export function readTop(root: JsNode, text: string): JsTop {
  const declared = new Map<string, JsNode>();
  const imports = new Map<string, JsImport>();
  const exports: JsExport[] = [];
  const textOf = (node: JsNode | undefined): string => (node ? text.slice(node.start, node.end) : '');
  const bareOf = (node: JsNode | undefined): string => textOf(node).replace(/^['"]|['"]$/g, '');

  const declare = (node: JsNode): string[] => {
    const isOne = declarations.has(node.type);
    const declarators = isOne ? [node] : node.children.filter(({ type }) => type === 'variable_declarator');
    return declarators.flatMap((declarator) => {
      const name = declarator.fields.get('name');
      const names = isOne ? [textOf(name)] : patternNames(name, textOf);
      for (const each of names) {
        declared.set(each, declarator);
      }
      return names;
    });
  };

  const readImport = (statement: JsNode): void => {
    const required = statement.children.find(({ type }) => type === 'import_require_clause');
    const { start } = statement;
    const specifier = bareOf((required ?? statement).fields.get('source'));
    const add = (local: JsNode | undefined, name: string): unknown =>
      imports.set(textOf(local), { specifier, name, start });
    if (required) {
      add(required.children[0], '=');
    }
    for (const part of statement.children.find(({ type }) => type === 'import_clause')?.children ?? []) {
      if (part.type === 'identifier') {
        add(part, 'default');
      } else if (part.type === 'namespace_import') {
        add(part.children[0], '*');
      }
      for (const { fields } of part.children.filter(({ type }) => type === 'import_specifier')) {
        add(fields.get('alias') ?? fields.get('name'), bareOf(fields.get('name')));
      }
    }
  };

  const readExport = (statement: JsNode): void => {
    const { start, fields, children } = statement;
    const passed = fields.has('source') ? { start, specifier: bareOf(fields.get('source')) } : { start };
    const from = decoratorsIn(statement).at(-1)?.end ?? start;
    const [, word] = /^\s*export\s*(default\b|=)/.exec(text.slice(from, from + 200)) ?? [];
    const declaration = fields.get('declaration');
    const node = fields.get('value') ?? (word === '=' ? children[0] : undefined);
    if (declaration) {
      exports.push(...declare(declaration).map((local) => ({ name: word ?? local, local, start })));
    } else if (node) {
      exports.push({ name: word ?? 'default', node, start });
    }
    const clauses = children.filter(({ type }) => type === 'export_clause' || type === 'namespace_export');
    for (const clause of clauses) {
      if (clause.type === 'namespace_export') {
        exports.push({ name: bareOf(clause.children[0]), local: '*', ...passed });
      }
      for (const each of clause.children.filter(({ type }) => type === 'export_specifier')) {
        const name = each.fields.get('name');
        exports.push({ name: bareOf(each.fields.get('alias') ?? name), local: bareOf(name), ...passed });
      }
    }
    if (fields.has('source') && clauses.length === 0) {
      exports.push({ name: '*', ...passed });
    }
  };

  const readAssigned = (statement: JsNode): void => {
    if (blocks.test(statement.type)) {
      statement.children.forEach(readAssigned);
      return;
    }
    const names: string[] = [];
    let [value] = statement.type === 'expression_statement' ? statement.children : [];
    for (; value?.type === 'assignment_expression'; value = value.fields.get('right')) {
      const found = toExports.exec(textOf(value.fields.get('left')).slice(0, 200));
      names.push(...(found ? [found[1] ?? found[2] ?? '='] : []));
    }
    const { start } = statement;
    exports.push(...(value ? names.map((name) => ({ name, node: value, start })) : []));
  };

  for (const statement of root.children) {
    if (statement.type === 'import_statement') {
      readImport(statement);
    } else if (statement.type === 'export_statement') {
      readExport(statement);
    } else {
      declare(statement);
      readAssigned(statement);
    }
  }
  const specifiers = [...new Set([...text.matchAll(imported)].map(([, , specifier = '']) => specifier))];
  return { declared, imports, exports, specifiers };
}

/** The names that a pattern binds. */
function patternNames(pattern: JsNode | undefined, textOf: (node: JsNode) => string): string[] {
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
