import type { Token } from 'markdown-it';
import { imageSources, isLineBreak } from './htmlText';
import type { Span } from './htmlText';
import { addImage, addWords, emptyLine, plainLines } from './inlineLines';
import type { InlineLine } from './inlineLines';
import { linkAt } from './inlineLinks';
import type { InlineLink } from './inlineLinks';
import { codeIn, offsetInContent } from './inlinePositions';
import { skipBlanks } from './passage';
import { onOneLine } from './words';

/** All that may be asked of a text, read in one go: parsing it is most of the work. Offsets are in the content. */
export interface InlineText {
  readonly lines: readonly InlineLine[];
  readonly hasImage: boolean;
  /** In order, an outer one before the image it holds. */
  readonly links: readonly InlineLink[];
  readonly code: readonly Span[];
  readonly comments: readonly Span[];
}

const none: readonly never[] = [];

/** Reads a content that is plain text, given what is visible of it: no boxes. */
export function readPlain(content: string, visible: string): InlineText {
  return { lines: plainLines(content, visible), hasImage: false, links: none, code: none, comments: none };
}

/** Reads a content, given its tokens. */
export function readInline(content: string, tokens: readonly Token[]): InlineText {
  let line = emptyLine(0, content.length);
  const lines = [line];
  let links: InlineLink[] | undefined;
  let code: Span[] | undefined;
  let comments: Span[] | undefined;
  let hasImage = false;
  let openLink: InlineLink | undefined;
  const add = (words: string): void => {
    addWords(line, words);
    if (openLink) {
      openLink.text += words;
    }
  };
  for (const token of tokens) {
    switch (token.type) {
      case 'softbreak':
      case 'hardbreak':
        line.end = offsetInContent(token);
        line = emptyLine(skipBlanks(content, content.indexOf('\n', line.end) + 1), content.length);
        lines.push(line);
        if (openLink) {
          openLink.text += ' ';
        }
        break;
      case 'link_open': {
        const link = linkAt(content, token);
        (links ??= []).push(link);
        if (token.markup !== 'autolink') {
          openLink = link;
        }
        break;
      }
      case 'link_close':
        if (openLink && token.markup !== 'autolink') {
          openLink.text = onOneLine(openLink.text);
          openLink = undefined;
        }
        break;
      case 'image': {
        const image = linkAt(content, token);
        const alternative = alternativeOf(token);
        image.text = onOneLine(alternative);
        (links ??= []).push(image);
        hasImage = true;
        addImage(line, alternative, String(token.attrGet('src') ?? ''));
        if (openLink) {
          openLink.text += alternative;
        }
        break;
      }
      case 'html_inline':
        if (token.content.startsWith('<!--')) {
          const start = offsetInContent(token);
          (comments ??= []).push({ start, end: start + token.content.length });
        } else if (isLineBreak(token.content)) {
          add('\n');
        } else {
          for (const source of imageSources(token.content)) {
            hasImage = true;
            addImage(line, '', source);
          }
        }
        break;
      case 'code_inline':
        (code ??= []).push(codeIn(content, token));
        add(token.content);
        break;
      default:
        add(token.content);
    }
  }
  return { lines, hasImage, links: links ?? none, code: code ?? none, comments: comments ?? none };
}

/** The alternative text of an image, which may itself be made of inline tokens. */
function alternativeOf({ children }: Token): string {
  let words = '';
  for (const token of children ?? []) {
    switch (token.type) {
      case 'softbreak':
      case 'hardbreak':
        words += '\n';
        break;
      case 'image':
        words += alternativeOf(token);
        break;
      case 'html_inline':
        words += isLineBreak(token.content) ? '\n' : '';
        break;
      default:
        words += token.content;
    }
  }
  return words;
}
