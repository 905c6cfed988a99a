import * as assert from 'node:assert/strict';
import { commandeInconnue } from '../../../src/rules/commandeInconnue';
import { readCommands } from '../../../src/rules/shellCommands';
import { tryRule, type Setting } from './tryRule';

const packageJson = (scripts: readonly string[], dependencies: readonly string[] = [], name = 'racine'): string =>
  JSON.stringify({
    name,
    scripts: Object.fromEntries(scripts.map((script) => [script, 'x'])),
    devDependencies: Object.fromEntries(dependencies.map((dependency) => [dependency, '1'])),
  });

const files: Record<string, string> = {
  'package.json': `\uFEFF${packageJson(['dev', 'test', 'build', 'db:migrate', 'lint'], ['knex', '@angular/cli'])}`,
  'frontend/package.json': packageJson(['start', 'storybook'], [], 'web'),
  'frontend/src/index.ts': '',
  'packages/api/package.json': packageJson(['seed'], [], '@medle/api'),
  'composer.json': JSON.stringify({ scripts: { test: 'phpunit', cs: 'x' } }),
  Makefile: [
    '# install-dev: commentaire',
    'VAR := x',
    'CIBLE ?= y',
    'include outils.mk',
    '-include .env',
    '.PHONY: run \\',
    '  stop',
    'install start: deps | ordre',
    '\tnpm ci',
    'build-%:',
    '\techo $*',
    'deps::',
    'run: ; echo a:b',
  ].join('\n'),
  'outils.mk': 'format:\n\tprettier .\n',
  'pyproject.toml':
    '[project]\nname = "x"\n\n[project.scripts]\nimporter = "x:main"\n"charger-csv" = "x:main"\n\n[tool.x]\nautre = 1\n',
  Rakefile: "require_relative 'config/application'\n",
  'lib/tasks/export.rake':
    "namespace :export do\n  desc 'x'\n  task :csv => :environment do\n  end\n  task json: :environment\nend\n",
  'manage.py': '',
  'bin/setup': '',
  'scripts/import.js': '',
  'scripts/charger.sh': '',
  'backend/serveur.py': '',
  'docker-compose.yml': '',
  '.env.example': '',
};

const header = '---\nmodele: dossier-technique-de-reprise\n---\n\n# Dossier technique\n\n';
const installation = `${header}## Code source et gestion des versions

### 3.3 Installation locale

- [ ] Instructions pour installer et exécuter le projet en local

`;
const postMortem = '---\nmodele: post-mortem\n---\n\n# Post-mortem\n\n';
const sh = (...lines: string[]): string => `\`\`\`sh\n${lines.join('\n')}\n\`\`\`\n`;

