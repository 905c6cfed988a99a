import assert from 'node:assert/strict';
import { Repository, type SurveyOptions } from '../../../../src/survey/repository';
import { SourceText } from '../../../../src/survey/sourceText';
import { codeIn, grammarOf } from '../../../../src/survey/syntax/grammars';
import { Syntax } from '../../../../src/survey/syntax/syntax';
import { memoryTree, readAsset } from '../memoryTree';

const calls = '(call_expression function: (identifier) @function)';

async function open(options: Partial<SurveyOptions> = {}): Promise<Repository> {
  return Repository.open(memoryTree({}), { readAsset, today: '2026-11-24', name: 'produit', ...options });
}

describe('syntax trees', () => {
  it('say where a query fits', async () => {
    const syntax = Syntax.of(await open());
    const source = new SourceText('a.js', '// é\r\nun();\r\n"deux()";\r\ntrois();');
    assert.deepEqual(await syntax.query(source, 'javascript', calls), [
      { pattern: 0, captures: [{ name: 'function', text: 'un', line: 2, offset: 6 }] },
      { pattern: 0, captures: [{ name: 'function', text: 'trois', line: 4, offset: 24 }] },
    ]);
  });

  it('are read by one reader a repository', async () => {
    const repository = await open();
    assert.equal(Syntax.of(repository), Syntax.of(repository));
    assert.notEqual(Syntax.of(repository), Syntax.of(await open()));
  });

  for (const [grammar, path, text, query, found] of [
    ['tsx', 'a.tsx', 'const a = <p>{un<string>()}</p>;', calls, 'un'],
    ['python', 'a.py', '"""deux()"""\nun()', '(call function: (identifier) @function)', 'un'],
    ['ruby', 'a.rb', '# deux()\nun()', '(call method: (identifier) @function)', 'un'],
    ['php', 'a.php', '<?php /* deux() */ un();', '(function_call_expression function: (name) @function)', 'un'],
    ['java', 'a.java', 'class A { int a = un(); }', '(method_invocation name: (identifier) @function)', 'un'],
    ['go', 'a.go', 'package a\nfunc b() { un() }', calls, 'un'],
  ] as const) {
    it(`read ${grammar}`, async () => {
      const matches = await Syntax.of(await open()).query(new SourceText(path, text), grammar, query);
      assert.deepEqual(
        matches.flatMap(({ captures }) => captures.map((capture) => capture.text)),
        [found],
      );
    });
  }

  it('read the scripts of a component, at their lines', async () => {
    const source = new SourceText(
      'a.vue',
      '<template>deux()</template>\n<script setup lang="ts">\nun();\n</script>\ntrois()',
    );
    const matches = await Syntax.of(await open()).query(source, 'tsx', calls);
    assert.deepEqual(
      matches.flatMap(({ captures }) => captures.map(({ text, line }) => [text, line])),
      [['un', 3]],
    );
  });

  it('read what a template runs, at its lines', async () => {
    const source = new SourceText('config/database.yml', 'a: <%= un() %> <%# deux() %>\nb: <%= trois() %>\n');
    const matches = await Syntax.of(await open()).query(source, 'ruby', '(call method: (identifier) @function)');
    assert.deepEqual(
      matches.flatMap(({ captures }) => captures.map(({ text, line }) => [text, line])),
      [
        ['un', 1],
        ['trois', 2],
      ],
    );
  });

  it('cost a note when the code is too big, or minified', async () => {
    const repository = await open();
    const syntax = Syntax.of(repository);
    assert.deepEqual(await syntax.query(new SourceText('a.js', 'un();\n'.repeat(100_000)), 'javascript', calls), []);
    assert.deepEqual(await syntax.query(new SourceText('b.js', 'un();'.repeat(5000)), 'javascript', calls), []);
    assert.deepEqual(repository.notes, [
      { path: 'a.js', message: 'code trop gros ou compressé : non lu' },
      { path: 'b.js', message: 'code trop gros ou compressé : non lu' },
    ]);
  });

  it('cost a note when a grammar is missing, and the next try asks for it again', async () => {
    let isBroken = true;
    const repository = await open({
      readAsset: async (name) => {
        if (isBroken && name.includes('java.wasm')) {
          isBroken = false;
          throw new Error('absent');
        }
        return readAsset(name);
      },
    });
    const syntax = Syntax.of(repository);
    const source = new SourceText('A.kt', 'class A { int a = un(); }');
    const query = '(method_invocation) @call';
    const first = await syntax.query(source, 'java', query);
    const second = await syntax.query(source, 'java', query);
    // Another test may have loaded the grammar, which then stays.
    assert.ok(first.length === 1 || repository.notes[0]?.message === 'grammaire illisible (java) : code non lu');
    assert.equal(second.length, 1);
  });

  it('stop when the survey is cancelled', async () => {
    const controller = new AbortController();
    const syntax = Syntax.of(await open({ signal: controller.signal }));
    controller.abort(new Error('assez'));
    await assert.rejects(syntax.query(new SourceText('a.js', 'un();'), 'javascript', calls), /assez/);
  });

  for (const [what, text] of [
    ['parentheses without end', '('.repeat(100_000)],
    ['a string without end', `const a = "${'b'.repeat(50)}\n`.repeat(3000)],
    ['nested templates', '`${'.repeat(20_000)],
    ['an expression without end', 'a.b(c)\n.d['.repeat(20_000)],
    [
      'no code at all',
      Array.from({ length: 100_000 }, (_, index) => String.fromCodePoint(33 + ((index * 7919) % 900))).join(''),
    ],
  ] as const) {
    it(`don't hang on ${what}`, async () => {
      const syntax = Syntax.of(await open());
      const start = Date.now();
      await syntax.query(new SourceText('a.ts', `${text}\n`), 'tsx', calls);
      assert.ok(Date.now() - start < 6000, `${Date.now() - start} ms`);
    });
  }
});

describe('grammars', () => {
  it('are told by the name of a file', () => {
    assert.deepEqual(grammarOf('a/b.MJS'), { grammar: 'javascript', inside: 'whole' });
    assert.deepEqual(grammarOf('Rakefile'), { grammar: 'ruby', inside: 'whole' });
    assert.deepEqual(grammarOf('a.html.erb'), { grammar: 'ruby', inside: 'erb' });
    assert.equal(grammarOf('a.blade.php'), undefined);
    assert.equal(grammarOf('constructor'), undefined);
    assert.equal(grammarOf('a.kt'), undefined);
  });

  it('blank what is no code, at its place', () => {
    assert.equal(codeIn('é <% a %>\r\n<%= b', 'erb'), '     a ; \r\n    b');
    assert.equal(codeIn('x<script>\na</script>y', 'scripts'), '         \na          ');
    assert.equal(codeIn('<script '.repeat(3), 'scripts'), ' '.repeat(24));
  });
});
