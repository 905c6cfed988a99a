import { folderOf } from '../paths';
import { gap, Slot, unknown, type Call, type Follower, type Value } from './values';

/** What a method of a list gives, for those that routes are declared with. */
export async function callOfList(
  follower: Follower,
  list: Value & { readonly kind: 'list' },
  name: string,
  call: Call,
): Promise<Value> {
  switch (name) {
    case 'forEach':
    case 'map':
    case 'flatMap': {
      const called = await call.value(call.args[0]);
      const results: Slot[] = [];
      for (const [index, item] of list.items.entries()) {
        if (called.kind === 'function') {
          const position: Value = { kind: 'text', text: String(index), place: call.place };
          const result = await follower.call(called, [item, Slot.of(position)], called.self);
          const isSpread = name === 'flatMap' && result.kind === 'list';
          results.push(...(isSpread ? result.items : [Slot.of(result)]));
        }
      }
      return { kind: 'list', items: results };
    }
    case 'concat': {
      const items = [...list.items];
      for (const argument of call.args) {
        const value = await call.value(argument);
        items.push(...(value.kind === 'list' ? value.items : [Slot.of(value)]));
      }
      return { kind: 'list', items };
    }
    case 'flat': {
      const items: Slot[] = [];
      for (const item of list.items) {
        const value = await item.get();
        items.push(...(value.kind === 'list' ? value.items : [Slot.of(value)]));
      }
      return { kind: 'list', items };
    }
    case 'filter':
    case 'sort':
    case 'slice':
    case 'reverse':
      return list;
    case 'join': {
      const separator = await call.value(call.args[0]);
      const texts = (await follower.items(list)).map((item) => (item.kind === 'text' ? item.text : gap));
      return { kind: 'text', text: texts.join(separator.kind === 'text' ? separator.text : ','), place: call.place };
    }
    default:
      return unknown;
  }
}

/** What calling something of the language or of Node.js gives; undefined when it is of no interest. */
export async function callBuiltIn(
  follower: Follower,
  { from, names }: Value & { readonly kind: 'external' },
  call: Call,
): Promise<Value | undefined> {
  const name = names.join('.');
  if (from === '' && /^Object\.(?:values|keys|entries)$/.test(name)) {
    return listOf(follower, await call.value(call.args[0]), name, call);
  }
  if (from === '' && /^(?:Object\.(?:freeze|seal)|String|structuredClone)$/.test(name)) {
    return call.value(call.args[0]);
  }
  if (from === '' && /^Object\.assign$/.test(name)) {
    const frame = call.frame;
    return { kind: 'map', entries: call.args.map((value) => ({ key: undefined, value })), frame, added: new Map() };
  }
  if (from === '' && /^Promise\.(?:all|allSettled|resolve)$/.test(name)) {
    const value = await call.value(call.args[0]);
    await follower.items(value);
    return value;
  }
  if (
    /^(?:node:)?(?:path|url-join|urljoin)(?:\/posix)?$/.test(from) &&
    /^(?:(?:posix\.)?(?:join|resolve)|)$/.test(name)
  ) {
    let text = '';
    for (const argument of call.args) {
      const part = await call.value(argument);
      text += `${text === '' ? '' : '/'}${part.kind === 'text' ? part.text : gap}`;
    }
    return { kind: 'text', text: text.replace(/\/{2,}/g, '/'), place: call.place };
  }
  if (/^(?:node:)?url$/.test(from) && name === 'fileURLToPath') {
    return call.value(call.args[0]);
  }
  if (/^(?:node:)?path$/.test(from) && name === 'dirname') {
    const path = await call.value(call.args[0]);
    return path.kind === 'text' ? { ...path, text: folderOf(path.text) } : unknown;
  }
  return undefined;
}

async function listOf(follower: Follower, value: Value, name: string, call: Call): Promise<Value> {
  if (value.kind !== 'map' && value.kind !== 'module') {
    return unknown;
  }
  const keys =
    value.kind === 'module'
      ? value.program.exports.map((entry) => entry.name)
      : value.entries.flatMap(({ key }) => (key?.kind === 'text' ? [key.text] : []));
  const items = [...new Set(keys)].map((key): Slot => {
    const text: Value = { kind: 'text', text: key, place: call.place };
    const held = new Slot(async () => follower.property(value, key));
    if (name === 'Object.keys') {
      return Slot.of(text);
    }
    return name === 'Object.values' ? held : Slot.of({ kind: 'list', items: [Slot.of(text), held] });
  });
  return { kind: 'list', items };
}