const valid: readonly (readonly [string, Setting?])[] = [
  [sh('npm ci', 'npm install', 'npm run dev', 'npm test', 'npm run build -- --watch', 'npx knex migrate:latest')],
  [
    sh(
      'yarn',
      'yarn install',
      'yarn dev',
      'yarn run build',
      'yarn knex migrate',
      'yarn ng serve',
      'yarn jest',
      'yarn dlx x',
    ),
  ],
  [
    sh(
      'pnpm i',
      'pnpm dev',
      'pnpm run db:migrate',
      'pnpm exec rien',
      'pnpm -r rien',
      'bun test',
      'bun run ./rien.ts',
      'bun dev',
    ),
  ],
  [sh('npm run seed', 'npm start'), {}],
  [
    sh(
      'npm run $SCRIPT',
      'npm run <script>',
      'npm run {a,b}',
      'npm run db:*',
      'npm run "a $b"',
      'npm run …',
      'npm run',
    ),
  ],
  [sh('npm run rien --if-present', 'npm run rien -ws', 'npm run rien -w inconnu', 'yarn workspace inconnu rien')],
  [sh('cd frontend && npm start', 'npm run storybook', 'cd ..', 'npm run dev')],
  [
    sh(
      'npm --prefix frontend run start',
      'npm run start --prefix=frontend',
      'yarn --cwd frontend start',
      'pnpm -C frontend start',
    ),
  ],
  [sh('npm run seed -w @medle/api', 'yarn workspace web storybook', 'pnpm --filter ./packages/api seed')],
  [sh('(cd frontend && npm start)', 'npm run dev')],
  [sh('cd $DOSSIER', 'npm run rien', 'cd -', 'npm run rien', './rien')],
  [sh('git clone https://github.com/betagouv/medle', 'cd medle', 'npm run dev')],
  [sh('cd inconnu', 'npm run rien', 'make rien', './rien.sh')],
  [sh('cd src', 'npm run dev'), { files: { ...files, 'src/a.ts': '' } }],
  [
    sh(
      'make',
      'make install start',
      'make run',
      'make stop',
      'make deps',
      'make build-x',
      'make format',
      'make X=1 run -j 4',
    ),
  ],
  [sh('make manage.py', 'make -C $X rien', 'make -f $X rien', 'make $CIBLE')],
  [sh('make rien'), { files: { ...files, Makefile: 'include $(wildcard *.mk)\n' } }],
  [sh('make rien'), { files: { ...files, Makefile: '$(CIBLES):\n\tx\n' } }],
  [sh('composer install', 'composer test', 'composer run-script cs', 'composer normalize', 'composer require x/y')],
  [
    sh(
      'bundle exec rake db:migrate',
      'bundle exec rake export:csv',
      'rails export:json',
      'rake assets:precompile',
      'rake gem:tache',
      'rake',
    ),
  ],
  [
    sh(
      'poetry run importer',
      'poetry run pytest',
      'poetry run python manage.py migrate',
      'uv run charger-csv',
      'poetry install',
    ),
  ],
  [
    sh(
      'python manage.py migrate',
      'python3 -m venv .venv',
      'python -c "x.py"',
      'source .venv/bin/activate',
      'python serveur.py',
    ),
  ],
  [
    sh(
      'node scripts/import.js',
      'node -r dotenv/config scripts/import.js',
      'node dist/server.js',
      'node -e "rien.js"',
      'tsx ./frontend/src/index.ts',
    ),
  ],
  [
    sh(
      './bin/setup',
      'bin/setup --force',
      'bash scripts/charger.sh',
      'sh -c "rien.sh"',
      './node_modules/.bin/x',
      '/usr/bin/rien.sh',
      '~/rien.sh',
    ),
  ],
  [
    sh(
      'docker compose up -d db',
      'docker-compose -f docker-compose.yml -p x up',
      'docker compose exec web ./rien.sh',
      'docker run x ./rien.sh',
    ),
  ],
  [sh('cp .env.example .env', 'cp rien.txt autre.txt', 'cp -r a b', 'curl x | bash', 'bash <(curl x)')],
  [
    sh(
      '# npm run rien',
      'echo "npm run rien"',
      "echo 'x' # npm run rien",
      'cat <<EOF',
      'npm run rien',
      'EOF',
      'npm run dev',
    ),
  ],
  [sh('A=b NODE_ENV=production npm run dev', 'sudo -E make run', 'time npm test', 'export A=b; npm test')],
  ['```console\n$ npm run dev\n\nnpm run rien\n> medle@1.0.0 rien\n$ npm test\n```'],
  [
    '```js\nnpm run rien\n```\n\n```json\n{ "npm": "run rien" }\n```\n\n```\nmake sure that it works\n```\n\n```\nUn texte\n```',
  ],
  ['`npm run dev`, `make`, `scripts/rien.js`, `./src`, `yarn`, `npm`, `package.json`, `make est un outil`'],
  ['Rien de npm run rien hors du code.'],
  ['## Autre partie\n\n`npm run rien`'],
  ['`npm run rien`', { path: null }],
  [sh('npm run rien', 'make rien', './rien.sh', 'composer rien'), { files: { 'docs/lisez-moi.md': '' } }],
  [sh('npm run rien', 'composer rien'), { files: { 'package.json': '{ "scripts": ', 'composer.json': '[' } }],
  [sh('npm start'), { files: { 'package.json': '{}', 'server.js': '' } }],
];

const fixed = (after: string, name: string): Record<string, string> => ({
  [`* Remplacer par « ${name} »`]: after,
});

