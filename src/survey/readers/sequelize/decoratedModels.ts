import type { Column } from '../../facts';
import { classesOf, decorator, membersOf, type JsDecorator, type JsMember } from '../javascript/jsClasses';
import type { JsInterpreter } from '../javascript/jsInterpreter';
import type { JsModule } from '../javascript/jsModules';
import { asText, evidenceOf, property, textAt, unknown, type JsValue } from '../javascript/jsValue';
import { columnOf } from './sequelizeAttributes';
import { classNameOf, type Association, type SequelizeModels } from './sequelizeModels';
import { typeLabel } from './sequelizeTypes';

const relations = ['BelongsTo', 'BelongsToMany', 'HasMany', 'HasOne'] as const;
const kinds: Readonly<Record<string, Association['kind']>> = {
  BelongsTo: 'belongsTo',
  BelongsToMany: 'belongsToMany',
  HasMany: 'hasMany',
  HasOne: 'hasOne',
};

/** Brings in the models that a file's classes are by the decorators of sequelize-typescript. */
export function addDecoratedModels(models: SequelizeModels, interpreter: JsInterpreter, module: JsModule): void {
  for (const { decorators, made, name } of classesOf(interpreter, module)) {
    const table = decorator(decorators, 'Table');
    if (!table) {
      continue;
    }
    const options = table.args.find(({ kind }) => kind === 'record');
    const draft = models.add(name, undefined, options);
    const classOf = (target: JsValue | undefined): string | undefined => {
      const value = target?.kind === 'function' ? interpreter.call(target, [], name.place) : target;
      return value?.kind === 'class' ? classNameOf(value).text : undefined;
    };
    for (const member of membersOf(interpreter, made)) {
      const column = columnOfMember(member);
      if (column) {
        draft.add(member.name, {
          ...column,
          name: column.name === member.name.text ? draft.named(member.name).text : column.name,
        });
      }
      const time = decorator(member.decorators, 'CreatedAt', 'UpdatedAt', 'DeletedAt');
      if (time) {
        draft.replaces(`${time.name.charAt(0).toLowerCase()}${time.name.slice(1)}`);
      }
      const target = classOf(decorator(member.decorators, 'ForeignKey')?.args[0]);
      if (target !== undefined) {
        models.associate({ kind: 'belongsTo', from: name.text, to: target, options: keyed(member) });
      }
      const relation = decorator(member.decorators, ...relations);
      const to = classOf(relation?.args[0]);
      if (relation && to !== undefined) {
        relate(models, relation, name.text, to, classOf);
      }
    }
  }
}

/** The column a member is; undefined when no decorator makes it one. */
function columnOfMember(member: JsMember): Column | undefined {
  const { decorators, name } = member;
  const column = decorator(decorators, 'Column');
  const time = decorator(decorators, 'CreatedAt', 'UpdatedAt', 'DeletedAt');
  if (!column && !time) {
    return undefined;
  }
  const options = column?.args[0] ?? unknown;
  const type = typeLabel(property(options, 'type') ?? options);
  if (type?.startsWith('VIRTUAL') === true) {
    return undefined;
  }
  const own = asText(property(options, 'field')) ?? name;
  const described = columnOf(own, options);
  const allowed = decorator(decorators, 'AllowNull');
  const nullable = allowed ? (allowed.args[0]?.kind === 'boolean' ? allowed.args[0].value : true) : described.nullable;
  const label = asText(decorator(decorators, 'Comment')?.args[0])?.text ?? described.label;
  const shown = type ?? described.type ?? member.type;
  return {
    ...described,
    ...(shown === undefined ? {} : { type: shown }),
    ...(nullable === undefined ? {} : { nullable }),
    ...(decorator(decorators, 'PrimaryKey') ? { key: 'primary' as const } : {}),
    ...(decorator(decorators, 'Unique') ? { unique: true } : {}),
    ...(label === undefined ? {} : { label }),
    evidence: evidenceOf(own),
  };
}

/** Options that say which member holds the key. */
function keyed({ name }: JsMember): JsValue {
  return { kind: 'record', entries: new Map([['foreignKey', { key: name, value: name }]]) };
}

function relate(
  models: SequelizeModels,
  { name, args }: JsDecorator,
  from: string,
  to: string,
  classOf: (target: JsValue | undefined) => string | undefined,
): void {
  const kind = kinds[name];
  const key = asText(args[1]) ?? asText(property(args[1], 'foreignKey'));
  // Without a key of its own, a member bears `@ForeignKey`, which says it.
  if (kind === 'belongsTo' && key) {
    models.associate({ kind, from, to, options: optionsOf({ foreignKey: key }) });
  } else if (kind === 'belongsToMany' && classOf(args[1]) === undefined && key) {
    models.associate({ kind, from, to, options: optionsOf({ through: key, foreignKey: args[2], otherKey: args[3] }) });
  }
}

function optionsOf(values: Readonly<Record<string, JsValue | undefined>>): JsValue {
  const place = Object.values(values).find((value) => value?.kind === 'text');
  const at = place?.kind === 'text' ? place.place : undefined;
  return {
    kind: 'record',
    entries: new Map(
      Object.entries(values).flatMap(([key, value]) =>
        value && at ? [[key, { key: textAt(key, at), value }] as const] : [],
      ),
    ),
  };
}
