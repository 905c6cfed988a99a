import { Uri, workspace, type WorkspaceFolder } from 'vscode';
import { readOutline } from '../../outline/outline';
import { readText } from './readText';

/** Titles that name the file and not the product. */
const notAName =
  /^(?:read ?me|lisez[- ]?moi|documentation|installation|getting started|bienvenue|welcome|sommaire|table des mati[eè]res)\b/i;

/**
 * The product's name as its repository gives it: the README's title when it looks like a name, else the folder's
 * name. A proposal that the person can change: it stands in the front matter and the title.
 */
export async function guessProductName(root: Uri): Promise<string> {
  for (const name of ['README.md', 'readme.md', 'Readme.md', 'README.fr.md']) {
    const text = await readText(Uri.joinPath(root, name));
    if (text !== undefined) {
      const title = nameInTitle(readOutline(text.slice(0, 20_000)).headings[0]?.text ?? '');
      if (title !== undefined) {
        return title;
      }
    }
  }
  return folderName(root);
}

/** What comes before a tagline, without emoji around it; undefined when it is too long or too general to be a name. */
export function nameInTitle(title: string): string | undefined {
  const name = title
    .replace(/[\p{Extended_Pictographic}\u{FE0F}\u{200D}]/gu, '')
    .split(/\s+[-–—|:]\s+|\s*:\s+/u)[0]
    ?.replace(/\s+/g, ' ')
    .trim();
  return name === undefined || name === '' || name.length > 60 || notAName.test(name) ? undefined : name;
}

function folderName(root: Uri): string {
  const folder: WorkspaceFolder | undefined = workspace.workspaceFolders?.find(
    (candidate) => candidate.uri.toString() === root.toString(),
  );
  return folder?.name ?? root.path.split('/').findLast((segment) => segment !== '') ?? 'Produit';
}
