import type { Node } from 'web-tree-sitter';

/** A private property's name doesn't count its mark. */
export function bareProperty(text: string | undefined): string {
  return text?.replace(/^#/, '') ?? '';
}

/** The text that a string holds. */
export function stringText(node: Node): string {
  return unescaped(node.text.slice(1, -1));
}

/** What a path or a name may hold of escapes. */
export function unescaped(text: string): string {
  return text.includes('\\') ? text.replace(/\\(?:\r\n|\n)/g, '').replace(/\\([^nrtux0-9])/g, '$1') : text;
}

/** What a comment of documentation says first, or after `@summary`; undefined when it is none. */
export function docSummary(comment: string): string | undefined {
  if (!comment.startsWith('/**') || comment.length > 5000) {
    return undefined;
  }
  const lines = comment
    .slice(3, -2)
    .split('\n')
    .map((line) => line.replace(/^\s*\*?\s?/, '').trim());
  const summary = lines.find((line) => line.startsWith('@summary '))?.slice('@summary '.length);
  const first = lines.find((line) => line !== '');
  const told = summary ?? (first?.startsWith('@') === true ? undefined : first);
  return told === undefined || told.length > 200 ? undefined : told;
}
