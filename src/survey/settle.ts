import type { Endpoint, Inventory, Role, Table, Webhook } from './facts';
import { partOfPath } from './parts';
import { routeKey } from './readers/routePath';
import { compare } from './repository';

/** The surest account of a table first: what a tool wrote down, what migrations leave, what classes declare. */
const sources: readonly Table['source'][] = ['schema', 'migrations', 'models', 'sql'];

/**
 * Several frameworks may tell of the same thing: a table by its migration and by its class, an operation by its
 * specification and by its route. Of each part of the repository, the surest account of a table is kept; of an
 * operation, the first, with what the others add.
 */
export function settleStructure(inventory: Inventory): Inventory {
  const partOf = (path: string | undefined): string => partOfPath(inventory.repository.parts, path ?? '');
  return {
    ...inventory,
    tables: settleTables(inventory.tables, (table) => partOf(table.evidence[0]?.path)),
    api: settleApi(inventory.api, (endpoint) => partOf(endpoint.evidence[0]?.path)),
    roles: settleRoles(inventory.roles),
    webhooks: settleWebhooks(inventory.webhooks, (webhook) => partOf(webhook.evidence[0]?.path)),
  };
}

function settleTables(tables: readonly Table[], partOf: (table: Table) => string): Table[] {
  const byPart = new Map<string, Table[]>();
  for (const table of tables) {
    const part = partOf(table);
    const known = byPart.get(part);
    if (known) {
      known.push(table);
    } else {
      byPart.set(part, [table]);
    }
  }
  const byHome = new Map<string, Table[]>();
  for (const [part, own] of byPart) {
    const home = homeOf(part, own, byPart);
    byHome.set(home, [...(byHome.get(home) ?? []), ...own]);
  }
  const kept = [...byHome.values()].flatMap(settleTablesOfOne);
  return kept.sort((a, b) => compare(a.name, b.name) || compare(partOf(a), partOf(b)));
}

function isSure({ source }: Table): boolean {
  return source === 'schema' || source === 'migrations';
}

/**
 * The part whose base a part's classes speak of: its own, or the one whose migrations create most of their tables, as
 * modules of one application do.
 */
function homeOf(part: string, own: readonly Table[], byPart: ReadonlyMap<string, readonly Table[]>): string {
  if (own.some(isSure)) {
    return part;
  }
  const homes = [...byPart].map(([other, theirs]) => {
    const created = new Set(theirs.filter(isSure).map(({ name }) => keyOf(name)));
    return { other, shared: own.filter(({ name }) => created.has(keyOf(name))).length };
  });
  const [best] = homes.sort((a, b) => b.shared - a.shared || compare(a.other, b.other));
  return best !== undefined && best.shared > 1 && best.shared * 2 >= own.length ? best.other : part;
}

function settleTablesOfOne(own: readonly Table[]): Table[] {
  const bySource = sources.flatMap((source) => {
    // Code that only names a collection says less than the class or the schema that declares it.
    const found = own
      .filter((table) => table.source === source)
      .sort((a, b) => Number(a.columns.length === 0) - Number(b.columns.length === 0));
    return found.length > 0 ? [found] : [];
  });
  const settled = new Map<string, Table>();
  const keyOf = keysOf(own);
  for (const [index, found] of bySource.entries()) {
    const known = found.filter(({ name }) => settled.has(keyOf(name))).length;
    // Classes whose tables migrations create mostly don't create others: the rest is a name we derived wrongly.
    const addsNothing = index > 0 && (found[0]?.source === 'sql' || known * 2 >= found.length);
    for (const table of found) {
      const first = settled.get(keyOf(table.name));
      if (first) {
        settled.set(keyOf(table.name), withLabels(first, table));
      } else if (!addsNothing) {
        settled.set(keyOf(table.name), table);
      }
    }
  }
  return [...settled.values()];
}

/**
 * What accounts of one table have in common: migrations may name the schema that the connection looks into by itself,
 * and that classes leave out.
 */
function keysOf(own: readonly Table[]): (name: string) => string {
  const bare = new Map<string, Set<Table['source']>>();
  const schemas = new Map<string, Table['source'][]>();
  for (const { name, source } of own) {
    const key = keyOf(name);
    const [, last = key] = /^[^.]+\.([^.]+)$/.exec(key) ?? [];
    if (last === key) {
      bare.set(key, (bare.get(key) ?? new Set()).add(source));
    } else {
      schemas.set(last, [...(schemas.get(last) ?? []), source]);
    }
  }
  return (name) => {
    const key = keyOf(name);
    const last = key.slice(key.indexOf('.') + 1);
    const [only, ...others] = schemas.get(last) ?? [];
    const sources = bare.get(last);
    return only !== undefined && others.length === 0 && sources?.has(only) === false ? last : key;
  };
}

/** The default schema of each engine says nothing. */
function keyOf(name: string): string {
  return name.toLowerCase().replace(/^(?:public|dbo)\./, '');
}

/** What a second account calls a table and its columns, when the first doesn't say. */
function withLabels(first: Table, second: Table): Table {
  const labels = new Map(second.columns.map(({ name, label }) => [name.toLowerCase(), label]));
  const label = first.label ?? second.label;
  return {
    ...first,
    ...(label === undefined ? {} : { label }),
    columns: first.columns.map((column) => {
      const told = column.label ?? labels.get(column.name.toLowerCase());
      return told === undefined ? column : { ...column, label: told };
    }),
  };
}

