import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { apiPlatform } from '../../../../src/survey/frameworks/apiPlatform';
import { symfonyRoutes } from '../../../../src/survey/frameworks/symfonyRoutes';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function routes(files: MemoryFiles): Promise<string[]> {
  const { api } = await surveyFiles(files, [symfonyRoutes, apiPlatform]);
  return api.map(({ name, access }) => (access ? `${name} (${access.join(', ')})` : name));
}

const controller = (body: string, before = ''): MemoryFiles => ({
  'src/Controller/A.php': `<?php\nnamespace App\\Controller;\nuse Symfony\\Component\\Routing\\Attribute\\Route;\n${before}\nclass A {\n${body}\n}\n`,
});

describe('Symfony’s routes', () => {
  it('are read without any configuration, whatever their ends of lines', async () => {
    const files = controller("#[Route('/a/{id<\\d{2,3}>?1}', methods: 'GET')]\npublic function a() {}");
    assert.deepEqual(await routes(files), ['GET /a/{id}']);
    const [text = ''] = Object.values(files).map(String);
    const { api } = await surveyFiles({ 'src/A.php': `\uFEFF${text.replaceAll('\n', '\r\n')}` }, [symfonyRoutes]);
    assert.deepEqual(
      api.map(({ evidence }) => evidence),
      [[{ path: 'src/A.php', line: 6 }]],
    );
  });

  it('take a second import of a folder for the first made again', async () => {
    assert.deepEqual(
      await routes({
        'config/routes.yaml': `a:\n  resource: ../src/Controller/\n  type: attribute\nb:\n  resource: ../src/Controller/A.php\n  type: attribute\n  prefix: {fr: /fr, en: /en}\n`,
        ...controller("#[Route('/x')]\npublic function a() {}"),
      }),
      ['ANY /en/x', 'ANY /fr/x'],
    );
  });

  it('hold what the container’s parameters say, but for what comes from the environment', async () => {
    assert.deepEqual(
      await routes({
        'config/services.yaml':
          "parameters:\n  app.admin: /gestion\n  app.hote: '%env(HOTE)%'\n  app.tout: '%app.admin%/tout'\n",
        'config/services_test.yaml': 'parameters:\n  app.admin: /essai\n',
        'config/routes.yaml': "a:\n  resource: ../src/Controller/\n  type: attribute\n  prefix: '%app.admin%'\n",
        ...controller(
          "#[Route('/x/%app.hote%/%inconnu%')]\npublic function a() {}\n#[Route('/y%app.tout%')]\npublic function b() {}",
        ),
      }),
      ['ANY /gestion/x/%app.hote%/%inconnu%', 'ANY /gestion/y/gestion/tout'],
    );
  });

  it('are made for a class that is called itself, and for none that is abstract', async () => {
    assert.deepEqual(await routes(controller('public function __invoke() {}', "#[Route('/seule')]")), ['ANY /seule']);
    assert.deepEqual(
      await routes({ 'src/B.php': "<?php abstract class B { #[Route('/b')] public function b() {} }" }),
      [],
    );
  });

  it('leave out what is for development, and what is no route', async () => {
    assert.deepEqual(
      await routes({
        'config/routes/dev/x.yaml': 'x:\n  path: /x\n',
        'config/packages/framework.yaml': 'framework:\n  path: /y\n',
        'config/routes.yaml': 'when@dev:\n  z:\n    path: /z\nwhen@prod:\n  p:\n    path: /p\n    methods: put\n',
      }),
      ['PUT /p'],
    );
  });

  it('read a grant written as an expression or in the body', async () => {
    const body = `#[Route('/a')]
      #[IsGranted(new Expression('is_granted("ROLE_A") or is_granted("ROLE_B")'))]
      public function a() { $this->denyAccessUnlessGranted('LIRE', $x); if ($y) { $this->denyAccessUnlessGranted('NON'); } }`;
    assert.deepEqual(await routes(controller(body)), ['ANY /a (ROLE_A, ROLE_B, LIRE)']);
  });

  it('survive files that import each other, and broken YAML', async () => {
    assert.deepEqual(
      await routes({
        'config/routes.yaml': 'a:\n  resource: routes/b.yaml\nc:\n  path: /c\n  methods: [GET\n',
        'config/routes/b.yaml': 'b:\n  resource: ../routes.yaml\nd:\n  path: /d\n',
      }),
      ['GET /c', 'ANY /d'],
    );
  });

  it('are read from PHP and XML too', async () => {
    const php = `<?php
      return static function (RoutingConfigurator $routes): void {
          $routes->import('../src/Controller/', 'attribute')->prefix('/v1');
          $routes->import(__DIR__ . '/../src/Autres/routes.xml');
          $routes->add('contact', ['fr' => '/contact', 'en' => '/contact-us'])->controller([A::class, 'a'])->methods(['POST']);
      };`;
    const xml = `<routes>\n  <route id="x" path="/x/{id}" methods="GET|HEAD">\n    <default key="_controller">A::a</default>\n  </route>\n</routes>`;
    assert.deepEqual(
      await routes({
        'config/routes.php': php,
        'src/Autres/routes.xml': xml,
        ...controller("#[Route('/a', methods: ['GET'])]\npublic function a() {}"),
      }),
      ['POST /contact', 'POST /contact-us', 'GET /v1/a', 'GET /x/{id}', 'HEAD /x/{id}'],
    );
  });

  it('of API Platform follow its version', async () => {
    const put = async (version: string): Promise<boolean> => {
      const names = await routes({
        'composer.json': `{"require": {"api-platform/core": "${version}"}}`,
        'src/Entity/Bien.php': '<?php\nuse ApiPlatform\\Metadata\\ApiResource;\n#[ApiResource]\nclass Bien {}',
      });
      return names.includes('PUT /biens/{id}');
    };
    assert.deepEqual([await put('^3.2'), await put('^4.0')], [true, false]);
    assert.deepEqual(
      await routes({
        'src/Entity/Bien.php': `<?php
          use ApiPlatform\\Core\\Annotation\\ApiResource;
          /** @ApiResource(collectionOperations={"get", "chercher"={"method"="POST", "path"="/biens/recherche"}}, itemOperations={}) */
          class Bien {}`,
      }),
      ['GET /biens', 'POST /biens/recherche'],
    );
    assert.deepEqual(
      await routes({
        'src/A.php': '<?php use ApiPlatform\\Metadata\\ApiResource; #[ApiResource(operations: [])] class A {}',
      }),
      [],
    );
  });

  it('never throw, and take no time', async () => {
    const start = Date.now();
    for (const code of [
      `#[Route(${'['.repeat(50_000)}`,
      `/** @Route(${'{'.repeat(50_000)} */`,
      `/** ${'@Route("/a" '.repeat(5000)} */`,
    ]) {
      await routes(controller(`${code}\npublic function a() {}`));
    }
    assert.ok(Date.now() - start < 5000, `${String(Date.now() - start)} ms`);
    const pieces = [
      '#[Route(',
      "'/a'",
      ')]',
      'methods: [',
      '/** @Route("',
      '"',
      '{',
      '}',
      '*/',
      'public function a() {',
      '\n',
      '::',
      'name=',
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...pieces), { maxLength: 30 }), async (parts) => {
        await routes(controller(parts.join(' ')));
      }),
      { numRuns: 60 },
    );
  });
});
