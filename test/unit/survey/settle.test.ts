import * as assert from 'node:assert/strict';
import type { Endpoint, Inventory, Role, Table } from '../../../src/survey/facts';
import { settleStructure } from '../../../src/survey/settle';
import { surveyFiles } from './memoryTree';

const empty = await surveyFiles({}, []);
const settle = (lists: Partial<Inventory>, parts: readonly string[] = []): Inventory =>
  settleStructure({
    ...empty,
    ...lists,
    repository: {
      ...empty.repository,
      parts: parts.map((name) => ({ name, evidence: [{ path: `${name}/x`, line: 1 }] })),
    },
  });

function table(name: string, source: Table['source'], path = 'a.x', label?: string): Table {
  const column = { name: 'id', evidence: { path, line: 2 }, ...(label === undefined ? {} : { label: `${label} id` }) };
  return {
    name,
    source,
    from: source,
    columns: [column],
    evidence: [{ path, line: 1 }],
    ...(label === undefined ? {} : { label }),
  };
}
const told = ({ tables }: Inventory): string[] => tables.map(({ name, source }) => `${name} ${source}`);

describe('What frameworks declare, settled', () => {
  it('keeps the surest account of a table, with what the others call it', () => {
    const settled = settle({
      tables: [table('usagers', 'models', 'm.py', 'Usager'), table('USAGERS', 'migrations'), table('actes', 'models')],
    });
    assert.deepEqual(told(settled), ['USAGERS migrations']);
    assert.equal(settled.tables[0]?.label, 'Usager');
    assert.equal(settled.tables[0]?.columns[0]?.label, 'Usager id');
  });

  it('adds the tables of classes that no migration is about', () => {
    const settled = settle({
      tables: [table('journal', 'migrations'), table('usagers', 'models'), table('actes', 'models')],
    });
    assert.deepEqual(told(settled), ['actes models', 'journal migrations', 'usagers models']);
  });

  it('believes a file of SQL only where nothing else tells of tables', () => {
    assert.deepEqual(told(settle({ tables: [table('auth_user', 'sql'), table('actes', 'migrations')] })), [
      'actes migrations',
    ]);
    assert.deepEqual(told(settle({ tables: [table('public.actes', 'sql')] })), ['public.actes sql']);
  });

  it('settles each part of the repository by itself', () => {
    const tables = [table('usagers', 'models', 'web/m.ts'), table('usagers', 'migrations', 'api/m.sql')];
    assert.deepEqual(told(settle({ tables }, ['api', 'web'])), ['usagers migrations', 'usagers models']);
  });

  it('takes the classes of a module for those of the part whose migrations create their tables', () => {
    const tables = [
      table('usagers', 'migrations', 'base/m.sql'),
      table('actes', 'migrations', 'base/m.sql'),
      table('usagers', 'models', 'module/U.java', 'Usager'),
      table('actes', 'models', 'module/A.java'),
      table('piece_mal_nommee', 'models', 'module/P.java'),
      table('usagers', 'models', 'autre/U.java'),
      table('seances', 'models', 'autre/S.java'),
      table('salles', 'models', 'autre/L.java'),
    ];
    const settled = settle({ tables }, ['base', 'module', 'autre']);
    assert.deepEqual(told(settled), [
      'actes migrations',
      'salles models',
      'seances models',
      'usagers models',
      'usagers migrations',
    ]);
    assert.equal(
      settled.tables.find(({ source, name }) => source === 'migrations' && name === 'usagers')?.label,
      'Usager',
    );
  });

  it('keeps one operation of a specification and its route, with both places', () => {
    const operation = (from: string, path: string, more: Partial<Endpoint> = {}): Endpoint => ({
      name: `GET ${path}`,
      method: 'GET',
      path,
      from,
      evidence: [{ path: `${from}.x`, line: 1 }],
      ...more,
    });
    const { api } = settle({
      api: [
        operation('Express', '/actes/{id}', { access: ['agent'] }),
        operation('OpenAPI', '/actes/{acte}', { summary: 'Un acte' }),
        operation('Express', '/accueil'),
      ],
    });
    assert.deepEqual(
      api.map(({ path, from, summary, access, evidence }) => [path, from, summary, access, evidence.length]),
      [
        ['/accueil', 'Express', undefined, undefined, 1],
        ['/actes/{acte}', 'OpenAPI', 'Un acte', ['agent'], 2],
      ],
    );
  });

  it('takes a route for the operation that a specification writes with the prefix of the server in front', () => {
    const operation = (from: string, path: string, at: string): Endpoint => ({
      name: `GET ${path}`,
      method: 'GET',
      path,
      from,
      evidence: [{ path: at, line: 1 }],
    });
    const specified = ['/api/dossiers', '/api/dossiers/{id}', '/api/pieces', '/api/autres'];
    const routes = ['/dossiers', '/dossiers/{dossierId}', '/pieces', '/sante'];
    const told = (codes: readonly string[], specifications: readonly string[]): string[] =>
      settle({
        api: [
          ...codes.map((path) => operation('Express', path, 'routes.ts')),
          ...specifications.map((path) => operation('OpenAPI', path, 'openapi.yaml')),
        ],
      }).api.map(({ name, evidence }) => [name, ...evidence.map(({ path }) => path)].join(' '));
    const joined = ['GET /api/dossiers', 'GET /api/dossiers/{id}', 'GET /api/pieces'];
    assert.deepEqual(told(routes, specified), [
      'GET /api/autres openapi.yaml',
      ...joined.map((name) => `${name} openapi.yaml routes.ts`),
      'GET /sante routes.ts',
    ]);
    assert.deepEqual(
      told(specified.slice(0, 3), ['/dossiers', '/dossiers/{id}', '/pieces']),
      joined.map((name) => `${name} openapi.yaml routes.ts`),
    );
    // Two alike by chance say nothing.
    assert.equal(told(routes.slice(0, 2), specified.slice(0, 2)).length, 4);
  });

  it('keeps two paths of one framework that differ by the names of their parameters', () => {
    const operation = (path: string): Endpoint => ({
      name: `GET ${path}`,
      method: 'GET',
      path,
      from: 'Symfony',
      evidence: [{ path: 'r.php', line: 1 }],
    });
    const { api } = settle({
      api: [operation('/export/{id}'), operation('/export/{categorie}'), operation('/export/{id}')],
    });
    assert.deepEqual(
      api.map(({ path }) => path),
      ['/export/{categorie}', '/export/{id}'],
    );
  });

  it('makes one hook of what a specification and a route tell of', () => {
    const hook = (name: string, path: string | undefined, file: string): Inventory['webhooks'][number] => ({
      name,
      direction: path === undefined ? 'sent' : 'received',
      ...(path === undefined ? {} : { path }),
      evidence: [{ path: file, line: 1 }],
    });
    const { webhooks } = settle({
      webhooks: [
        hook('POST /hooks/{id}', '/hooks/{id}', 'openapi.yaml'),
        hook('POST /hooks/{hook}', '/hooks/{hook}', 'main.go'),
        hook('ALERTE_WEBHOOK', undefined, 'main.go'),
      ],
    });
    assert.deepEqual(
      webhooks.map(({ name, evidence }) => [name, evidence.length]),
      [
        ['POST /hooks/{id}', 2],
        ['ALERTE_WEBHOOK', 1],
      ],
    );
  });

  it('makes one role of what several places say of it', () => {
    const role = (name: string, permissions: string[], kind: Role['kind'] = 'role'): Role => ({
      name,
      kind,
      from: 'code',
      permissions,
      evidence: [{ path: 'r.x', line: 1 }],
    });
    const { roles } = settle({
      roles: [role('admin', ['lire']), role('ADMIN', ['lire', 'écrire']), role('admin', [], 'group')],
    });
    assert.deepEqual(
      roles.map(({ kind, name, permissions }) => [kind, name, permissions]),
      [
        ['group', 'admin', []],
        ['role', 'admin', ['lire', 'écrire']],
      ],
    );
  });

  it('knows a table that migrations name with the schema that classes leave out', () => {
    const settled = settle({ tables: [table('produit.Journal', 'migrations'), table('Journal', 'models')] });
    assert.deepEqual(told(settled), ['produit.Journal migrations']);
    const apart = [table('audit.usagers', 'migrations'), table('usagers', 'migrations'), table('usagers', 'models')];
    assert.deepEqual(told(settle({ tables: apart })), ['audit.usagers migrations', 'usagers migrations']);
    const several = [table('a.usagers', 'migrations'), table('b.usagers', 'migrations'), table('usagers', 'models')];
    assert.equal(settle({ tables: several }).tables.length, 3);
  });

  it('prefers of two accounts of one kind that which has columns', () => {
    const bare = { ...table('usagers', 'models', 'a.x'), from: 'MongoDB', columns: [] };
    assert.equal(settle({ tables: [bare, table('usagers', 'models', 'b.x')] }).tables[0]?.columns.length, 1);
  });
});
