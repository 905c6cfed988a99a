import { commands, Uri, window, workspace, type Disposable } from 'vscode';
import type { FileChange } from '../../compose/dossierFiles';

const scheme = 'arret-proposition';

/** What the survey would write, shown beside what stands before anything is written. */
export class Proposals implements Disposable {
  private readonly texts = new Map<string, string>();
  private readonly provider = workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: (uri) => this.texts.get(uri.toString()) ?? '',
  });
  /** Shown after shown, so that VS Code doesn't give an older proposal back. */
  private count = 0;
  private title = '';

  /** Shows the changes of files, each as a comparison. @param root the product's folder */
  async show(title: string, root: Uri, files: readonly FileChange[]): Promise<void> {
    this.texts.clear();
    this.count++;
    this.title = title;
    const compared = files.map(({ path, before, after }): [Uri, Uri, Uri] => {
      const file = Uri.joinPath(root, path);
      return [file, before === undefined ? this.keep(file, 'avant', '') : file, this.keep(file, 'apres', after)];
    });
    const [only] = compared;
    await (only && compared.length === 1
      ? commands.executeCommand('vscode.diff', only[1], only[2], title, { preview: false })
      : commands.executeCommand('vscode.changes', title, compared));
  }

  /** Closes the comparison, whose question has had its answer. */
  async close(): Promise<void> {
    // The API has no type for a comparison of several files: what tells it is its title, which VS Code adds their number to.
    const tabs = window.tabGroups.all.flatMap((group) =>
      group.tabs.filter(({ label }) => label.startsWith(this.title)),
    );
    await window.tabGroups.close(tabs);
  }

  dispose(): void {
    this.provider.dispose();
  }

  /** Of the same path as the file: VS Code would tell of another name as of a file renamed. */
  private keep(file: Uri, side: 'avant' | 'apres', text: string): Uri {
    const uri = file.with({ scheme, authority: '', query: `${side}-${this.count}` });
    this.texts.set(uri.toString(), text);
    return uri;
  }
}
