import { Clue } from '../clues';
import type { Column, Table } from '../facts';
import { ImportPaths } from '../readers/javascript/importPaths';
import { classesOf } from '../readers/javascript/jsClasses';
import { JsInterpreter } from '../readers/javascript/jsInterpreter';
import { hole } from '../readers/javascript/jsLiterals';
import { JsModules, type JsModule } from '../readers/javascript/jsModules';
import type { JsNode } from '../readers/javascript/jsTree';
import { asText, evidenceOf, property, type JsText, type JsValue } from '../readers/javascript/jsValue';
import { collectionCalls, type CollectionCall } from '../readers/mongoDb/collectionCalls';
import { typedColumns } from '../readers/mongoDb/documentTypes';
import { jsonSchemaColumns } from '../readers/mongoDb/jsonSchemaColumns';
import { mongoLibrary } from '../readers/mongoDb/mongoLibrary';
import { isServerCode } from '../readers/nodeCode/modules';
import { nodePackages } from '../readers/nodePackages';
import { valueAt } from '../readers/located';
import { zodColumns } from '../readers/zod/zodSchema';
import type { Repository } from '../repository';
import type { Framework } from './framework';

const mayName = new Clue(
  /\.(?:createC|c)ollection\b|\wCollection(?:<[^>\n]{0,80}>)?\(\s{0,20}['"`]|\bcollectionName\b/,
);

/** What a database is called by those who ask it for a collection. */
const database = /(?:db|database|connection|conn|mongo\w{0,20})(?:\([^()]{0,80}\))?\)?$/i;

/** What runs once, or on another base, is no sure sign of what the product keeps. */
const aside = /(?:^|\/)(?:scripts?|tools?|seeds?|bin)\//;

const migrations = /(?:^|\/)[\w.-]*migrations?\//i;

interface Named {
  readonly name: JsText;
  readonly columns: readonly Column[] | undefined;
}

/** The collections that code asks of MongoDB's own driver, with the fields that a schema or a type gives them. */
export const mongoDb: Framework = {
  name: 'mongoDb',
  start(repository) {
    const modules: JsModule[] = [];
    return {
      wants: (file) => isServerCode(file) && !migrations.test(file.path),
      async read(source) {
        if (mayName.test(source.text) && !/['"](?:@?firebase|@google-cloud\/firestore)/.test(source.text)) {
          const module = await JsModules.of(repository).load(source);
          modules.push(...(module ? [module] : []));
        }
      },
      async find() {
        return (await usesDriver(repository)) ? { tables: tablesOf(await namedIn(repository, modules)) } : {};
      },
    };
  },
};

async function usesDriver(repository: Repository): Promise<boolean> {
  const packages = await nodePackages(repository);
  return packages.some(({ manifest }) => valueAt(manifest, 'dependencies', 'mongodb') !== undefined);
}

async function namedIn(repository: Repository, modules: readonly JsModule[]): Promise<Named[]> {
  const interpreter = new JsInterpreter(mongoLibrary);
  const found: Named[] = [];
  const calls: { module: JsModule; call: CollectionCall }[] = [];
  for (const module of modules) {
    const { text, path } = module.source;
    interpreter.restart();
    if (/\bcollectionName\b/.test(text)) {
      await JsModules.of(repository).follow(module);
      found.push(...described(interpreter, module), ...heldByClasses(interpreter, module));
    } else if (await ImportPaths.of(repository).uses(path, /^mongodb$/)) {
      for (const target of await JsModules.of(repository).followOnce(module)) {
        // What a file only passes on lies one farther.
        if (target.top.exports.some(({ specifier }) => specifier !== undefined)) {
          await JsModules.of(repository).followOnce(target);
        }
      }
    }
    calls.push(...collectionCalls(module).map((call) => ({ module, call })));
  }
  const wrappers = new Set(calls.flatMap(({ call }) => (isAsked(call) ? (call.wrapper ?? []) : [])));
  for (const { module, call } of calls) {
    const isAsking = isAsked(call) && (database.test(call.receiver) || module.top.specifiers.includes('mongodb'));
    interpreter.restart();
    if (isAsking || wrappers.has(call.name)) {
      found.push(...namedBy(interpreter, module, call));
    }
  }
  return found;
}

function isAsked({ name, receiver }: CollectionCall): boolean {
  return receiver !== '' && /^(?:createC|c)ollection$/.test(name);
}

/** What a call names, when its first argument is a text or a constant. */
function namedBy(interpreter: JsInterpreter, module: JsModule, { args, type }: CollectionCall): Named[] {
  const [first, second] = args;
  const name = isPlain(first) ? asText(interpreter.evaluate(first, module.scope)) : undefined;
  if (!name) {
    return [];
  }
  const options = second?.type === 'object' ? interpreter.evaluate(second, module.scope) : undefined;
  const columns = jsonSchemaColumns(property(options, 'validator'));
  return [{ name, columns: columns ?? (type === undefined ? undefined : typedColumns(interpreter, module, type)) }];
}

/** Whether evaluating an argument runs nothing. */
function isPlain(node: JsNode | undefined): boolean {
  return /^(?:string|template_string|identifier|member_expression|as_expression)$/.test(node?.type ?? '');
}

/** What a file exports that names a collection and says what it holds. */
function described(interpreter: JsInterpreter, module: JsModule): Named[] {
  return module.top.exports.flatMap(({ name }): Named[] => {
    const value = name === '*' ? undefined : interpreter.exported(module, name);
    const collection = asText(property(value, 'collectionName'));
    const schema = ['zod', 'schema', 'jsonSchema', 'validator'].map((key) => property(value, key)).find((each) => each);
    return collection && schema ? [{ name: collection, columns: columnsOf(schema) }] : [];
  });
}

function columnsOf(schema: JsValue): Column[] | undefined {
  return zodColumns(schema) ?? jsonSchemaColumns(schema);
}

/** `collectionName = 'users'`, in a class whose parent asks for the collection of that name. */
function heldByClasses(interpreter: JsInterpreter, module: JsModule): Named[] {
  const { text } = module.source;
  const asked = [...text.matchAll(/\.collection(?:<[^>\n]{0,80}>)?\(\s{0,20}this\.(\w{1,80})\b/g)].map(
    ([, name]) => name,
  );
  return classesOf(interpreter, module).flatMap(({ made }): Named[] => {
    const instance = interpreter.instantiate(made);
    const heritage = made.node.children.find(({ type }) => type === 'class_heritage');
    const [, type] = /<([^(){};]{1,200})>/.exec(heritage ? module.textOf(heritage).slice(0, 400) : '') ?? [];
    const columns = type === undefined ? undefined : typedColumns(interpreter, module, type);
    return [...new Set(['collectionName', ...asked])].flatMap((field = '') => {
      const name = asText(property(instance, field));
      const place = instance.entries.get(field)?.key.place;
      // A name put together stands where the field does, as one that another file gives.
      return name && place?.source === module.source
        ? [{ name: name.pieces.length > 1 ? { ...name, place } : name, columns }]
        : [];
    });
  });
}

function tablesOf(found: readonly Named[]): Table[] {
  const byName = new Map<string, Named[]>();
  for (const each of found) {
    const { text } = each.name;
    if (text !== '' && !text.includes(hole) && /^[\p{L}\d_][\p{L}\d_.-]*$/u.test(text) && !text.startsWith('system.')) {
      byName.set(text, [...(byName.get(text) ?? []), each]);
    }
  }
  return [...byName].map(([name, alike]): Table => {
    const surest = alike.find(({ columns }) => columns) ?? alike.find((each) => !isAside(each)) ?? alike[0];
    const columns = surest?.columns ?? [];
    const evidence = surest ? [evidenceOf(surest.name)] : [];
    const isKeyed = columns.some((column) => column.name === '_id');
    return {
      name,
      evidence,
      from: 'MongoDB',
      source: 'models',
      kind: 'collection',
      columns: [
        ...(columns.length > 0 && !isKeyed
          ? evidence.map((at) => ({
              name: '_id',
              type: 'objectId',
              key: 'primary' as const,
              evidence: at,
              implicit: true,
            }))
          : []),
        ...columns,
      ],
      ...(columns.length > 0 ? {} : { partial: 'champs non déclarés : aucun schéma ni type lu' }),
      ...(alike.every(isAside) ? { certainty: 'probable' as const } : {}),
    };
  });
}

function isAside({ name }: Named): boolean {
  return aside.test(name.place.source.path);
}
