import type { JsInterpreter } from './jsInterpreter';
import {
  hostFunction,
  joinTexts,
  nothing,
  textAt,
  unknown,
  type JsEntry,
  type JsHost,
  type JsList,
  type JsPlace,
  type JsRecord,
  type JsScope,
  type JsText,
  type JsValue,
} from './jsValue';

/** Items of a list that are looked at: longer ones hold data. */
const mostItems = 2000;

/** What every program knows: `require`, `Promise`, `Object`… */
export function globals(interpreter: JsInterpreter, name: string, scope: JsScope): JsValue | undefined {
  switch (name) {
    case 'undefined':
      return nothing;
    case 'require':
      return hostFunction(([specifier]) =>
        specifier?.kind === 'text' ? (interpreter.imported(scope.module, specifier.text, '=') ?? unknown) : unknown,
      );
    case 'import':
      return hostFunction(([specifier]) =>
        specifier?.kind === 'text' ? (interpreter.imported(scope.module, specifier.text, '*') ?? unknown) : unknown,
      );
    case 'Promise':
    case 'Bluebird':
      return promises(interpreter);
    case 'Object':
      return { kind: 'host', label: 'Object', get: (method) => objectMethod(method) };
    case 'String':
    case 'Number':
    case 'Boolean':
    case 'Date':
    case 'Map':
    case 'Array':
    case 'Buffer':
    case 'BigInt':
      // Also how schemas name types.
      return { kind: 'host', label: name, call: ([value]) => (name === 'String' && value ? value : unknown) };
    default:
      return undefined;
  }
}

/** A property that values of a kind have in the language itself; undefined when it is of no interest. */
export function builtin(interpreter: JsInterpreter, value: JsValue, name: string, at: JsPlace): JsValue | undefined {
  switch (name) {
    case 'then':
      return hostFunction(([next], place) => (next ? interpreter.call(next, [value], place) : value));
    case 'catch':
    case 'finally':
      return hostFunction(() => value);
    case 'clone':
      return value.kind === 'record'
        ? hostFunction(() => ({ kind: 'record', entries: new Map(value.entries) }))
        : undefined;
    case 'bind':
    case 'toString':
    case 'valueOf':
      return hostFunction(() => value);
    case 'call':
      return value.kind === 'function'
        ? hostFunction(([, ...args], place) => interpreter.call(value, args, place))
        : undefined;
    case 'apply':
      return value.kind === 'function'
        ? hostFunction(([, args], place) => interpreter.call(value, args?.kind === 'list' ? args.items : [], place))
        : undefined;
  }
  if (value.kind === 'text') {
    return textMethod(value, name);
  }
  if (value.kind === 'list') {
    return listMethod(interpreter, value, name, at);
  }
  return value.kind === 'unknown' ? overUnknown(interpreter, name) : undefined;
}

/** What is done to each item of a list that isn't known is done to something: it is followed once. */
function overUnknown(interpreter: JsInterpreter, name: string): JsValue | undefined {
  return ['map', 'forEach', 'flatMap', 'filter'].includes(name)
    ? hostFunction(([each], place) => {
        if (each) {
          interpreter.call(each, [], place);
        }
        return unknown;
      })
    : undefined;
}

function promises(interpreter: JsInterpreter): JsHost {
  const all = hostFunction(([value]) => value ?? unknown);
  const each = hostFunction(([list, done], place) => {
    const items = list?.kind === 'list' ? list.items.slice(0, mostItems) : [unknown];
    return { kind: 'list', items: done ? items.map((item) => interpreter.call(done, [item], place)) : [] };
  });
  const methods: Readonly<Record<string, JsValue>> = {
    all,
    allSettled: all,
    resolve: all,
    mapSeries: each,
    each,
    map: each,
    try: hostFunction(([run], place) => (run ? interpreter.call(run, [], place) : unknown)),
  };
  return {
    kind: 'host',
    get: (name) => (Object.hasOwn(methods, name) ? methods[name] : undefined),
    // `new Promise((resolve, reject) => …)`
    call: ([run], place) => {
      if (run) {
        interpreter.call(run, [], place);
      }
      return unknown;
    },
  };
}

