import type { Column, Endpoint, Evidence, Table } from '../facts';
import { readJson } from '../readers/json';
import { entryAt, textAt, valueAt, type Located } from '../readers/located';
import { routePath } from '../readers/routePath';
import { underscored } from '../readers/ruby/inflector';
import type { SourceText } from '../sourceText';
import type { Framework } from './framework';

/** Content types and components, of the third version and of those after it. */
const ofThird = /(?:^|\/)(?:(?:api|extensions)\/[^/]+\/models\/[^/]+\.settings\.json|components\/[^/]+\/[^/]+\.json)$/;
const ofLater =
  /(?:^|\/)src\/(?:(?:api|extensions)\/[^/]+\/content-types\/[^/]+\/schema\.json|components\/[^/]+\/[^/]+\.json)$/;
const thirdRoutes = /(?:^|\/)(?:api|extensions)\/[^/]+\/config\/routes\.json$/;
const laterRoutes = /(?:^|\/)src\/(?:api|extensions)\/[^/]+\/routes\/[^/]+\.[jt]s$/;

/** Attributes that are kept in a table of their own. */
const elsewhere = new Set(['relation', 'component', 'dynamiczone', 'media']);

/** What the core router declares, by the kind of the content type. */
const coreRoutes = {
  collectionType: [
    ['find', 'GET', ''],
    ['findOne', 'GET', '{id}'],
    ['create', 'POST', ''],
    ['update', 'PUT', '{id}'],
    ['delete', 'DELETE', '{id}'],
  ],
  singleType: [
    ['find', 'GET', ''],
    ['update', 'PUT', ''],
    ['delete', 'DELETE', ''],
  ],
} as const;

interface ContentType {
  readonly root: Located;
  readonly path: string;
  readonly isLater: boolean;
  /** What routes and relations call it: `article` for `src/api/article/content-types/article/schema.json`. */
  readonly name: string;
}

/** Strapi: content types as tables, routes written out and those of its core router. */
export const strapi: Framework = {
  name: 'strapi',
  start: (repository) => {
    const types: ContentType[] = [];
    const routes: Endpoint[] = [];
    const routers: SourceText[] = [];
    return {
      wants: ({ path, isTest }) =>
        !isTest && (ofThird.test(path) || ofLater.test(path) || thirdRoutes.test(path) || laterRoutes.test(path)),
      read(source) {
        const { path } = source;
        if (laterRoutes.test(path)) {
          routers.push(source);
          return;
        }
        const { value: root, brokenAt } = readJson(source);
        if (brokenAt !== undefined) {
          repository.note('JSON mal formé : lu en partie seulement', path, brokenAt, 'tables');
        }
        if (root && thirdRoutes.test(path)) {
          routes.push(...writtenRoutes(root, path));
        } else if (root && textAt(root, 'collectionName') !== undefined && valueAt(root, 'attributes')) {
          types.push({ root, path, isLater: ofLater.test(path), name: nameOf(path) });
        }
      },
      find: () => ({
        tables: types.map((type) => tableOf(type, types)),
        api: [...routes, ...routers.flatMap((source) => routesIn(source, types))],
      }),
    };
  },
};

