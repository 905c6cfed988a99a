import { classesOf, decorator, membersOf, type JsMember } from '../javascript/jsClasses';
import type { JsInterpreter } from '../javascript/jsInterpreter';
import type { JsModule } from '../javascript/jsModules';
import { asText, property, type JsEntry, type JsValue } from '../javascript/jsValue';
import type { Mongoose } from './mongooseLibrary';
import type { SchemaDraft } from './mongooseSchema';

/**
 * Brings in the models that a file's classes are by NestJS's decorators.
 *
 * @param isModel whether a class of that name is given to Mongoose, rather than held by another
 */
export function addDecoratedSchemas(
  library: Mongoose,
  interpreter: JsInterpreter,
  module: JsModule,
  isModel: (className: string) => boolean,
): void {
  for (const { name, made, decorators } of classesOf(interpreter, module)) {
    const schema = decorator(decorators, 'Schema');
    if (!schema || !isModel(name.text)) {
      continue;
    }
    const entries = membersOf(interpreter, made).flatMap((member): [string, JsEntry][] => {
      const value = fieldOf(member);
      return value ? [[member.name.text, { key: member.name, value }]] : [];
    });
    const [options] = schema.args;
    const draft: SchemaDraft = {
      fields: { kind: 'record', entries: new Map(entries) },
      options: new Map(options?.kind === 'record' ? [...options.entries].map(([key, { value }]) => [key, value]) : []),
    };
    library.add(name, asText(property(options, 'collection')), draft);
  }
}

/** What a schema would say of a member; undefined when it is no field. */
function fieldOf({ name, decorators, type }: JsMember): JsValue | undefined {
  const prop = decorator(decorators, 'Prop');
  const [given] = prop?.args ?? [];
  if (!prop || (given && given.kind !== 'record') || property(given, 'type')) {
    return prop && given;
  }
  const entries = new Map(given?.kind === 'record' ? given.entries : []);
  if (type !== undefined) {
    const list = /^(?:Array<(\w+)>|(\w+)\[\])$/.exec(type);
    const base: JsValue = {
      ...name,
      text: typeNames[list?.[1] ?? list?.[2] ?? type] ?? list?.[1] ?? list?.[2] ?? type,
    };
    entries.set('type', { key: name, value: list ? { kind: 'list', items: [base] } : base });
  }
  return { kind: 'record', entries };
}

/** TypeScript's names for what Mongoose calls otherwise. */
const typeNames: Readonly<Record<string, string | undefined>> = {
  string: 'String',
  number: 'Number',
  boolean: 'Boolean',
};
