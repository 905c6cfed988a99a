import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Dependency } from '../../../../src/survey/facts';
import { npmDependencies } from '../../../../src/survey/detectors/npmDependencies';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function find(files: MemoryFiles): Promise<Dependency[]> {
  return (await surveyFiles(files, [npmDependencies])).dependencies;
}

/** `name constraint locked@file:line-endLine dev pinned`, what isn't known left out. */
async function found(files: MemoryFiles): Promise<string[]> {
  return (await find(files)).map(({ name, constraint, locked, lockEvidence: at, dev, pinned }) =>
    [
      name,
      constraint,
      locked && at && `${locked}@${at.path}:${String(at.line)}${at.endLine ? `-${String(at.endLine)}` : ''}`,
      dev ? 'dev' : undefined,
      pinned,
    ]
      .filter((part) => part !== undefined)
      .join(' '),
  );
}

const lines = (...text: string[]): string => text.join('\n');
const manifest = (dependencies: Record<string, string>, rest: object = {}): string =>
  JSON.stringify({ ...rest, dependencies }, undefined, 2);

describe('The npmDependencies detector', () => {
  it('gives each list’s packages, once, at the line of their names', async () => {
    const dependencies = await find({
      'package.json': lines(
        '\uFEFF{\r',
        '  "name": "produit",\r',
        '  "dependencies": {\r',
        '    "next": "^14.1.0",\r',
        '    "lodash": "4.17.21"\r',
        '  },\r',
        '  "devDependencies": { "jest": "~29", "lodash": "^4" },\r',
        '  "optionalDependencies": { "fsevents": "2.x" },\r',
        '  "peerDependencies": { "react": ">=18", "jest": "*" },\r',
        '  "bundledDependencies": ["bundled"]\r',
        '}\r',
      ),
    });
    assert.deepEqual(dependencies, [
      {
        name: 'next',
        evidence: [{ path: 'package.json', line: 4 }],
        ecosystem: 'npm',
        constraint: '^14.1.0',
        dev: false,
        manifest: 'package.json',
        framework: 'Next.js',
      },
      {
        name: 'lodash',
        evidence: [{ path: 'package.json', line: 5 }],
        ecosystem: 'npm',
        constraint: '4.17.21',
        dev: false,
        manifest: 'package.json',
        pinned: 'exact',
      },
      {
        name: 'fsevents',
        evidence: [{ path: 'package.json', line: 8 }],
        ecosystem: 'npm',
        constraint: '2.x',
        dev: false,
        manifest: 'package.json',
      },
      {
        name: 'jest',
        evidence: [{ path: 'package.json', line: 7 }],
        ecosystem: 'npm',
        constraint: '~29',
        dev: true,
        manifest: 'package.json',
      },
      {
        name: 'react',
        evidence: [{ path: 'package.json', line: 9 }],
        ecosystem: 'npm',
        constraint: '>=18',
        dev: false,
        manifest: 'package.json',
        framework: 'React',
      },
    ]);
  });

  it('reads package-lock.json of versions 1, 2 and 3', async () => {
    const asked = manifest({ koa: '^2.0.0', 'from-git': 'github:equipe/outil#main' });
    assert.deepEqual(
      await found({
        'package.json': asked,
        'package-lock.json': lines(
          '{ "lockfileVersion": 1,',
          '  "dependencies": {',
          '    "koa": {',
          '      "version": "2.15.0",',
          '      "dependencies": { "from-git": { "version": "9.9.9" } }',
          '    },',
          '    "from-git": { "version": "git+ssh://git@github.com/equipe/outil.git#0123456789abcdef0123456789abcdef01234567" } } }',
        ),
      }),
      [
        'koa ^2.0.0 2.15.0@package-lock.json:3-4',
        'from-git github:equipe/outil#main 0123456789abcdef0123456789abcdef01234567@package-lock.json:7',
      ],
    );
    const members: MemoryFiles = {
      'package.json': manifest({ koa: '^2.0.0' }, { workspaces: ['./apps/*'] }),
      'apps/api/package.json': manifest({ koa: '^1.0.0', web: '^1.0.0', ws: '8' }, { name: 'api' }),
      'apps/web/package.json': manifest({}, { name: 'web' }),
      'outil/package.json': manifest({ koa: '^2.0.0' }),
      'package-lock.json': lines(
        '{ "lockfileVersion": 3, "packages": {',
        '  "": { "version": "1.0.0", "dependencies": { "koa": "^2.0.0" } },',
        '  "apps/api": { "version": "0.0.1" },',
        '  "apps/web": { "name": "web", "version": "0.0.1" },',
        '  "node_modules/koa": {',
        '    "version": "2.15.0",',
        '    "engines": { "version": "x" }',
        '  },',
        '  "node_modules/web": { "resolved": "apps/web", "link": true },',
        '  "node_modules/ws": { "version": "8.1.0" },',
        '  "apps/api/node_modules/koa": { "version": "1.7.1" } } }',
      ),
    };
    assert.deepEqual(await found(members), [
      'koa ^2.0.0 2.15.0@package-lock.json:5-6',
      // No member of the workspace: the lock says nothing of it.
      'koa ^2.0.0',
      'koa ^1.0.0 1.7.1@package-lock.json:11',
      'ws 8 8.1.0@package-lock.json:10',
    ]);
  });

  it('reads yarn.lock of Yarn 1 and of the later ones', async () => {
    const asked = manifest({ koa: '^2.0.0', '@koa/cors': '>= 3 < 5', old: 'npm:koa@1', moved: '^1.0.0' });
    assert.deepEqual(
      await found({
        'package.json': asked,
        'yarn.lock': lines(
          '# yarn lockfile v1',
          '',
          '"@koa/cors@>= 3 < 5", "@koa/cors@^3.1.0":',
          '  version "3.4.0"',
          '',
          'koa@^2.0.0, koa@^2.1.0:',
          '  version "2.15.0"',
          '  dependencies:',
          '    version "9.9.9"',
          '',
          '"old@npm:koa@1":',
          '  version "1.7.1"',
          '',
          'moved@^2.0.0:',
          '  version "2.0.0"',
        ),
      }),
      [
        'koa ^2.0.0 2.15.0@yarn.lock:6-7',
        '@koa/cors >= 3 < 5 3.4.0@yarn.lock:3-4',
        'old npm:koa@1 1.7.1@yarn.lock:11-12',
        'moved ^1.0.0',
      ],
    );
    assert.deepEqual(
      await found({
        'package.json': manifest(
          { koa: '^2.0.0', moved: '^1.0.0' },
          { name: 'racine', workspaces: { packages: ['api'] }, resolutions: { moved: '3.0.0', 'koa/ms': '2.0.0' } },
        ),
        'api/package.json': manifest({ racine: '*', koa: '^1.0.0', voisin: 'workspace:^' }, { name: 'api' }),
        'yarn.lock': lines(
          '__metadata:',
          '  version: 8',
          '',
          '"koa@npm:^1.0.0, koa@npm:^1.1.0":',
          '  version: 1.7.1',
          '  resolution: "koa@npm:1.7.1"',
          '',
          '? "koa@npm:^2.0.0"',
          ':',
          '  version: 2.15.0',
          '',
          '"moved@npm:3.0.0":',
          '  version: 3.0.0',
          '',
          '"api@workspace:api":',
          '  version: 0.0.0-use.local',
          '  resolution: "api@workspace:api"',
          '',
          '"racine@workspace:.":',
          '  version: 0.0.0-use.local',
          '  resolution: "racine@workspace:."',
        ),
      }),
      [
        'koa ^2.0.0 2.15.0@yarn.lock:8-10',
        'moved ^1.0.0 3.0.0@yarn.lock:12-13 override',
        'koa ^1.0.0 1.7.1@yarn.lock:4-5',
      ],
    );
  });

  it('reads pnpm-lock.yaml of versions 5, 6 and 9, and its catalogues', async () => {
    const asked = manifest({ koa: '^2.0.0', '@koa/cors': '^3.0.0' });
    assert.deepEqual(
      await found({
        'package.json': asked,
        'pnpm-lock.yaml': lines(
          'lockfileVersion: 5.4',
          'specifiers:',
          "  '@koa/cors': ^3.0.0",
          '  koa: ^2.0.0',
          'dependencies:',
          "  '@koa/cors': 3.4.0_koa@2.15.0",
          '  koa: 2.15.0',
          'packages:',
          '  /koa/2.15.0:',
          '    dependencies:',
          '      koa: 9.9.9',
        ),
      }),
      ['koa ^2.0.0 2.15.0@pnpm-lock.yaml:7', '@koa/cors ^3.0.0 3.4.0@pnpm-lock.yaml:6'],
    );
    assert.deepEqual(
      await found({
        'package.json': asked,
        'pnpm-lock.yaml': lines(
          "lockfileVersion: '6.0'",
          'dependencies:',
          "  '@koa/cors':",
          '    specifier: ^3.0.0',
          '    version: 3.4.0(koa@2.15.0)',
          '  koa:',
          '    specifier: ^2.0.0',
          '    version: 2.15.0',
          'packages:',
        ),
      }),
      ['koa ^2.0.0 2.15.0@pnpm-lock.yaml:6-8', '@koa/cors ^3.0.0 3.4.0@pnpm-lock.yaml:3-5'],
    );
    const monorepo: MemoryFiles = {
      'package.json': manifest({}, { name: 'racine', pnpm: { overrides: { 'ws@^8': '8.2.0', 'koa>ms': '1' } } }),
      'pnpm-workspace.yaml': lines(
        'packages:',
        '  - apps/*',
        'catalog:',
        '  koa: ^2.0.0',
        'catalogs:',
        '  anciens:',
        '    ws: 7.0.0',
      ),
      'apps/api/package.json': manifest({
        koa: 'catalog:',
        ws: 'catalog:anciens',
        lib: 'link:../lib',
        ms: 'catalog:x',
      }),
      'apps/lib/package.json': manifest({ old: 'npm:koa@^1' }, { name: 'lib' }),
      'pnpm-lock.yaml': lines(
        "lockfileVersion: '9.0'",
        'importers:',
        '  .: {}',
        '  apps/api:',
        '    dependencies:',
        '      koa:',
        "        specifier: 'catalog:'",
        '        version: 2.15.0',
        '      lib:',
        '        specifier: link:../lib',
        '        version: link:../lib',
        '      ws:',
        '        specifier: catalog:anciens',
        '        version: 8.2.0(bufferutil@4.0.0)',
        '  apps/lib:',
        '    dependencies:',
        '      old:',
        '        specifier: npm:koa@^1',
        '        version: koa@1.7.1',
      ),
    };
    assert.deepEqual(await found(monorepo), [
      'koa ^2.0.0 2.15.0@pnpm-lock.yaml:6-8',
      'ws 7.0.0 8.2.0@pnpm-lock.yaml:12-14 override',
      'ms catalog:x',
      'old npm:koa@^1 1.7.1@pnpm-lock.yaml:17-19',
    ]);
    const [koa, , , old] = await find(monorepo);
    assert.deepEqual(koa?.evidence, [
      { path: 'apps/api/package.json', line: 3 },
      { path: 'pnpm-workspace.yaml', line: 4 },
    ]);
    assert.equal(old?.framework, 'Koa');
  });

  it('reads bun.lock, and says that bun.lockb is not read', async () => {
    const asked = manifest({ koa: '^2.0.0' }, { workspaces: ['api'] });
    const files: MemoryFiles = {
      'package.json': asked,
      'api/package.json': manifest({ koa: '^1.0.0', produit: 'workspace:*' }, { name: 'api' }),
    };
    assert.deepEqual(
      await found({
        ...files,
        'bun.lock': lines(
          '{ "workspaces": { "": {}, "api": { "name": "api", }, },',
          '  "packages": {',
          '    "koa": ["koa@2.15.0", "", {}, "sha512-x"],',
          '    "api": ["api@workspace:api"],',
          '    "api/koa": ["koa@1.7.1", "", {}, "sha512-x"],',
          '} }',
        ),
      }),
      ['koa ^2.0.0 2.15.0@bun.lock:3', 'koa ^1.0.0 1.7.1@bun.lock:5'],
    );
    const { notes, dependencies } = await surveyFiles({ ...files, 'bun.lockb': new Uint8Array([0, 1]) }, [
      npmDependencies,
    ]);
    assert.equal(dependencies.length, 2);
    assert.deepEqual(notes, [{ path: 'bun.lockb', message: 'verrou binaire de Bun, non lu' }]);
  });

  it('takes the lock of the package manager the manifest names, when a folder has two', async () => {
    const files = {
      'yarn.lock': 'koa@^2.0.0:\n  version "2.1.0"\n',
      'package-lock.json': '{"packages": {"": {}, "node_modules/koa": {"version": "2.0.0"}}}',
    };
    assert.deepEqual(
      await found({ ...files, 'package.json': manifest({ koa: '^2.0.0' }, { packageManager: 'yarn@1.22.0' }) }),
      ['koa ^2.0.0 2.1.0@yarn.lock:1-2'],
    );
    assert.deepEqual(await found({ ...files, 'package.json': manifest({ koa: '^2.0.0' }) }), [
      'koa ^2.0.0 2.0.0@package-lock.json:1',
    ]);
  });

  it('leaves out what lies in the repository, and only that', async () => {
    assert.deepEqual(
      await found({
        'package.json': manifest(
          { lib: '^1.0.0', local: 'file:./local', archive: 'file:./x.tgz', voisin: 'portal:../ailleurs' },
          { workspaces: ['packages/*', '!packages/lib-2'] },
        ),
        'local/package.json': '{}',
        'packages/lib/package.json': '{"name": "lib"}',
        'packages/lib-2/package.json': manifest({ lib: '^1.0.0' }, { name: 'lib-2' }),
        // The published version of one of its own packages comes from elsewhere.
        'site/package.json': manifest({ lib: '^1.0.0' }, { name: 'site' }),
      }),
      ['archive file:./x.tgz', 'voisin portal:../ailleurs', 'lib ^1.0.0', 'lib ^1.0.0'],
    );
  });

  it('leaves out installed packages, templates and what tests are tried on, not the tests’ own', async () => {
    assert.deepEqual(
      await found({
        'public/lib/package.json': manifest({ a: '1' }, { _id: 'lib@1', _resolved: 'x' }),
        'node_modules/b/package.json': manifest({ b: '1' }),
        'tests/cas/boutique/package.json': manifest({ c: '1' }),
        'modele/package.json': '{"dependencies": {"{{ nom }}": "1", "e": {"x": 1}}}',
        'e2e/package.json': manifest({ d: '^1.0.0' }),
        'tests/e2e/package.json': manifest({ f: '^1.0.0' }),
        'features/carte/package.json': manifest({ g: '^1.0.0' }),
      }),
      ['d ^1.0.0', 'g ^1.0.0', 'f ^1.0.0'],
    );
  });

  it('never shows what lets in to a private repository', async () => {
    const [dependency] = await find({
      'package.json': manifest({ outil: 'git+https://robot:hx7Gq2LmPz9@git.exemple.gouv.fr/outil.git' }),
    });
    assert.ok(dependency);
    assert.doesNotMatch(JSON.stringify(dependency), /hx7Gq2LmPz9/);
  });

  it('reads over what is broken', async () => {
    const { dependencies, notes } = await surveyFiles(
      {
        'a/package.json': '{\n"dependencies": {\n"koa": "^2.0.0",\n<<<<<<< HEAD\n"ws": "8"\n}}',
        'b/package.json': '[]',
        'c/package.json': '',
        'd/package.json': manifest({ koa: '^2.0.0' }),
        'd/package-lock.json': '{"packages": {"node_modules/koa": {"version": ',
        'e/package.json': manifest({ koa: '^2.0.0' }),
        'e/package-lock.json': '{"a":'.repeat(10_000),
      },
      [npmDependencies],
    );
    assert.deepEqual([...new Set(dependencies.map(({ name, manifest: path }) => `${path} ${name}`))].sort(), [
      'a/package.json koa',
      'a/package.json ws',
      'd/package.json koa',
      'e/package.json koa',
    ]);
    assert.deepEqual(
      notes.map(({ path, line }) => `${String(path)}:${String(line)}`),
      ['a/package.json:4', 'c/package.json:1'],
    );
  });

  it('never fails, whatever the files hold', async () => {
    const piece = fc.constantFrom(
      'koa',
      '@',
      '^2',
      ':',
      '\n',
      '  ',
      '"',
      '{',
      '}',
      ',',
      'version',
      'importers',
      'workspace:',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
    );
    const names = ['package-lock.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'pnpm-workspace.yaml', 'lerna.json'];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), text, fc.string(), fc.json(), async (name, content, key, json) => {
        const files = {
          'package.json': JSON.stringify({
            dependencies: { koa: '^2', [key]: '1' },
            workspaces: [key],
            overrides: { [key]: key },
          }),
          'b/package.json': json,
          [name]: content,
        };
        const { notes, dependencies } = await surveyFiles(files, [npmDependencies]);
        assert.ok(dependencies.some((dependency) => dependency.name === 'koa'));
        assert.ok(!notes.some(({ message }) => message.startsWith('lecture interrompue')));
      }),
      { numRuns: 300 },
    );
  });
});
