import { parentOf } from './jsBinding';
import { memberNodes } from './jsClassNodes';
import type { JsInterpreter } from './jsInterpreter';
import { textOf } from './jsLiterals';
import type { JsNode } from './jsTree';
import { textAt, unknown, type JsClass, type JsPlace, type JsValue } from './jsValue';

/** How many classes extend one another. */
const deepest = 12;

/** The properties of classes themselves, beside those of their objects. */
export class JsStatics {
  /** What the code gives them later: `User.associate = …` */
  private readonly given = new Map<JsNode, Map<string, JsValue>>();

  set({ node }: JsClass, name: string, value: JsValue): void {
    const own = this.given.get(node) ?? new Map<string, JsValue>();
    this.given.set(node, own.set(name, value));
  }

  /** A property of a class, or of those it extends. */
  get(interpreter: JsInterpreter, heir: JsClass, name: string, at: JsPlace): JsValue {
    let made: JsValue | undefined = heir;
    for (let depth = 0; made?.kind === 'class' && depth < deepest; depth++) {
      const own = this.given.get(made.node)?.get(name) ?? declared(interpreter, made, heir, name);
      if (own) {
        return own;
      }
      made = parentOf(interpreter, made);
    }
    if (name === 'name') {
      const own = heir.node.fields.get('name');
      return own ? textAt(textOf(own, heir.scope), { source: heir.scope.module.source, offset: own.start }) : unknown;
    }
    return (made?.kind === 'host' ? made.inherited?.(heir, name, at) : undefined) ?? unknown;
  }
}

function declared(
  interpreter: JsInterpreter,
  { node, scope }: JsClass,
  heir: JsClass,
  name: string,
): JsValue | undefined {
  const member = memberNodes(node).find((each) => textOf(each.name, scope) === name)?.node;
  if (member?.type === 'method_definition') {
    return { kind: 'function', node: member, scope, self: heir };
  }
  return member && interpreter.evaluate(member.fields.get('value'), scope);
}
