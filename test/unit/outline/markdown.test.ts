import assert from 'node:assert/strict';
import MarkdownIt from 'markdown-it';
import { positionedRules } from '../../../src/outline/markdown';

/**
 * The outline's positions hang on a private property of markdown-it's and on what its rules push. When this fails after
 * an update of markdown-it, look at `src/outline/markdown.ts` before anything else.
 */
describe('what the outline takes from inside markdown-it', () => {
  const markdown = new MarkdownIt({ html: true });

  it('the block rules, with the rules they interrupt', () => {
    // oxlint-disable-next-line no-underscore-dangle
    const rules = markdown.block.ruler.__rules__.filter(({ name }) => name in positionedRules);
    assert.deepEqual(
      rules.map(({ name, alt }) => [name, alt]),
      [
        ['table', ['paragraph', 'reference']],
        ['html_block', ['paragraph', 'reference', 'blockquote']],
        ['heading', ['paragraph', 'reference', 'blockquote']],
        ['lheading', []],
        ['paragraph', []],
      ],
    );
    assert.ok(rules.every(({ fn }) => typeof fn === 'function'));
  });

  it('the tokens each rule pushes, in order', () => {
    const types = (text: string): string[] => markdown.parse(text, {}).map(({ type }) => type);
    assert.deepEqual(types('a'), ['paragraph_open', 'inline', 'paragraph_close']);
    assert.deepEqual(types('# a'), ['heading_open', 'inline', 'heading_close']);
    assert.deepEqual(types('a\n='), ['heading_open', 'inline', 'heading_close']);
    assert.deepEqual(types('<!-- a -->'), ['html_block']);
    assert.equal(types('|a|\n|-|')[0], 'table_open');
  });

  it('where inline rules stand when they push a token', () => {
    const seen: [type: string, at: number][] = [];
    const recording = new MarkdownIt({ html: true });
    recording.inline.State = class extends recording.inline.State {
      override push(...args: Parameters<InstanceType<typeof markdown.inline.State>['push']>) {
        seen.push([args[0], this.pos]);
        return super.push(...args);
      }
    };
    recording.parseInline('a  \n b\\\nc\nd <!-- e --> `f\ng`', {});
    assert.deepEqual(seen, [
      ['hardbreak', 3],
      ['hardbreak', 6],
      ['softbreak', 9],
      ['html_inline', 12],
      ['code_inline', 23],
    ]);
  });
});
