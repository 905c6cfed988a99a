import * as assert from 'node:assert/strict';
import { fastify } from '../../../../src/survey/frameworks/fastify';
import type { Framework } from '../../../../src/survey/frameworks/framework';
import { hapi } from '../../../../src/survey/frameworks/hapi';
import { hono } from '../../../../src/survey/frameworks/hono';
import { koa } from '../../../../src/survey/frameworks/koa';
import { nest } from '../../../../src/survey/frameworks/nest';
import { nodeWebhooks } from '../../../../src/survey/frameworks/nodeWebhooks';
import { nuxt } from '../../../../src/survey/frameworks/nuxt';
import { trpc } from '../../../../src/survey/frameworks/trpc';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function routes(framework: Framework, dependency: string, files: MemoryFiles): Promise<string[]> {
  const manifest = JSON.stringify({ name: 'produit', dependencies: { [dependency]: '1.0.0' } });
  const { api } = await surveyFiles({ 'package.json': manifest, ...files }, [framework]);
  return api.map(({ name, access, certainty }) =>
    [name, access && `(${access.join(', ')})`, certainty].filter(Boolean).join(' '),
  );
}

describe('Frameworks of servers', () => {
  it('mount Koa’s applications in one another, and put the prefix that is set afterwards', async () => {
    const files = {
      'app.js': [
        "const Koa = require('koa');",
        "const Router = require('koa-router');",
        "const mount = require('koa-mount');",
        'const app = new Koa();',
        'const inner = new Koa();',
        'const router = new Router();',
        "router.prefix('/agents');",
        "router.get(['/', '/tous'], liste);",
        'inner.use(router.routes());',
        "app.use(mount('/api', inner));",
      ].join('\n'),
    };
    assert.deepEqual(await routes(koa, 'koa', files), ['GET /api/agents', 'GET /api/agents/tous']);
  });

  it('run Fastify’s plugins wherever they are written, and know nothing of those of packages', async () => {
    const files = {
      'app.js': [
        "const app = require('fastify')();",
        "app.register(require('@fastify/cors'));",
        "app.register(import('./agents.mjs'), { prefix: '/agents' });",
        'app.register(async (inner) => {',
        "  inner.addHook('preHandler', inner.verifyBearerAuth);",
        "  inner.delete('/tout', async () => null);",
        '});',
      ].join('\n'),
      'agents.mjs':
        "export default async function (app) {\n  app.get('/', { onRequest: [app.authenticate] }, liste);\n}",
    };
    assert.deepEqual(await routes(fastify, 'fastify', files), [
      'GET /agents (authenticate)',
      'DELETE /tout (verifyBearerAuth)',
    ]);
  });

  it('read what a function of a plugin declares when nothing registers it', async () => {
    const files = {
      'plugin.ts':
        "import type { FastifyInstance } from 'fastify';\nexport async function plugin(api: FastifyInstance) {\n  api.put('/a', h);\n}",
    };
    assert.deepEqual(await routes(fastify, 'fastify', files), ['PUT /a']);
  });

  it('expand hapi’s routes that are computed from a list', async () => {
    const files = {
      'routes.js': [
        'const verbes = ["GET", "PUT"];',
        'exports.register = (server) => {',
        "  server.route(verbes.map((method) => ({ method, path: '/fiche', handler: h })));",
        '  server.route(require("inconnu"));',
        '};',
      ].join('\n'),
    };
    assert.deepEqual(await routes(hapi, '@hapi/hapi', files), ['GET /fiche', 'PUT /fiche']);
  });

  it('read what Hono’s routes describe', async () => {
    const files = {
      'index.ts': [
        "import { OpenAPIHono, createRoute } from '@hono/zod-openapi';",
        "const liste = createRoute({ method: 'get', path: '/aides/{id}', summary: 'Une aide' });",
        'export const app = new OpenAPIHono();',
        'app.openapi(liste, (c) => c.json({}));',
      ].join('\n'),
    };
    assert.deepEqual(await routes(hono, '@hono/zod-openapi', files), ['GET /aides/{id}']);
  });

  it('put no version in NestJS’ paths unless they are there, and each of several prefixes', async () => {
    const files = {
      'src/main.ts':
        "app.setGlobalPrefix(PREFIXE);\napp.enableVersioning({ type: VersioningType.HEADER });\nconst PREFIXE = '/api';",
      'src/a.controller.ts': [
        "@Controller({ path: ['agents', 'instructeurs'], version: '1' })",
        'class A {',
        "  @Get('/')",
        '  liste() {}',
        '}',
      ].join('\n'),
    };
    assert.deepEqual(await routes(nest, '@nestjs/core', files), ['GET /api/agents', 'GET /api/instructeurs']);
  });

  it('take the methods of Nuxt’s files from their names', async () => {
    const files = {
      'server/api/index.post.ts': 'export default defineEventHandler(() => null);',
      'layers/base/server/api/[...chemin].delete.ts': 'export default defineEventHandler(() => null);',
      'server/api/_outils.ts': 'export const aide = 1;',
      'server/utils/api/x.ts': 'export default 1;',
    };
    assert.deepEqual(await routes(nuxt, 'nuxt', files), ['POST /api', 'DELETE /api/{chemin}']);
  });

  it('take for tRPC’s procedures only what ends as one', async () => {
    const files = {
      'a.ts':
        'export const a = router({\n  liste: procedure.query(() => []),\n  autre: 12,\n  vide: procedure,\n});\nconst b = router(x);',
    };
    assert.deepEqual(await routes(trpc, '@trpc/server', files), ['QUERY /liste']);
  });

  it('never tell the address that a webhook is sent to', async () => {
    const { webhooks } = await surveyFiles(
      {
        'a.js': [
          "fetch('https://hooks.slack.com/services/T000/B000/secretsecret', { method: 'POST' });",
          "const adresse = 'https://exemple.fr/hooks/secretsecret';",
          'axios.post(adresse + "/webhook");',
          "axios.post('https://exemple.fr/api');",
        ].join('\n'),
      },
      [nodeWebhooks],
    );
    assert.deepEqual(
      webhooks.map(({ name }) => name),
      ['hooks.slack.com'],
    );
  });
});
