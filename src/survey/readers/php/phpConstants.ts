import type { Repository } from '../../repository';
import type { SourceText } from '../../sourceText';
import { Syntax } from '../../syntax/syntax';
import { classNodes, membersOf, partsOf, PhpNames } from './phpNodes';
import { PhpRunner } from './phpRunner';
import { shortName, type PhpValue } from './phpValue';

/** How many classes are read for their constants: those that something names. */
const mostClasses = 2000;

/** The constants of the product's classes, and the cases of its enumerations. */
export class PhpConstants {
  private readonly known = new Map<string, ReadonlyMap<string, PhpValue>>();
  private readonly prepared = new Set<string>();

  constructor(private readonly repository: Repository) {}

  /** Reads the classes whose constants a text names (`Role::ADMIN`), found by the names of their files. */
  async prepare(text: string): Promise<void> {
    for (const [, name = ''] of text.matchAll(/\b([A-Z]\w*)::(?:[A-Z][A-Z\d_]+\b|[A-Z]\w*->value)/g)) {
      if (this.prepared.has(name) || this.prepared.size > mostClasses) {
        continue;
      }
      this.prepared.add(name);
      for (const { path, isTest } of this.repository.named(`${name}.php`).slice(0, 5)) {
        const source = isTest ? undefined : await this.repository.text(path);
        if (source && /\bconst\b|\bcase\b/.test(source.text)) {
          await this.read(source);
        }
      }
    }
  }

  /** @param name the class's full name */
  get(name: string, constant: string): PhpValue | undefined {
    return (this.known.get(name) ?? this.known.get(shortName(name)))?.get(constant);
  }

  private async read(source: SourceText): Promise<void> {
    await Syntax.of(this.repository).read(source, 'php', ({ root }) => {
      const names = PhpNames.of(root);
      const runner = new PhpRunner(source, names, {}, '');
      for (const node of classNodes(root)) {
        const name = node.childForFieldName('name')?.text;
        if (name === undefined) {
          continue;
        }
        runner.enter(node);
        const values = new Map<string, PhpValue>();
        for (const member of membersOf(node)) {
          if (member.type === 'enum_case') {
            const value = member.childForFieldName('value');
            if (value) {
              values.set(member.childForFieldName('name')?.text ?? '', runner.value(value));
            }
          }
          for (const element of member.type === 'const_declaration' ? partsOf(member) : []) {
            const [named, value] = element.type === 'const_element' ? partsOf(element) : [];
            if (named && value) {
              values.set(named.text, runner.value(value));
            }
          }
        }
        this.known.set(names.full(name), values);
        this.known.set(name, values);
      }
    });
  }
}
