/**
 * Whether documents of a scheme are a person's own, and not the versions, comparisons and copies that VS Code and other
 * extensions show of them: a file, an untitled document, or what a workspace folder holds, be it virtual.
 */
export function isOurScheme(scheme: string, folderSchemes: readonly string[]): boolean {
  return scheme === 'file' || scheme === 'untitled' || folderSchemes.includes(scheme);
}

/**
 * Tells at a glance that a text can't be one of ours, to parse only a few files of a repository: ours name their
 * model, have boxes, are product sheets, or speak of a post-mortem.
 */
export function mayBeOurs(text: string): boolean {
  return /^(?:modele|phases|mission)\s*:|\[[ xX]\]|[☐☑☒✅✔]|post[- ]?mortem|dossier (?:technique|de reprise)|apprentissages|s['’]arr[êe]te/im.test(
    text,
  );
}
