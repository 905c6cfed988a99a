import type { Node } from 'web-tree-sitter';
import type { SourceText } from '../../sourceText';
import { folderOf } from '../paths';
import {
  packageName,
  type GoExpression,
  type GoField,
  type GoFile,
  type GoFunction,
  type GoStatement,
  type GoStruct,
  type GoValue,
} from './goCode';
import { CommentsAbove, plainComment } from './goComments';
import { GoExpressionReader, goParameters, goType, lineOf } from './goExpressions';

/** How deep statements may lie in one another. */
const deepest = 60;

/** What a Go file declares, with what its functions do as far as routes need it. */
export function readGoFile(source: SourceText, root: Node): GoFile {
  return new GoFileReader(source.path, root).file();
}

class GoFileReader {
  private readonly folder: string;
  private readonly imports = new Map<string, string>();
  private readonly functions: GoFunction[] = [];
  private readonly structs: GoStruct[] = [];
  private readonly values: GoValue[] = [];
  private readonly expressions = new GoExpressionReader((node, depth) => this.literal(node, depth));
  private package = '';
  private blocks = 0;

  constructor(
    private readonly path: string,
    private readonly root: Node,
  ) {
    this.folder = folderOf(path);
  }

  file(): GoFile {
    const above = new CommentsAbove();
    for (const node of this.root.namedChildren) {
      if (node.type === 'comment') {
        above.add(node);
      } else {
        this.declaration(node, above.take(node));
      }
    }
    const { path, folder, imports, functions, structs, values } = this;
    return { path, folder, package: this.package, imports, functions, structs, values };
  }

  private declaration(node: Node, comment: string): void {
    switch (node.type) {
      case 'package_clause':
        this.package = node.namedChildren[0]?.text ?? '';
        break;
      case 'import_declaration':
        this.readImports(node);
        break;
      case 'function_declaration':
      case 'method_declaration':
        this.functions.push(this.function(node, comment, 0));
        break;
      case 'type_declaration':
        this.readTypes(node, comment);
        break;
      case 'const_declaration':
      case 'var_declaration':
        this.readValues(node, comment);
        break;
    }
  }

  private readImports(node: Node): void {
    for (const spec of node.descendantsOfType('import_spec')) {
      const path = spec?.childForFieldName('path')?.text.slice(1, -1) ?? '';
      this.imports.set(spec?.childForFieldName('name')?.text ?? packageName(path), path);
    }
  }

  private readTypes(node: Node, comment: string): void {
    const above = new CommentsAbove();
    for (const [index, spec] of node.namedChildren.entries()) {
      if (spec.type === 'comment') {
        above.add(spec);
        continue;
      }
      const own = above.take(spec);
      const type = spec.childForFieldName('type');
      this.structs.push({
        name: spec.childForFieldName('name')?.text ?? '',
        path: this.path,
        folder: this.folder,
        line: lineOf(spec),
        imports: this.imports,
        fields: type?.type === 'struct_type' ? fieldsOf(type) : [],
        base: type?.type === 'struct_type' ? undefined : goType(type),
        comment: own === '' && index === 0 ? comment : own,
      });
    }
  }

  private readValues(node: Node, comment: string): void {
    this.blocks++;
    const isConstant = node.type === 'const_declaration';
    const specs = node.namedChildren.flatMap((child) =>
      child.type === 'var_spec_list' ? child.namedChildren : [child],
    );
    const above = new CommentsAbove();
    let lastType: Node | null = null;
    for (const [place, spec] of specs.entries()) {
      if (spec.type === 'comment') {
        this.comment(spec, specs[place - 1], above);
        continue;
      }
      const own = above.take(spec);
      const type = spec.childForFieldName('type');
      const list = spec.childForFieldName('value');
      const given = list?.type === 'expression_list' ? list.namedChildren : list ? [list] : [];
      // Constants that say nothing repeat what the one above them says.
      lastType = type ?? (isConstant && !list ? lastType : null);
      for (const [index, name] of spec.childrenForFieldName('name').entries()) {
        const value = given[index];
        this.values.push({
          name: name?.text ?? '',
          line: name ? lineOf(name) : lineOf(spec),
          type: lastType ? goType(lastType) : undefined,
          value: value ? this.expressions.read(value) : undefined,
          isConstant,
          block: this.blocks,
          comment: own === '' && place === 0 ? comment : own,
        });
      }
    }
  }

  /** A comment among values: of the one on its line, else of the next. */
  private comment(comment: Node, before: Node | undefined, above: CommentsAbove): void {
    const last = this.values.at(-1);
    const isTrailing = before && before.type !== 'comment' && before.endPosition.row === comment.startPosition.row;
    if (!isTrailing) {
      above.add(comment);
    } else if (last?.comment === '') {
      this.values[this.values.length - 1] = { ...last, comment: plainComment([comment.text]) };
    }
  }

