import type { Node } from 'web-tree-sitter';
import type { Repository } from '../../repository';
import type { SourceText } from '../../sourceText';
import { Syntax } from '../../syntax/syntax';
import { annotationsOf, summaryOf, type PhpAttribute } from './phpAnnotations';
import { PhpConstants } from './phpConstants';
import { classNodes, membersOf, partsOf, PhpNames } from './phpNodes';
import { PhpRunner } from './phpRunner';
import { phpValue, type PhpValue } from './phpValue';

/** A class, a trait, an interface or an enumeration, as plain data. */
export interface PhpClass {
  /** In full. */
  readonly name: string;
  readonly kind: 'class' | 'trait' | 'interface' | 'enum';
  readonly isAbstract: boolean;
  readonly path: string;
  /** That of its name. */
  readonly line: number;
  readonly parent: string | undefined;
  readonly interfaces: readonly string[];
  readonly traits: readonly string[];
  /** Its annotations too. */
  readonly attributes: readonly PhpAttribute[];
  readonly summary: string | undefined;
  /** Constants, and the cases of an enumeration. */
  readonly constants: readonly PhpConstant[];
  readonly properties: readonly PhpProperty[];
  readonly methods: readonly PhpMethod[];
}

export interface PhpConstant {
  readonly name: string;
  readonly line: number;
  readonly value: PhpValue | undefined;
  readonly isCase: boolean;
}

export interface PhpProperty {
  readonly name: string;
  readonly line: number;
  /** As it is written, without `?`; empty when there is none. */
  readonly type: string;
  /** The class that the type names, in full; empty when it is none. */
  readonly fullType: string;
  readonly attributes: readonly PhpAttribute[];
}

export interface PhpMethod {
  readonly name: string;
  readonly line: number;
  readonly isPublic: boolean;
  readonly attributes: readonly PhpAttribute[];
  readonly summary: string | undefined;
  /** What its body asks for, whatever else it does: `denyAccessUnlessGranted('X')`. */
  readonly granted: readonly PhpValue[];
  /** Of what says whether a voter answers, the texts and constants that it compares with. */
  readonly texts: readonly string[];
}

const readings = new WeakMap<SourceText, Promise<readonly PhpClass[]>>();
const constantsOf = new WeakMap<Repository, PhpConstants>();

/** The classes of a file, read once for all who ask. */
export async function phpClasses(repository: Repository, source: SourceText): Promise<readonly PhpClass[]> {
  const known = readings.get(source) ?? read(repository, source);
  readings.set(source, known);
  return known;
}

/** The constants of the product's classes, read once for all who ask. */
export function phpConstants(repository: Repository): PhpConstants {
  const constants = constantsOf.get(repository) ?? new PhpConstants(repository);
  constantsOf.set(repository, constants);
  return constants;
}

async function read(repository: Repository, source: SourceText): Promise<readonly PhpClass[]> {
  const constants = phpConstants(repository);
  await constants.prepare(source.text);
  const classes = await Syntax.of(repository).read(source, 'php', ({ root }) => {
    const names = PhpNames.of(root);
    const runner = new PhpRunner(source, names, { constant: (name, constant) => constants.get(name, constant) }, '');
    return classNodes(root).flatMap((node) => {
      runner.enter(node);
      const named = node.childForFieldName('name');
      return named && node.type !== 'anonymous_class'
        ? [new ClassReader(source, names, runner, constants).read(node, named)]
        : [];
    });
  });
  return classes ?? [];
}

class ClassReader {
  constructor(
    private readonly source: SourceText,
    private readonly names: PhpNames,
    private readonly runner: PhpRunner,
    private readonly constants: PhpConstants,
  ) {}

  read(node: Node, named: Node): PhpClass {
    const members = membersOf(node);
    const full = (written: Node): string => this.names.full(written.text);
    const clause = (type: string): string[] =>
      node.namedChildren.filter((part) => part.type === type).flatMap((part) => partsOf(part).map(full));
    const properties: PhpProperty[] = [];
    const constants: PhpConstant[] = [];
    const methods: PhpMethod[] = [];
    const traits: string[] = [];
    for (const member of members) {
      if (member.type === 'property_declaration') {
        properties.push(...this.properties(member));
      } else if (member.type === 'method_declaration') {
        methods.push(this.method(member));
        properties.push(...this.promoted(member));
      } else if (member.type === 'use_declaration') {
        traits.push(
          ...partsOf(member)
            .filter(({ type }) => type === 'name' || type === 'qualified_name')
            .map(full),
        );
      } else {
        constants.push(...this.constantsIn(member));
      }
    }
    const kind = /^(?:class|trait|interface|enum)/.exec(node.type)?.[0];
    return {
      name: full(named),
      kind: kind === 'trait' || kind === 'interface' || kind === 'enum' ? kind : 'class',
      isAbstract: node.namedChildren.some(({ type }) => type === 'abstract_modifier'),
      path: this.source.path,
      line: this.lineOf(named),
      parent: clause('base_clause')[0],
      interfaces: clause('class_interface_clause'),
      traits,
      attributes: this.attributes(node),
      summary: this.summary(node),
      constants,
      properties,
      methods,
    };
  }

  private lineOf(node: Node): number {
    return this.source.lineAt(node.startIndex);
  }

