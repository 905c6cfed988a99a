import * as assert from 'node:assert/strict';
import { applyEdits, indexLines, readOutline, textIn } from '../../../src/outline';
import { excuseEdit, excuseProblem, isExcused, readExcuses } from '../../../src/rules/excuses';
import { generate } from '../compose/documents';
import { postMortem } from '../models/shippedLibrary';
import { crlf, subjectOf } from './checking';

/** The lines on which an excuse of « c » works, counted from 0. */
function excusedLines(text: string): number[] {
  const excuses = readExcuses(readOutline(text), indexLines(text));
  return indexLines(text).starts.flatMap((_, line) => {
    const at = { line, character: 0 };
    return isExcused({ rule: 'c', range: { start: at, end: at } }, excuses) ? [line] : [];
  });
}

const excuse = '<!-- arret:excuse c : raison -->';

describe('Excuses', () => {
  const written: readonly [comment: string, codes: string[], reason: string][] = [
    ['<!-- arret:excuse a-b : parce que -->', ['a-b'], 'parce que'],
    ['<!-- arret:excuse a-b\u00A0: parce que -->', ['a-b'], 'parce que'],
    ['<!-- arret:excuse a-b: parce que -->', ['a-b'], 'parce que'],
    ['<!-- arret:excuse a-b:parce que -->', ['a-b'], 'parce que'],
    ['<!-- arret:excuse a-b — parce que -->', ['a-b'], 'parce que'],
    ['<!-- arret:excuse a-b – parce que -->', ['a-b'], 'parce que'],
    ['<!-- arret:excuse a-b - parce que -->', ['a-b'], 'parce que'],
    ['<!--arret:excuse a-b : parce que : voilà-->', ['a-b'], 'parce que : voilà'],
    ['<!-- arret:excuse a, b-c ,d : parce que -->', ['a', 'b-c', 'd'], 'parce que'],
    ['<!-- arret:excuse\na\n: parce\nque -->', ['a'], 'parce\nque'],
    ['<!-- arret:excuse a -->', ['a'], ''],
    ['<!-- arret:excuse a : -->', ['a'], ''],
    ['<!-- arret:excuse a : TODO -->', ['a'], ''],
    ['<!-- arret:excuse a parce que -->', ['a'], ''],
    ['<!-- arret:excuse -->', [], ''],
    ['<!-- arret:excuse : parce que -->', [], 'parce que'],
  ];
  for (const [comment, codes, reason] of written) {
    it(`reads ${JSON.stringify(comment)}`, () => {
      for (const text of [comment, crlf(comment), `Texte ${comment} suite`]) {
        const lines = indexLines(text);
        const [found, ...others] = readExcuses(readOutline(text), lines);
        assert.deepEqual(others, []);
        assert.ok(found);
        assert.equal(found.reason.replaceAll('\r', ''), reason);
        assert.deepEqual(
          found.codes.map(({ code, range }) => [code, textIn(lines, range)]),
          codes.map((code) => [code, code]),
        );
      }
    });
  }

  it('are read nowhere else', () => {
    for (const text of [
      '<!-- arret:excuses a : b -->',
      '<!-- note -->',
      `\`${excuse}\``,
      `\`\`\`\n${excuse}\n\`\`\``,
    ]) {
      assert.deepEqual(readExcuses(readOutline(text), indexLines(text)), []);
    }
  });

  const scopes: readonly [name: string, text: string, lines: number[]][] = [
    [
      'under a heading: its section',
      `# A\n\n${excuse}\n\ntexte\n\n## B\n\ntexte\n\n# C\n`,
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    ],
    ['under a sub-heading: its own section', `# A\n\n## B\n${excuse}\n\ntexte\n## C\n`, [2, 3, 4, 5]],
    ['under another comment', `# A\n<!-- note -->\n${excuse}\n# B`, [0, 1, 2]],
    ['after a text under a heading: the next block', `# A\n\ntexte\n\n${excuse}\n\nun\ndeux\n\ntrois`, [4, 6, 7]],
    ['in a text: its line', `un\ndeux ${excuse}\ntrois`, [1]],
    ['at the start of a line', `# A\n\n${excuse} deux\ntrois`, [2]],
    ['on a heading’s line: that line', `# A ${excuse}\n\ntexte`, [0]],
    ['above a heading: that heading', `texte\n\n${excuse}\n# A\n\ntexte`, [2, 3]],
    ['in a list', `- un\n- deux ${excuse}\n- trois`, [1]],
    ['alone in a list: the next line', `- un\n\n  ${excuse}\n\n  deux\n- trois`, [2, 4]],
    ['at the end', `texte\n\n${excuse}`, [2]],
    [
      'at the top: the front matter and what comes next',
      `---\na: b\n---\n${excuse}\n\ntexte\n\nautre`,
      [0, 1, 2, 3, 5],
    ],
    ['without a reason: nothing', '# A\n\n<!-- arret:excuse c -->\n\ntexte', []],
    ['of another code: nothing', '# A\n\n<!-- arret:excuse d : raison -->\n\ntexte', []],
  ];
  for (const [name, text, lines] of scopes) {
    it(`scope ${name}`, () => {
      assert.deepEqual(excusedLines(text), lines);
      assert.deepEqual(excusedLines(crlf(text)), lines);
    });
  }
});

