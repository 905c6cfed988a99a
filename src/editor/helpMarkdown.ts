import { MarkdownString } from 'vscode';

/**
 * A model's help, which a team may have written, as something to show: no command can be run from it, and its images
 * give way to their alternative text, since showing one could fetch it.
 */
export function helpMarkdown(help: string, supportIcons = false): MarkdownString {
  return new MarkdownString(help.replaceAll(/!\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])?/g, '$1'), supportIcons);
}