  /** The attributes of something, then the annotations of the comment before it. */
  private attributes(node: Node): PhpAttribute[] {
    const list = node.childForFieldName('attributes');
    const written = (list ? partsOf(list) : []).flatMap((group) =>
      partsOf(group).map((attribute): PhpAttribute => {
        const [named] = partsOf(attribute);
        const given = attribute.childForFieldName('parameters');
        return {
          name: this.names.full(named?.text ?? ''),
          line: this.lineOf(attribute),
          arguments: phpValue('list', '', this.runner.placeOf(attribute), this.runner.given(given)),
        };
      }),
    );
    const comment = commentBefore(node);
    const annotations = comment
      ? annotationsOf(this.source, this.names, comment.text, comment.startIndex).map((annotation) => ({
          ...annotation,
          arguments: this.resolved(annotation.arguments),
        }))
      : [];
    return [...written, ...annotations];
  }

  /** Constants that annotations name, replaced by what they are worth. */
  private resolved(value: PhpValue, depth = 0): PhpValue {
    if (value.kind === 'constant') {
      const [name = '', constant = ''] = value.text.split('::');
      const found = this.constants.get(name, constant);
      return found ? phpValue(found.kind, found.text, value) : value;
    }
    return value.entries.length === 0 || depth > 20
      ? value
      : {
          ...value,
          entries: value.entries.map((entry) => ({ ...entry, value: this.resolved(entry.value, depth + 1) })),
        };
  }

  private summary(node: Node): string | undefined {
    const comment = commentBefore(node);
    return comment?.text.startsWith('/**') ? summaryOf(comment.text) : undefined;
  }

  private properties(member: Node): PhpProperty[] {
    const types = this.types(member);
    const attributes = this.attributes(member);
    return partsOf(member).flatMap((element) => {
      const named = element.type === 'property_element' ? element.childForFieldName('name') : null;
      return named ? [{ name: named.text.slice(1), line: this.lineOf(named), ...types, attributes }] : [];
    });
  }

  private types(node: Node): Pick<PhpProperty, 'type' | 'fullType'> {
    const type = (node.childForFieldName('type')?.text ?? '').replace(/^\?/, '');
    const bare = type.replace(/\|null$|^null\|/i, '');
    return {
      type,
      fullType: /^\\?[A-Z][\w\\]*$/.test(bare) ? this.names.full(bare) : /^(?:self|static)$/.test(bare) ? bare : '',
    };
  }

  private promoted(method: Node): PhpProperty[] {
    const parameters = method.childForFieldName('parameters');
    return (parameters ? partsOf(parameters) : []).flatMap((parameter) => {
      const named = parameter.type === 'property_promotion_parameter' ? parameter.childForFieldName('name') : null;
      return named
        ? [
            {
              name: named.text.replace(/^&?\$/, ''),
              line: this.lineOf(named),
              ...this.types(parameter),
              attributes: this.attributes(parameter),
            },
          ]
        : [];
    });
  }

  private method(member: Node): PhpMethod {
    const named = member.childForFieldName('name');
    const visibility = member.namedChildren.find(({ type }) => type === 'visibility_modifier')?.text;
    return {
      name: named?.text ?? '',
      line: this.lineOf(named ?? member),
      isPublic: visibility === undefined || visibility === 'public',
      attributes: this.attributes(member),
      summary: this.summary(member),
      granted: this.granted(member.childForFieldName('body')),
      texts: /^supports(?:Attribute)?$/.test(named?.text ?? '') ? this.texts(member.childForFieldName('body')) : [],
    };
  }

  private granted(body: Node | null): PhpValue[] {
    return (body ? partsOf(body) : []).flatMap((statement) => {
      const [call] = statement.type === 'expression_statement' ? partsOf(statement) : [];
      const isAsked =
        call?.type === 'member_call_expression' && call.childForFieldName('name')?.text === 'denyAccessUnlessGranted';
      const [first] = isAsked ? this.runner.given(call.childForFieldName('arguments')) : [];
      return first ? [first.value] : [];
    });
  }

  private texts(body: Node | null): string[] {
    const within = (...types: string[]): string[] =>
      (body?.descendantsOfType(types) ?? []).flatMap((node) => {
        const value = node ? this.runner.value(node) : undefined;
        const all = value?.kind === 'list' ? value.entries.map((entry) => entry.value) : value ? [value] : [];
        return all
          .filter(({ kind, text }) => kind === 'text' && /^[\w:.-]*[A-Za-z\d]$/.test(text))
          .map(({ text }) => text);
      });
    const constants = within('class_constant_access_expression');
    return constants.length > 0 ? constants : within('string', 'encapsed_string');
  }

  private constantsIn(member: Node): PhpConstant[] {
    if (member.type === 'enum_case') {
      const named = member.childForFieldName('name');
      const value = member.childForFieldName('value');
      return named
        ? [
            {
              name: named.text,
              line: this.lineOf(named),
              value: value ? this.runner.value(value) : undefined,
              isCase: true,
            },
          ]
        : [];
    }
    return (member.type === 'const_declaration' ? partsOf(member) : []).flatMap((element) => {
      const [named, value] = element.type === 'const_element' ? partsOf(element) : [];
      return named
        ? [{ name: named.text, line: this.lineOf(named), value: value && this.runner.value(value), isCase: false }]
        : [];
    });
  }
}

/** The comment that stands right before something. */
function commentBefore(node: Node): Node | undefined {
  const before = node.previousNamedSibling;
  return before?.type === 'comment' ? before : undefined;
}
