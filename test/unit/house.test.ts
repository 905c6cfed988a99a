import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';

/** What each room may import of the others. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  models: [],
  outline: [],
  secrets: [],
  dossier: ['models', 'outline'],
  survey: ['models', 'outline', 'secrets'],
  compose: ['models', 'outline', 'secrets', 'dossier', 'survey'],
  fiche: ['outline'],
  rules: ['models', 'outline', 'secrets', 'dossier', 'compose', 'fiche'],
  editor: ['models', 'outline', 'secrets', 'dossier', 'survey', 'compose', 'fiche', 'rules'],
  cli: ['models', 'outline', 'secrets', 'dossier', 'survey', 'compose', 'fiche', 'rules'],
  'extension.ts': ['editor'],
};

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'))
  .sort();

interface Import {
  readonly from: string;
  readonly target: string;
}

/** All that a file names after `from`, `import` or `require`, types included. */
function importsOf(file: string): Import[] {
  const text = readFileSync(join('src', file), 'utf8').replace(/\/\*[^]*?\*\//g, '');
  const named = text.matchAll(
    /(?:^|[\s;}])(?:from|import)\s*['"]([^'"]+)['"]|\b(?:import|require)\s*\(\s*['"]([^'"]+)['"]/g,
  );
  return [...named].map((match) => ({ from: file, target: match[1] ?? match[2] ?? '' }));
}

const imports = files.flatMap(importsOf);
const roomOf = (file: string): string => file.split('/')[0] ?? '';

describe('The house', () => {
  it('has been read: enough files, and each import of a sample one', () => {
    assert.ok(files.length >= 20, `${files.length} files`);
    assert.ok(imports.length >= 60, `${imports.length} imports`);
    assert.deepEqual(
      importsOf('models/shipped.ts').map(({ target }) => target),
      [
        './conditions-arret-reussi.yml',
        './dossier-technique-de-reprise.yml',
        './post-mortem.yml',
        './procedure-impact-insuffisant.yml',
        './procedure-plus-de-budget.yml',
        './procedure-plus-incarne.yml',
        './procedure-plus-porte-par-le-metier.yml',
        './library',
        './read',
      ],
    );
  });

  it('has only rooms whose arrows are known', () => {
    const rooms = readdirSync('src').filter((name) => !name.startsWith('.'));
    assert.deepEqual(
      rooms.filter((name) => !(name in arrows)),
      [],
    );
  });

  it('has arrows that go one way', () => {
    const wrong = imports.filter(({ from, target }) => {
      // The manifest alone knows the product's version.
      if (!target.startsWith('.') || target === '../../package.json') {
        return false;
      }
      const room = roomOf(from);
      const other = roomOf(posix.join(posix.dirname(from), target));
      return other !== room && !arrows[room]?.includes(other);
    });
    assert.deepEqual(wrong, []);
  });

  it('meets VS Code in the editor only, and Node at the command line only', () => {
    const wrong = imports.filter(({ from, target }) => {
      const room = roomOf(from);
      return (
        (target === 'vscode' && room !== 'editor' && room !== 'extension.ts') ||
        (/^(?:node:|(?:fs|path|os|url|util|crypto|process|child_process|https?|net)(?:\/|$))/.test(target) &&
          room !== 'cli')
      );
    });
    assert.deepEqual(wrong, []);
    assert.ok(imports.some(({ target }) => target === 'vscode'));
  });

  it('imports zod in its small form, which the size of the bundle rests on', () => {
    const targets = new Set(imports.map(({ target }) => target));
    assert.deepEqual(
      [...targets].filter((target) => /^zod\b/.test(target)),
      ['zod/mini'],
    );
  });

  it('has no file too long to be read at a sitting', () => {
    const long = files.filter((file) => readFileSync(join('src', file), 'utf8').split('\n').length > 350);
    assert.deepEqual(long, []);
  });

  it('is guarded by the linter: each forbidden import is an error', () => {
    const others = Object.keys(arrows).filter((name) => name !== 'extension.ts');
    const samples = others.flatMap((room) => {
      const forbidden = others.filter((other) => other !== room && !arrows[room]?.includes(other));
      return [
        ...forbidden.map((other) => ({ room, target: `../${other}/thing` })),
        ...(room === 'editor' ? [] : [{ room, target: 'vscode' }]),
        ...(room === 'cli' ? [] : [{ room, target: 'node:fs' }]),
      ];
    });
    const allowed = others.flatMap((room) =>
      (arrows[room] ?? []).map((other) => ({ room, target: `../${other}/thing` })),
    );
    assert.ok(samples.length > 40 && allowed.length > 20);

    const folder = mkdtempSync(join(tmpdir(), 'house-'));
    try {
      const write = ({ room, target }: { room: string; target: string }, kind: string, index: number): string => {
        const file = join(folder, 'src', room, `${kind}${index}.ts`);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, `import { thing } from '${target}';\n\nexport const used = thing;\n`);
        return `src/${room}/${kind}${index}.ts`;
      };
      const bad = samples.map((sample, index) => write(sample, 'bad', index));
      allowed.forEach((sample, index) => write(sample, 'good', index));
      const { stdout, stderr } = spawnSync(
        process.execPath,
        ['node_modules/oxlint/bin/oxlint', '--config', 'test/lint/oxlintrc.json', '--format', 'unix', folder],
        { encoding: 'utf8' },
      );
      const told = stdout
        .split('\n')
        .filter((line) => line.includes('no-restricted-imports'))
        .map((line) => /src\/\w+\/\w+\.ts/.exec(line.replaceAll('\\', '/'))?.[0] ?? line);
      assert.deepEqual([...new Set(told)].sort(), bad.toSorted(), stderr);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }).timeout(20_000);
});
