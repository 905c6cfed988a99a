import type { rules } from '@secretlint/secretlint-rule-preset-recommend';
import type { FoundSecret, SecretKindId } from './secretKinds';

type Detector = (typeof rules)[number];
type Context = Parameters<Detector['create']>[0];
type Source = Parameters<NonNullable<ReturnType<Detector['create']>['file']>>[0];

/** What each detector of the library finds. One that isn't here isn't run: see {@link leftOut}. */
const kindOf: Readonly<Record<string, SecretKindId>> = {
  '1password': '1password-token',
  anthropic: 'anthropic-key',
  aws: 'aws-secret',
  databricks: 'databricks-token',
  docker: 'docker-token',
  figma: 'figma-token',
  github: 'github-token',
  gitlab: 'gitlab-token',
  grafana: 'grafana-token',
  groq: 'groq-key',
  'hashicorp-vault': 'vault-token',
  huggingface: 'huggingface-token',
  linear: 'linear-key',
  notion: 'notion-token',
  npm: 'npm-token',
  openai: 'openai-key',
  privatekey: 'private-key',
  sendgrid: 'sendgrid-key',
  shopify: 'shopify-token',
  slack: 'slack-token',
  vercel: 'vercel-token',
};

/**
 * Detectors of the library that we do without: `basicauth` and `database-connection-string` since our own pattern
 * knows any scheme and where the password alone stands; `gcp` since it reads files other than the text; and
 * `filter-comments` since what a `secretlint-disable` comment hides would be neither counted nor explained.
 */
export const leftOut: readonly string[] = ['basicauth', 'database-connection-string', 'gcp', 'filter-comments'];

/** Another kind for one message of a detector. */
const kindOfMessage: Readonly<Record<string, SecretKindId>> = {
  IncomingWebhook: 'slack-webhook',
  PackageJSON_xOauthToken: 'github-token',
};

const idPrefix = '@secretlint/secretlint-rule-';

let loading: Promise<typeof rules> | undefined;

/** Loaded at the first check, since it is as big as all the other rules together. */
function load(): Promise<typeof rules> {
  loading ??= import('@secretlint/secretlint-rule-preset-recommend').then((library) => library.rules);
  return loading;
}

/** The names of the detectors the library has, in its order. */
export async function detectorNames(): Promise<string[]> {
  return (await load()).map(({ meta }) => meta.id.slice(idPrefix.length));
}

/**
 * Runs the library's detectors over a text.
 *
 * They are run without the library's own engine: it marks each of its steps on the host's performance timeline and
 * never forgets one, so that in an editor each check is slower than the one before (from 2 to 30 ms after 2,000 checks).
 */
export async function findWithLibrary(text: string): Promise<FoundSecret[]> {
  const found: FoundSecret[] = [];
  for (const detector of await load()) {
    const kind = kindOf[detector.meta.id.slice(idPrefix.length)];
    if (kind !== undefined) {
      await run(detector, text, (messageId, value, near) => {
        // Some detectors give the start of what stands before the value, with the value's length.
        const end = text.indexOf(value, near) + value.length;
        if (value !== '' && end >= value.length) {
          // Of a webhook's address, what comes before is the same for all.
          const hidden = value.replace(/^https:\/\/.*?\/services\//i, '');
          found.push({ kind: kindOfMessage[messageId] ?? kind, start: end - hidden.length, end });
        }
      });
    }
  }
  return found;
}

async function run(
  detector: Detector,
  content: string,
  report: (messageId: string, value: string, near: number) => void,
): Promise<void> {
  const values = new WeakMap<object, unknown>();
  const context: Context = {
    sharedOptions: {},
    createTranslator: () => (messageId, props) => {
      const message = { message: '', messageId: String(messageId), data: {} };
      values.set(message, props);
      return message;
    },
    report: ({ message, range }) => report(message.messageId, valueIn(values.get(message)), range[0]),
    ignore: () => undefined,
  };
  await detector.create(context, {}).file?.(sourceOf(content));
}

/** The detectors we run read the content and, to tell manifests apart, the path: without one, any text may be one. */
function sourceOf(content: string): Source {
  const unused = (): never => {
    throw new Error('No detector that we run asks for positions');
  };
  return {
    content,
    contentType: 'text',
    ext: '.md',
    hasBOM: false,
    filePath: undefined,
    physicalFilePath: undefined,
    getFilePath: () => undefined,
    getPhysicalFilePath: () => undefined,
    locationToRange: unused,
    rangeToLocation: unused,
    positionToIndex: unused,
    indexToPosition: unused,
  };
}

/** The value that a detector puts in its message: each names it in its own way. */
function valueIn(props: unknown): string {
  const entries = typeof props === 'object' && props !== null ? Object.entries(props) : [];
  const value: unknown = entries.find(([key]) => ['KEY', 'TOKEN', 'ID', 'URL'].includes(key))?.[1];
  return typeof value === 'string' ? value : '';
}
