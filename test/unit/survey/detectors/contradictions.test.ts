import * as assert from 'node:assert/strict';
import { allDetectors } from '../../../../src/survey/allDetectors';
import { staleBranches } from '../../../../src/survey/detectors/staleBranches';
import type { Branch, Contradiction } from '../../../../src/survey/facts';
import { Repository } from '../../../../src/survey/repository';
import { memoryTree, readAsset, surveyFiles, type MemoryFiles } from '../memoryTree';

function lines(found: readonly Contradiction[], kind: Contradiction['kind']): string[] {
  return found
    .filter((contradiction) => contradiction.kind === kind)
    .map(({ name, certainty, values }) => {
      const told = values.map(
        ({ value, evidence }) => `${value} (${evidence.map(({ path, line }) => `${path}:${String(line)}`).join(', ')})`,
      );
      return `${name}${certainty === undefined ? '' : ` ${certainty}`} | ${told.join(' | ')}`;
    });
}

const found = async (kind: Contradiction['kind'], files: MemoryFiles): Promise<string[]> =>
  lines((await surveyFiles(files, allDetectors)).contradictions, kind);

describe('What contradicts itself', () => {
  it('are imports that only another package brings, whatever the lock', async () => {
    const files = {
      'package.json': '{ "name": "produit", "dependencies": { "react": "17.0.0", "@types/estree": "1" } }',
      'src/a.js':
        "import React from 'react'\nimport { clone } from 'lodash'\nimport fs from 'fs'\nimport x from 'estree'\nimport y from 'lod'\n// import z from 'core-js'\n",
      'test/a.test.js': "import z from 'core-js'\n",
    };
    const locks: MemoryFiles = {
      'yarn.lock':
        '# yarn\n\nreact@17.0.0:\n  version "17.0.0"\n\nlodash@^4.0.0:\n  version "4.17.21"\n\ncore-js@3:\n  version "3"\n',
      'package-lock.json':
        '{ "lockfileVersion": 3, "packages": { "node_modules/lodash": {}, "node_modules/react": {}, "node_modules/core-js": {} } }',
      'pnpm-lock.yaml': 'lockfileVersion: 9\npackages:\n  lodash@4.17.21:\n    x: 1\n  core-js@3.0.0: {}\n',
    };
    for (const [path, text] of Object.entries(locks)) {
      assert.deepEqual(await found('transitive', { ...files, [path]: text }), ['lodash | lodash (src/a.js:2)'], path);
    }
    assert.deepEqual(await found('transitive', files), []);
  });

  it('are documents that lead to files which aren’t there', async () => {
    const text = [
      '[ici](installer.md#a) [absent](../scripts/absent.sh) [site](https://exemple.fr/a.md) [page](/docs/x.md)',
      'Voir https://github.com/equipe/produit/blob/main/Dockerfile, https://github.com/equipe/produit/blob/1.0/Vieux.md',
      'et [autre](https://github.com/autre/produit/blob/main/b.md) [dossier](../src) [route](installer/page)',
      '`[code](c.md)` ![image](images/schema.png) [encore](../scripts/absent.sh?x=1)',
    ].join('\n');
    const files = {
      'docs/guide.md': text,
      'docs/installer.md': '',
      '.git/HEAD': 'ref: refs/heads/main\n',
      '.git/config': '[remote "origin"]\n\turl = https://github.com/Equipe/produit.git\n',
    };
    assert.deepEqual(await found('link', files), [
      'Dockerfile | Dockerfile (docs/guide.md:2)',
      'docs/images/schema.png | docs/images/schema.png (docs/guide.md:4)',
      'scripts/absent.sh | scripts/absent.sh (docs/guide.md:1, docs/guide.md:4)',
    ]);
    assert.deepEqual(
      await found('link', {
        ...files,
        Dockerfile: 'FROM node:20',
        'scripts/absent.sh': '',
        'docs/images/schema.png': '',
      }),
      [],
    );
  });

  it('are versions that no single one satisfies', async () => {
    assert.deepEqual(
      await found('version', {
        Dockerfile: 'FROM node:16\n',
        '.nvmrc': '10.4\n',
        'package.json': '{"engines": {"node": ">=14"}}',
        'docker-compose.yml': 'services:\n  db:\n    image: postgres:11\n',
        'docker-compose.ci.yml': 'services:\n  db:\n    image: postgres:11.4\n',
      }),
      ['node | >=14 (package.json:1) | 10.4 (.nvmrc:1) | 16 (Dockerfile:1)'],
    );
  });

  it('aren’t versions above the lowest one that PHP’s dependencies are chosen for', async () => {
    const composer = '{\n  "config": {\n    "platform": {\n      "php": "8.2.0"\n    }\n  }\n}\n';
    assert.deepEqual(await found('version', { 'composer.json': composer, Dockerfile: 'FROM php:8.4-fpm\n' }), []);
    assert.deepEqual(await found('version', { 'composer.json': composer, Dockerfile: 'FROM php:8.1-fpm\n' }), [
      'php | 8.2.0 (composer.json:4) | 8.1 (Dockerfile:1)',
    ]);
  });

  it('aren’t what one file asks for at least and what it prefers', async () => {
    assert.deepEqual(await found('version', { 'go.mod': 'module a.fr/x\n\ngo 1.21\n\ntoolchain go1.22.3\n' }), []);
  });

  it('is a port on which documents say that the database answers', async () => {
    const compose = 'services:\n  db:\n    image: postgres:11\n    ports:\n      - 5436:5432\n  web:\n    build: .\n';
    assert.deepEqual(
      await found('port', {
        'docker-compose.yml': compose,
        'README.md':
          '# Produit\n\nThe DB is exposed on port __5434__ and the app on port 80.\n\n`psql postgres://u@localhost:5436`\n',
      }),
      ['PostgreSQL | 5434 (README.md:3) | 5436 (docker-compose.yml:5, README.md:5)'],
    );
    assert.deepEqual(
      await found('port', {
        'docker-compose.yml': compose,
        'README.md': 'The database listens on localhost:5432 in Docker, the site on localhost:3000.\n',
      }),
      [],
    );
  });

  it('is a documented command that nothing defines', async () => {
    assert.deepEqual(
      await found('command', {
        'package.json': '{"scripts": {"dev": "x", "db:init": "y"}}',
        Makefile: 'start:\n\techo\n',
        'bin/setup': '#!/bin/sh\n',
        'README.md':
          '```sh\nyarn dev\nyarn db:init\nyarn db:reset\nnpm run absent\nmake start\nmake stop-all\nbin/setup\nbin/absent\nyarn jest\n```\n\nThen make sure that yarn db:autre runs.\n',
      }),
      [
        'yarn db:reset | yarn db:reset (README.md:4)',
        'npm run absent | npm run absent (README.md:5)',
        'make stop-all | make stop-all (README.md:7)',
        'bin/absent | bin/absent (README.md:9)',
      ],
    );
  });

  it('is an import that no manifest declares, probable without a lock', async () => {
    const python =
      'import os\nimport yaml\nfrom wsgidav.dc import base\nfrom produit.outils import x\n# import absent\n';
    const files = { 'requirements.txt': 'PyYAML==6\n', 'produit/outils.py': 'x = 1\n', 'produit/app.py': python };
    assert.deepEqual(await found('import', files), ['wsgidav probable | wsgidav (produit/app.py:3)']);
    const tried = 'try:\n    import facultatif\nexcept ImportError:\n    facultatif = None\n';
    assert.deepEqual(await found('import', { 'requirements.txt': 'PyYAML==6\n', 'app.py': tried }), []);
    const locked = {
      ...files,
      'pyproject.toml': '[tool.poetry]\nname = "x"\n[tool.poetry.dependencies]\npyyaml = "6"\n',
      'poetry.lock': '[[package]]\nname = "pyyaml"\nversion = "6"\n',
    };
    assert.deepEqual(await found('import', locked), ['wsgidav | wsgidav (produit/app.py:3)']);
  });

  it('is the same in JavaScript, where aliases and Node’s own modules are none', async () => {
    const script = [
      "import fs from 'node:fs';",
      "import { a } from 'declare/sous/chemin';",
      "import b from '@alias/b';",
      "import c from './local';",
      "const d = require('oublie');",
      "import '@portee/absente';",
      '// import e from "commentee";',
    ];
    assert.deepEqual(
      await found('import', {
        'package.json': '{"dependencies": {"declare": "1", "@portee/autre": "1"}}',
        'package-lock.json': '{"lockfileVersion": 3, "packages": {}}',
        'tsconfig.json': '{"compilerOptions": {"paths": {"@alias/*": ["src/*"]}}}',
        'src/app.ts': script.join('\n'),
      }),
      ['oublie | oublie (src/app.ts:5)', '@portee/absente | @portee/absente (src/app.ts:6)'],
    );
  });

  it('is a branch named after production that stopped long before the others', async () => {
    const empty = await surveyFiles({}, []);
    const branch = (name: string, date: string, more: Partial<Branch> = {}): Branch => ({
      name,
      date,
      evidence: [{ path: '.git/packed-refs', line: 2 }],
      ...more,
    });
    const branches = [
      branch('develop', '2021-11-04', { isDefault: true }),
      branch('master', '2020-11-17'),
      branch('prod', '2021-10-30'),
      branch('recette', '2019-01-01'),
    ];
    const repository = await Repository.open(memoryTree({}), { readAsset, today: '2026-11-24', name: 'produit' });
    const detection = staleBranches.start(repository);
    const { contradictions = [] } = await detection.find({
      ...empty,
      repository: { ...empty.repository, branches },
    });
    assert.deepEqual(lines(contradictions, 'branch'), [
      'master | master 2020-11-17 (.git/packed-refs:2) | develop 2021-11-04 (.git/packed-refs:2)',
    ]);
  });
});
