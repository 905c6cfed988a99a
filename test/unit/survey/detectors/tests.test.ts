import * as assert from 'node:assert/strict';
import type { Detector } from '../../../../src/survey/detector';
import { bundlerDependencies } from '../../../../src/survey/detectors/bundlerDependencies';
import { tests } from '../../../../src/survey/detectors/tests';
import type { Dependency, Test } from '../../../../src/survey/facts';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

/** Stands for the detectors of dependencies: `package.json:4 jest`. */
function declared(...lines: readonly string[]): Detector {
  const dependencies = lines.map((line): Dependency => {
    const [, manifest = '', at = '', name = ''] = /^(.+):(\d+) (.+)$/.exec(line) ?? [];
    return { name, manifest, ecosystem: 'npm', dev: true, evidence: [{ path: manifest, line: Number(at) }] };
  });
  return { name: 'declared', start: () => ({ find: () => ({ dependencies }) }) };
}

function parts(...names: readonly string[]): Detector {
  const found = names.map((name) => ({ name, evidence: [{ path: `${name}/package.json`, line: 1 }] }));
  return { name: 'parts', start: () => ({ find: () => ({ repository: { parts: found } }) }) };
}

async function survey(files: MemoryFiles, ...before: readonly Detector[]): Promise<Test[]> {
  return (await surveyFiles(files, [...before, tests])).tests;
}

const jsTest = "describe('x', () => { it('y', () => {}); });\n";