function settleApi(api: readonly Endpoint[], partOf: (endpoint: Endpoint) => string): Endpoint[] {
  const settled: Endpoint[] = [];
  const places = new Map<string, number[]>();
  // A specification says more than the route it describes.
  const ordered = withServedPrefixes(api, partOf).sort(
    (a, b) => Number(b.from === 'OpenAPI') - Number(a.from === 'OpenAPI'),
  );
  for (const endpoint of ordered) {
    const key = `${partOf(endpoint)} ${routeKey(endpoint.method, endpoint.path)}`;
    const alike = places.get(key) ?? [];
    // One framework that writes two paths means two, even if they differ only by the names of their parameters.
    const same = alike.find(
      (place) => settled[place]?.path === endpoint.path || settled[place]?.from !== endpoint.from,
    );
    const first = same === undefined ? undefined : settled[same];
    if (same !== undefined && first) {
      settled[same] = joined(first, endpoint);
    } else {
      places.set(key, [...alike, settled.length]);
      settled.push(endpoint);
    }
  }
  return settled.sort(
    (a, b) => compare(a.path, b.path) || compare(a.method, b.method) || compare(partOf(a), partOf(b)),
  );
}

/** Operations that must be alike but for one prefix before it is that of them all. */
const fewestAlike = 3;

/**
 * Operations with the prefix that a server in front of the product puts before its routes, when a specification writes
 * it and the code doesn't, or the other way round: `/api/dossiers` of the one is `/dossiers` of the other.
 */
function withServedPrefixes(api: readonly Endpoint[], partOf: (endpoint: Endpoint) => string): Endpoint[] {
  const byPart = new Map<string, Endpoint[]>();
  for (const endpoint of api) {
    const part = partOf(endpoint);
    byPart.set(part, [...(byPart.get(part) ?? []), endpoint]);
  }
  return [...byPart.values()].flatMap((own) => {
    const described = own.filter(({ from }) => from === 'OpenAPI');
    const routes = own.filter(({ from }) => from !== 'OpenAPI');
    return [...prefixed(routes, described), ...prefixed(described, routes)];
  });
}

/** Those whose operation the others write with a prefix get it. */
function prefixed(own: readonly Endpoint[], others: readonly Endpoint[]): readonly Endpoint[] {
  const keys = new Set(own.map(({ method, path }) => routeKey(method, path)));
  const theirs = new Set(others.map(({ method, path }) => routeKey(method, path)));
  const counts = new Map<string, number>();
  for (const { method, path } of others) {
    const [prefix = '', rest = ''] = /^(\/[\w.-]+)(\/.*)$/.exec(path)?.slice(1) ?? [];
    if (prefix !== '' && keys.has(routeKey(method, rest)) && !keys.has(routeKey(method, path))) {
      counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
    }
  }
  const [[prefix, count] = ['', 0]] = [...counts].sort(([a, m], [b, n]) => n - m || compare(a, b));
  return count < fewestAlike || count * 2 < Math.min(own.length, others.length)
    ? own
    : own.map((endpoint) => {
        const path = `${prefix}${endpoint.path}`;
        const isTheirs = theirs.has(routeKey(endpoint.method, path));
        return isTheirs ? { ...endpoint, path, name: `${endpoint.method} ${path}` } : endpoint;
      });
}

/** An operation with what a second account adds. */
function joined(first: Endpoint, second: Endpoint): Endpoint {
  const summary = first.summary ?? second.summary;
  const access = first.access ?? second.access;
  return {
    ...first,
    ...(summary === undefined ? {} : { summary }),
    ...(access === undefined ? {} : { access }),
    evidence: first.from === second.from ? first.evidence : [...first.evidence, ...second.evidence],
  };
}

/** A hook that a specification and a route both tell of is one hook. */
function settleWebhooks(webhooks: readonly Webhook[], partOf: (webhook: Webhook) => string): Webhook[] {
  const settled = new Map<string, Webhook>();
  for (const webhook of webhooks) {
    const { direction, name, path } = webhook;
    const key = [partOf(webhook), direction, path === undefined ? name : routeKey(name.split(' ')[0] ?? '', path)].join(
      '\n',
    );
    const first = settled.get(key);
    settled.set(key, first ? { ...first, evidence: [...first.evidence, ...webhook.evidence] } : webhook);
  }
  return [...settled.values()];
}

/** One role of one kind is one role, wherever it is declared again. */
function settleRoles(roles: readonly Role[]): Role[] {
  const settled = new Map<string, Role>();
  for (const role of roles) {
    const key = [role.kind, role.name.toLowerCase()].join(' ');
    const first = settled.get(key);
    settled.set(
      key,
      first
        ? {
            ...first,
            ...(first.label === undefined && role.label !== undefined ? { label: role.label } : {}),
            permissions: [...new Set([...first.permissions, ...role.permissions])],
            evidence: [...first.evidence, ...role.evidence],
          }
        : role,
    );
  }
  return [...settled.values()].sort((a, b) => compare(a.kind, b.kind) || compare(a.name, b.name));
}