function nameOf(path: string): string {
  return (/\/([^/]+)\/schema\.json$/.exec(path)?.[1] ?? path.replace(/^.*\//, '')).replace(
    /(?:\.settings)?\.json$/,
    '',
  );
}

function tableOf({ root, path, isLater }: ContentType, types: readonly ContentType[]): Table {
  const entry = entryAt(root, 'collectionName');
  const place = { path, line: entry?.line ?? 1 };
  const attributes = valueAt(root, 'attributes')?.entries ?? [];
  const columns = attributes.flatMap(({ key, value, line }) =>
    columnOf(isLater ? underscored(key) : key, value, { path, line }, types),
  );
  const implicit = implicitColumns(root, isLater).map((column): Column => ({
    ...column,
    evidence: place,
    implicit: true,
  }));
  const apart = attributes.filter(
    ({ value }) => elsewhere.has(textAt(value, 'type') ?? '') || entryAt(value, 'collection'),
  );
  const label = textAt(root, 'info', 'displayName') ?? textAt(root, 'info', 'name');
  return {
    name: textAt(root, 'collectionName') ?? '',
    from: 'Strapi',
    source: 'models',
    ...(label === undefined ? {} : { label }),
    columns: [{ name: 'id', key: 'primary', evidence: place, implicit: true }, ...columns, ...implicit],
    ...(apart.length > 0 ? { partial: 'relations, composants et médias gardés dans des tables que Strapi nomme' } : {}),
    evidence: [place],
  };
}

function columnOf(name: string, attribute: Located, evidence: Evidence, types: readonly ContentType[]): Column[] {
  const type = textAt(attribute, 'type');
  const model = textAt(attribute, 'model');
  if (model !== undefined && textAt(attribute, 'plugin') === undefined) {
    const target = types.find((other) => !other.isLater && other.name === model);
    const references = textAt(target?.root, 'collectionName');
    return [{ name, key: 'foreign', ...(references === undefined ? {} : { references }), evidence }];
  }
  return type === undefined || elsewhere.has(type) ? [] : [{ name, type, evidence }];
}

/** What Strapi adds to each table, by its options. */
function implicitColumns(root: Located, isLater: boolean): Pick<Column, 'name' | 'type'>[] {
  const isOn = (option: string): boolean => /^true$/.test(textAt(root, 'options', option) ?? '');
  const isComponent = textAt(root, 'kind') === undefined;
  if (isComponent) {
    return [];
  }
  const moments = isLater || isOn('timestamps') ? ['created_at', 'updated_at'] : [];
  const published = isOn('draftAndPublish') ? ['published_at'] : [];
  const authors = isLater ? ['created_by_id', 'updated_by_id'] : ['created_by', 'updated_by'];
  return [
    ...[...moments, ...published].map((name) => ({ name, type: 'datetime' })),
    ...authors.map((name) => ({ name, type: 'integer' })),
  ];
}

function writtenRoutes(root: Located, path: string): Endpoint[] {
  return (valueAt(root, 'routes')?.items ?? []).flatMap((route) => {
    const method = textAt(route, 'method')?.toUpperCase();
    const entry = entryAt(route, 'path');
    const policies = valueAt(route, 'config', 'policies')?.items.map(({ text }) => text) ?? [];
    return method === undefined || entry?.value.kind !== 'text'
      ? []
      : [endpoint(method, routePath(entry.value.text), [{ path, line: entry.line }], policies)];
  });
}

/** Routes of the core router, and those of a list of objects, under the prefix that Strapi gives them all. */
function routesIn(source: SourceText, types: readonly ContentType[]): Endpoint[] {
  const { path, text } = source;
  const core = [...text.matchAll(/createCoreRouter\(\s*['"]api::[\w-]+\.([\w-]+)['"]\s*(?:,\s*\{([^]{0,2000}))?/g)];
  const written = [...text.matchAll(/method:\s*['"]([A-Z]+)['"]\s*,\s*path:\s*['"]([^'"\n]+)['"]/g)].map(
    ({ index, 1: method = '', 2: route = '', 0: whole }) =>
      endpoint(method, routePath('api', route), [{ path, line: source.lineAt(index + whole.lastIndexOf(route)) }], []),
  );
  return [
    ...core.flatMap(({ index, 1: name = '', 2: options = '' }) =>
      coreRoutesOf(name, options, types, { path, line: source.lineAt(index) }),
    ),
    ...written,
  ];
}

function coreRoutesOf(name: string, options: string, types: readonly ContentType[], place: Evidence): Endpoint[] {
  const type = types.find((other) => other.isLater && other.name === name);
  const kind = textAt(type?.root, 'kind') === 'singleType' ? 'singleType' : 'collectionType';
  const entry = type && entryAt(type.root, 'info', kind === 'singleType' ? 'singularName' : 'pluralName');
  if (!type || !entry) {
    return [];
  }
  const only = listIn(options, 'only');
  const except = listIn(options, 'except');
  const evidence = [{ path: type.path, line: entry.line }, place];
  return coreRoutes[kind]
    .filter(([action]) => only?.includes(action) !== false && except?.includes(action) !== true)
    .map(([, method, rest]) => endpoint(method, routePath('api', entry.value.text, rest), evidence, []));
}

function listIn(options: string, key: string): string[] | undefined {
  const list = new RegExp(String.raw`\b${key}:\s*\[([^\]]*)\]`).exec(options)?.[1];
  return list === undefined ? undefined : [...list.matchAll(/['"](\w+)['"]/g)].map(([, action = '']) => action);
}

function endpoint(method: string, path: string, evidence: Evidence[], access: string[]): Endpoint {
  return {
    name: `${method} ${path}`,
    method,
    path,
    from: 'Strapi',
    ...(access.length > 0 ? { access } : {}),
    evidence,
  };
}
