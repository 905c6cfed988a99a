import { hidden, hideInAddresses, hideValues, redactSecrets } from '../secrets/redact';
import type { AssignedValue } from './assignedValues';
import type { Inventory } from './facts';
import { inventorySchema } from './schema';

/** Texts that name a place or an identity: a change would make them lead nowhere. */
const untouched = new Set(['path', 'manifest', 'folder', 'hash', 'commit', 'part', 'ecosystem', 'kind']);

/** Texts that are commands, or hold one. */
const commands = new Set(['command', 'does']);

/** Texts that people wrote for people. */
const sentences = new Set(['title', 'status', 'workflow', 'summary', 'label']);

/** Addresses, and what may be one. */
const addresses = new Set(['url', 'constraint', 'locked', 'image']);

type TextKind = 'command' | 'sentence' | 'address' | 'other';

/**
 * The last safeguard, whatever a detector let through: no credential, no value set on a command line and no value that
 * the repository gives to a variable is in what comes out.
 *
 * @param values those that the repository's settings give to variables
 */
export async function redactInventory(inventory: Inventory, values: Iterable<AssignedValue>): Promise<Inventory> {
  const found = new Map<string, boolean>();
  visit(inventory, '', 'other', (text, kind) => {
    if (text.length >= 4) {
      found.set(text, kind !== 'other' || (found.get(text) ?? false));
    }
    return text;
  });
  const texts = [...found.keys()];
  const redacted = await redactSecrets(texts);
  const replaced = new Map(texts.map((text, index) => [text, redacted[index] ?? text]));
  const hide = hider(
    texts.filter((text) => found.get(text)),
    values,
  );
  const safe = visit(inventory, '', 'other', (text, kind) => {
    const known = replaced.get(text) ?? text;
    const bare = kind === 'command' ? hideValues(known) : kind === 'address' ? hideInAddresses(known) : known;
    return hide(bare, kind);
  });
  return inventorySchema.parse(safe);
}

/** @param texts what the values that matter are found in: the others needn't be looked for again and again */
function hider(texts: readonly string[], values: Iterable<AssignedValue>): (text: string, kind: TextKind) => string {
  const all = texts.join('\n');
  // One value may hold another.
  const present = [...values].filter(({ text }) => all.includes(text)).sort((a, b) => b.text.length - a.text.length);
  const patterns = present.map(({ text, isSecret }) => {
    const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    return {
      isSecret,
      isAddress: /^[a-z]+:\/\/|^[\w-]+(?:\.[\w-]+)+$/i.test(text),
      pattern: new RegExp(isSecret ? escaped : String.raw`(?<![\p{L}\p{N}_])${escaped}(?![\p{L}\p{N}_])`, 'gu'),
    };
  });
  return (text, kind) => {
    let safe = text;
    for (const { isSecret, isAddress, pattern } of patterns) {
      // A public address that people wrote in a text for people is there to be read.
      if (kind === 'command' || (kind === 'sentence' && (isSecret || !isAddress)) || (kind === 'address' && isSecret)) {
        safe = safe.replace(pattern, hidden);
      }
    }
    return safe;
  };
}

/** What a text of a fact is, by its key and the fact that holds it. */
function kindOf(key: string, holder: object): TextKind {
  const kind = 'kind' in holder ? holder.kind : undefined;
  // A planned task has no other name than its command; a link has the words that people click.
  if (commands.has(key) || (key === 'name' && (kind === 'cron' || kind === 'schedule' || kind === 'process'))) {
    return 'command';
  }
  if (sentences.has(key) || (key === 'name' && ('url' in holder || 'languages' in holder))) {
    return 'sentence';
  }
  return addresses.has(key) ? 'address' : 'other';
}

function visit(value: unknown, key: string, kind: TextKind, change: (text: string, kind: TextKind) => string): unknown {
  if (typeof value === 'string') {
    return untouched.has(key) ? value : change(value, kind);
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