describe('The detector of tests', () => {
  it('counts files, and says how to run them', async () => {
    assert.deepEqual(
      await survey(
        {
          'package.json': '{"scripts":{"test:watch":"jest --watch","test":"jest"}}',
          'yarn.lock': '',
          'src/a.test.ts': jsTest,
          'src/__tests__/b.js': jsTest,
          'src/__tests__/helper.js': 'export const x = 1;\n',
          'src/c.spec.ts': '// vide\n',
        },
        declared('package.json:4 jest'),
      ),
      [
        {
          name: 'Jest',
          files: 2,
          command: 'yarn test',
          evidence: [
            { path: 'package.json', line: 4 },
            { path: 'src/__tests__/b.js', line: 1 },
            { path: 'src/a.test.ts', line: 1 },
          ],
        },
      ],
    );
  });

  it('tells frameworks of one language apart', async () => {
    const found = await survey(
      {
        'package.json': '{"scripts":{"e2e":"playwright test","unit":"ts-mocha src"}}',
        'playwright.config.ts': '',
        'cypress.config.js': '',
        'e2e/a.spec.ts': `import { test } from '@playwright/test';\n${jsTest}`,
        'cypress/e2e/b.cy.js': "it('x', () => { cy.visit('/'); });\n",
        'test/c.spec.ts': jsTest,
        'test/d.test.mjs': `import test from 'node:test';\n${jsTest}`,
        'test/japa/e.spec.ts': `import { test } from '@japa/runner';\n${jsTest}test('a', () => {});\n`,
      },
      declared('package.json:1 mocha', 'package.json:2 cypress'),
    );
    assert.deepEqual(
      found.map(({ name, files, command }) => [name, files, command]),
      [
        ['Playwright', 1, 'npm run e2e'],
        ['Cypress', 1, 'npx cypress run'],
        ['Japa', 1, 'node ace test'],
        ['node:test', 1, 'node --test'],
        ['Mocha', 1, 'npm run unit'],
      ],
    );
  });

  it('counts the tests, and keeps those of the whole product apart', async () => {
    const [unit, whole] = await survey(
      {
        'package.json': '{"scripts":{"test":"jest","test:e2e":"jest --config e2e"}}',
        'src/a.test.js':
          "describe('a', () => {\n  it('x', () => {});\n  test.each([1])('y', () => {});\n  // it('z')\n});\n",
        'src/__e2e__/b.spec.js': "it('x', () => {});\n",
      },
      declared('package.json:1 jest'),
    ).then((found) => [...found].sort((a, b) => Number(a.scope === 'e2e') - Number(b.scope === 'e2e')));
    assert.deepEqual(
      [unit?.name, unit?.files, unit?.count, unit?.command, unit?.scope],
      ['Jest', 1, 2, 'npm test', undefined],
    );
    assert.deepEqual([whole?.files, whole?.count, whole?.command, whole?.scope], [1, 1, 'npm run test:e2e', 'e2e']);
  });

  it('knows those of other languages', async () => {
    const cases: readonly (readonly [path: string, text: string, name: string, command: string])[] = [
      ['spec/a_spec.rb', "RSpec.describe 'x' do\nend\n", 'RSpec', 'bundle exec rspec'],
      [
        'test/models/a_test.rb',
        "require 'test_helper'\nclass ATest < X\n  test 'y' do\n",
        'Minitest',
        'bundle exec rake test',
      ],
      ['tests/ATest.php', '<?php\nclass ATest { public function testX() {} }\n', 'PHPUnit', 'vendor/bin/phpunit'],
      ['src/test/java/ATest.java', 'import org.junit.jupiter.api.Test;\n@Test void x() {}\n', 'JUnit', 'mvn test'],
      ['pkg/a_test.go', 'func TestA(t *testing.T) {}\n', 'go test', 'go test ./...'],
      ['src/lib.rs', '#[cfg(test)]\nmod tests {\n    #[test]\n    fn a() {}\n}\n', 'cargo test', 'cargo test'],
      ['A.Tests/ATests.cs', 'using Xunit;\n[Fact]\npublic void X() {}\n', 'xUnit', 'dotnet test'],
      [
        'app/tests.py',
        'from django.test import TestCase\ndef test_x(): pass\n',
        'Django test',
        'python manage.py test',
      ],
      ['tests/test_a.py', 'import unittest\n  def test_x(self): pass\n', 'unittest', 'python -m unittest'],
      ['tests/test_a.py', 'import pytest\ndef test_x(): pass\n', 'pytest', 'pytest'],
      ['test/a_test.exs', 'test "x" do\n', 'ExUnit', 'mix test'],
    ];
    for (const [path, text, name, command] of cases) {
      assert.deepEqual(await survey({ [path]: text.replaceAll('\n', '\r\n') }), [
        { name, files: 1, ...(name === 'RSpec' ? {} : { count: 1 }), command, evidence: [{ path, line: 1 }] },
      ]);
    }
  });

  it('prefers the target of a Makefile that gathers the others', async () => {
    const files = {
      Gemfile: "gem 'rspec-rails'\n",
      'spec/a_spec.rb': "describe 'a' do\n  it 'b' do\n  end\nend\n",
    };
    const parts = 'test_features:\n\tbundle exec rspec spec/features\n\ntest_unit:\n\tbundle exec rspec spec/unit\n';
    const commandOf = async (makefile: string): Promise<string | undefined> =>
      (await surveyFiles({ ...files, Makefile: makefile }, [bundlerDependencies, tests])).tests[0]?.command;
    assert.equal(await commandOf(`test: test_unit test_features ## Tout\n\n${parts}`), 'make test');
    assert.equal(await commandOf(`lint: a\n\n${parts}`), 'make test_features');
  });

  it('gives all of Python’s tests to pytest where it is declared, run as the Makefile says', async () => {
    const found = await survey(
      {
        Makefile: 'quality:\n\tpytest --help\n\ntest: install\n\t@pytest -n 4\n',
        'tests/test_a.py': 'from django.test import TestCase\ndef test_x(): pass\n',
        'tests/test_b.py': 'import unittest\ndef test_x(): pass\n',
      },
      declared('requirements.txt:2 pytest-django'),
    );
    assert.deepEqual(
      found.map(({ name, files, command }) => [name, files, command]),
      [['pytest', 2, 'make test']],
    );
  });

  it('says that a framework without a test is only probable, unless it is configured', async () => {
    assert.deepEqual(await survey({ 'package.json': '{}' }, declared('package.json:2 vitest')), [
      {
        name: 'Vitest',
        command: 'npx vitest run',
        certainty: 'probable',
        evidence: [{ path: 'package.json', line: 2 }],
      },
    ]);
    const [configured] = await survey({ 'vitest.config.ts': '' }, declared('package.json:2 vitest'));
    assert.equal(configured?.certainty, undefined);
    assert.deepEqual(await survey({ 'examples/a.test.js': jsTest, 'src/a.js': 'it is' }), []);
  });

  it('makes one fact of each part', async () => {
    const found = await survey(
      {
        'api/a.test.js': jsTest,
        'web/b.test.js': jsTest,
        'web/package.json': '{"scripts":{"test":"jest"}}',
        'web/pnpm-lock.yaml': '',
      },
      parts('api', 'web'),
      declared('package.json:3 jest'),
    );
    assert.deepEqual(
      found.map(({ name, part, files, command, evidence }) => [name, part, files, command, evidence[0]?.path]),
      [
        ['Jest', 'api', 1, 'npx jest', 'package.json'],
        ['Jest', 'web', 1, 'pnpm test', 'package.json'],
      ],
    );
  });

  it('runs the tests of the JVM with what builds there', async () => {
    const commandOf = async (files: MemoryFiles): Promise<string | undefined> =>
      (
        await survey(
          { 'a/src/test/java/ATest.java': 'import org.junit.Test;\n@Test void a() {}\n', ...files },
          parts('a'),
        )
      )[0]?.command;
    assert.equal(await commandOf({ 'a/build.gradle.kts': '', 'a/gradlew': '', 'a/mvnw': '' }), './gradlew test');
    assert.equal(await commandOf({ 'a/pom.xml': '<project>', mvnw: '', 'pom.xml': '<project>' }), './mvnw test');
    assert.equal(await commandOf({ 'pom.xml': '<project>' }), 'mvn test');
  });

  it('prefers the command of plain tests', async () => {
    const scripts = JSON.stringify({ scripts: { 'test:windows': 'jest -c w', 'test:unit': 'jest' } });
    const [jest] = await survey({ 'package.json': scripts, 'a.test.js': jsTest }, declared('package.json:1 jest'));
    assert.equal(jest?.command, 'npm run test:unit');
    const makefile = 'docker-test:\n\tdocker run x pytest\n\nlint-and-test:\n\tpytest\n';
    const [pytest] = await survey(
      { Makefile: makefile, 'test_a.py': 'def test_a():\n    pass\n' },
      declared('requirements.txt:1 pytest'),
    );
    assert.equal(pytest?.command, 'make lint-and-test');
  });

  it('tells a page of TestCafe from what Angular calls a fixture', async () => {
    const angular =
      "import { it } from 'vitest';\nit('a', () => {\n  fixture.detectChanges();\n  fixture = x();\n});\n";
    const found = await survey(
      {
        'package.json': '{}',
        'src/a.spec.ts': angular,
        'e2e/b.test.js': "fixture('Accueil');\ntest('a', () => {});\n",
      },
      declared('package.json:2 vitest'),
    );
    assert.deepEqual(
      found.map(({ name, files }) => [name, files]),
      [
        ['TestCafe', 1],
        ['Vitest', 1],
      ],
    );
  });
});
