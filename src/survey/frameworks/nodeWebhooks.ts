import { Clue } from '../clues';
import type { Node } from 'web-tree-sitter';
import type { Webhook } from '../facts';
import { tidyEvidence } from '../evidence';
import { isServerCode } from '../readers/nodeCode/modules';
import { grammarOf } from '../syntax/grammars';
import { Syntax } from '../syntax/syntax';
import { compare } from '../repository';
import type { Framework } from './framework';

const mayName = new Clue(/web_?hook/i);

const mayCall = new Clue(/\b(?:fetch|axios|got|ky|request|needle|superagent)\b|\.post\s*[(<]|IncomingWebhook/);

/** What sends a request, by what is called. */
const sends =
  /^(?:(?:window|globalThis)\.)?\$?fetch$|^(?:axios|got|ky|request|needle|superagent)(?:\.(?:post|put|request))?$|\.post$|\.\$?fetch$/;

/** Other services' addresses for that. */
const hookHosts =
  /^https?:\/\/(?:hooks\.slack\.com|discord(?:app)?\.com\/api\/webhooks|[\w.-]*mattermost[\w.-]*\/hooks|[\w.-]+\/(?:[\w/-]*\/)?(?:web)?hooks?\/)/i;

/** As many places as it takes to be sure. */
const mostPlaces = 4;

/** Calls that tell another service of something, at an address that is called a webhook's. */
export const nodeWebhooks: Framework = {
  name: 'nodeWebhooks',
  start(repository) {
    const found = new Map<string, Webhook>();
    return {
      wants: isServerCode,
      async read(source) {
        const grammar = grammarOf(source.path)?.grammar;
        if (grammar && mayName.test(source.text) && mayCall.test(source.text)) {
          await Syntax.of(repository).read(source, grammar, ({ root }) => {
            for (const { name, line } of sentIn(root)) {
              const known = found.get(name)?.evidence ?? [];
              const evidence = tidyEvidence([...known, { path: source.path, line }], mostPlaces);
              found.set(name, { name, direction: 'sent', evidence });
            }
          });
        }
      },
      find: () => ({ webhooks: [...found.values()].sort((a, b) => compare(a.name, b.name)) }),
    };
  },
};

/** What a variable of the file is set to. */
interface Bound {
  readonly value: string;
  readonly line: number;
}

interface Sent {
  readonly name: string;
  readonly line: number;
}

function sentIn(root: Node): Sent[] {
  const names = new Map<string, Bound>();
  for (const node of root.descendantsOfType('variable_declarator')) {
    const value = node.childForFieldName('value')?.text ?? '';
    if (value.length < 300 && /web_?hook/i.test(value)) {
      names.set(node.childForFieldName('name')?.text ?? '', { value, line: node.startPosition.row + 1 });
    }
  }
  return root.descendantsOfType(['call_expression', 'new_expression']).flatMap((call) => {
    const callee = call.childForFieldName('function') ?? call.childForFieldName('constructor');
    const first = call.childForFieldName('arguments')?.namedChildren.find(({ type }) => type !== 'comment');
    const isSending =
      callee && callee.text.length < 200 && (sends.test(callee.text) || callee.text.endsWith('IncomingWebhook'));
    const sent = isSending && first ? hookOf(addressOf(first), names) : undefined;
    return sent ? [sent] : [];
  });
}

/** `axios({ url })` has its address in a map. */
function addressOf(argument: Node): Node {
  const pair =
    argument.type === 'object'
      ? argument.namedChildren.find((child) => child.childForFieldName('key')?.text === 'url')
      : undefined;
  return pair?.childForFieldName('value') ?? argument;
}

/**
 * What an address is called: the variable that holds it, or the service it is of; undefined when nothing says that it is
 * a webhook's. An address itself may be a secret: never more than its host is told.
 */
function hookOf(address: Node, names: ReadonlyMap<string, Bound>): Sent | undefined {
  const { type, text } = address;
  const line = address.startPosition.row + 1;
  if (text.length > 300) {
    return undefined;
  }
  if (type === 'string' || type === 'template_string') {
    const [inner] = address.namedChildren.filter((child) => child.type === 'template_substitution');
    const isFirst = inner && inner.startIndex === address.startIndex + 1;
    const host = hookHosts.test(text.slice(1)) ? /^https?:\/\/([\w.-]+)/i.exec(text.slice(1))?.[1] : undefined;
    const held = isFirst && inner.firstNamedChild ? hookOf(inner.firstNamedChild, names) : undefined;
    return held ?? (host === undefined ? undefined : { name: host, line });
  }
  const bound = type === 'identifier' ? names.get(text) : undefined;
  const fromEnvironment = /\b([A-Z][A-Z0-9_]*WEB_?HOOK[A-Z0-9_]*)\b/.exec(bound?.value ?? text)?.[1];
  if (fromEnvironment !== undefined) {
    return { name: fromEnvironment, line: bound?.line ?? line };
  }
  const named = /\b(\w*web_?hook\w*)\b(?!.*web_?hook)/i.exec(text.replace(/'[^']*'|"[^"]*"/g, ''))?.[1];
  return named === undefined ? undefined : { name: named, line };
}
