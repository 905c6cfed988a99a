import type { Node } from 'web-tree-sitter';
import type { Evaluation } from './phpExpressions';
import { partsOf } from './phpNodes';
import { phpValue, truthOf, type PhpEntry, type PhpValue } from './phpValue';

/** What is known while a function is run. */
export interface Frame {
  readonly variables: Map<string, PhpValue>;
  readonly depth: number;
  returned: PhpValue | undefined;
  isOver: boolean;
}

/** What runs statements. */
export interface StatementHost extends Evaluation {
  readonly frame: Frame;
  /** Whether there was too much to run. */
  readonly isCut: boolean;
  /** Does something one level deeper, unless that is too deep or too much. */
  inside(action: () => void): void;
  setProperty(name: string, value: PhpValue): void;
}

/** How often a loop over a list is run. */
const mostTurns = 300;

/** Runs statements: both branches of a condition that isn't known, loops over lists that are written out. */
export class PhpStatements {
  constructor(private readonly host: StatementHost) {}

  block(node: Node): void {
    for (const statement of partsOf(node)) {
      if (this.host.frame.isOver || this.host.isCut) {
        return;
      }
      this.statement(statement);
    }
  }

  private statement(node: Node): void {
    this.host.inside(() => {
      this.runStatement(node);
    });
  }

  private runStatement(node: Node): void {
    switch (node.type) {
      case 'expression_statement':
      case 'echo_statement':
        for (const part of partsOf(node)) {
          this.host.value(part);
        }
        return;
      case 'return_statement': {
        const [result] = partsOf(node);
        this.host.frame.returned = result ? this.host.value(result) : undefined;
        this.host.frame.isOver = true;
        return;
      }
      case 'if_statement':
        this.condition(node);
        return;
      case 'foreach_statement':
        this.loop(node);
        return;
      case 'switch_statement':
        this.choice(node);
        return;
      case 'try_statement':
        this.inner(node.childForFieldName('body'));
        for (const part of partsOf(node)) {
          if (part.type === 'finally_clause') {
            this.inner(part.childForFieldName('body'));
          }
        }
        return;
      case 'for_statement':
      case 'while_statement':
      case 'do_statement':
        this.maybe(node.childForFieldName('body'));
        return;
      case 'namespace_definition':
        this.inner(node.childForFieldName('body'));
        return;
      case 'compound_statement':
      case 'colon_block':
        this.block(node);
    }
  }

  private inner(node: Node | null): void {
    if (node?.type === 'compound_statement' || node?.type === 'colon_block') {
      this.block(node);
    } else if (node) {
      this.statement(node);
    }
  }

  /** What may be run or not doesn't end what follows. */
  private maybe(node: Node | null): void {
    this.inner(node);
    this.host.frame.isOver = false;
  }

  private condition(node: Node): void {
    const truth = truthOf(this.host.value(node.childForFieldName('condition')));
    if (truth !== false) {
      const body = node.childForFieldName('body');
      if (truth === true) {
        this.inner(body);
        return;
      }
      this.maybe(body);
    }
    for (const alternative of node.childrenForFieldName('alternative')) {
      if (alternative?.type === 'else_if_clause') {
        const other = truthOf(this.host.value(alternative.childForFieldName('condition')));
        if (other === true && truth === false) {
          this.inner(alternative.childForFieldName('body'));
          return;
        }
        if (other !== false) {
          this.maybe(alternative.childForFieldName('body'));
        }
      } else if (alternative && truth === false) {
        this.inner(alternative.childForFieldName('body'));
      } else if (alternative) {
        this.maybe(alternative.childForFieldName('body'));
      }
    }
  }

  private loop(node: Node): void {
    const [subject, target] = partsOf(node);
    const over = this.host.value(subject);
    const [first, second] = target?.type === 'pair' ? partsOf(target) : [];
    const unknown = phpValue('unknown', '', over);
    const turns: readonly PhpEntry[] =
      over.kind === 'list' ? over.entries.slice(0, mostTurns) : [{ key: undefined, value: unknown }];
    for (const [index, { key, value }] of turns.entries()) {
      if (first && second) {
        this.assign(first, key ?? phpValue(over.kind === 'list' ? 'number' : 'unknown', String(index), value));
        this.assign(second, value);
      } else if (target) {
        this.assign(target, value);
      }
      this.maybe(node.childForFieldName('body'));
    }
  }

  private choice(node: Node): void {
    const body = node.childForFieldName('body');
    const subject = this.host.value(node.childForFieldName('condition'));
    for (const part of body ? partsOf(body) : []) {
      const test = part.childForFieldName('value');
      const tested = test ? this.host.value(test) : undefined;
      const isKnown = subject.kind === 'text' && tested?.kind === 'text';
      const isExcluded =
        (isKnown && subject.text !== tested.text) ||
        (subject.kind === 'boolean' && tested?.kind === 'boolean' && tested.text !== subject.text);
      for (const statement of isExcluded ? [] : partsOf(part)) {
        if (statement.id !== test?.id) {
          this.statement(statement);
        }
      }
      this.host.frame.isOver = false;
    }
  }

  assign(target: Node, value: PhpValue): void {
    switch (target.type) {
      case 'variable_name':
        this.host.frame.variables.set(target.text, value);
        return;
      case 'by_ref':
        this.host.frame.variables.set(target.text.replace(/^&\s*/, ''), value);
        return;
      case 'member_access_expression':
        if (target.childForFieldName('object')?.text === '$this') {
          this.host.setProperty(target.childForFieldName('name')?.text ?? '', value);
        }
        return;
      case 'subscript_expression': {
        const [holder, key] = partsOf(target);
        const list = holder && this.host.value(holder);
        if (holder?.type === 'variable_name' && list) {
          const entry = { key: key && this.host.value(key), value };
          const entries = list.kind === 'list' ? [...list.entries, entry] : [entry];
          this.host.frame.variables.set(
            holder.text,
            phpValue(list.kind === 'unknown' ? 'unknown' : 'list', '', list, entries),
          );
        }
        return;
      }
      case 'list_literal':
      case 'array_creation_expression':
        for (const [index, part] of partsOf(target).entries()) {
          const inner = part.type === 'array_element_initializer' ? (partsOf(part)[0] ?? part) : part;
          this.assign(inner, value.entries[index]?.value ?? phpValue('unknown', '', value));
        }
    }
  }
}
