import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Inventory } from '../../../../src/survey/facts';
import { express } from '../../../../src/survey/frameworks/express';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

const manifest = JSON.stringify({ name: 'guichet', dependencies: { express: '4.19.2' } });

async function found(files: MemoryFiles): Promise<Inventory> {
  return surveyFiles({ 'package.json': manifest, ...files }, [express]);
}

async function routes(files: MemoryFiles): Promise<string[]> {
  const { api } = await found(files);
  return api.map(({ name, certainty, evidence: [first] }) =>
    [name, certainty, `${first?.path ?? ''}:${String(first?.line)}`].filter(Boolean).join(' '),
  );
}

describe('Express', () => {
  it('follows routers kept by objects, and those that a method mounts', async () => {
    const files = {
      'src/app.ts': [
        "import express, { type Application } from 'express';",
        "import { DossierRoutes } from './dossiers';",
        'export class App {',
        '  private readonly app: Application;',
        '  constructor() {',
        '    this.app = express();',
        '    this.routes();',
        '  }',
        '  private routes(): void {',
        "    this.app.use('/api', new DossierRoutes().router);",
        "    this.app.get('/sante', (req, res) => res.end());",
        '  }',
        '}',
      ].join('\n'),
      'src/dossiers.ts': [
        "import { Router } from 'express';",
        'export class DossierRoutes {',
        '  readonly router = Router();',
        '  constructor() {',
        "    this.router.get('/dossiers', this.list.bind(this));",
        '  }',
        '  list() {}',
        '}',
      ].join('\n'),
    };
    assert.deepEqual(await routes(files), ['GET /api/dossiers src/dossiers.ts:5', 'GET /sante src/app.ts:11']);
  });

  it('takes a check of the session for what guards routes, not the headers of their answers', async () => {
    const files = {
      'app.js': [
        "const app = require('express')();",
        "app.get('/page', helmet.contentSecurityPolicy({ useDefaults: true }), page);",
        'app.use(sessionCheck());',
        "app.get('/dossiers', liste);",
      ].join('\n'),
    };
    const { api } = await found(files);
    assert.deepEqual(
      api.map(({ name, access }) => [name, access]),
      [
        ['GET /dossiers', ['sessionCheck']],
        ['GET /page', undefined],
      ],
    );
  });

  it('takes of each route of a map what the map says that it has', async () => {
    const files = {
      'src/rest.ts': [
        "import express from 'express';",
        "import { communes } from './contrat';",
        'const rest = express.Router();',
        'const routes = {',
        "  '/dossiers': { lire: liste, creer: creation },",
        "  '/communes': { lire: liste, ...communes },",
        "  '/autres': inconnu(),",
        '};',
        'Object.keys(routes).forEach((chemin) => {',
        '  const route = routes[chemin];',
        "  if ('lire' in route) {",
        '    rest.get(chemin, route.lire);',
        '  }',
        '  if (route.creer) {',
        '    rest.post(chemin, route.creer);',
        '  } else if (route.vider) rest.delete(chemin, route.vider);',
        '});',
        "express().use('/api', rest);",
      ].join('\n'),
      'src/contrat.ts': "export const communes = { vider: true, sortie: 'liste' };",
    };
    assert.deepEqual(await routes(files), [
      'DELETE /api/autres src/rest.ts:16',
      'GET /api/autres src/rest.ts:12',
      'POST /api/autres src/rest.ts:15',
      'DELETE /api/communes src/rest.ts:16',
      'GET /api/communes src/rest.ts:12',
      'GET /api/dossiers src/rest.ts:12',
      'POST /api/dossiers src/rest.ts:15',
    ]);
  });

  it('follows lists of routes, and aliases of folders', async () => {
    const files = {
      'tsconfig.json': '{ "compilerOptions": { "baseUrl": ".", "paths": { "@routes/*": ["src/routes/*"] } } }',
      'src/app.ts': [
        "import express from 'express';",
        "import { all } from '@routes/index';",
        'const app = express();',
        'for (const { path, router } of all) {',
        '  app.use(path, router);',
        '}',
        'all.forEach((entry) => app.use(`/v2${entry.path}`, entry.router));',
      ].join('\n'),
      'src/routes/index.ts': [
        "import agents from './agents';",
        "export const all = [{ path: '/agents', router: agents }];",
      ].join('\n'),
      'src/routes/agents.ts': [
        "import { Router } from 'express';",
        'const router: Router = Router();',
        "router.get('/', (req, res) => res.end());",
        'export default router;',
      ].join('\n'),
    };
    assert.deepEqual(await routes(files), [
      'GET /agents src/routes/agents.ts:3',
      'GET /v2/agents src/routes/agents.ts:3',
    ]);
  });

  it('takes only what is declared on a router', async () => {
    const files = {
      'app.js': [
        "const axios = require('axios');",
        "const map = new Map([['/a', 1]]);",
        "axios.get('/ailleurs', { params: {} });",
        "map.get('/a', 2);",
        "const app = require('express')();",
        "app.get('view engine', 'pug');",
        "app.get('env');",
      ].join('\n'),
      'app.test.js': "const app = require('express')();\napp.get('/test', (req, res) => res.end());",
      'mock.js': "module.exports = (app) => { app.get('/joue', (req, res) => res.end()); };",
    };
    assert.deepEqual(await routes(files), []);
  });

  it('finds nothing in a product that has no such package', async () => {
    const { api } = await surveyFiles(
      {
        'package.json': '{ "name": "site" }',
        'app.js': "const app = require('express')();\napp.get('/a', (r, s) => s.end());",
      },
      [express],
    );
    assert.deepEqual(api, []);
  });

  it('reads files whatever their line endings and their marks', async () => {
    const text = "const app = require('express')();\r\napp.get(\r\n  '/a',\r\n  (req, res) => res.end(),\r\n);\r\n";
    const { api } = await found({ 'app.js': `\uFEFF${text}` });
    assert.deepEqual(
      api.map(({ name, evidence }) => [name, evidence]),
      [['GET /a', [{ path: 'app.js', line: 2, endLine: 3 }]]],
    );
  });

  it('says that a router which nothing mounts has a prefix we don’t know, once a file', async () => {
    const { api, notes } = await found({
      'routes.js': "const r = require('express').Router();\nr.get('/a', h);\nr.post('/b', h);\nmodule.exports = r;",
    });
    assert.deepEqual(
      api.map(({ name, certainty }) => [name, certainty]),
      [
        ['GET /a', 'probable'],
        ['POST /b', 'probable'],
      ],
    );
    assert.deepEqual(
      notes.map(({ path, about }) => [path, about]),
      [['routes.js', 'api']],
    );
  });

  it('notes a path that is computed, and keeps what is known after it', async () => {
    const { api, notes } = await found({
      'app.js': [
        "const express = require('express');",
        'const app = express();',
        'const router = express.Router();',
        "router.get('/b', h);",
        'app.get(process.env.CHEMIN, h);',
        'app.use(`/${process.env.PREFIXE}/x`, router);',
      ].join('\n'),
    });
    assert.deepEqual(api, []);
    assert.deepEqual(
      notes.map(({ line, about }) => [line, about]),
      [
        [4, 'api'],
        [5, 'api'],
      ],
    );
  });

  it('knows the package by Deno’s name for it, and notes a method that is computed', async () => {
    const { api, notes } = await surveyFiles(
      {
        'api/deno.jsonc': '{ "imports": { "dep:express": "npm:express@^4", "@/": "./src/" } }',
        'api/src/app.ts': [
          'import express from "dep:express";',
          'import { declare } from "@/declare.ts";',
          'const app = express();',
          'app[verb]("/a", h);',
          'declare(app);',
        ].join('\n'),
        'api/src/declare.ts': 'export function declare(app) {\n  app.get("/b", h);\n}',
      },
      [express],
    );
    assert.deepEqual(
      api.map(({ name, evidence }) => [name, evidence]),
      [['GET /b', [{ path: 'api/src/declare.ts', line: 2 }]]],
    );
    assert.deepEqual(
      notes.map(({ path, line, about }) => [path, line, about]),
      [['api/src/app.ts', 4, 'api']],
    );
  });

  it('stops at circles: of files, of functions, of routers', async () => {
    const files = {
      'a.js':
        "const b = require('./b');\nconst app = require('express')();\nb(app);\napp.use('/x', app);\nmodule.exports = app;",
      'b.js':
        "const a = require('./a');\nmodule.exports = function b(app) {\n  b(app);\n  app.get('/b', h);\n  a.get('/c', h);\n};",
    };
    assert.deepEqual(await routes(files), ['GET /b b.js:4', 'GET /c b.js:5']);
  });

  it('reads what is left of broken files', async () => {
    const { api } = await found({
      'app.js': "const app = require('express')();\napp.get('/a', (req, res) => res.end());\napp.post('/b, (req",
    });
    assert.deepEqual(
      api.map(({ name }) => name),
      ['GET /a'],
    );
  });

  it('survives code that nobody wrote', async () => {
    const deep = `const app = require('express')();\napp.get('/a', ${'(\n'.repeat(20_000)}`;
    const long = `const app = require('express')();\napp${".get('/a', h)\n".repeat(2000)};`;
    const started = Date.now();
    await found({ 'deep.js': deep, 'long.js': long });
    assert.ok(Date.now() - started < 8000);
  });

  it('never throws, whatever a file holds', async () => {
    const piece = fc.constantFrom(
      "const app = require('express')();\n",
      'import { Router } from "express";\n',
      'app.get(',
      "'/a'",
      'app.use(',
      '...x',
      'class A extends B { constructor() { super(app); } }\n',
      'export default ',
      'module.exports = ',
      '=> {',
      '}',
      ')',
      '`${',
      'for (const a of [app]) ',
      'function f({ app, ...rest } = {}, [b] = []) ',
      ';\n',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 25 }), async (pieces) => {
        const { notes } = await found({ 'a.js': pieces.join(''), 'b.ts': pieces.toReversed().join('') });
        assert.ok(notes.every(({ message }) => !message.includes('erreur')));
      }),
      { numRuns: 60 },
    );
  });
});
