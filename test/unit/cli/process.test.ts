import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inventorySchema } from '../../../src/survey/schema';

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line as it is built and shipped, in a process of its own. */
function arret(...words: string[]): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/cli.js', ...words], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('The command line, as a process', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'arret-cli-'));
    write('README.md', '# Boussole\n\n## Installation\n\n```sh\nnpm install\n```\n');
    write('package.json', '{\n  "dependencies": {\n    "next": "^14.0.0"\n  }\n}\n');
    write('src/server.js', 'const port = process.env.BOUSSOLE_PORT;\n');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }

  const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

  it('prints the inventory as JSON that its schema accepts, and nothing else', () => {
    const { status, stdout, stderr } = arret('inventaire', folder, '--json');
    assert.equal(stderr, '');
    const inventory = inventorySchema.parse(JSON.parse(stdout));
    assert.equal(status, 0);
    assert.deepEqual(
      inventory.dependencies.map(({ name, constraint, evidence }) => [name, constraint, evidence]),
      [['next', '^14.0.0', [{ path: 'package.json', line: 3 }]]],
    );
    assert.deepEqual(
      inventory.env.map(({ name, read: reads }) => [name, reads]),
      [['BOUSSOLE_PORT', [{ path: 'src/server.js', line: 1 }]]],
    );
  });

  it('gives the same bytes twice', () => {
    assert.equal(arret('inventaire', folder, '--json').stdout, arret('inventaire', folder, '--json').stdout);
  });

  it('prints the inventory for a person, without colours in a pipe', () => {
    const { status, stdout } = arret('inventaire', folder);
    assert.equal(status, 0);
    assert.match(stdout, /Dépendances directes : 1\n {2}next \^14\.0\.0 package\.json:3\n/);
    assert.ok(!stdout.includes('\u001B'));
  });

  it('writes the dossier and its annexes, then finds nothing to change', () => {
    const first = arret('generer', folder);
    assert.equal(first.status, 0, first.stderr);
    assert.equal(first.stdout, '');
    assert.match(first.stderr, /créé : arret\/dossier-technique\.md/);
    assert.match(first.stderr, /\d+ éléments sur 24 renseignés, \d+ demande(?:nt)? votre mémoire\./);
    const dossier = read('arret/dossier-technique.md');
    assert.match(dossier, /Next\.js/);
    assert.ok(!dossier.includes('[x]'));
    assert.deepEqual(readdirSync(join(folder, 'arret', 'annexes')).sort(), ['dependances.md', 'variables.md']);

    const second = arret('generer', folder);
    assert.match(second.stderr, /Rien à changer/);
    assert.equal(read('arret/dossier-technique.md'), dossier);
  });

  it('keeps a person’s words and ticks, and says what it would do without doing it', () => {
    arret('generer', folder);
    const path = 'arret/dossier-technique.md';
    const edited = read(path)
      .replace('- [ ] Liste des dépendances', '- [x] Liste des dépendances')
      .replace('## Accès', 'Un mot de Jeanne.\n\n## Accès');
    write(path, edited);
    write('package.json', '{\n  "dependencies": {\n    "next": "^15.0.0"\n  }\n}\n');
    const dry = arret('generer', folder, '--simuler');
    assert.match(dry.stderr, /à mettre à jour : arret\/dossier-technique\.md/);
    assert.equal(read(path), edited);
    assert.equal(arret('generer', folder).status, 0);
    const updated = read(path);
    assert.match(updated, /\^15\.0\.0/);
    assert.ok(!updated.includes('^14.0.0'));
    assert.match(updated, /- \[x\] Liste des dépendances/);
    assert.match(updated, /^Un mot de Jeanne\.$/m);
  });

  it('checks the documents: 1 when there is something to say, 0 when not', () => {
    assert.deepEqual(arret('verifier', folder), { status: 0, stdout: 'Aucun document d’arrêt ici.\n', stderr: '' });
    write('arret/dossier-technique.md', '---\nmodele: dossier-technique-de-reprise\n---\n\n# Dossier\n');
    const { status, stdout } = arret('verifier', folder);
    assert.equal(status, 1);
    assert.match(stdout, /section-manquante/);
  });

  it('reads a product in two repositories, and leads to both', () => {
    write('back/README.md', '# Boussole\n');
    write('back/.gitignore', 'secret/\n');
    write('back/pyproject.toml', '[project]\nname = "boussole"\ndependencies = ["django>=4"]\n');
    write('front/package.json', '{\n  "dependencies": {\n    "vue": "^3.0.0"\n  }\n}\n');
    write('front/.gitignore', 'dist/\n');
    write('front/dist/package.json', '{ "dependencies": { "react": "1.0.0" } }');
    const back = join(folder, 'back');
    const { stdout } = arret('inventaire', back, '--avec', '../front', '--json');
    const { dependencies, repository } = inventorySchema.parse(JSON.parse(stdout));
    assert.deepEqual(
      dependencies.map(({ name, part, evidence }) => [name, part, evidence[0]?.path]),
      [
        ['vue', '../front', '../front/package.json'],
        ['django', '.', 'pyproject.toml'],
      ],
    );
    assert.deepEqual(repository.parts.map(({ name }) => name).sort(), ['.', '../front']);
    assert.equal(arret('generer', back, '--avec', '../front').status, 0);
    assert.match(read('back/arret/dossier-technique.md'), /\]\(\.\.\/\.\.\/front\/package\.json#L3\)/);
    const { stdout: checked } = arret('verifier', back);
    assert.ok(!checked.includes('lien-casse'), checked);
  });

  it('ends with 2, in words, when it can’t run', () => {
    const outcomes = [
      arret('inventaire', join(folder, 'absent')),
      arret('inventaire', join(folder, 'README.md')),
      arret('verifer'),
    ];
    assert.deepEqual(
      outcomes.map(({ status, stdout }) => [status, stdout]),
      [
        [2, ''],
        [2, ''],
        [2, ''],
      ],
    );
    assert.match(outcomes[0]?.stderr ?? '', /n’existe pas/);
    assert.match(outcomes[1]?.stderr ?? '', /est un fichier/);
    assert.match(outcomes[2]?.stderr ?? '', /n’est pas une commande/);
  });

  it('refuses to write over what it can’t read', () => {
    mkdirSync(join(folder, 'arret'));
    writeFileSync(join(folder, 'arret', 'dossier-technique.md'), Uint8Array.of(0xff, 0xfe, 0xe9, 0x20));
    const { status, stderr } = arret('generer', folder);
    assert.equal(status, 2);
    assert.match(stderr, /ne se lit pas comme un texte UTF-8/);
    assert.deepEqual([...readFileSync(join(folder, 'arret', 'dossier-technique.md'))], [0xff, 0xfe, 0xe9, 0x20]);
  });

  it('reads on past links that turn round, folders it may not enter, binary files and broken manifests', () => {
    symlinkSync(folder, join(folder, 'loop'));
    mkdirSync(join(folder, 'closed'));
    chmodSync(join(folder, 'closed'), 0);
    writeFileSync(join(folder, 'data.json'), Uint8Array.of(0, 1, 2));
    write('api/package.json', '{ "dependencies": {');
    write('api/composer.json', Buffer.from([0x7b, 0, 0x7d]).toString('latin1'));
    try {
      const { status, stdout, stderr } = arret('inventaire', folder, '--json');
      assert.equal(status, 0, stderr);
      const { notes, dependencies } = inventorySchema.parse(JSON.parse(stdout));
      assert.deepEqual(
        dependencies.map(({ name }) => name),
        ['next'],
      );
      assert.ok(
        notes.some(({ path }) => path === 'api/package.json'),
        JSON.stringify(notes),
      );
      assert.ok(
        notes.some(({ path }) => path === 'api/composer.json'),
        JSON.stringify(notes),
      );
    } finally {
      chmodSync(join(folder, 'closed'), 0o755);
    }
  });
}).timeout(60_000);
