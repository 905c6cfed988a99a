import * as assert from 'node:assert/strict';
import type { Detector } from '../../../../src/survey/detector';
import { ImportPaths } from '../../../../src/survey/readers/javascript/importPaths';
import { memberNodes } from '../../../../src/survey/readers/javascript/jsClassNodes';
import { writtenPart } from '../../../../src/survey/readers/javascript/jsStrings';
import { readTop, type JsTop } from '../../../../src/survey/readers/javascript/jsTop';
import { treeOf, type JsNode } from '../../../../src/survey/readers/javascript/jsTree';
import type { Repository } from '../../../../src/survey/repository';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

/** Looks at made-up files as a detector does. */
async function within<T>(files: MemoryFiles, use: (repository: Repository) => Promise<T>): Promise<T> {
  const results: T[] = [];
  const detector: Detector = {
    name: 'trial',
    start: (repository) => ({
      async find() {
        results.push(await use(repository));
        return {};
      },
    }),
  };
  await surveyFiles(files, [detector]);
  const [result] = results;
  assert.ok(result !== undefined);
  return result;
}

async function rootOf(text: string): Promise<JsNode> {
  return within({ 'm.ts': text }, async (repository) => {
    const source = await repository.text('m.ts');
    const root = source && (await treeOf(repository, source));
    assert.ok(root);
    return root;
  });
}

/** What a file gives out: the name, and what stands for it. */
function given({ exports }: JsTop, text: string): Record<string, string> {
  return Object.fromEntries(
    exports.map(({ name, node, local = '', specifier = '' }) => [
      name,
      node ? text.slice(node.start, node.end) : `${local}${specifier === '' ? '' : ` of ${specifier}`}`,
    ]),
  );
}

describe('JavaScript files', () => {
  it('give out names in every way there is', async () => {
    const cases: [string, Record<string, string>][] = [
      ['export const a = 1, { b, c: [d] } = e;', { a: 'a', b: 'b', d: 'd' }],
      ['export default function f() {}', { default: 'f' }],
      ['@Service()\nexport default class C {}', { default: 'C' }],
      ['export default { a };', { default: '{ a }' }],
      ['export { a as b, c };', { b: 'a', c: 'c' }],
      [
        "export { a as b } from './x'; export * from './y'; export * as z from './z';",
        { b: 'a of ./x', '*': ' of ./y', z: '* of ./z' },
      ],
      ['export = f;', { '=': 'f' }],
      ['module.exports = exports = f;', { '=': 'f' }],
      ["exports.a = f; module.exports['b-c'] = g;", { a: 'f', 'b-c': 'g' }],
      ['if (x) { module.exports = f; } else { exports.a = g; }', { '=': 'f', a: 'g' }],
      ['function f() { exports.a = 1; }', {}],
    ];
    for (const [text, expected] of cases) {
      assert.deepEqual(given(readTop(await rootOf(text), text), text), expected, text);
    }
  });

  it('take in names in every way there is', async () => {
    const text =
      "import a, { b as c } from './x';\nimport * as d from './y';\nimport e = require('./z');\nrequire('./w');";
    const { imports, specifiers } = readTop(await rootOf(text), text);
    const from = [...imports].map(([local, { name, specifier }]) => `${local}: ${name} of ${specifier}`);
    assert.deepEqual(from, ['a: default of ./x', 'c: b of ./x', 'd: * of ./y', 'e: = of ./z']);
    assert.deepEqual(specifiers, ['./x', './y', './z', './w']);
  });

  it('hold texts with their escapes undone, and members with their comments and decorators', async () => {
    const text = 'x = `a\\n\\u00e9${b}`;\nclass C {\n  /** Says. */\n  @A() @B() m() {}\n  n;\n}';
    const root = await rootOf(text);
    const template = root.children[0]?.children[0]?.fields.get('right');
    const parts = template?.children.map((part) => writtenPart(part, text));
    assert.deepEqual(parts, ['a', '\n', 'é', undefined]);
    const [first, second] = root.children[1] ? memberNodes(root.children[1]) : [];
    const comment = first?.decorators[0]?.comment;
    assert.equal(comment && text.slice(comment.start, comment.end), '/** Says. */');
    assert.deepEqual([first?.decorators.length, second?.decorators.length, second?.node.comment], [2, 0, undefined]);
  });

  it('lead to one another by paths, aliases and packages', async () => {
    const files = {
      'package.json': '{ "name": "portail" }',
      'tsconfig.json': '{ "compilerOptions": { "paths": { "#base/*": ["./db/*"] } } }',
      'db/tables.ts': '',
      'src/util/index.ts': '',
      'outils/package.json': '{ "name": "@portail/outils", "main": "lib/entree.js" }',
      'outils/lib/entree.js': '',
      'src/m.ts': '',
    };
    const cases = {
      './util': 'src/util/index.ts',
      '../db/tables.js': 'db/tables.ts',
      '#base/tables': 'db/tables.ts',
      '@/util': 'src/util/index.ts',
      '@portail/outils': 'outils/lib/entree.js',
      lodash: undefined,
    };
    await within(files, async (repository) => {
      for (const [specifier, expected] of Object.entries(cases)) {
        assert.equal(await ImportPaths.of(repository).resolve('src/m.ts', specifier), expected, specifier);
      }
      return true;
    });
  });
});
