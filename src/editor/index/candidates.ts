/**
 * Whether documents of a scheme are a person's own, and not the versions, comparisons and copies that VS Code and other
 * extensions show of them: a file, an untitled document, or what a workspace folder holds, be it virtual.
 */
export function isOurScheme(scheme: string, folderSchemes: readonly string[]): boolean {
  return scheme === 'file' || scheme === 'untitled' || folderSchemes.includes(scheme);
}
