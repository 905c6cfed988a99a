import { Clue } from '../clues';
import type { Webhook } from '../facts';
import { sentWebhooks } from '../readers/pythonCode/pythonWebhooks';
import type { Framework } from './framework';
import { isOwnModule } from '../readers/pythonCode/moduleFiles';

const mayName = new Clue(/hook/i);

/** What Python code sends to the webhooks of other services; those it receives are told with its routes. */
export const pythonWebhooks: Framework = {
  name: 'pythonWebhooks',
  start() {
    const webhooks: Webhook[] = [];
    return {
      wants: isOwnModule,
      read(source) {
        if (mayName.test(source.text)) {
          const known = new Set(webhooks.map(({ name }) => name));
          webhooks.push(...sentWebhooks(source).filter(({ name }) => !known.has(name)));
        }
      },
      find: () => ({ webhooks }),
    };
  },
};