const invalid: readonly (readonly [string, string, string, Record<string, string>, Setting?])[] = [
  [
    '- `npm run biuld`',
    'npm run biuld',
    'package.json n’a pas de script « biuld » ; le plus proche est « build ».',
    fixed('- `npm run build`', 'build'),
  ],
  [
    sh('npm ci', '', '  A=b npm run db:migrat -- --force # oui'),
    'npm run db:migrat',
    'package.json n’a pas de script « db:migrat » ; le plus proche est « db:migrate ».',
    fixed(sh('npm ci', '', '  A=b npm run db:migrate -- --force # oui'), 'db:migrate'),
  ],
  [
    sh('npm run deployer'),
    'npm run deployer',
    'package.json n’a pas de script « deployer ». Corrigez la commande, ou retirez-la.',
    {},
  ],
  [
    sh('npm test'),
    'npm test',
    'package.json n’a pas de script « test » ; le plus proche est « tests ».',
    fixed(sh('npm run tests'), 'run tests'),
    { files: { 'package.json': packageJson(['tests']) } },
  ],
  [
    sh('npm ci && yarn db:migration'),
    'yarn db:migration',
    'package.json n’a pas de script « db:migration » ; le plus proche est « db:migrate ».',
    {},
  ],
  [
    sh('cd frontend && \\', '  npm run storybok'),
    'npm run storybok',
    'frontend/package.json n’a pas de script « storybok » ; le plus proche est « storybook ».',
    fixed(sh('cd frontend && \\', '  npm run storybook'), 'storybook'),
  ],
  [
    sh('npm --prefix frontend run dev'),
    'npm --prefix frontend run dev',
    'frontend/package.json n’a pas de script « dev ». Corrigez la commande, ou retirez-la.',
    {},
  ],
  [
    sh('yarn workspace @medle/api sed'),
    'yarn workspace @medle/api sed',
    'packages/api/package.json n’a pas de script « sed » ; le plus proche est « seed ».',
    fixed(sh('yarn workspace @medle/api seed'), 'seed'),
  ],
  [
    sh('make instal'),
    'make instal',
    'Makefile n’a pas de cible « instal » ; la plus proche est « install ».',
    fixed(sh('make install'), 'install'),
  ],
  [
    '> ```sh\n> make instal\n> ```\n',
    'make instal',
    'Makefile n’a pas de cible « instal » ; la plus proche est « install ».',
    fixed('> ```sh\n> make install\n> ```\n', 'install'),
  ],
  [
    '1. D’abord :\n\n   ```\n   $ make instal\n   ```\n',
    'make instal',
    'Makefile n’a pas de cible « instal » ; la plus proche est « install ».',
    fixed('1. D’abord :\n\n   ```\n   $ make install\n   ```\n', 'install'),
  ],
  [sh('make VAR'), 'make VAR', 'Makefile n’a pas de cible « VAR ». Corrigez la commande, ou retirez-la.', {}],
  [
    sh('make rien'),
    'make rien',
    'le dépôt n’a pas de Makefile. Corrigez la commande, ou retirez-la.',
    {},
    { files: { 'package.json': '{}' } },
  ],
  [
    sh('composer tests'),
    'composer tests',
    'composer.json n’a pas de script « tests » ; le plus proche est « test ».',
    fixed(sh('composer test'), 'test'),
  ],
  [
    sh('bundle exec rake export:cvs'),
    'bundle exec rake export:cvs',
    'aucune tâche « export:cvs » dans le Rakefile ni dans lib/tasks ; la plus proche est « export:csv ».',
    fixed(sh('bundle exec rake export:csv'), 'export:csv'),
  ],
  [
    sh('poetry run import'),
    'poetry run import',
    'pyproject.toml n’a pas de script « import » ; le plus proche est « importer ».',
    fixed(sh('poetry run importer'), 'importer'),
  ],
  [
    sh('poetry run python mange.py migrate'),
    'poetry run python mange.py',
    'le dépôt n’a pas de fichier « mange.py » ; le plus proche est « manage.py ».',
    fixed(sh('poetry run python manage.py migrate'), 'manage.py'),
  ],
  [
    sh('./bin/setpu'),
    './bin/setpu',
    'le dépôt n’a pas de fichier « bin/setpu » ; le plus proche est « ./bin/setup ».',
    fixed(sh('./bin/setup'), './bin/setup'),
  ],
  [
    sh('node scripts/rien.js'),
    'node scripts/rien.js',
    'le dépôt n’a pas de fichier « scripts/rien.js ». Corrigez la commande, ou retirez-la.',
    {},
  ],
  [
    sh('docker compose -f docker-compose.yaml up'),
    'docker compose -f docker-compose.yaml',
    'le dépôt n’a pas de fichier « docker-compose.yaml » ; le plus proche est « docker-compose.yml ».',
    fixed(sh('docker compose -f docker-compose.yml up'), 'docker-compose.yml'),
  ],
  [
    sh('docker-compose --file=docker-compose.yaml up'),
    'docker-compose --file=docker-compose.yaml',
    'le dépôt n’a pas de fichier « docker-compose.yaml » ; le plus proche est « docker-compose.yml ».',
    fixed(sh('docker-compose --file=docker-compose.yml up'), 'docker-compose.yml'),
  ],
  [
    sh('cp .env.sample .env'),
    'cp .env.sample',
    'le dépôt n’a pas de fichier « .env.sample » ; le plus proche est « .env.example ».',
    fixed(sh('cp .env.example .env'), '.env.example'),
  ],
  [
    sh('cd frontend', 'node ./src/indx.ts'),
    'node ./src/indx.ts',
    'le dépôt n’a pas de fichier « frontend/src/indx.ts » ; le plus proche est « ./src/index.ts ».',
    fixed(sh('cd frontend', 'node ./src/index.ts'), './src/index.ts'),
  ],
];

