import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { laravelRoutes } from '../../../../src/survey/frameworks/laravelRoutes';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function routes(files: MemoryFiles): Promise<string[]> {
  const { api } = await surveyFiles(files, [laravelRoutes]);
  return api.map(({ name, access }) => (access ? `${name} (${access.join(', ')})` : name));
}

const web = (code: string): MemoryFiles => ({ 'routes/web.php': `<?php\n${code}\n` });

describe('Laravel’s routes', () => {
  it('bear the prefix that the provider gives each file', async () => {
    const provider = `<?php class RouteServiceProvider extends ServiceProvider {
      private $version = 'v2';
      public function map() { $this->mapApi(); }
      protected function mapApi() { Route::prefix('api/' . $this->version)->middleware('auth')->group(base_path('routes/api.php')); }
    }`;
    assert.deepEqual(
      await routes({
        'app/Providers/RouteServiceProvider.php': provider,
        'routes/api.php': "<?php Route::get('x', 'A@b');",
      }),
      ['GET /api/v2/x (auth)'],
    );
  });

  it('bear the prefix that a provider of another name gives, through another name of the router', async () => {
    const provider = `<?php
      use Illuminate\\Foundation\\Support\\Providers\\RouteServiceProvider as Provider;
      use Illuminate\\Support\\Facades\\Route as Facade;
      class Route extends Provider {
        public function map() { Facade::prefix('{service_id}')->group(base_path('routes/agents.php')); }
      }`;
    assert.deepEqual(
      await routes({
        'app/Providers/Route.php': provider,
        'routes/agents.php': "<?php Route::get('x', 'A@b');",
      }),
      ['GET /{service_id}/x'],
    );
  });

  it('are those of files that stand beside the one that includes them', async () => {
    assert.deepEqual(
      await routes({
        'routes/web.php':
          "<?php require 'acces.php'; Route::group(['prefix' => 'gestion'], function () { require 'dossiers-routes.php'; });",
        'routes/acces.php': "<?php Route::post('entrer', 'A@b');",
        'routes/dossiers-routes.php': "<?php Route::get('dossiers', 'A@b');",
      }),
      ['POST /entrer', 'GET /gestion/dossiers'],
    );
  });

  it('are those of /api when nothing says otherwise', async () => {
    assert.deepEqual(await routes({ 'routes/api.php': "<?php Route::get('/x', 'A@b');" }), ['GET /api/x']);
  });

  it('are those of modules, in the folder that they name', async () => {
    const provider = `<?php class RouteServiceProvider extends P { public function map() {
      Route::prefix('api')->group(module_path('Bail', '/Routes/api.php')); } }`;
    assert.deepEqual(
      await routes({
        artisan: '',
        'Modules/Bail/Providers/RouteServiceProvider.php': provider,
        'Modules/Bail/Routes/api.php': "<?php Route::get('baux', 'A@b');",
      }),
      ['GET /api/baux'],
    );
  });

  it('are those of Lumen too', async () => {
    assert.deepEqual(
      await routes({
        'bootstrap/app.php': `<?php $app->singleton('A', 'B'); $app->router->group(['prefix' => 'v1'], function ($router) { require __DIR__.'/../routes/web.php'; });`,
        'routes/web.php': `<?php $router->get('/x', 'A@b'); $router->group(['prefix' => 'y', 'middleware' => 'auth'], function () use ($router) { $router->post('z', 'A@c'); });`,
      }),
      ['GET /v1/x', 'POST /v1/y/z (auth)'],
    );
  });

  it('are expanded from resources, nested, renamed and partial', async () => {
    assert.deepEqual(
      await routes(
        web(`Route::resource('dossiers.pieces-jointes', 'P')->only('show');
          Route::resource('aides', 'A', ['only' => ['destroy'], 'parameters' => ['aides' => 'aide_id']]);
          Route::apiSingleton('profil', 'P');`),
      ),
      [
        'DELETE /aides/{aide_id}',
        'GET /dossiers/{dossier}/pieces-jointes/{pieces_jointe}',
        'GET /profil',
        'PATCH /profil',
        'PUT /profil',
      ],
    );
  });

  it('ask for what groups ask for, less what they take away', async () => {
    assert.deepEqual(
      await routes(
        web(`Route::group(['middleware' => ['web', 'auth:api', 'throttle:60,1']], function () {
            Route::get('a', ['middleware' => 'can:lire', 'uses' => 'A@a']);
            Route::get('b', 'A@b')->withoutMiddleware('auth:api');
          });`),
      ),
      ['GET /a (auth:api, can:lire)', 'GET /b'],
    );
  });

  it('are none where other things have the same methods', async () => {
    assert.deepEqual(
      await routes({
        'app/Http/Client.php': "<?php $client->get('/x'); Http::post('/y');",
        'routes/console.php': "<?php Route::get('z', 'A@b');",
        ...web("Cache::get('/x'); $reponse->delete('/y'); // Route::get('/commentaire', 'A@b');"),
      }),
      [],
    );
  });

  it('stay when a file includes itself, or one that doesn’t exist', async () => {
    assert.deepEqual(
      await routes(web("require __DIR__.'/web.php'; require base_path('routes/absent.php'); Route::get('a', 'A@a');")),
      ['GET /a'],
    );
  });

  it('say that a path is unknown', async () => {
    const { notes, api } = await surveyFiles(
      web("Route::get('/hook/' . config('a.b'), 'A@b');\nRoute::get($x, 'A@b');\nRoute::jetons();"),
      [laravelRoutes],
    );
    assert.deepEqual(
      api.map(({ name }) => name),
      ['GET /hook/{valeur}'],
    );
    assert.deepEqual(
      notes.map(({ line, about, message }) => [line, about, message]),
      [
        [3, 'api', 'chemin de route construit par le code : non lu'],
        [4, 'api', 'routes de Route::jetons(), non développées'],
      ],
    );
  });

  it('are read in no time from hostile code, and never throw', async () => {
    const start = Date.now();
    for (const code of [
      '('.repeat(100_000),
      `Route::get('a')${"->name('a')".repeat(20_000)};`,
      `Route::group(${'['.repeat(20_000)}`,
    ]) {
      await routes(web(code));
    }
    assert.ok(Date.now() - start < 5000, `${String(Date.now() - start)} ms`);
    const pieces = [
      "Route::get('a', ",
      'Route::group(',
      "['prefix' => ",
      'function () {',
      '}',
      ')',
      ']',
      ';',
      '$x',
      '->middleware(',
      "'",
      '::class',
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...pieces), { maxLength: 30 }), async (parts) => {
        await routes(web(parts.join(' ')));
      }),
      { numRuns: 60 },
    );
  });
});
