import type { Env, Token } from 'markdown-it';
import { parseInline } from './markdown';

/** How words are put together: what stands for a line break, and whether an image's alternative text is one of them. */
export interface WordsOptions {
  readonly lineBreak: ' ' | '\n';
  readonly alternatives: boolean;
}

/** For titles and labels: on one line, images left out. */
export const onOneLine: WordsOptions = { lineBreak: ' ', alternatives: false };

/** For blocks: line by line, with the alternative text of images. */
export const lineByLine: WordsOptions = { lineBreak: '\n', alternatives: true };

const markup = /[\\`*_~[<&]/;

/** Whether a content may be anything else than plain text. */
export function hasMarkup(content: string): boolean {
  return markup.test(content);
}

const lineBreakTag = /^<br[\s/>]/i;

/** The words a reader sees of an inline content: no markup, no comment, no tag. */
export function wordsOf(content: string, env: Env, options: WordsOptions): string {
  const tokens = hasMarkup(content) ? parseInline(content, env) : [];
  return tokens.length > 0 ? wordsOfTokens(tokens, options) : wordsOfText(content, options);
}

/** The same, of a text without markup. */
export function wordsOfText(content: string, options: WordsOptions): string {
  const lines = content.split('\n').map((line) => line.trim());
  return tidy(lines.join(options.lineBreak), options);
}

/** The same, of inline tokens. */
export function wordsOfTokens(tokens: readonly Token[], options: WordsOptions): string {
  return tidy(collect(tokens, options), options);
}

/** On one line, several blanks show as one; where an image or a comment was taken out, two are left. */
function tidy(words: string, { lineBreak }: WordsOptions): string {
  return lineBreak === ' ' ? words.trim().replace(/[ \t\n]{2,}/g, ' ') : words.trim();
}

function collect(tokens: readonly Token[], options: WordsOptions): string {
  let words = '';
  for (const token of tokens) {
    switch (token.type) {
      case 'softbreak':
      case 'hardbreak':
        words += options.lineBreak;
        break;
      case 'html_inline':
        if (lineBreakTag.test(token.content)) {
          words += options.lineBreak;
        }
        break;
      case 'image':
        if (options.alternatives) {
          words += collect(token.children ?? [], options);
        }
        break;
      default:
        words += token.content;
    }
  }
  return words;
}
