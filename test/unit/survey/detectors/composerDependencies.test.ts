import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { composerDependencies } from '../../../../src/survey/detectors/composerDependencies';
import { surveyFiles } from '../memoryTree';

const manifest = [
  '{',
  '  "name": "equipe/produit",',
  '  "require": {',
  '    "php": ">=8.2", "ext-intl": "*", "lib-icu": "*", "composer-plugin-api": "^2",',
  '    "Symfony/framework-bundle": "6.4.*",',
  '    "equipe/local": "@dev",',
  '    "monolog/monolog": "3.5.0"',
  '  },',
  '  "require-dev": { "phpunit/phpunit": "^10", "monolog/monolog": "^3" }',
  '}',
].join('\r\n');

const lock = JSON.stringify(
  {
    packages: [
      { name: 'symfony/framework-bundle', version: 'v6.4.2', require: { php: '*' } },
      { version: '3.5.0', name: 'monolog/monolog' },
      { name: 'equipe/local', version: 'dev-main', dist: { type: 'path', url: 'local' } },
    ],
    'packages-dev': [{ name: 'phpunit/phpunit', version: '10.5.1' }],
  },
  undefined,
  2,
);

describe('The composerDependencies detector', () => {
  it('gives the packages and their locked versions, not what is asked of the machine', async () => {
    const { dependencies } = await surveyFiles(
      { 'composer.json': manifest, 'composer.lock': lock, 'local/composer.json': '{"name": "equipe/local"}' },
      [composerDependencies],
    );
    assert.deepEqual(dependencies, [
      {
        name: 'Symfony/framework-bundle',
        evidence: [{ path: 'composer.json', line: 5 }],
        ecosystem: 'packagist',
        constraint: '6.4.*',
        locked: 'v6.4.2',
        lockEvidence: { path: 'composer.lock', line: 4, endLine: 5 },
        dev: false,
        manifest: 'composer.json',
        framework: 'Symfony',
      },
      {
        name: 'monolog/monolog',
        evidence: [{ path: 'composer.json', line: 7 }],
        ecosystem: 'packagist',
        constraint: '3.5.0',
        locked: '3.5.0',
        lockEvidence: { path: 'composer.lock', line: 12 },
        dev: false,
        manifest: 'composer.json',
        pinned: 'exact',
      },
      {
        name: 'phpunit/phpunit',
        evidence: [{ path: 'composer.json', line: 9 }],
        ecosystem: 'packagist',
        constraint: '^10',
        locked: '10.5.1',
        lockEvidence: { path: 'composer.lock', line: 25, endLine: 26 },
        dev: true,
        manifest: 'composer.json',
      },
    ]);
  });

  it('reads over what is broken, and leaves out what tests are tried on', async () => {
    const { dependencies, notes } = await surveyFiles(
      {
        'composer.json': '{"require": {"a/b": "^1",',
        'composer.lock': '{"packages": [{"name": "a/b"',
        'tests/cas/x/composer.json': '{"require": {"c/d": "^1"}}',
        'vendor/e/f/composer.json': '{"require": {"e/f": "^1"}}',
      },
      [composerDependencies],
    );
    assert.deepEqual(
      dependencies.map(({ name, locked }) => [name, locked]),
      [['a/b', undefined]],
    );
    assert.deepEqual(
      notes.map(({ path }) => path),
      ['composer.json'],
    );
  });

  it('never fails, whatever the files hold', async () => {
    const json = fc.oneof(fc.string(), fc.json());
    await fc.assert(
      fc.asyncProperty(json, json, async (composer, composerLock) => {
        const { notes } = await surveyFiles({ 'composer.json': composer, 'composer.lock': composerLock }, [
          composerDependencies,
        ]);
        assert.ok(!notes.some(({ message }) => message.startsWith('lecture interrompue')));
      }),
    );
  });
});
