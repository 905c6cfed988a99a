import * as assert from 'node:assert/strict';
import { languages } from '../../../../src/survey/detectors/languages';
import { surveyFiles } from '../memoryTree';

describe('The detector of languages', () => {
  it('counts code by files and bytes, data and prose left out', async () => {
    const { repository } = await surveyFiles(
      {
        'src/a.ts': 'x'.repeat(30),
        'src/b.tsx': 'x'.repeat(50),
        'src/c.vue': 'x'.repeat(40),
        'src/empty.rb': '',
        'bin/outil': '#!/usr/bin/env -S python3\nprint(1)\n',
        'bin/donnees': 'rien',
        Dockerfile: 'FROM node:20\n',
        'vues/page.blade.php': 'xx',
        'native/a.cpp': 'xxx',
        'native/a.h': 'xxxx',
        'README.md': 'x'.repeat(999),
        'donnees.json': 'x'.repeat(999),
        'conf.yml': 'x'.repeat(999),
        'vendor/x.php': 'x'.repeat(999),
        'public/x.min.js': 'x'.repeat(999),
      },
      [languages],
    );
    assert.deepEqual(repository.languages, [
      { name: 'TypeScript', files: 2, bytes: 80, evidence: [{ path: 'src/b.tsx', line: 1 }] },
      { name: 'Vue', files: 1, bytes: 40, evidence: [{ path: 'src/c.vue', line: 1 }] },
      { name: 'Python', files: 1, bytes: 35, evidence: [{ path: 'bin/outil', line: 1 }] },
      { name: 'Dockerfile', files: 1, bytes: 13, evidence: [{ path: 'Dockerfile', line: 1 }] },
      { name: 'C++', files: 2, bytes: 7, evidence: [{ path: 'native/a.h', line: 1 }] },
      { name: 'Blade', files: 1, bytes: 2, evidence: [{ path: 'vues/page.blade.php', line: 1 }] },
    ]);
  });

  it('takes packages of the JVM for what they are, whatever they are called', async () => {
    const { repository } = await surveyFiles(
      {
        'api/src/main/java/org/sample/demo/A.java': 'class A {}',
        'src/main/kotlin/org/examples/fixtures/B.kt': 'class B',
        'examples/src/main/java/C.java': 'class C {}',
        'samples/D.java': 'class D {}',
      },
      [languages],
    );
    assert.deepEqual(
      repository.languages.map(({ name, files }) => [name, files]),
      [
        ['Java', 1],
        ['Kotlin', 1],
      ],
    );
  });
});
