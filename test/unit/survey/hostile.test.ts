import * as assert from 'node:assert/strict';
import { inventorySchema } from '../../../src/survey/schema';
import { surveyRepository } from '../../../src/survey/survey';
import { knownNames } from './knownNames';
import { memoryTree, readAsset, surveyFiles, type MemoryFiles } from './memoryTree';
import { plantedRepository } from './plantedRepository';

/** How long a whole hostile repository may take, in milliseconds: far more than it does on a quiet machine. */
const patience = 90_000;

/** A size that shows what takes a time growing with its square, without making the others long. */
const heavy = 200_000;

const repeated = (part: string, length = heavy): string => part.repeat(Math.floor(length / part.length));

/** The same text in every file that a detector knows. */
const everywhere = (text: string | Uint8Array): MemoryFiles =>
  Object.fromEntries(knownNames.filter((name) => !name.startsWith('.git/')).map((name) => [name, text]));

async function survey(files: MemoryFiles): Promise<number> {
  const start = performance.now();
  const inventory = await surveyFiles(files);
  const time = performance.now() - start;
  inventorySchema.parse(inventory);
  assert.deepEqual(
    inventory.notes.filter(({ message }) => message.startsWith('lecture interrompue')),
    [],
  );
  // What a list lacks is another matter than what can't be read.
  const paths = inventory.notes.flatMap(({ path, about }) => (about === undefined ? (path ?? []) : []));
  assert.deepEqual(
    paths.filter((path, index) => paths.indexOf(path) !== index),
    [],
    'two notes of one file',
  );
  return time;
}

const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghijklm'
  .split('')
  .map((name, index) => `${name}: &${name} [${`*${'abcdefghijkl'[index]}, `.repeat(9)}x]\n`)
  .join('')}`;

const texts: readonly (readonly [name: string, text: string])[] = [
  ['brackets', repeated('[', 100_000)],
  ['braces', repeated('{', 100_000)],
  ['objects', repeated('{"a":', 100_000)],
  ['parentheses', repeated('(', 100_000)],
  ['calls', repeated('f(', 100_000)],
  ['closed parentheses', repeated('(', 50_000) + repeated(')', 50_000)],
  ['elements', repeated('<a>', 100_000)],
  ['compact lists', repeated('- ', 100_000)],
  ['compact keys', repeated('? ', 100_000)],
  ['indentation', Array.from({ length: 1000 }, (_, index) => `${' '.repeat(index)}a:`).join('\n')],
  ['dots', `a${repeated('.a', 100_000)} = 1\n`],
  ['aliases', bomb],
  ['references to itself', 'a: &a\n  b: *a\n<<: *a\nx: &x { <<: *x }\n'],
  ['double quotes', repeated('"', 100_000)],
  ['an open quote', `a = "${repeated('b ')}`],
  ['open quotes', repeated('a="b\n', 200_000)],
  ['open triple quotes', repeated('"""\na', 100_000)],
  ['open comments', repeated('/* ', 200_000)],
  ['markup comments', repeated('<!-- ', 200_000)],
  ['open templates', repeated('${', 100_000)],
  ['double braces', repeated('{{ ', 100_000)],
  ['open tags', repeated('<% ', 100_000)],
  ['backslashes', repeated('\\', 200_000)],
  ['continued lines', repeated('a \\\n', 50_000)],
  ['a long word', repeated('a')],
  ['a long line', repeated('a b-c.d_e ')],
  ['a long upper word', repeated('A_B')],
  ['assignments on a line', repeated('A=1 ')],
  ['assignments', repeated('A_B=c\n', 50_000)],
  ['keys', Array.from({ length: 5000 }, (_, index) => `key${index}: value`).join('\n')],
  ['colons', repeated(':', 200_000)],
  ['spaces', repeated(' ')],
  ['tabs', `a:${repeated('\t', 200_000)}`],
  ['line ends', repeated('\n', 50_000)],
  ['carriage returns', repeated('\r', 50_000)],
  ['spaces before line ends', repeated(`a${' '.repeat(500)}\n`)],
  ['hashes', repeated('#', 200_000)],
  ['headings', repeated('# a\n', 50_000)],
  ['links', repeated('[a](', 100_000)],
  ['stars', repeated('*a_', 100_000)],
  ['addresses', repeated('https://a.fr/b?c=d ')],
  ['schemes', repeated('a://')],
  ['ats', repeated('a@')],
  ['hosts', repeated('a.b.')],
  ['slashes', repeated('/')],
  ['stages', repeated('FROM a AS a\n', 100_000)],
  ['variables', repeated('ENV A=$A$A\n', 90_000)],
  ['tasks', repeated('TODO ')],
  ['targets', repeated('a b c: d\n', 50_000)],
  ['versions', repeated('1.2.3.')],
  ['requirements', repeated('a==1; ')],
  ['dashes', repeated('-')],
  ['equals', repeated('=')],
  ['semicolons', repeated('a;')],
  ['environment reads', repeated('process.env.A||')],
  ['strings', repeated("'a'+")],
  ['open heredocs', repeated('a = <<~SQL\n', 100_000)],
  ['open annotations', repeated('@A(', 100_000)],
  ['open SQL strings', repeated("INSERT INTO a VALUES ('b\n", 100_000)],
  ['SQL rows', `COPY a (b, c) FROM stdin;\n${repeated('1\t2\n', 100_000)}`],
  ['SQL tables', repeated('CREATE TABLE a (b int, c text);\n', 100_000)],
  ['open SQL tables', repeated('CREATE TABLE a (b int,\n', 100_000)],
  ['Rails tables', repeated('create_table :a do |t|\n', 100_000)],
  ['Rails routes', repeated("get '/a', to: 'b#c'\n", 50_000)],
  ['nested Rails resources', repeated('resources :a do\n', 50_000)],
  ['Python classes', repeated('class A(models.Model):\n  b = models.CharField(max_length=1)\n', 50_000)],
  ['Python routes', repeated("@app.get('/a/{b}')\ndef a(): pass\n", 50_000)],
  ['Django routes', `urlpatterns = [\n${repeated("path('a/', b.c),\n", 50_000)}`],
  ['JavaScript routes', `const app = express();\n${repeated("app.get('/a/:b', c);\n", 50_000)}`],
  ['open functions', repeated('app.use(() => {\n', 50_000)],
  ['Java methods', `@RestController class A {\n${repeated('@GetMapping("/a") int a() { return 1; }\n', 50_000)}`],
  ['PHP routes', `<?php\n${repeated("Route::get('/a/{b}', [C::class, 'd']);\n", 50_000)}`],
  ['open PHP groups', `<?php\n${repeated('Route::group([], function () {\n', 50_000)}`],
  ['Go routes', `package main\nfunc main() {\nr := gin.Default()\n${repeated('r.GET("/a", b)\n', 50_000)}`],
  ['GraphQL types', repeated('type A {\n', 50_000)],
  ['open requests', repeated('GET https://a.fr/b\n', 50_000)],
  ['open snapshots', repeated('exports[`a 1`] = `{\n', 50_000)],
  ['XML changes', repeated('<changeSet id="1"><createTable tableName="a">', 50_000)],
  ['sentences', repeated('Le mot de passe : a, la branche `main` est déployée. ', 50_000)],
];

