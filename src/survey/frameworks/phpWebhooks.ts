import { Clue } from '../clues';
import type { Webhook } from '../facts';
import { phpClasses } from '../readers/php/phpClasses';
import { argumentOf, shortName, textOf } from '../readers/php/phpValue';
import type { SourceText } from '../sourceText';
import type { Framework } from './framework';

const mayName = new Clue(/hook|AsRemoteEventConsumer/i);

/** A request posted to an address that a variable or a setting calls a hook. */
const posted =
  /(?:\bHttp::(?:\w+\([^()\n]{0,200}\)\s*->\s*)?|->\s*)(?:post|request)\(\s*(?:(?:'POST'|"POST"|[\w\\]+::METHOD_POST)\s*,\s*)?([^,()\n]{0,80}?(?:\$|config\(|env\()[^,\n]{0,100}?hook[^,\n]{0,80})/gi;

/** The webhooks that PHP code sends, and those that Symfony's own component receives. */
export const phpWebhooks: Framework = {
  name: 'phpWebhooks',
  start(repository) {
    const webhooks: Webhook[] = [];
    return {
      wants: ({ name, isTest }) => !isTest && name.endsWith('.php') && !name.endsWith('.blade.php'),
      async read(source) {
        if (!mayName.test(source.text)) {
          return;
        }
        webhooks.push(...sentIn(source));
        if (source.text.includes('AsRemoteEventConsumer')) {
          for (const owner of await phpClasses(repository, source)) {
            for (const { name, arguments: given, line } of owner.attributes) {
              const consumed = shortName(name) === 'AsRemoteEventConsumer' ? argumentOf(given, 0, 'name') : undefined;
              const type = textOf(consumed);
              if (type !== undefined) {
                const path = `/webhook/${type}`;
                webhooks.push({
                  name: path,
                  direction: 'received',
                  path,
                  evidence: [{ path: source.path, line: consumed?.line ?? line }],
                });
              }
            }
          }
        }
      },
      find: () => ({ webhooks: merged(webhooks) }),
    };
  },
};

/** One webhook of one name is one, wherever it is sent from. */
function merged(webhooks: readonly Webhook[]): Webhook[] {
  const found = new Map<string, Webhook>();
  for (const webhook of webhooks) {
    const key = `${webhook.direction} ${webhook.name}`;
    const known = found.get(key);
    found.set(key, known ? { ...known, evidence: [...known.evidence, ...webhook.evidence] } : webhook);
  }
  return [...found.values()];
}

function sentIn(source: SourceText): Webhook[] {
  return [...source.text.matchAll(posted)].flatMap(({ 0: whole, 1: target = '', index }) => {
    const line = source.lineAt(index + whole.length - target.length);
    const isComment = /^\s*(?:\/\/|\*|#)/.test(source.lines[line - 1] ?? '');
    const name = /\w*hook\w*/i.exec(target)?.[0];
    return name === undefined || isComment
      ? []
      : [{ name, direction: 'sent', evidence: [{ path: source.path, line }] }];
  });
}