  private function(node: Node, comment: string, depth: number): GoFunction {
    const result = node.childForFieldName('result');
    const results =
      result?.type === 'parameter_list' ? goParameters(result).map(({ type }) => type) : result ? [goType(result)] : [];
    const body: GoStatement[] = [];
    for (const child of node.childForFieldName('body')?.namedChildren ?? []) {
      this.statements(child, body, depth);
    }
    return {
      name: node.childForFieldName('name')?.text ?? '',
      path: this.path,
      folder: this.folder,
      line: lineOf(node.childForFieldName('name') ?? node),
      receiver: goParameters(node.childForFieldName('receiver'))[0],
      parameters: goParameters(node.childForFieldName('parameters')),
      results,
      body,
      comment,
      imports: this.imports,
    };
  }

  private literal(node: Node, depth: number): GoExpression {
    return { kind: 'function', function: this.function(node, '', depth), line: lineOf(node) };
  }

  /** What a block does: branches one after the other, as if all were taken. */
  private statements(node: Node | null, into: GoStatement[], depth: number): void {
    if (!node || depth > deepest) {
      return;
    }
    const read = (each: Node | undefined): GoExpression => this.expressions.read(each, depth);
    const list = (each: Node | null): GoExpression[] =>
      each?.type === 'expression_list' ? each.namedChildren.map((one) => read(one)) : each ? [read(each)] : [];
    switch (node.type) {
      case 'short_var_declaration':
      case 'assignment_statement':
        into.push({
          kind: 'assign',
          targets: list(node.childForFieldName('left')),
          values: list(node.childForFieldName('right')),
          type: undefined,
          isNew: node.type === 'short_var_declaration',
        });
        break;
      case 'var_spec': {
        const names = node.childrenForFieldName('name').flatMap((name) => (name ? [read(name)] : []));
        const type = node.childForFieldName('type');
        into.push({
          kind: 'assign',
          targets: names,
          values: list(node.childForFieldName('value')),
          type: type ? goType(type) : undefined,
          isNew: true,
        });
        break;
      }
      case 'const_spec':
        into.push({
          kind: 'assign',
          targets: node.childrenForFieldName('name').flatMap((name) => (name ? [read(name)] : [])),
          values: list(node.childForFieldName('value')),
          type: undefined,
          isNew: true,
        });
        break;
      case 'block': {
        const inner: GoStatement[] = [];
        for (const child of node.namedChildren) {
          this.statements(child, inner, depth + 1);
        }
        into.push({ kind: 'block', body: inner });
        break;
      }
      case 'return_statement':
        into.push({ kind: 'return', values: node.namedChildren.flatMap((each) => list(each)) });
        break;
      case 'for_statement':
        this.each(node, into, depth);
        break;
      case 'call_expression':
      case 'selector_expression':
        into.push({ kind: 'run', value: read(node) });
        break;
      default:
        for (const child of node.namedChildren) {
          this.statements(child, into, depth + 1);
        }
    }
  }

  private each(node: Node, into: GoStatement[], depth: number): void {
    const range = node.namedChildren.find(({ type }) => type === 'range_clause');
    const body: GoStatement[] = [];
    this.statements(node.childForFieldName('body'), body, depth + 1);
    if (range) {
      const names = range.childForFieldName('left')?.namedChildren.map(({ text }) => text) ?? [];
      into.push({ kind: 'each', names, over: this.expressions.read(range.childForFieldName('right'), depth), body });
    } else {
      into.push(...body);
    }
  }
}

function fieldsOf(struct: Node): GoField[] {
  const fields: GoField[] = [];
  let comments: string[] = [];
  for (const node of struct.namedChildren.find(({ type }) => type === 'field_declaration_list')?.namedChildren ?? []) {
    if (node.type === 'comment') {
      const last = fields.at(-1);
      if (last && node.startPosition.row + 1 === last.line) {
        fields[fields.length - 1] = { ...last, comment: plainComment([node.text]) };
      } else {
        comments.push(node.text);
      }
      continue;
    }
    const typeNode = node.childForFieldName('type');
    const type = goType(typeNode);
    const names = node.childrenForFieldName('name').flatMap((name) => (name ? [name] : []));
    const common = {
      type,
      text: typeNode && typeNode.endIndex - typeNode.startIndex < 120 ? typeNode.text : '',
      tag: node.childForFieldName('tag')?.text.slice(1, -1) ?? '',
      comment: plainComment(comments),
    };
    for (const name of names) {
      fields.push({ ...common, name: name.text, isEmbedded: false, line: lineOf(name) });
    }
    if (names.length === 0) {
      fields.push({ ...common, name: type.name, isEmbedded: true, line: lineOf(node) });
    }
    comments = [];
  }
  return fields;
}
