import * as assert from 'node:assert/strict';
import { todos } from '../../../../src/survey/detectors/todos';
import type { Todo } from '../../../../src/survey/facts';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function survey(files: MemoryFiles): Promise<readonly Todo[]> {
  return (await surveyFiles(files, [todos])).repository.todos;
}

describe('The detector of what was left to do', () => {
  it('counts by folder, on two levels, and keeps the first places', async () => {
    assert.deepEqual(
      await survey({
        'index.js': '// TODO: un\r\nconst a = 1; //FIXME deux\r\n',
        'src/pages/a/b.ts': '/*\n * HACK trois\n */\n/* XXX */ /* TODO */\n',
        'src/pages/c.py': '# TODO 1\n'.repeat(6),
        'vendor/x.js': '// TODO\n',
        'README.md': 'TODO\n',
      }),
      [
        {
          name: '.',
          count: 2,
          evidence: [
            { path: 'index.js', line: 1 },
            { path: 'index.js', line: 2 },
          ],
        },
        {
          name: 'src/pages',
          count: 8,
          evidence: [
            { path: 'src/pages/a/b.ts', line: 2 },
            { path: 'src/pages/a/b.ts', line: 4 },
            { path: 'src/pages/c.py', line: 1 },
            { path: 'src/pages/c.py', line: 2 },
            { path: 'src/pages/c.py', line: 3 },
          ],
        },
      ],
    );
  });

  it('reads comments as each language writes them, and nothing else', async () => {
    const cases: readonly (readonly [name: string, text: string, isFound: boolean])[] = [
      ['a.rb', 'x = 1 # TODO', true],
      ['a.rb', '=begin\nTODO\n=end', true],
      ['a.rb', 'puts "# TODO"', false],
      ['a.sql', '-- FIXME', true],
      ['a.html', '<!--\n TODO\n-->', true],
      ['a.html', '<p>TODO</p>', false],
      ['a.html', '<!-- x --> TODO', false],
      ['a.erb', '<%# TODO %>', true],
      ['a.twig', '{# TODO #}', true],
      ['a.vue', '<template><!-- TODO --></template>', true],
      ['a.tsx', '{/* TODO */}', true],
      ['a.ts', "const TODO = 'TODO';", false],
      ['a.ts', "fetch('https://x/TODO')", false],
      ['a.ts', 'enum Etat { TODO, FAIT }', false],
      ['a.ts', 'x(); // voir TODO.md', false],
      ['a.ts', '// la TODO_LIST', false],
      ['a.ts', "glob('src/**/*.ts');\nTODO", false],
      ['a.ts', '// todo: en minuscules', true],
      ['a.ts', '// todo list', false],
      ['a.css', '/* TODO */', true],
      ['a.sh', 'echo $# TODO', false],
      ['a.sh', '# TODO', true],
      ['Dockerfile', '# TODO', true],
      ['a.go', '\t//TODO(camille): x', true],
      ['a.ex', 'x = "#{TODO}"', false],
    ];
    for (const [name, text, isFound] of cases) {
      assert.equal((await survey({ [name]: `${text}\n` })).length > 0, isFound, `${name}: ${text}`);
    }
  });

  it('takes no time on what a machine wrote', async () => {
    for (const text of ['// TODO\n', '/* TODO\n', 'TODO ', '"TODO" ']) {
      const start = performance.now();
      await survey({ 'a.js': text.repeat(100_000) });
      assert.ok(performance.now() - start < 3000, text);
    }
  }).timeout(20_000);
});
