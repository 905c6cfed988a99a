import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { globMatcher, globsIn } from '../../../../src/editor/index/exclusionsGlob';
import { IgnoreRules } from '../../../../src/survey/ignoreRules';

describe('Globs of files.exclude and search.exclude', () => {
  const cases: readonly [glob: string, path: string, matches: boolean][] = [
    ['**/node_modules', 'node_modules/a/README.md', true],
    ['**/node_modules', 'packages/a/node_modules/b/README.md', true],
    ['**/node_modules', 'node_modules2/README.md', false],
    ['**/.git', '.git/info/a.md', true],
    ['dist', 'dist/a.md', true],
    ['dist', 'packages/dist/a.md', false],
    ['dist/', 'dist/a.md', true],
    ['**/*.gen.md', 'a/b.gen.md', true],
    ['**/*.gen.md', 'a/bgen.md', false],
    ['docs/*.md', 'docs/a.md', true],
    ['docs/*.md', 'docs/a/b.md', false],
    ['docs/**', 'docs/a/b.md', true],
    ['docs/**/old', 'docs/old/b.md', true],
    ['docs/**/old', 'docs/a/c/old/b.md', true],
    ['**/{tmp,out}/**', 'a/out/b.md', true],
    ['**/{tmp,out}/**', 'a/outside/b.md', false],
    ['{**/tmp,out}', 'a/tmp/b.md', true],
    ['note?.md', 'note1.md', true],
    ['note?.md', 'note/.md', false],
    ['note[0-9].md', 'note7.md', true],
    ['note[!0-9].md', 'note7.md', false],
    ['a+b(c).md', 'a+b(c).md', true],
    ['[z-a].md', 'z.md', false],
    ['é*.md', 'état.md', true],
  ];
  for (const [glob, path, matches] of cases) {
    it(`${glob} ${matches ? 'means' : 'does not mean'} ${path}`, () => {
      assert.equal(globMatcher(glob)(path), matches);
    });
  }

  it('counts only those that are on, whatever the setting holds', () => {
    assert.deepEqual(globsIn({ a: true, b: false, c: { when: '$(basename).ts' } }), ['a']);
    assert.deepEqual(globsIn(undefined), []);
    assert.deepEqual(globsIn('a'), []);
  });
});

describe('.gitignore files', () => {
  it('decide as git does, wherever they stand', () => {
    const folders: Readonly<Record<string, string>> = {
      '': 'build/\n*.gen.md\n/root.md\n!keep.gen.md\nlogs/*\n!logs/important/\nlogs/important/secret.md\n',
      docs: '!a.gen.md\ndraft*\n',
      'docs/deep': '!draft-but-kept.md\n',
      'build/inner': '!*\n',
    };
    const paths = [
      'README.md',
      'root.md',
      'sub/root.md',
      'a.gen.md',
      'keep.gen.md',
      'docs/a.gen.md',
      'docs/b.gen.md',
      'docs/draft.md',
      'docs/deep/draft.md',
      'docs/deep/draft-but-kept.md',
      'docs/drafts/x.md',
      'build/x.md',
      'build/inner/x.md',
      'sub/build/x.md',
      'logs/x.md',
      'logs/important/x.md',
      'logs/important/secret.md',
      'Build/x.md',
    ];
    const rules = new IgnoreRules();
    const root = mkdtempSync(join(tmpdir(), 'ignore-'));
    try {
      for (const [folder, text] of Object.entries(folders)) {
        rules.set(folder, text);
        mkdirSync(join(root, folder), { recursive: true });
        writeFileSync(join(root, folder, '.gitignore'), text);
      }
      for (const path of paths) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), '');
      }
      spawnSync('git', ['init', '--quiet', root]);
      const { stdout } = spawnSync('git', ['-c', 'core.ignorecase=false', 'check-ignore', '--no-index', '--stdin'], {
        cwd: root,
        input: paths.join('\n'),
        encoding: 'utf8',
      });
      const expected = stdout.split('\n').filter((line) => line !== '');
      assert.ok(expected.length >= 8, 'git answered');
      assert.deepEqual(
        paths.filter((path) => rules.ignores(path)),
        expected,
      );
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });

  it('are forgotten when they go', () => {
    const rules = new IgnoreRules();
    rules.set('docs', 'a.md');
    assert.equal(rules.ignores('docs/a.md'), true);
    rules.set('docs', undefined);
    assert.equal(rules.ignores('docs/a.md'), false);
  });
});
