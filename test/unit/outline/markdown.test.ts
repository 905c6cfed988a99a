import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import type { Env, MarkdownIt as Parser, Token } from 'markdown-it';
import { positionedRules } from '../../../src/outline/blockPositions';
import { positionedInlineRules } from '../../../src/outline/inlinePositions';
import { parseBlocks, parseInline } from '../../../src/outline/markdown';
import { markdown as anyMarkdown } from './markdownArbitrary';

/** Before markdown-it takes out the definitions. */
function blockTokens(markdown: Parser, text: string): Token[] {
  const tokens: Token[] = [];
  markdown.block.parse(text, markdown, {}, tokens);
  return tokens;
}

/** The same token with its fields in one order, those of what it holds included. */
function sorted({
  type,
  tag,
  nesting,
  level,
  map,
  attrs,
  content,
  markup,
  info,
  block,
  hidden,
  children,
}: Token): object {
  const inside = children?.map(sorted);
  return { type, tag, nesting, level, map, attrs, content, markup, info, block, hidden, children: inside };
}

/**
 * The outline's positions hang on a private property of markdown-it's and on what its rules push. When this fails after
 * an update of markdown-it, look at `src/outline/blockPositions.ts`,
 * `src/outline/inlinePositions.ts` and `src/outline/quickStates.ts` before anything else.
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
        ['code', []],
        ['fence', ['paragraph', 'reference', 'blockquote', 'list']],
        ['reference', []],
        ['html_block', ['paragraph', 'reference', 'blockquote']],
        ['heading', ['paragraph', 'reference', 'blockquote']],
        ['lheading', []],
        ['paragraph', []],
      ],
    );
    assert.ok(rules.every(({ fn }) => typeof fn === 'function'));
  });

  it('the tokens each rule pushes, in order', () => {
    const types = (text: string): string[] => blockTokens(markdown, text).map(({ type }) => type);
    assert.deepEqual(types('a'), ['paragraph_open', 'inline', 'paragraph_close']);
    assert.deepEqual(types('# a'), ['heading_open', 'inline', 'heading_close']);
    assert.deepEqual(types('a\n='), ['heading_open', 'inline', 'heading_close']);
    assert.deepEqual(types('<!-- a -->'), ['html_block']);
    assert.equal(types('|a|\n|-|')[0], 'table_open');
    assert.deepEqual(types('```\n```'), ['fence']);
    assert.deepEqual(types('    a'), ['code_block']);
    assert.deepEqual(types('[a]: b'), ['reference_definition']);
  });

  it('the one destination that the rule for definitions reads, and the name it gives', () => {
    const reads: string[] = [];
    const recording = new MarkdownIt();
    const { parseLinkDestination } = recording.helpers;
    recording.helpers = {
      ...recording.helpers,
      parseLinkDestination(text: string, start: number, max: number) {
        reads.push(text.slice(start));
        return parseLinkDestination(text, start, max);
      },
    };
    const tokens = blockTokens(recording, '> [A  b]:\n> <c> "d"');
    assert.deepEqual(reads, ['<c> "d"']);
    assert.deepEqual(
      tokens.flatMap(({ type, meta }) => (type === 'reference_definition' ? [meta?.['label']] : [])),
      ['A B'],
    );
  });

  it('the tokens themselves, which are built in another way', () => {
    const lenient = new MarkdownIt({ html: true });
    lenient.normalizeLink = (url) => url;
    lenient.normalizeLinkText = (url) => url;
    lenient.validateLink = () => true;
    const inlineTokens = (text: string, env: Env): Token[] => {
      const tokens: Token[] = [];
      lenient.inline.parse(text, lenient, env, tokens);
      return tokens;
    };
    fc.assert(
      fc.property(anyMarkdown, (text) => {
        const { tokens, env } = parseBlocks(text);
        const expected = blockTokens(lenient, text);
        assert.deepEqual(tokens.map(sorted), expected.map(sorted));
        assert.deepEqual(parseInline(text, env).map(sorted), inlineTokens(text, env).map(sorted));
      }),
      { numRuns: 2000 },
    );
    const [open] = parseBlocks('a').tokens;
    assert.ok(open instanceof MarkdownIt.Token);
    open.attrSet('class', 'b');
    assert.equal(open.attrGet('class'), 'b');
  });

  it('the inline rules', () => {
    // oxlint-disable-next-line no-underscore-dangle
    const rules = markdown.inline.ruler.__rules__.filter(({ name }) => name in positionedInlineRules);
    assert.deepEqual(
      rules.map(({ name, alt }) => [name, alt]),
      [
        ['backticks', []],
        ['link', []],
        ['image', []],
        ['autolink', []],
      ],
    );
  });

  it('what inline rules give their tokens', () => {
    const [inline] = markdown.parse('[a](b) [a] ![a] ![*c*](d) <e:f> <ef:g>\n\n[a]: h', {}).slice(1);
    const found = inline?.children?.filter(({ type }) => type === 'link_open' || type === 'image');
    assert.deepEqual(
      found?.map(({ type, markup, content, meta }) => [type, markup, content, meta?.['label']]),
      [
        ['link_open', '', '', undefined],
        ['link_open', '', '', 'A'],
        ['image', '', 'a', 'A'],
        ['image', '', '*c*', undefined],
        ['link_open', 'autolink', '', undefined],
      ],
    );
  });

  it('where inline rules stand when they push a token', () => {
    const seen: [type: string, at: number, to: number][] = [];
    const recording = new MarkdownIt({ html: true });
    recording.inline.State = class extends recording.inline.State {
      override push(...args: Parameters<InstanceType<typeof markdown.inline.State>['push']>) {
        seen.push([args[0], this.pos, this.posMax]);
        return super.push(...args);
      }
    };
    recording.parseInline('a  \n b\\\nc\nd <!-- e --> `f\ng` [h](i)', {});
    assert.deepEqual(seen, [
      ['hardbreak', 3, 35],
      ['hardbreak', 6, 35],
      ['softbreak', 9, 35],
      ['html_inline', 12, 35],
      ['code_inline', 23, 35],
      ['link_open', 30, 31],
      ['link_close', 31, 31],
    ]);
  });
});
