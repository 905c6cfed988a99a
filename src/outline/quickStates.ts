import createParser from 'markdown-it';
import type { Env, MarkdownIt, StateInline, Token } from 'markdown-it';

/*
 * markdown-it builds its tokens and states property by property, with descriptors: a sixth of the time it takes. These
 * have the same fields, and do the same.
 */

class QuickToken implements Token {
  declare attrIndex: Token['attrIndex'];
  declare attrPush: Token['attrPush'];
  declare attrSet: Token['attrSet'];
  declare attrGet: Token['attrGet'];
  declare attrJoin: Token['attrJoin'];
  type: string;
  tag: string;
  attrs: Token['attrs'] = null;
  map: Token['map'] = null;
  nesting: Token['nesting'];
  level = 0;
  children: Token[] | null = null;
  content = '';
  markup = '';
  info = '';
  meta: Token['meta'] = null;
  block: boolean;
  hidden = false;

  constructor(type: string, tag: string, nesting: Token['nesting'], isBlock: boolean) {
    this.type = type;
    this.tag = tag;
    this.nesting = nesting;
    this.block = isBlock;
  }
}
Object.setPrototypeOf(QuickToken.prototype, createParser.Token.prototype);

class QuickInline implements StateInline {
  declare scanDelims: StateInline['scanDelims'];
  pos = 0;
  posMax: number;
  level = 0;
  pending = '';
  pendingLevel = 0;
  cache: StateInline['cache'] = {};
  backticks: StateInline['backticks'] = {};
  backticksScanned = false;
  skipHtmlSpecial = false;
  linkLevel = 0;
  delimiters: StateInline['delimiters'] = [];
  _prev_delimiters: StateInline['_prev_delimiters'] = [];
  tokens_meta: StateInline['tokens_meta'];
  Token = createParser.Token;

  constructor(
    public src: string,
    public md: MarkdownIt,
    public env: Env,
    public tokens: Token[],
  ) {
    this.tokens_meta = Array.from({ length: tokens.length }, () => undefined);
    this.posMax = src.length;
  }

  pushPending(): Token {
    const token = new QuickToken('text', '', 0, false);
    token.content = this.pending;
    token.level = this.pendingLevel;
    this.tokens.push(token);
    this.pending = '';
    return token;
  }

  push(type: string, tag: string, nesting: Token['nesting']): Token {
    if (this.pending) {
      this.pushPending();
    }
    const token = new QuickToken(type, tag, nesting, false);
    let meta: StateInline['tokens_meta'][number];
    if (nesting < 0) {
      this.level--;
      // oxlint-disable-next-line no-underscore-dangle
      this.delimiters = this._prev_delimiters.pop() ?? [];
    }
    token.level = this.level;
    if (nesting > 0) {
      this.level++;
      // oxlint-disable-next-line no-underscore-dangle
      this._prev_delimiters.push(this.delimiters);
      this.delimiters = [];
      meta = { delimiters: this.delimiters };
    }
    this.pendingLevel = this.level;
    this.tokens.push(token);
    this.tokens_meta.push(meta);
    return token;
  }
}
Object.setPrototypeOf(QuickInline.prototype, createParser.StateInline.prototype);

/** Makes the parser build what it works on faster. */
export function useQuickStates(md: MarkdownIt): void {
  md.inline.State = QuickInline;
  md.block.State = class extends md.block.State {
    override push(type: string, tag: string, nesting: Token['nesting']): Token {
      const token = new QuickToken(type, tag, nesting, true);
      if (nesting < 0) {
        this.level--;
      }
      token.level = this.level;
      if (nesting > 0) {
        this.level++;
      }
      this.tokens.push(token);
      return token;
    }
  };
}
