import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { fastapi } from '../../../../src/survey/frameworks/fastapi';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function found(files: MemoryFiles): Promise<string[]> {
  const { api } = await surveyFiles(files, [fastapi]);
  return api.map(({ name, evidence, access, certainty }) =>
    [
      name,
      ...evidence.map(({ path, line }) => `${path}:${String(line)}`),
      ...(access ? [`(${access.join(', ')})`] : []),
      certainty ?? '',
    ]
      .join(' ')
      .trim(),
  );
}

describe('fastapi', () => {
  it('looks at what decorates before calling it a route', async () => {
    const text = [
      'from fastapi import FastAPI',
      'import requests as client',
      'app = FastAPI()',
      'cache = dict()',
      '@client.get("/a")',
      '@cache.get("/b")',
      '@app.get("/c")',
      'def c(): pass',
      '@app.on_event("startup")',
      'def debut(): client.post("/d")',
    ].join('\r\n');
    assert.deepEqual(await found({ 'm.py': `\uFEFF${text}` }), ['GET /c m.py:7 m.py:8']);
  });

  it('knows routers of a class that a function makes', async () => {
    const files = {
      'api/outils.py': [
        'from fastapi import APIRouter as _APIRouter',
        'def classe_de(route):',
        '    class Sien(_APIRouter):',
        '        pass',
        '    return Sien',
      ].join('\n'),
      'api/base.py': 'from api.outils import classe_de\nAPIRouter = classe_de(object)\n',
      'api/main.py': [
        'from fastapi import FastAPI',
        'from api.base import APIRouter',
        'app = FastAPI()',
        'router = APIRouter(prefix="/lots")',
        '@router.get("/{id}")',
        'def lot(id): pass',
        'app.include_router(router)',
      ].join('\n'),
    };
    assert.deepEqual(await found(files), ['GET /lots/{id} api/main.py:5']);
  });

  it('knows the product’s own routers, a router under two names and the application that a function returns', async () => {
    const files = {
      'api/base.py': 'from fastapi import APIRouter\nclass Journal(APIRouter):\n    pass\n',
      'api/lots.py':
        'from api.base import Journal\nrouter = Journal(prefix="/lots")\nalias = router\n@alias.get("/{id}")\ndef lot(id): pass\n',
      'api/main.py': [
        'from fastapi import FastAPI',
        'from api import lots',
        'def creer():',
        '    application = FastAPI()',
        '    application.include_router(lots.router, prefix="/a")',
        '    application.include_router(lots.alias, prefix="/b")',
        '    return application',
        'app = creer()',
        '@app.delete("/tout")',
        'def tout(): pass',
      ].join('\n'),
    };
    assert.deepEqual(await found(files), [
      'GET /a/lots/{id} api/lots.py:4 api/lots.py:5',
      'GET /b/lots/{id} api/lots.py:4 api/lots.py:5',
      'DELETE /tout api/main.py:9 api/main.py:10',
    ]);
  });

  it('keeps the access that each level asks for', async () => {
    const text = [
      'from fastapi import APIRouter, Depends, FastAPI, Security',
      'app = FastAPI(dependencies=[Depends(verify_token)])',
      'r = APIRouter(dependencies=[Depends(get_db), Depends(require_admin)])',
      '@r.get("/x", dependencies=[Depends(Droits([EstChef, EstAgent]))])',
      'def x(session=Depends(get_session), user=Security(get_user, scopes=["lire"])): pass',
      'app.include_router(r, dependencies=[Depends(RoleChecker(["chef"]))])',
    ].join('\n');
    assert.deepEqual(await found({ 'm.py': text }), [
      'GET /x m.py:4 m.py:5 (verify_token, chef, require_admin, get_user, lire)',
    ]);
  });

  it('goes round routers that include one another', async () => {
    const text = [
      'from fastapi import APIRouter, FastAPI',
      'app = FastAPI()',
      'a = APIRouter()',
      'b = APIRouter()',
      'a.include_router(b, prefix="/b")',
      'b.include_router(a, prefix="/a")',
      'app.include_router(a)',
      '@b.get("/fin")',
      'def fin(): pass',
    ].join('\n');
    assert.deepEqual(await found({ 'm.py': text }), ['GET /b/fin m.py:8 m.py:9']);
  });

  it('gives up routers that double at each step', async () => {
    const steps = Array.from(
      { length: 40 },
      (_, step) =>
        `r${String(step + 1)} = APIRouter()\n${`r${String(step)}.include_router(r${String(step + 1)})\n`.repeat(2)}`,
    );
    const text = `from fastapi import APIRouter, FastAPI\nr0 = FastAPI()\n${steps.join('')}@r40.get("/x")\ndef x(): pass\n`;
    assert.deepEqual(await found({ 'm.py': text }), []);
  }).timeout(10_000);

  it('is unsure of a router that nothing includes', async () => {
    const text = 'from fastapi import APIRouter\nr = APIRouter()\n@r.get("/seul")\ndef seul(): pass\n';
    assert.deepEqual(await found({ 'm.py': text }), ['GET /seul m.py:3 m.py:4 probable']);
  });

  it('reads Starlette’s classes and routes', async () => {
    const text = [
      'from starlette.applications import Starlette',
      'from starlette.endpoints import HTTPEndpoint',
      'from starlette.routing import Mount, Route',
      'class Page(HTTPEndpoint):',
      '    async def get(self, request):',
      '        """Une page."""',
      '    async def post(self, request): pass',
      'routes = [Route("/page/{n:int}", Page), Mount("/sous", routes=[Route("/liste", liste, methods=["GET", "PUT"])])]',
      'app = Starlette(debug=True, routes=routes)',
    ].join('\n');
    assert.deepEqual(await found({ 'm.py': text }), [
      'GET /page/{n} m.py:8 m.py:5',
      'POST /page/{n} m.py:8 m.py:7',
      'GET /sous/liste m.py:8',
      'PUT /sous/liste m.py:8',
    ]);
  });

  it('never fails, whatever stands in a module', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        await found({
          'm.py': `from fastapi import FastAPI\napp = FastAPI(${text})\n@app.get(${JSON.stringify(text)})\ndef f(${text}): pass\n${text}`,
        });
      }),
      { numRuns: 60 },
    );
  });
});
