import * as assert from 'node:assert/strict';
import { next } from '../../../../src/survey/frameworks/next';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

const manifest = JSON.stringify({ name: 'depot', dependencies: { next: '14.2.0' } });

async function routes(files: MemoryFiles): Promise<string[]> {
  const { api } = await surveyFiles({ 'package.json': manifest, ...files }, [next]);
  return api.map(({ name, access, evidence: [first] }) =>
    [name, access && `(${access.join(', ')})`, String(first?.line)].filter(Boolean).join(' '),
  );
}

describe('Next.js', () => {
  it('finds the methods of a handler however it compares them', async () => {
    const files = {
      'pages/api/a.js':
        "export default (req, res) => {\n  if (req.method !== 'POST') return res.status(405).end();\n};",
      'pages/api/b.js': "export default (req, res) => {\n  if (!['GET', 'PUT'].includes(req.method)) res.end();\n};",
      'pages/api/c.js': 'export default handle({\n  get: list,\n  post: create,\n});',
      'pages/api/d.js': 'const handlers = {\n  GET: a,\n  DELETE: b,\n};\nexport default handle(handlers);',
      'pages/api/e.js': 'module.exports = (req, res) => res.end();',
      'pages/api/f.ts':
        "import { Methode } from '../../types';\nexport default (req, res) => {\n  switch (req.method) {\n    case Methode.Lire:\n      return res.end();\n  }\n};",
      'types.ts': "export enum Methode {\n  Lire = 'GET',\n}",
    };
    assert.deepEqual(await routes(files), [
      'POST /api/a 2',
      'GET /api/b 2',
      'PUT /api/b 2',
      'GET /api/c 2',
      'POST /api/c 3',
      'DELETE /api/d 3',
      'GET /api/d 2',
      'ANY /api/e 1',
      'GET /api/f 4',
    ]);
  });

  it('counts only files that have an address', async () => {
    const files = {
      'app/_outils/route.ts': 'export function GET() {}',
      'app/(agents)/@panneau/suivi/[[...etape]]/route.ts': 'export function GET() {}',
      'app/suivi/page.tsx': 'export default function Page() { return null; }',
      'pages/api/types.ts': 'export interface Dossier { id: string }',
      'pages/api/dossiers.test.ts': 'export default () => null;',
    };
    assert.deepEqual(await routes(files), ['GET /suivi/{etape} 1']);
  });

  it('gives what each method checks, and not what helpers of the same file are called', async () => {
    const files = {
      'pages/api/a.js': [
        'const requireAgent = (req) => checkRole(ROLE_AGENT, req);',
        'export default withApiAuth(async (req, res) => {',
        '  requireAgent(req);',
        "  if (req.method === 'GET') {",
        '    return res.end();',
        '  }',
        "  if (req.method === 'DELETE') {",
        "    checkRole('admin', req);",
        '  }',
        '});',
        'function unused(req) {',
        "  checkRole('autre', req);",
        '}',
      ].join('\n'),
    };
    assert.deepEqual(await routes(files), [
      'DELETE /api/a (ROLE_AGENT, withApiAuth, admin) 7',
      'GET /api/a (ROLE_AGENT, withApiAuth) 4',
    ]);
  });

  it('finds nothing in the same folders of another framework', async () => {
    const { api } = await surveyFiles(
      { 'package.json': '{ "name": "site" }', 'pages/api/a.js': 'export default () => null;' },
      [next],
    );
    assert.deepEqual(api, []);
  });
});
