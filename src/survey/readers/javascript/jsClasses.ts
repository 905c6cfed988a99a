import { lineage } from './jsBinding';
import { decoratorsIn, memberNodes } from './jsClassNodes';
import type { JsInterpreter } from './jsInterpreter';
import { keyOf, textOf } from './jsLiterals';
import type { JsModule } from './jsModules';
import type { JsNode } from './jsTree';
import { textAt, type JsClass, type JsScope, type JsText, type JsValue } from './jsValue';

/** `@Name(args)` before a class or one of its members. */
export interface JsDecorator {
  readonly name: string;
  readonly args: readonly JsValue[];
}

/** A field, a getter or a method of a class. */
export interface JsMember {
  readonly name: JsText;
  readonly decorators: readonly JsDecorator[];
  /** As it is annotated: `string`, `User[]`, without `| null`. */
  readonly type: string | undefined;
  /** Whether its annotation says `?` or `| null`. */
  readonly mayBeMissing: boolean;
}

/** A class at the top of a file. */
export interface JsClassDeclaration {
  readonly name: JsText;
  readonly made: JsClass;
  readonly decorators: readonly JsDecorator[];
}

/** The classes that a file declares at its top, in their order. */
export function classesOf(interpreter: JsInterpreter, module: JsModule): JsClassDeclaration[] {
  const { scope } = module;
  return module.root.children.flatMap((statement) => {
    const node = statement.type === 'export_statement' ? classIn(statement) : statement;
    const name = node?.fields.get('name');
    if (!node || !/^(?:abstract_)?class(?:_declaration)?$/.test(node.type) || !name) {
      return [];
    }
    const decorators = decoratorsIn(...(node === statement ? [] : [statement]), node);
    const known = interpreter.lookup(textOf(name, scope), scope);
    return [
      {
        name: textAt(textOf(name, scope), { source: module.source, offset: name.start }),
        made: known.kind === 'class' ? known : { kind: 'class' as const, node, scope },
        decorators: decorators.map((each) => decoratorOf(interpreter, each, scope)),
      },
    ];
  });
}

/** The members of a class and of the product's classes that it extends, theirs first; one declared again counts once. */
export function membersOf(interpreter: JsInterpreter, made: JsClass): JsMember[] {
  const members = new Map<string, JsMember>();
  for (const each of lineage(interpreter, made)) {
    for (const member of ownMembers(interpreter, each)) {
      members.set(member.name.text, member);
    }
  }
  return [...members.values()];
}

/** The members that a class declares itself. */
export function ownMembers(interpreter: JsInterpreter, { node, scope }: JsClass): JsMember[] {
  return memberNodes(node).flatMap(({ node: member, name: written, decorators }) => {
    const name = keyOf(interpreter, written, scope);
    if (!name) {
      return [];
    }
    const type = member.fields.get('type') ?? member.fields.get('return_type');
    const annotation = textOf(type, scope).replace(/^:\s*/, '');
    const nameEnd = (written ?? member).end;
    const mark = scope.module.source.text.slice(nameEnd, nameEnd + 1);
    return [
      {
        name,
        decorators: decorators.map((each) => decoratorOf(interpreter, each, scope)),
        type: type && bareType(annotation),
        mayBeMissing: mark === '?' || /\|\s*(?:null|undefined)\b/.test(annotation),
      },
    ];
  });
}

/** The first of the decorators that bear one of these names. */
export function decorator(decorators: readonly JsDecorator[], ...names: readonly string[]): JsDecorator | undefined {
  return decorators.find(({ name }) => names.includes(name));
}

function classIn(statement: JsNode): JsNode | undefined {
  return statement.fields.get('declaration') ?? statement.fields.get('value');
}

function decoratorOf(interpreter: JsInterpreter, node: JsNode, scope: JsScope): JsDecorator {
  const [inside] = node.children;
  const called = inside?.type === 'call_expression' ? inside.fields.get('function') : inside;
  const name = textOf(called, scope);
  const args = inside?.type === 'call_expression' ? (inside.fields.get('arguments')?.children ?? []) : [];
  return { name: name.slice(name.lastIndexOf('.') + 1), args: interpreter.evaluateAll(args, scope) };
}

/** A type without what says that it may be missing, and without what wraps it for the compiler alone. */
function bareType(written: string): string {
  const wrapped = /^(?:Relation|Promise|Ref|CreationOptional|Opt|ForeignKey|NonAttribute)<([^<>]*)>$/;
  return written
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== 'null' && part !== 'undefined')
    .join(' | ')
    .replace(wrapped, '$1')
    .slice(0, 80);
}
