import { runtimes } from '../../../../src/survey/detectors/runtimes';
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

/** `node 18 .nvmrc:1`, with the end of life in brackets when there is one. */
async function found(files: MemoryFiles): Promise<string[]> {
  const inventory = await surveyFiles(files, [runtimes]);
  return inventory.runtimes.map(
    ({ name, version, endOfLife, evidence }) =>
      `${name} ${version ?? '?'}${endOfLife === undefined ? '' : ` (${endOfLife})`} ${evidence.map(({ path, line }) => `${path}:${line}`).join(' ')}`,
  );
}

const cases: readonly (readonly [title: string, files: MemoryFiles, expected: readonly string[]])[] = [
  [
    'package.json, whatever says it',
    {
      'package.json': '{\n "engines": {\n  "node": ">=14 <15",\n  "npm": "8"\n },\n "volta": { "node": "14.17.1" }\n}',
    },
    ['node >=14 <15 (2023-04-30) package.json:3', 'node 14.17.1 (2023-04-30) package.json:6'],
  ],
  [
    'one version said in several places is one fact',
    { '.nvmrc': 'v18\r\n', '.node-version': '# choix\n18\n', Dockerfile: 'FROM node:18-alpine AS base\nFROM base\n' },
    ['node 18 (2025-04-30) .node-version:2 .nvmrc:1 Dockerfile:1'],
  ],
  ['the long-term names of Node', { '.nvmrc': 'lts/gallium' }, ['node lts/gallium (2023-09-11) .nvmrc:1']],
  ['a byte order mark', { '.nvmrc': '\uFEFF16.1.0' }, ['node 16.1.0 (2023-09-11) .nvmrc:1']],
  [
    '.tool-versions',
    { '.tool-versions': 'nodejs 16.13.0\n# python 2.7\npython 3.9.1 2.7.18\nterraform 1.0\njava temurin-17.0.1+12\n' },
    [
      'java temurin-17.0.1+12 .tool-versions:5',
      'node 16.13.0 (2023-09-11) .tool-versions:1',
      'python 3.9.1 (2025-10-31) .tool-versions:3',
    ],
  ],
  [
    'mise.toml',
    { 'mise.toml': '[tools]\nnode = "20"\npython = ["3.11", "3.12"]\nruby = { version = "3.2" }\n' },
    [
      'node 20 (2026-04-30) mise.toml:2',
      'python 3.11 (2027-10-31) mise.toml:3',
      'python 3.12 (2028-10-31) mise.toml:3',
      'ruby 3.2 (2026-03-31) mise.toml:4',
    ],
  ],
  [
    'the files of Python',
    {
      'runtime.txt': 'python-3.8.12\n',
      'pyproject.toml': '[project]\nrequires-python = ">=3.9"\n[tool.poetry.dependencies]\npython = "^3.9"\n',
      Pipfile: '[requires]\npython_version = "3.7"\n',
      'setup.py': "setup(\n  python_requires='>=3.6',\n)",
      'setup.cfg': '[options]\npython_requires = ~=3.8\n',
    },
    [
      'python 3.7 (2023-06-27) Pipfile:2',
      'python >=3.9 pyproject.toml:2',
      'python ^3.9 pyproject.toml:4',
      'python 3.8.12 (2024-10-07) runtime.txt:1',
      'python ~=3.8 setup.cfg:2',
      'python >=3.6 setup.py:2',
    ],
  ],
  [
    'the files of Ruby',
    {
      '.ruby-version': 'ruby-3.1.2\n',
      Gemfile: "source 'x'\nruby '~> 3.1.0'\n",
      'Gemfile.lock': 'GEM\n\nRUBY VERSION\n   ruby 3.1.2p20\n\nBUNDLED WITH\n   2.3.0\n',
    },
    ['ruby 3.1.2 (2025-03-26) .ruby-version:1 Gemfile.lock:4', 'ruby ~> 3.1.0 (2025-03-26) Gemfile:2'],
  ],
  ['a Gemfile that reads another file', { Gemfile: 'ruby file: ".ruby-version"\n' }, ['ruby ? Gemfile:1']],
  [
    'composer.json',
    { 'composer.json': '{"require":{"php":"^8.0"},\n"config":{"platform":{"php":"8.1.2"}}}' },
    ['php ^8.0 composer.json:1', 'php 8.1.2 (2025-12-31) composer.json:2'],
  ],
  [
    'go.mod',
    { 'go.mod': 'module x\n\ngo 1.20\n\ntoolchain go1.21.3\n' },
    ['go 1.20 (2024-02-06) go.mod:3', 'go 1.21.3 (2024-08-13) go.mod:5'],
  ],
  [
    'Rust',
    {
      'rust-toolchain': '1.70.0\n',
      'Cargo.toml': '[package]\nrust-version = "1.65"\n',
      'api/rust-toolchain.toml': '[toolchain]\nchannel = "stable"\n',
    },
    ['rust 1.65 Cargo.toml:2', 'rust stable api/rust-toolchain.toml:2', 'rust 1.70.0 rust-toolchain:1'],
  ],
  [
    'Maven: a property that names another is no version',
    {
      'pom.xml':
        '<project><properties>\n<java.version>1.8</java.version>\n<maven.compiler.source>${java.version}</maven.compiler.source>\n<maven.compiler.release>17</maven.compiler.release></properties></project>',
    },
    ['java 1.8 (2030-12-31) pom.xml:2', 'java 17 (2027-10-31) pom.xml:4'],
  ],
  [
    'Gradle',
    {
      'build.gradle': "sourceCompatibility = JavaVersion.VERSION_1_8\n// targetCompatibility = '7'\n",
      'build.gradle.kts':
        'java { toolchain { languageVersion.set(JavaLanguageVersion.of(17)) } }\nkotlin {\n  jvmToolchain(21)\n}\n',
    },
    [
      'java 1.8 (2030-12-31) build.gradle:1',
      'java 17 (2027-10-31) build.gradle.kts:1',
      'java 21 (2029-12-31) build.gradle.kts:3',
    ],
  ],
  [
    'system.properties',
    { 'system.properties': 'java.runtime.version=11\n' },
    ['java 11 (2027-10-31) system.properties:1'],
  ],
  [
    '.NET',
    {
      'global.json': '{"sdk":{"version":"6.0.100"}}',
      'A.csproj':
        '<Project>\n<PropertyGroup>\n<TargetFrameworks>net6.0;netstandard2.0</TargetFrameworks></PropertyGroup></Project>',
      'B.csproj': '<Project><PropertyGroup>\n<TargetFramework>net48</TargetFramework></PropertyGroup></Project>',
    },
    ['dotnet 6.0 (2024-11-12) A.csproj:3', 'dotnet net48 B.csproj:2', 'dotnet 6.0.100 (2024-11-12) global.json:1'],
  ],
  [
    'Dockerfiles: defaults of arguments, heritage, other names',
    {
      Dockerfile:
        'ARG NODE_VERSION=14.17\nFROM --platform=linux/amd64 node:${NODE_VERSION}-alpine AS build\nFROM build\nFROM scratch\n',
      'back/Dockerfile.prod': 'FROM registry.fr/miroir/python:3.9-slim\n',
      'java.Dockerfile': 'FROM maven:3.8-openjdk-17\nFROM eclipse-temurin:11-jre\n',
      'net/Containerfile': 'FROM mcr.microsoft.com/dotnet/aspnet:5.0\n',
      'tests/Dockerfile': 'FROM ruby:2.1\n',
      'red.Dockerfile': 'FROM x/y\nRUN curl -sL https://rpm.nodesource.com/setup_10.x | bash -\n',
      'php/Dockerfile':
        'ARG V\nFROM php:"$V"-fpm$W\nRUN curl https://deb.nodesource.com/setup_12.x | bash\nFROM prom/node-exporter:1.0\n',
    },
    [
      'dotnet 5.0 (2022-05-10) net/Containerfile:1',
      'java 17 (2027-10-31) java.Dockerfile:1',
      'java 11 (2027-10-31) java.Dockerfile:2',
      'node 12.x (2022-04-30) php/Dockerfile:3',
      'node 10.x (2021-04-30) red.Dockerfile:2',
      'node 14.17 (2023-04-30) Dockerfile:2',
      'php ? php/Dockerfile:2',
      'python 3.9 (2025-10-31) back/Dockerfile.prod:1',
    ],
  ],
  [
    'GitHub’s steps, with their matrices and variables',
    {
      '.github/workflows/ci.yml': `env:
  PY: '3.10'
jobs:
  a:
    strategy:
      matrix:
        node: [16, 18]
    steps:
      - uses: actions/setup-node@v4
        with:
          node-version: \${{ matrix.node }}
      - uses: actions/setup-python@v5
        with:
          python-version: \${{ env.PY }}
      - uses: actions/setup-java@v4
        with:
          java-version: \${{ inputs.java }}
      - uses: actions/setup-dotnet@v4
        with:
          dotnet-version: |
            6.0.x
            8.0.x
      - uses: dtolnay/rust-toolchain@1.70.0
`,
    },
    [
      'dotnet 6.0.x (2024-11-12) .github/workflows/ci.yml:20',
      'dotnet 8.0.x (2026-11-10) .github/workflows/ci.yml:20',
      'node 16 (2023-09-11) .github/workflows/ci.yml:7',
      'node 18 (2025-04-30) .github/workflows/ci.yml:7',
      'python 3.10 (2026-10-31) .github/workflows/ci.yml:14',
      'rust 1.70.0 .github/workflows/ci.yml:23',
    ],
  ],
  [
    'GitLab, CircleCI, Travis, Azure',
    {
      '.gitlab-ci.yml':
        'variables:\n  V: "14"\nimage: ${CI_DEPENDENCY_PROXY_GROUP_IMAGE_PREFIX}/node:$V\ntest:\n  image:\n    name: python:3.8\n  services:\n    - ruby:2.7\n',
      '.circleci/config.yml':
        'jobs:\n  a:\n    docker:\n      - image: cimg/ruby:2.7-node\n      - image: cimg/postgres:13\n',
      '.travis.yml': 'language: php\nphp:\n  - 7.4\n  - nightly\njdk: openjdk11\n',
      'azure-pipelines.yml': 'steps:\n- task: NodeTool@0\n  inputs:\n    versionSpec: 10.x\n',
    },
    [
      'java 11 (2027-10-31) .travis.yml:5',
      'node 14 (2023-04-30) .gitlab-ci.yml:3',
      'node 10.x (2021-04-30) azure-pipelines.yml:4',
      'php 7.4 (2022-11-28) .travis.yml:2',
      'php nightly .travis.yml:2',
      'python 3.8 (2024-10-07) .gitlab-ci.yml:6',
      'ruby 2.7 (2023-03-31) .circleci/config.yml:4',
    ],
  ],
  [
    'platforms’ files',
    {
      'netlify.toml': '[build.environment]\nNODE_VERSION = "16"\n',
      'app.yaml': 'runtime: python39\n',
      'serverless.yml': 'provider:\n  name: aws\n  runtime: nodejs14.x\n',
      'render.yaml': 'services:\n  - envVars:\n      - key: PYTHON_VERSION\n        value: 3.11.2\n',
    },
    [
      'node 16 (2023-09-11) netlify.toml:2',
      'node 14.x (2023-04-30) serverless.yml:3',
      'python 3.9 (2025-10-31) app.yaml:1',
      'python 3.11.2 (2027-10-31) render.yaml:3',
    ],
  ],
  [
    'a manifest alone, at the line that names what runs it',
    { 'package.json': '{\n  "name": "nodemon-x",\n  "scripts": { "start": "node dist/main" }\n}' },
    ['node ? package.json:3'],
  ],
  [
    'a manifest alone says the runtime, without a version',
    { 'package.json': '{}', 'api/requirements.txt': 'django\n' },
    ['node ? package.json:1', 'python ? api/requirements.txt:1'],
  ],
  [
    'neither a variable, nor anything, nor an example is a version',
    {
      'package.json': '{"engines":{"node":"*"}}',
      '.nvmrc': '$NODE\n',
      '.python-version': 'mon-projet-3.8\n',
      'exemples/.ruby-version': '2.0',
    },
    ['node ? package.json:1'],
  ],
  [
    'broken files',
    { 'package.json': '{"engines": {"node": "18"', 'pom.xml': '<project><propert', 'mise.toml': '[[[' },
    ['java ? pom.xml:1', 'node 18 (2025-04-30) package.json:1'],
  ],
];

