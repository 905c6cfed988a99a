import { hidden, hideInAddresses, hideInRoute, hideTold, hideValues, redactSecrets } from '../secrets/redact';
import type { AssignedValue } from './assignedValues';
import type { Inventory } from './facts';
import { escapedPattern } from './readers/escapedPattern';
import { inventorySchema } from './schema';

/** Texts that name a place or an identity: a change would make them lead nowhere. */
const untouched = new Set(['path', 'manifest', 'folder', 'hash', 'commit', 'part', 'ecosystem', 'kind']);

/** Texts that are commands, or hold one. */
const commands = new Set(['command', 'does', 'text']);

/** Texts that people wrote for people. */
const sentences = new Set(['title', 'status', 'workflow', 'summary', 'label', 'quote']);

/** Addresses, and what may be one. */
const addresses = new Set(['url', 'constraint', 'locked']);

/** An image's name is public, and people set passwords to the name of the image: `postgres`. */
type TextKind = 'command' | 'body' | 'sentence' | 'address' | 'image' | 'route' | 'other';

/**
 * The last safeguard, whatever a detector let through: no credential, no value set on a command line and no value that
 * the repository gives to a variable is in what comes out.
 *
 * @param values those that the repository's settings give to variables
 * @param turn lets what else waits have its turn, as `Repository.turn` does
 */
export async function redactInventory(
  inventory: Inventory,
  values: Iterable<AssignedValue>,
  turn: () => Promise<void> | undefined = () => undefined,
): Promise<Inventory> {
  const found = new Map<string, boolean>();
  visit(inventory, '', 'other', (text, kind) => {
    if (text.length >= 4) {
      found.set(text, kind !== 'other' || (found.get(text) ?? false));
    }
    return text;
  });
  const texts = [...found.keys()];
  await turn();
  const redacted = await redactSecrets(texts);
  await turn();
  const replaced = new Map(texts.map((text, index) => [text, redacted[index] ?? text]));
  const isOwnName = ownNames(inventory);
  const hide = hider(
    texts.filter((text) => found.get(text)),
    [...values].filter(({ text }) => !isOwnName(text)),
  );
  await turn();
  const safe = visit(inventory, '', 'other', (text, kind) => {
    const known = replaced.get(text) ?? text;
    return hide(bareOf[kind](known), kind);
  });
  await turn();
  return inventorySchema.parse(safe);
}

const asIs = (text: string): string => text;

/** A text without what opens something, by what the text is. */
const bareOf: Readonly<Record<TextKind, (text: string) => string>> = {
  command: hideValues,
  body: asIs,
  sentence: hideTold,
  address: hideInAddresses,
  image: hideInAddresses,
  route: hideInRoute,
  other: asIs,
};

/**
 * Whether a value is only the product's own name, as its folder and its public address on a forge give it: teams call
 * their local databases and passwords after it, and hiding it would hide what everyone reads.
 */
function ownNames({ repository: { name, remotes } }: Inventory): (value: string) => boolean {
  const slugs = [name, ...remotes.flatMap(({ url }) => url.replace(/^[a-z+]+:\/\/[^/]*/i, '').split(/[/:]/))]
    .map((slug) => slug.replace(/\.git$/, '').toLowerCase())
    // A token is no name, even where an address holds it.
    .filter((slug) => slug.length <= 60 && /^\p{L}[\p{L}\p{N}]{0,20}(?:[-_.][\p{L}\p{N}]{1,20})*$/u.test(slug));
  const known = new Set(slugs.flatMap((slug) => [slug, ...slug.split(/[-_.]/)]));
  return (value) => /^[\p{L}_.-]+$/u.test(value) && known.has(value.toLowerCase());
}

/** @param texts what the values that matter are found in: the others needn't be looked for again and again */
function hider(texts: readonly string[], values: Iterable<AssignedValue>): (text: string, kind: TextKind) => string {
  const all = texts.join('\n');
  // One value may hold another.
  const present = [...values].filter(({ text }) => all.includes(text)).sort((a, b) => b.text.length - a.text.length);
  const patterns = present.map(({ text, isSecret }) => {
    const escaped = escapedPattern(text);
    const pattern = isSecret ? escaped : String.raw`(?<![\p{L}\p{N}_])${escaped}(?![\p{L}\p{N}_])`;
    // Words that name a host, as `produit` in `www.produit.fr`: without them its address would lead nowhere.
    const isWords = /^[a-z]+(?:-[a-z]+)*$/.test(text);
    // In a sentence, a word is not a part of another: `changements` doesn't hold `changeme`.
    const word = String.raw`(?<!\p{L})${escaped}(?!\p{L})`;
    const outOfHosts = String.raw`(?<=[^\s/.@(«])${word}|${word}(?!(?:\.[a-z\d-]{1,63}){0,4}\.[a-z]{2,24}(?![\w-]))`;
    return {
      isSecret,
      isPublic: /^[a-z]+:\/\/|^[\w-]+(?:\.[\w-]+)+$|^[\p{L}\s'’]+$/iu.test(text),
      // An account's name stands in its addresses, whatever else has the same one.
      isWord: /^\p{L}+(?:-\p{L}+)*$/u.test(text),
      inCommands: new RegExp(pattern, 'gu'),
      elsewhere: new RegExp(isSecret && isWords ? outOfHosts : pattern, 'gu'),
    };
  });
  return (text, kind) => {
    let safe = text;
    for (const { isSecret, isPublic, isWord, inCommands, elsewhere } of patterns) {
      // A product's name or public address that people wrote in a text for people is there to be read.
      const isHidden =
        kind === 'command' ||
        kind === 'body' ||
        (kind === 'sentence' && (isSecret || !isPublic)) ||
        (kind === 'address' && isSecret && !isWord);
      if (isHidden) {
        safe = safe.replace(kind === 'command' || kind === 'body' ? inCommands : elsewhere, hidden);
      }
    }
    return safe;
  };
}

/** What a text of a fact is, by its key and the fact that holds it. */
function kindOf(key: string, holder: object): TextKind {
  if (('method' in holder || 'direction' in holder) && (key === 'name' || key === 'path')) {
    return 'route';
  }
  const kind = 'kind' in holder ? holder.kind : undefined;
  // A planned task has no other name than its command; a link has the words that people click.
  if (commands.has(key) || (key === 'name' && (kind === 'cron' || kind === 'schedule' || kind === 'process'))) {
    return 'command';
  }
  // A link may have no other words than its address.
  if (
    key === 'name' &&
    'url' in holder &&
    'name' in holder &&
    (holder.name === holder.url || /^https?:\/\//.test(String(holder.name)))
  ) {
    return 'address';
  }
  if (sentences.has(key) || (key === 'name' && (kind === 'message' || 'url' in holder || 'languages' in holder))) {
    return 'sentence';
  }
  return key === 'image' || key === 'body' ? key : addresses.has(key) ? 'address' : 'other';
}

function visit(value: unknown, key: string, kind: TextKind, change: (text: string, kind: TextKind) => string): unknown {
  if (typeof value === 'string') {
    return untouched.has(key) && kind !== 'route' ? value : change(value, kind);
  }
  if (Array.isArray(value)) {
    return value.map((entry) => visit(entry, key, kind, change));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, entry]) => [name, visit(entry, name, kindOf(name, value), change)]),
    );
  }
  return value;
}
