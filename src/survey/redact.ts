import { hideValues, redactSecrets } from '../secrets/redact';
import type { Inventory } from './facts';
import { inventorySchema } from './schema';

/** Texts that name a place or an identity: a change would make them lead nowhere. */
const untouched = new Set(['path', 'manifest', 'folder', 'hash', 'commit', 'part', 'ecosystem', 'kind']);

/** Texts in which people write values: commands, addresses, constraints that are addresses. */
const withValues = new Set(['command', 'url', 'constraint', 'locked', 'image', 'does']);

/**
 * The last safeguard, whatever a detector let through: no credential and no value set on a command line is in what comes
 * out.
 */
export async function redactInventory(inventory: Inventory): Promise<Inventory> {
  const found = new Set<string>();
  visit(inventory, '', (text, key) => {
    if (!untouched.has(key) && text.length >= 8) {
      found.add(text);
    }
    return text;
  });
  const texts = [...found];
  const redacted = await redactSecrets(texts);
  const replaced = new Map(texts.map((text, index) => [text, redacted[index] ?? text]));
  const safe = visit(inventory, '', (text, key) => {
    const known = untouched.has(key) ? text : (replaced.get(text) ?? text);
    return withValues.has(key) ? hideValues(known) : known;
  });
  return inventorySchema.parse(safe);
}

function visit(value: unknown, key: string, change: (text: string, key: string) => string): unknown {
  if (typeof value === 'string') {
    return change(value, key);
  }
  if (Array.isArray(value)) {
    return value.map((entry) => visit(entry, key, change));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, visit(entry, name, change)]));
  }
  return value;
}
