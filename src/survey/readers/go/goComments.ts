import type { Node } from 'web-tree-sitter';

/** Lines of one comment that are kept. */
const mostLines = 200;

/** The comments right above a declaration, while its neighbours are read one after the other. */
export class CommentsAbove {
  private comments: string[] = [];
  private end = -1;

  add(comment: Node): void {
    const isNext = comment.startPosition.row <= this.end + 1;
    this.comments = isNext ? [...this.comments.slice(-mostLines), comment.text] : [comment.text];
    this.end = comment.endPosition.row;
  }

  /** The comment of what follows, without marks; empty when a line stands between them. */
  take(declaration: Node): string {
    const isAbove = declaration.startPosition.row <= this.end + 1;
    const comments = this.comments;
    this.comments = [];
    return isAbove ? plainComment(comments) : '';
  }
}

/** What comments say, without their marks. */
export function plainComment(comments: readonly string[]): string {
  return comments
    .map((comment) => comment.replace(/^\/\/ ?|^\/\*+|\*\/$/g, '').trimEnd())
    .join('\n')
    .slice(0, 4000)
    .trim();
}

/** What a comment says in one line: all of it when it is short, else its first sentence; undefined when that is long too. */
export function shortComment(comment: string): string | undefined {
  const line = comment.replace(/\s+/g, ' ').trim();
  const told = line.length > 200 ? (/^.{1,199}?[.!?](?=\s)/.exec(line)?.[0] ?? '') : line;
  return told === '' ? undefined : told;
}
