import type { JsInterpreter, Libraries } from '../javascript/jsInterpreter';
import {
  hostFunction,
  nothing,
  record,
  textAt,
  type JsEntry,
  type JsHost,
  type JsPlace,
  type JsValue,
} from '../javascript/jsValue';

const definitions = new WeakMap<JsValue, JsValue>();

const packages =
  /^@mikro-orm\/(?:core|sql|knex|postgresql|mysql|mariadb|sqlite|libsql|better-sqlite|mssql|oracledb|mongodb)$/;

const references: Readonly<Record<string, string>> = {
  MANY_TO_ONE: 'm:1',
  ONE_TO_ONE: '1:1',
  MANY_TO_MANY: 'm:n',
  ONE_TO_MANY: '1:m',
  EMBEDDED: 'embedded',
  SCALAR: 'column',
};

/** The relations that a builder's methods begin, beside plain columns. */
const relations: Readonly<Record<string, string>> = {
  manyToOne: 'm:1',
  oneToOne: '1:1',
  manyToMany: 'm:n',
  oneToMany: '1:m',
  embedded: 'embedded',
};

/** What an `EntitySchema` or a `defineEntity` was given; undefined when a value is neither. */
export function definitionOf(value: JsValue): JsValue | undefined {
  return definitions.get(value);
}

/** What imports of MikroORM give. @param interpreter what runs the functions that definitions are given */
export function mikroOrmLibrary(interpreter: () => JsInterpreter): Libraries {
  return (specifier, name) => {
    if (!packages.test(specifier)) {
      return undefined;
    }
    switch (name) {
      case 'EntitySchema':
        return hostFunction(([options]) => defined(options ?? nothing));
      case 'defineEntity':
        return hostFunction(([options], at) => defined(withProperties(interpreter(), options ?? nothing, at)));
      case 'p':
        return builder;
      case 'ReferenceKind':
      case 'ReferenceType':
        return { kind: 'host', get: (each, at) => textAt(references[each] ?? each, at) };
      case 't':
      case 'types':
        return { kind: 'host', get: (each, at) => textAt(each, at) };
      default:
        return /^[A-Z]\w*Type$/.test(name) ? { kind: 'host', label: name.slice(0, -4).toLowerCase() } : undefined;
    }
  };
}

function defined(options: JsValue): JsHost {
  const host: JsHost = { kind: 'host', label: 'entity', get: () => hostFunction(() => host) };
  definitions.set(host, options);
  return host;
}

/** The options of `defineEntity`, with its properties described as those of an `EntitySchema`. */
function withProperties(interpreter: JsInterpreter, options: JsValue, at: JsPlace): JsValue {
  if (options.kind !== 'record') {
    return options;
  }
  const entries = new Map(options.entries);
  const given = entries.get('properties');
  const properties = given?.value.kind === 'function' ? interpreter.call(given.value, [builder], at) : given?.value;
  if (given && properties?.kind === 'record') {
    const described = [...properties.entries].map(([name, { key, value }]): [string, JsEntry] => [
      name,
      { key, value: describedBy(interpreter, value, at) },
    ]);
    entries.set('properties', { key: given.key, value: { kind: 'record', entries: new Map(described) } });
  }
  return { kind: 'record', entries };
}

/** The options of a property that a builder gives, at once or, for one that names another entity, when asked. */
function describedBy(interpreter: JsInterpreter, value: JsValue, at: JsPlace): JsValue {
  const given = value.kind === 'function' ? interpreter.call(value, [], at) : value;
  return built.get(given) ?? given;
}

/** What builders were told, as the options of a property. */
const built = new WeakMap<JsValue, JsValue>();

/** `p.string().nullable()`, `p.manyToOne(() => User)`. */
const builder: JsHost = {
  kind: 'host',
  get: (name) => hostFunction(([target], at) => property(begun(name, target, at), at)),
};

function begun(name: string, target: JsValue | undefined, at: JsPlace): ReadonlyMap<string, JsValue> {
  const kind = relations[name];
  if (kind !== undefined) {
    return new Map<string, JsValue>([['kind', textAt(kind, at)], ...(target ? [['entity', target] as const] : [])]);
  }
  return new Map<string, JsValue>(
    name === 'enum' ? [['enum', yes]] : name === 'formula' ? [['formula', yes]] : [['type', textAt(name, at)]],
  );
}

const yes: JsValue = { kind: 'boolean', value: true };

function property(told: ReadonlyMap<string, JsValue>, at: JsPlace): JsHost {
  const host: JsHost = {
    kind: 'host',
    // Each method sets the option that it is called as: without an argument, to true.
    get: (name) => hostFunction(([value = yes]) => property(new Map(told).set(name, value), at)),
  };
  built.set(host, record([...told], at));
  return host;
}
