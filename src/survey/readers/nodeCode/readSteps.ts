import type { JsNode } from '../javascript/jsTree';
import { writtenKey, type Expression, type Step } from './program';
import type { ProgramReader } from './readExpressions';

/** Blocks nested deeper aren't written by people. */
const deepest = 40;

/**
 * What the statements of a block do, in the order they run: those under a condition are taken as if they ran, since what
 * they declare is part of the product, unless what is asked is whether a map has a key.
 */
export function readSteps(reader: ProgramReader, block: JsNode, depth = 0): Step[] {
  const steps: Step[] = [];
  const hoisted: Step[] = [];
  for (const statement of depth > deepest ? [] : block.children) {
    const isHoisted = /^(?:generator_)?function_declaration$/.test(statement.type);
    (isHoisted ? hoisted : steps).push(...readStep(reader, statement, depth));
  }
  return [...hoisted, ...steps];
}

/** @param depth how many blocks it lies in */
export function readStep(reader: ProgramReader, node: JsNode, depth: number): Step[] {
  switch (node.type) {
    case 'expression_statement': {
      const [child] = node.children;
      return child?.type === 'internal_module' || !child ? [] : [{ kind: 'do', value: reader.expression(child) }];
    }
    case 'lexical_declaration':
    case 'variable_declaration':
      return node.children
        .filter(({ type }) => type === 'variable_declarator')
        .map((child) => {
          const value = child.fields.get('value');
          return {
            kind: 'let',
            pattern: reader.pattern(child.fields.get('name')),
            value: value ? reader.expression(value) : undefined,
          };
        });
    case 'function_declaration':
    case 'generator_function_declaration':
    case 'class_declaration':
    case 'abstract_class_declaration':
      return [
        {
          kind: 'let',
          pattern: { kind: 'name', name: reader.text(node.fields.get('name')) },
          value: reader.expression(node),
        },
      ];
    case 'return_statement':
      return node.children[0] ? [{ kind: 'return', value: reader.expression(node.children[0]) }] : [];
    case 'if_statement': {
      const steps = inside(reader, node.fields.get('consequence'), depth);
      const asked = askedKey(reader, node.fields.get('condition'));
      return [
        ...(asked && steps.length > 0 ? [{ kind: 'when' as const, ...asked, steps }] : steps),
        ...inside(reader, node.fields.get('alternative'), depth),
      ];
    }
    case 'for_in_statement':
      return [
        {
          kind: 'each',
          pattern: reader.pattern(node.fields.get('left')),
          list: reader.expression(node.fields.get('right')),
          steps: inside(reader, node.fields.get('body'), depth),
        },
      ];
    case 'for_statement':
    case 'while_statement':
    case 'do_statement':
    case 'labeled_statement':
      return inside(reader, node.fields.get('body'), depth);
    case 'try_statement':
      return [
        ...inside(reader, node.fields.get('body'), depth),
        ...inside(reader, node.fields.get('finalizer'), depth),
      ];
    case 'switch_statement':
      return (node.fields.get('body')?.children ?? []).flatMap((child) => inside(reader, child, depth));
    case 'statement_block':
      return readSteps(reader, node, depth + 1);
    default:
      return [];
  }
}

/** The key that a condition asks a map for: `'read' in route`, `route.read`. */
function askedKey(reader: ProgramReader, condition: JsNode | undefined): { map: Expression; key: string } | undefined {
  const asked = condition?.type === 'parenthesized_expression' ? condition.children[0] : condition;
  if (asked?.type === 'member_expression') {
    const expression = reader.expression(asked);
    const key = expression.kind === 'member' ? writtenKey(expression.property) : undefined;
    return expression.kind === 'member' && key !== undefined ? { map: expression.object, key } : undefined;
  }
  const isIn = asked?.type === 'binary_expression' && reader.text(asked.fields.get('operator')) === 'in';
  const key = isIn ? writtenKey(reader.expression(asked.fields.get('left'))) : undefined;
  return key === undefined ? undefined : { map: reader.expression(asked?.fields.get('right')), key };
}

function inside(reader: ProgramReader, node: JsNode | undefined, depth: number): Step[] {
  if (!node || depth > deepest) {
    return [];
  }
  return /^(?:statement_block|else_clause|switch_case|switch_default|finally_clause)$/.test(node.type)
    ? readSteps(reader, node, depth + 1)
    : readStep(reader, node, depth + 1);
}