describe('Rule « commande-inconnue »', () => {
  for (const [text, setting] of valid) {
    it(`says nothing of ${JSON.stringify(text)}`, async () => {
      assert.deepEqual(await tryRule(commandeInconnue, installation + text, { files, ...setting }), []);
    });
  }

  for (const [text, underlined, said, fixes, setting] of invalid) {
    it(`speaks of ${JSON.stringify(text)}`, async () => {
      const seen = await tryRule(commandeInconnue, installation + text, { files, ...setting });
      const entries = Object.entries(fixes).map(([title, after]): [string, string] => [title, installation + after]);
      const wanted: Record<string, string> = Object.fromEntries(entries);
      assert.deepEqual(seen, [{ underlined, message: `« ${underlined} » : ${said}`, fixes: wanted }]);
    });
  }

  it('reads all code of a document whose items are not those of our dossier', async () => {
    const seen = await tryRule(commandeInconnue, `${postMortem}\`npm run biuld\``, { files });
    assert.equal(seen.length, 1);
    assert.equal((await tryRule(commandeInconnue, `${header}\`npm run biuld\``, { files })).length, 0);
  });

  it('says nothing of a product sheet', async () => {
    const sheet =
      '---\ntitle: X\nmission: Y\nphases:\n  - name: abandon\n    start: 2024-01-01\n---\n\n`npm run rien`\n';
    assert.deepEqual(await tryRule(commandeInconnue, sheet, { files, path: 'content/_startups/x.md' }), []);
  });

  it('reads commands as a shell would', () => {
    const words = (code: string): string[] =>
      readCommands(code).map((step) =>
        step.kind === 'command'
          ? step.words.map(({ text, isPlain }) => (isPlain ? text : `?${text}`)).join(' ')
          : step.kind,
      );
    assert.deepEqual(words('a "b c" \'d\' e # f'), ['a b c d e']);
    assert.deepEqual(words('a && b || c; d | e & f'), ['a', 'b', 'c', 'd', 'e', 'f']);
    assert.deepEqual(words('(a b)\nc'), ['open', 'a b', 'close', 'c']);
    assert.deepEqual(words('a > x 2>&1 < y b'), ['a b']);
    assert.deepEqual(words('a $X *.js <nom> ${b} `c`'), ['a ?$X ?*.js ?<nom> ?${b} ?`c`']);
    assert.deepEqual(words('a \\\n  b\nc'), ['a b', 'c']);
    assert.deepEqual(words('$ a\nb\n$ c'), ['a', 'c']);
    assert.deepEqual(words('jean@poste:~/x$ a'), ['a']);
    assert.deepEqual(words('a <<EOF\nb\nEOF\nc'), ['a', 'c']);
    assert.deepEqual(words('a "b'), ['a ?" b']);
    const [step] = readCommands('x\n\n  a \\\n  "b c"').slice(-1);
    assert.ok(step?.kind === 'command');
    assert.deepEqual(
      step.words.map(({ start, end }) => 'x\n\n  a \\\n  "b c"'.slice(start, end)),
      ['a', '"b c"'],
    );
  });
});