describe('runtimes', () => {
  for (const [title, files, expected] of cases) {
    it(title, async () => {
      assert.deepEqual(await found(files), expected);
    });
  }

  it('gives one fact a part, where parts differ', async () => {
    const parts = {
      name: 'parts',
      start: () => ({
        find: () => ({
          repository: {
            parts: ['.', 'front'].map((name) => ({ name, evidence: [{ path: 'package.json', line: 1 }] })),
          },
        }),
      }),
    };
    const { runtimes: facts } = await surveyFiles({ '.nvmrc': '18', 'front/.nvmrc': '18' }, [parts, runtimes]);
    assert.deepEqual(
      facts.map(({ part, evidence }) => [part, evidence]),
      [
        ['.', [{ path: '.nvmrc', line: 1 }]],
        ['front', [{ path: 'front/.nvmrc', line: 1 }]],
      ],
    );
  });

  it('never throws, whatever the files hold', async () => {
    const names = [
      'package.json',
      'Dockerfile',
      '.nvmrc',
      'pyproject.toml',
      'pom.xml',
      '.github/workflows/a.yml',
      'build.gradle',
      'Gemfile',
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.string({ unit: 'binary', maxLength: 300 }), async (name, text) => {
        const { notes } = await surveyFiles({ [name]: text }, [runtimes]);
        assert.ok(notes.every(({ message }) => !message.includes('interrompue')));
      }),
      { numRuns: 150 },
    );
  });
});
