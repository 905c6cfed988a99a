import * as assert from 'node:assert/strict';
import { parts } from '../../../../src/survey/detectors/parts';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function found(files: MemoryFiles): Promise<string[]> {
  const { repository } = await surveyFiles(files, [parts]);
  return repository.parts.map(({ name, evidence }) =>
    [name, ...evidence.map(({ path, line }) => `${path}:${String(line)}`)].join(' '),
  );
}

describe('The parts detector', () => {
  it('finds one part where all is in one folder', async () => {
    assert.deepEqual(await found({ Gemfile: '', 'package.json': '{"devDependencies": {}}', 'README.md': '' }), [
      '. Gemfile:1 package.json:1',
    ]);
    assert.deepEqual(await found({ 'README.md': '', 'app/go.mod': 'module x' }), ['app app/go.mod:1']);
    assert.deepEqual(await found({ 'README.md': '' }), []);
  });

  it('finds the folders built on their own, and the root above them', async () => {
    assert.deepEqual(
      await found({
        'README.md': '',
        'docker-compose.yml': '',
        'front/package.json': '{"dependencies": {"vue": "3"}}',
        'back/pyproject.toml': '',
        'back/requirements/base.txt': '',
        'api/Api.csproj': '',
        'job/requirements-dev.txt': '',
        'lib/x/Cargo.toml': '',
        'svc/pom.xml': '',
        'app/build.gradle.kts': '',
        'php/composer.json': '{}',
        'outils/setup.py': 'print("setup (1)")\n',
        'paquet/setup.py': 'from setuptools import setup\nsetup()\n',
      }),
      [
        '. docker-compose.yml:1',
        'api api/Api.csproj:1',
        'app app/build.gradle.kts:1',
        'back back/pyproject.toml:1 back/requirements/base.txt:1',
        'front front/package.json:1',
        'job job/requirements-dev.txt:1',
        'lib/x lib/x/Cargo.toml:1',
        'paquet paquet/setup.py:1',
        'php php/composer.json:1',
        'svc svc/pom.xml:1',
      ],
    );
  });

  it('takes a package.json for a manifest when it asks for packages or is of a workspace', async () => {
    assert.deepEqual(
      await found({
        'package.json': '{"workspaces": ["packages/*"]}',
        'packages/a/package.json': '{"name": "a"}',
        'src/esm/package.json': '{"type": "module"}',
        '.github/action/package.json': '{"dependencies": {"x": "1"}}',
        'tests/cas/a/pom.xml': '',
        'examples/a/go.mod': '',
      }),
      ['. package.json:1', 'packages/a packages/a/package.json:1'],
    );
  });

  it('makes the survey say which part a fact is of', async () => {
    const { npmDependencies } = await import('../../../../src/survey/detectors/npmDependencies');
    const { dependencies } = await surveyFiles(
      { 'a/package.json': '{"dependencies": {"x": "1"}}', 'package.json': '{"dependencies": {"y": "1"}}' },
      [parts, npmDependencies],
    );
    assert.deepEqual(
      dependencies.map(({ name, part }) => [name, part]),
      [
        ['y', '.'],
        ['x', 'a'],
      ],
    );
  });
});
