import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { remix } from '../../../../src/survey/frameworks/remix';
import { remixPath } from '../../../../src/survey/readers/remix/routeNames';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function routes(version: string, files: MemoryFiles): Promise<string[]> {
  const manifest = JSON.stringify({ dependencies: { '@remix-run/node': version } });
  const { api } = await surveyFiles({ 'package.json': manifest, ...files }, [remix]);
  return api.map(({ name }) => name);
}

const loader = 'export async function loader() {\n  return null;\n}\n';

describe('Remix’s routes', () => {
  it('are in folders with the first version, unless it is told to flatten them', async () => {
    const files = { 'app/routes/api/agents/$id.ts': loader, 'app/routes/__prive/flux.ts': loader };
    assert.deepEqual(await routes('^1.14.0', files), ['GET /api/agents/{id}', 'GET /flux']);
    assert.deepEqual(await routes('^2.0.0', files), []);
    const flat = { ...files, 'remix.config.js': 'module.exports = { future: { v2_routeConvention: true } };\n' };
    assert.deepEqual(await routes('1.19.0', flat), []);
  });

  it('that show a page, or that aren’t Remix’s, answer with no data', async () => {
    const page = `${loader}export default function Page() {}\n`;
    assert.deepEqual(await routes('^2.0.0', { 'app/routes/page.tsx': page, 'app/lib/a.ts': loader }), []);
    const { api } = await surveyFiles({ 'package.json': '{}', 'app/routes/a.ts': loader }, [remix]);
    assert.deepEqual(api, []);
  });

  it('have the path that their names say', () => {
    const paths = {
      _index: '',
      'api.agents_.$id': 'api/agents/[id]',
      'sitemap[.]xml': 'sitemap.xml',
      '($langue).aide': '[langue]/aide',
      'fichiers.$': 'fichiers/[...chemin]',
      'admin+/_cadre+/agents.$id': 'admin/agents/[id]',
      'agents/route': 'agents',
    };
    for (const [name, path] of Object.entries(paths)) {
      assert.equal(remixPath(name, false), path, name);
    }
    assert.equal(remixPath('agents/outils', false), undefined);
    assert.equal(remixPath('agents/outils', true), 'agents/outils');
  });

  it('never fail on any name', () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), (name, isNested) => {
        remixPath(name, isNested);
      }),
    );
  });
});
