import type { Endpoint, Webhook } from '../../facts';
import type { SourceText } from '../../sourceText';
import { hooksManaged } from '../receivedHooks';
import type { PythonCode } from './pythonCode';

/** Words of a path that say that another service calls: `/hooks/paiement/`, `/webhook`. */
const hook = /(?:^|[/_.{-])(?:web-?_?hooks?|hooks?|ipn)(?:$|[/_.}-])/i;

/** The routes that other services call, told by their paths or by what answers them. */
export async function receivedWebhooks(code: PythonCode, api: readonly Endpoint[]): Promise<Webhook[]> {
  const found: Webhook[] = [];
  const isManaged = hooksManaged(api);
  for (const { path, method, evidence } of api.filter((endpoint) => !isManaged(endpoint))) {
    const words = path.split('/').filter((part) => part.length > 3 && !part.startsWith('{'));
    const lines = await Promise.all(
      evidence.map(async (place) => ({
        place,
        text: (await code.load(place.path))?.source.lines[place.line - 1] ?? '',
      })),
    );
    const isHook = hook.test(path) || lines.some(({ text }) => /web_?hook/i.test(text));
    if (isHook && /^(?:POST|PUT|ANY)$/.test(method) && !found.some((one) => one.path === path)) {
      // A line that says neither the path nor what it is proves nothing here.
      const telling = lines.filter(({ text }) => /hook/i.test(text) || words.some((word) => text.includes(word)));
      const places = telling.length > 0 ? telling.map(({ place }) => place) : evidence;
      found.push({ name: path, direction: 'received', path, evidence: places });
    }
  }
  return found;
}

/** A request sent to an address whose name says what it is: `requests.post(settings.ALERT_WEBHOOK_URL, …)`. */
const sending =
  /\b(?:requests|httpx|session|client|http|aiohttp|urllib\d?|self\.\w+)\.(?:post|put|request|urlopen)\(\s*(?:["'](?:POST|PUT)["']\s*,\s*)?(?:url\s*=\s*)?([\w.[\]"']{1,120})/g;

/** What a file sends to the webhooks of others, by the names of their addresses. */
export function sentWebhooks(source: SourceText): Webhook[] {
  const found: Webhook[] = [];
  for (const { index, 1: address = '', 0: whole } of source.text.matchAll(sending)) {
    const name = address
      .replace(/["'\]]/g, '')
      .split(/[.[]/)
      .findLast((part) => /hook/i.test(part));
    const line = source.lineAt(index + whole.length - address.length);
    const isComment = /^\s*#/.test(source.lines[line - 1] ?? '');
    if (name !== undefined && !isComment && !found.some((one) => one.name === name)) {
      found.push({ name, direction: 'sent', evidence: [{ path: source.path, line }] });
    }
  }
  return found;
}
