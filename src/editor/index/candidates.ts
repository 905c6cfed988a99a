/** Schemes of texts that nobody writes in: versions of a file, output, comparisons. */
const notWritten = new Set([
  'git',
  'gitfs',
  'output',
  'vscode-scm',
  'pr',
  'review',
  'comment',
  'vscode-settings',
  'search-editor',
]);

/** Whether documents of a scheme are a person's own; virtual workspaces bring schemes of their own. */
export function isOurScheme(scheme: string): boolean {
  return !notWritten.has(scheme);
}

/**
 * Tells at a glance that a text can't be one of ours, to parse only a few files of a repository: ours name their
 * model, have boxes, are product sheets, or speak of a post-mortem.
 */
export function mayBeOurs(text: string): boolean {
  return /^(?:modele|phases|mission)\s*:|\[[ xX]\]|[☐☑☒✅✔]|post[- ]?mortem|apprentissages|s['’]arr[êe]te/im.test(text);
}