/** Bytes that no editor would take for a text, or not for the text they are. */
const encoded: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ['zeros', new Uint8Array(10_000)],
  ['a zero far away', Uint8Array.from({ length: 20_000 }, (_, index) => (index === 15_000 ? 0 : 0x61))],
  ['UTF-16 without its mark', Uint8Array.from(Buffer.from('class A:\n  b = "é"\n'.repeat(500), 'utf16le'))],
  ['half a UTF-16 sign', Uint8Array.from([0xff, 0xfe, 0x00, 0xd8, 0x41])],
  ['Windows-1252', Uint8Array.from(Buffer.from('clé = "été" # à é\n'.repeat(500), 'latin1'))],
  ['broken UTF-8', Uint8Array.from({ length: 10_000 }, (_, index) => [0xc3, 0x28, 0x0a][index % 3] ?? 0)],
  ['all bytes but zero', Uint8Array.from({ length: 25_500 }, (_, index) => (index % 255) + 1)],
  ['too much', new Uint8Array(6_000_000).fill(0x61)],
];

describe('Hostile repositories', () => {
  for (const [name, text] of texts) {
    it(`${name} in every file cost notes, and little time`, async function () {
      this.timeout(patience * 3);
      const time = await survey(everywhere(text));
      assert.ok(time < patience, `${Math.round(time)} ms`);
    });
  }

  for (const [name, bytes] of encoded) {
    it(`${name} in every file cost a note each, and little time`, async function () {
      this.timeout(patience * 3);
      const time = await survey(everywhere(bytes));
      assert.ok(time < patience, `${Math.round(time)} ms`);
    });
  }

  it('have minified files of megabytes', async function () {
    this.timeout(patience * 3);
    const { notes } = await surveyFiles({
      'src/a.js': `var a=${repeated('f(1),', 5_000_000)}0;`,
      'src/b.js': `var a=${repeated('f(1),', 900_000)}process.env.CLE;`,
      'src/routes.js': `const app=express();${repeated('app.get("/a",b);', 900_000)}`,
      'routes.rb': repeated('get("/a",to:"b#c");', 5_000_000),
      'openapi.json': `{"openapi":"3.0.0","paths":{${repeated('"/a":{},', 900_000)}"/b":{}}}`,
      'package.json': `{${repeated('"a":1,', 5_000_000)}"b":2}`,
      'src/c.css': repeated('a{b:c}', 5_000_000),
    });
    assert.deepEqual(
      notes.flatMap(({ path, message }) => (path === undefined ? [] : [[path, message]])),
      [
        ['package.json', 'fichier trop gros pour être lu (plus de 1000 ko)'],
        ['routes.rb', 'fichier trop gros pour être lu (plus de 1000 ko)'],
        ['src/a.js', 'fichier trop gros pour être lu (plus de 1000 ko)'],
        ['src/b.js', 'code trop gros ou compressé : non lu'],
        ['src/c.css', 'fichier trop gros pour être lu (plus de 1000 ko)'],
      ],
    );
  });

  it('have file names with signs of all kinds', async function () {
    this.timeout(patience);
    const names = [
      'a b',
      'é',
      '__proto__',
      'constructor',
      'a\\b',
      '"',
      "'",
      '`',
      '$(ls)',
      '<b>',
      '[a](b)',
      '|',
      '*',
      '#1',
      '%20',
      '‮abc',
      '-rf',
      ' ',
      'a'.repeat(250),
      '🦊',
      'a\nb',
    ];
    const files: Record<string, string> = {};
    for (const name of names) {
      files[`${name}/package.json`] = '{ "dependencies": { "express": "4.0.0" } }';
      files[`${name}/a.js`] = 'process.env.CLE';
      files[`src/${name}.py`] = 'import os\nos.environ["MOT"]';
      files[`docs/${name}.md`] = '# Titre';
      files[`.env.${name}`] = 'A=1';
    }
    const inventory = inventorySchema.parse(await surveyFiles(files));
    assert.equal(inventory.dependencies.length, names.length);
    assert.deepEqual(
      inventory.env.map(({ name }) => name),
      ['A', 'CLE', 'MOT'],
    );
    assert.deepEqual(
      inventory.notes.filter(({ path }) => path !== undefined),
      [],
    );
  });

  it('have files in other encodings: the facts are the same', async function () {
    this.timeout(patience * 3);
    const { files } = plantedRepository();
    const facts = async (change: (text: string) => string | Uint8Array): Promise<string> => {
      const changed = Object.entries(files).map(([path, text]): [string, string | Uint8Array] => [
        path,
        path.startsWith('.git/') ? text : change(String(text)),
      ]);
      const inventory = await surveyFiles(Object.fromEntries(changed));
      const languages = inventory.repository.languages.map((fact) => ({ ...fact, bytes: 0 }));
      languages.sort((a, b) => (a.name < b.name ? -1 : 1));
      return JSON.stringify({ ...inventory, repository: { ...inventory.repository, languages } }, undefined, 1);
    };
    const usual = await facts((text) => text);
    for (const [name, change] of [
      ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
      ['a byte order mark', (text: string) => `\uFEFF${text}`],
      ['both', (text: string) => `\uFEFF${text.replaceAll('\n', '\r\n')}`],
    ] as const) {
      assert.deepEqual((await facts(change)).split('\n'), usual.split('\n'), name);
    }
  });

  it('have folders in folders without end', async function () {
    this.timeout(patience);
    const tree = memoryTree({ 'a.py': 'import os\nos.environ["CLE"]' });
    const endless = {
      ...tree,
      list: async (path: string) => [
        ...(await tree.list('')),
        { name: 'a', kind: 'folder' as const },
        { name: path === '' ? 'lien' : 'b', kind: 'link' as const },
      ],
      read: async () => tree.read('a.py'),
      size: async () => tree.size('a.py'),
    };
    const { env, repository } = await surveyRepository(endless, { readAsset, today: '2026-11-24', name: 'produit' });
    assert.deepEqual(
      env.map(({ name }) => name),
      ['CLE'],
    );
    assert.ok(repository.files <= 41);
  });
});