describe('Excusing a problem', () => {
  const body = generate(postMortem);
  const withFirst = (written: string): string =>
    body.replace('## Les apprentissages\n', (heading) => `${heading}\n${written}\n`);
  const comment = '<!-- arret:excuse c\u00A0: parce que -->';

  const places: readonly [name: string, text: string, at: string, after: string][] = [
    ['a heading', body, '## Les', body.replace('## Les apprentissages\n', `## Les apprentissages\n\n${comment}\n`)],
    ['a line', withFirst('un\ndeux  \ntrois'), 'deux', withFirst(`un\ndeux ${comment}  \ntrois`)],
    ['a line before a hard break', withFirst('un\\\ndeux'), 'un\\', withFirst(`un ${comment}\\\ndeux`)],
    ['a list', withFirst('- un\n- deux'), '- deux', withFirst(`- un\n- deux ${comment}`)],
    ['a table', withFirst('| a |\n| - |\n| c |'), '| c', withFirst(`${comment}\n| a |\n| - |\n| c |`)],
    ['a code', withFirst('```sh\nnpm run x\n```'), 'npm', withFirst(`${comment}\n\`\`\`sh\nnpm run x\n\`\`\``)],
    [
      'a code in a list',
      withFirst('- a\n\n  ```\n  npm\n  ```'),
      '  npm',
      withFirst(`${comment}\n- a\n\n  \`\`\`\n  npm\n  \`\`\``),
    ],
    [
      'a code span over two lines',
      withFirst('un `deux\ntrois` quatre'),
      'un `',
      withFirst(`${comment}\nun \`deux\ntrois\` quatre`),
    ],
    ['the front matter', body, 'produit', body.replace('\n---\n', `\n---\n\n${comment}\n`)],
  ];
  for (const [name, text, at, after] of places) {
    it(`of ${name}`, () => {
      for (const eol of [(other: string) => other, crlf]) {
        const given = eol(text);
        const line = given.slice(0, given.indexOf(at)).split('\n').length - 1;
        const problem = { rule: 'c', range: { start: { line, character: 0 }, end: { line, character: 1 } } };
        const edit = excuseEdit(subjectOf(given), problem, ' parce\nque ');
        assert.equal(applyEdits(given, [edit]), eol(after));
      }
    });
  }

  it('needs a reason that says something and doesn’t end the comment', () => {
    assert.match(excuseProblem(' ') ?? '', /^Écrivez la raison/);
    assert.match(excuseProblem('TODO') ?? '', /^Écrivez la raison/);
    assert.match(excuseProblem('a --> b') ?? '', /^La raison ne peut pas/);
    assert.equal(excuseProblem('Le site est fermé'), undefined);
  });
});