function objectMethod(name: string): JsValue | undefined {
  const entriesOf = (value: JsValue | undefined): JsEntry[] =>
    value?.kind === 'record' ? [...value.entries.values()] : [];
  switch (name) {
    case 'keys':
      return hostFunction(([value]) => ({ kind: 'list', items: entriesOf(value).map(({ key }) => key) }));
    case 'values':
      return hostFunction(([value]) => ({ kind: 'list', items: entriesOf(value).map((entry) => entry.value) }));
    case 'entries':
      return hostFunction(([value]) => ({
        kind: 'list',
        items: entriesOf(value).map((entry) => ({ kind: 'list', items: [entry.key, entry.value] })),
      }));
    case 'assign':
      return hostFunction((values) => {
        const target: JsRecord =
          values[0]?.kind === 'record' ? values[0] : { kind: 'record', entries: new Map<string, JsEntry>() };
        for (const entry of values.slice(1).flatMap(entriesOf)) {
          target.entries.set(entry.key.text, entry);
        }
        return target;
      });
    case 'freeze':
      return hostFunction(([value]) => value ?? unknown);
    default:
      return undefined;
  }
}

function textMethod(value: JsText, name: string): JsValue | undefined {
  const changed = (text: string): JsText => textAt(text, value.place);
  switch (name) {
    case 'toLowerCase':
      return hostFunction(() => changed(value.text.toLowerCase()));
    case 'toUpperCase':
      return hostFunction(() => changed(value.text.toUpperCase()));
    case 'trim':
      return hostFunction(() => value);
    case 'concat':
      return hostFunction((others) =>
        joinTexts([value, ...others.filter((other) => other.kind === 'text')], value.place),
      );
    case 'split':
      return hostFunction(([separator]) =>
        separator?.kind === 'text'
          ? { kind: 'list', items: value.text.split(separator.text).slice(0, mostItems).map(changed) }
          : unknown,
      );
    case 'replace':
    case 'replaceAll':
      return hostFunction(([from, to]) =>
        from?.kind === 'text' && to?.kind === 'text' && from.text !== '' && to.text.length < 1000
          ? changed(value.text.split(from.text, mostItems).join(to.text))
          : unknown,
      );
    default:
      return undefined;
  }
}

function listMethod(interpreter: JsInterpreter, list: JsList, name: string, at: JsPlace): JsValue | undefined {
  const { items } = list;
  const each = (args: readonly JsValue[], place: JsPlace): JsValue[] => {
    const [done] = args;
    return done
      ? items
          .slice(0, mostItems)
          .map((item, index) => interpreter.call(done, [item, { kind: 'number', value: index }], place))
      : [];
  };
  switch (name) {
    case 'length':
      return { kind: 'number', value: items.length };
    case 'map':
      return hostFunction((args, place) => ({ kind: 'list', items: each(args, place) }));
    case 'flatMap':
      return hostFunction((args, place) => ({
        kind: 'list',
        items: each(args, place).flatMap(flat).slice(0, mostItems),
      }));
    case 'flat':
      return hostFunction(() => ({ kind: 'list', items: items.flatMap(flat).slice(0, mostItems) }));
    case 'forEach':
      return hostFunction((args, place) => {
        each(args, place);
        return nothing;
      });
    case 'filter':
      return hostFunction((args, place) => {
        const kept = each(args, place);
        return {
          kind: 'list',
          items: items.filter((_, index) => {
            const answer = kept[index];
            return !(answer?.kind === 'boolean' && !answer.value);
          }),
        };
      });
    case 'reduce':
      return hostFunction(([done, first], place) => {
        let result = first ?? items[0] ?? unknown;
        for (const item of done ? items.slice(first ? 0 : 1, mostItems) : []) {
          result = done ? interpreter.call(done, [result, item], place) : unknown;
        }
        return result;
      });
    case 'concat':
      return hostFunction((others) => ({
        kind: 'list',
        items: [...items, ...others.flatMap(flat)].slice(0, mostItems),
      }));
    case 'push':
      return hostFunction((added) => {
        items.push(...added.slice(0, Math.max(0, mostItems - items.length)));
        return nothing;
      });
    case 'join':
      return hostFunction(([separator]) => {
        const between = separator?.kind === 'text' ? separator.text : ',';
        const texts = items.filter((item) => item.kind === 'text');
        return texts.length < items.length
          ? unknown
          : joinTexts(
              texts.flatMap((text, index) => (index === 0 ? [text] : [textAt(between, at), text])),
              texts[0]?.place ?? at,
            );
      });
    case 'reverse':
    case 'sort':
    case 'slice':
      return hostFunction(() => list);
    default:
      return undefined;
  }
}

function flat(value: JsValue): readonly JsValue[] {
  return value.kind === 'list' ? value.items : [value];
}
