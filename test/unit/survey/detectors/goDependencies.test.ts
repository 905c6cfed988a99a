import assert from 'node:assert/strict';
import { goDependencies } from '../../../../src/survey/detectors/goDependencies';
import { dependencyLines, survivesAnyText } from '../dependencyLines';
import type { MemoryFiles } from '../memoryTree';

const lines = async (files: MemoryFiles): Promise<string[]> => dependencyLines(files, goDependencies);

describe('the dependencies of Go', () => {
  it('reads what a module asks for itself', async () => {
    const text = [
      'module exemple.fr/produit // le produit',
      'go 1.22',
      'require github.com/go-chi/chi/v5 v5.0.1',
      'require (',
      '\t// un commentaire',
      '\t"github.com/lib/pq" v1.10.0 // pour la base',
      '\tgolang.org/x/net v0.1.0 // indirect',
      '\texemple.fr/commun v0.0.0',
      ')',
      'exclude github.com/lib/pq v1.9.0',
      'replace exemple.fr/commun => ./commun',
    ].join('\r\n');
    assert.deepEqual(
      await lines({
        'go.mod': text,
        'commun/go.mod': 'module exemple.fr/commun\n',
        'go.sum':
          'github.com/lib/pq v1.10.0 h1:x=\ngithub.com/lib/pq v1.10.0/go.mod h1:y=\ngithub.com/go-chi/chi/v5 v5.0.1/go.mod h1:z=\n',
      }),
      [
        'go.mod:3 github.com/go-chi/chi/v5 v5.0.1 = v5.0.1 (go.sum:3) [chi]',
        'go.mod:6 github.com/lib/pq v1.10.0 = v1.10.0 (go.sum:1)',
      ],
    );
  });

  it('takes the version that replaces another', async () => {
    assert.deepEqual(
      await lines({
        'go.mod':
          'module a\nrequire (\n b.fr/b v1.0.0\n c.fr/c v1.0.0\n d.fr/d v1.0.0\n)\nreplace (\n b.fr/b => e.fr/b v1.2.0\n c.fr/c v0.9.0 => e.fr/c v2.0.0\n d.fr/d => ../ailleurs\n)\n',
      }),
      [
        'go.mod:3 b.fr/b v1.0.0 = v1.2.0 (go.mod:8)',
        'go.mod:4 c.fr/c v1.0.0 = v1.0.0',
        'go.mod:5 d.fr/d v1.0.0 = v1.0.0',
      ],
    );
  });

  it('knows tools, and modules of the same repository', async () => {
    assert.deepEqual(
      await lines({
        'go.work': 'use (\n ./a\n ./b\n)\n',
        'a/go.mod':
          'module x.fr/a\nrequire (\n x.fr/b v0.0.0\n x.fr/outil v1.0.0 // indirect\n x.fr/mock v1.0.0\n)\ntool x.fr/outil/cmd/gen\n',
        'a/tools/tools.go': '//go:build tools\n\npackage tools\n\nimport (\n\t_ "x.fr/mock/mockgen"\n)\n',
        'b/go.mod': 'module x.fr/b\nrequire x.fr/mock v1.0.0\n',
      }),
      [
        'a/go.mod:4 x.fr/outil v1.0.0 = v1.0.0 dev',
        'a/go.mod:5 x.fr/mock v1.0.0 = v1.0.0 dev',
        'b/go.mod:2 x.fr/mock v1.0.0 = v1.0.0',
      ],
    );
  });

  it('survives any text', async function () {
    this.timeout(60_000);
    await survivesAnyText(
      goDependencies,
      ['go.mod', 'go.sum', 'tools.go', 'x/go.mod'],
      [
        '\n',
        'require ',
        '(',
        ')',
        'a.fr/b v1.0.0',
        ' // indirect',
        '=>',
        ' ',
        'replace ',
        './x',
        'tool ',
        '"',
        'import ',
      ],
    );
  });
});
