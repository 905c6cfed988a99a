import assert from 'node:assert/strict';
import { indexLines, readOutline, textIn } from '../../../src/outline';

/** The time allowed is far more than these texts take, and far less than if it grew with the square of their length. */
describe('texts nobody would write', function () {
  this.timeout(5000);
  const many = 100_000;
  const cases: [name: string, text: string][] = [
    ['brackets', '['.repeat(many)],
    ['brackets in an item', `- [ ] ${'['.repeat(many)}`],
    ['images never closed', `# ${'!['.repeat(many)}`],
    ['links never closed', `- [ ] ${'[a]('.repeat(many)}`],
    ['emphasis', `# ${'*a **b _c '.repeat(many / 10)}`],
    ['comments never closed', `# ${'<!-- '.repeat(many)}`],
    ['comments', `a ${'<!-- b -->'.repeat(many / 10)}`],
    ['comments in cells', `|a|\n|-|\n|${'\\|<!-- b -->'.repeat(many / 10)}`],
    ['wide table', `${'|a'.repeat(many)}\n${'|-'.repeat(many)}\n${'|<!-- b -->'.repeat(many)}`],
    ['nested quotes', '>'.repeat(many)],
    ['nested lists', '- '.repeat(many)],
    ['nested items', Array.from({ length: 1000 }, (_, depth) => `${'  '.repeat(depth)}- [ ] a\n`).join('')],
    ['blank lines at the end of nested lists', `${'- '.repeat(40)}a\n${'\n'.repeat(many)}`],
    ['glyphs in one paragraph', '☐ a\n'.repeat(many / 4)],
    ['glyphs and markup in one paragraph', '☐ *a*\\\n'.repeat(many / 10)],
    ['blanks', `- [ ]${' '.repeat(many)}a${' '.repeat(many)}*b*`],
    ['backslashes', `☐ ${'\\'.repeat(many)}`],
    ['links', '[a](b) '.repeat(many / 10)],
    ['links in cells', `|a|\n|-|\n|${'\\|[b](c)'.repeat(many / 10)}`],
    ['wide table of links', `${'|[a](b)'.repeat(many / 10)}\n${'|-'.repeat(many / 10)}\n`],
    ['images in one link', `[${'![a](b)'.repeat(many / 10)}](c)`],
    ['autolinks in one link', `[${'<ab:c>'.repeat(many / 10)}](d)`],
    ['autolinks never closed', '<ab:c '.repeat(many)],
    ['references', `${'[a] '.repeat(many / 10)}\n\n[a]: b`],
    ['definitions', Array.from({ length: many / 10 }, (_, name) => `[${name}]: a\n`).join('')],
    ['definitions never ended', '[a\n'.repeat(many / 10)],
    ['destinations with parentheses', `[a](${'(b'.repeat(many)}`],
    ['code spans', '`a` '.repeat(many / 10)],
    ['code spans over lines', '`a\nb`\n'.repeat(many / 10)],
    ['back quotes', Array.from({ length: 400 }, (_, length) => '`'.repeat(length)).join(' ')],
    ['fences', '```\na\n```\n'.repeat(many / 10)],
    ['fence never closed', `\`\`\`\n${'a\n'.repeat(many)}`],
    ['glyphs in a ticked item', `- [x] a\n${'  ☐ b\n'.repeat(many / 10)}`],
    ['ticked items in an item', `- [ ] a\n${'  - [x] b\n'.repeat(many / 10)}`],
    ['img tags never closed', '<img '.repeat(many)],
    ['headings', '# a\n'.repeat(many / 4)],
    ['headings in a fence never closed', `\`\`\`\n${'# a\n'.repeat(many / 4)}`],
    ['headings in fences', '```\n# a\n```\n# b\n'.repeat(many / 20)],
    ['tables that look like headings', '# a | b\n-|-\n'.repeat(many / 12)],
    ['keys', `---\n${Array.from({ length: 10_000 }, (_, key) => `k${key}:`).join('\n')}\n---\n`],
    ['aliases', `---\na: &a 1\n${'b: *a\n'.repeat(10_000)}---\n`],
    ['nested YAML', `---\n${'? '.repeat(40_000)}a\n---\n`],
    ['NUL', '\0'.repeat(many)],
    ['one word', 'a'.repeat(10 * many)],
  ];
  for (const [name, text] of cases) {
    it(name, () => {
      const { blocks, items, links, code } = readOutline(text);
      for (const { text: words, prose, hasImage } of blocks) {
        assert.ok(words.length >= prose.length && typeof hasImage === 'boolean');
      }
      assert.ok(items.every(({ content }) => content.length <= text.length));
      assert.ok(links.length + code.length <= text.length);
    });
  }

  it('places the last item of a text of ten million characters', () => {
    const line = 'Une ligne de texte, avec **du gras**, un [lien](a) et 😀.\r\n\r\n';
    const text = `${line.repeat(Math.ceil(10_000_000 / line.length))}- [x] 😀 fin\r\n`;
    const { items } = readOutline(text);
    assert.equal(items.length, 1);
    assert.equal(items[0]?.text, '😀 fin');
    assert.equal(textIn(indexLines(text), items[0].labelRange), '😀 fin');
  });
});
