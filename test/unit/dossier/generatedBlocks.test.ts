import * as assert from 'node:assert/strict';
import { readGeneratedBlocks } from '../../../src/dossier/generatedBlocks';
import { indexLines, textIn } from '../../../src/outline/lines';
import { readOutline } from '../../../src/outline/outline';

const start = (id: string, hash = '0123abcd'): string => `<!-- arret:genere ${id} ${hash} -->`;
const end = '<!-- arret:fin -->';

function read(text: string): { blocks: string[]; strays: string[] } {
  const { blocks, strays } = readGeneratedBlocks(readOutline(text));
  return {
    blocks: blocks.map(({ id }) => id),
    strays: strays.map(({ kind, id }) => `${kind} ${id ?? '-'}`),
  };
}

describe('The generated blocks of a document', () => {
  it('are found where they stand, each part exactly, with any line ending and a byte order mark', () => {
    for (const eol of ['\n', '\r\n']) {
      for (const before of ['', '\uFEFF', `# A${eol}${eol}- [ ] b${eol}`]) {
        const body = `${eol}${eol}Un mot.${eol}`;
        const text = `${before}${start('a-b')}${body}${end} suite${eol}`;
        const lines = indexLines(text);
        const [block] = readGeneratedBlocks(readOutline(text)).blocks;
        assert.ok(block, JSON.stringify(text));
        assert.equal(textIn(lines, block.range), `${start('a-b')}${body}${end}`);
        assert.equal(textIn(lines, block.bodyRange), body);
        assert.equal(textIn(lines, block.hashRange), '0123abcd');
        assert.equal(block.hash, '0123abcd');
      }
    }
  });

  it('are never inside code or front matter', () => {
    const inside = `${start('a')}\nmot\n${end}`;
    assert.deepEqual(read(`\`\`\`md\n${inside}\n\`\`\`\n`), { blocks: [], strays: [] });
    assert.deepEqual(read(`    ${inside.replaceAll('\n', '\n    ')}\n`), { blocks: [], strays: [] });
    assert.deepEqual(read(`---\na: |\n  ${inside.replaceAll('\n', '\n  ')}\n---\n`), { blocks: [], strays: [] });
    assert.deepEqual(read(`Un \`${start('a')}\` et \`${end}\`.\n`), { blocks: [], strays: [] });
  });

  it('are none without an end, one in another, or with comments that were edited', () => {
    const cases: [text: string, blocks: string[], strays: string[]][] = [
      [`${start('a')}\n\nmot\n`, [], ['unclosed a']],
      [`mot\n\n${end}\n`, [], ['unopened -']],
      [`${start('a')}\n\nmot\n\n${start('b')}\n\nmot\n\n${end}\n`, ['b'], ['unclosed a']],
      [
        `${start('a')}\n\n${start('b')}\n\nmot\n\n${end}\n\n${end}\n\n${start('c')}\n\n${end}\n`,
        ['c'],
        ['nested a', 'nested b'],
      ],
      [`<!-- arret:genere a -->\n\nmot\n\n${end}\n`, [], ['unreadable a']],
      [`<!-- arret:genere -->\n\nmot\n\n${end}\n`, [], ['unreadable -']],
      [`<!--  arret:genere a 0123abcd -->\n\nmot\n\n${end}\n`, [], ['unreadable a']],
      [`${start('a', '0123ABCD')}\n\nmot\n\n${end}\n`, [], ['unreadable a']],
      [`${start('a')}\n\nmot\n\n<!-- arret:fin a -->\n`, [], ['unreadable a']],
      [`Un ${start('a')}\n\nmot\n\n${end}\n`, [], ['unreadable a']],
      [`${start('a')}\n\nmot ${end}\n`, [], ['unreadable a']],
      [`- un\n\n  ${start('a')}\n\n  mot\n\n  ${end}\n`, [], ['unreadable a']],
      [`> ${start('a')}\n>\n> mot\n>\n> ${end}\n`, [], ['unreadable a']],
      ['<!-- arret:generer a -->\n\n<!-- arret:finir -->\n', [], []],
    ];
    for (const [text, blocks, strays] of cases) {
      assert.deepEqual(read(text), { blocks, strays }, text);
    }
  });
});
