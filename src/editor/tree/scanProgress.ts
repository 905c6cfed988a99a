import { commands, type Disposable, window, type LogOutputChannel, type TreeView } from 'vscode';
import { typeset } from '../../rules/sentences';
import type { DocumentIndex } from '../index/documentIndex';
import type { ScanState } from '../index/scan';

/** Says in the view that the workspace is being looked through, and in the log how it went. */
export class ScanProgress implements Disposable {
  private readonly subscription: Disposable;
  private end: (() => void) | undefined;

  constructor(
    index: DocumentIndex,
    private readonly view: TreeView<unknown>,
    private readonly log: LogOutputChannel,
  ) {
    this.subscription = index.onDidScan((state) => this.follow(state));
  }

  dispose(): void {
    this.end?.();
    this.subscription.dispose();
  }

  private follow(state: ScanState): void {
    if (state.kind === 'reading') {
      this.begin();
      return;
    }
    this.end?.();
    this.end = undefined;
    void commands.executeCommand('setContext', 'arret.scanning', false);
    void commands.executeCommand('setContext', 'arret.scanned', true);
    const { found, read, duration, isCancelled } = state;
    this.view.message = isCancelled ? cancelled(read, found) : '';
    this.log.info(`${counted(read)} en ${Math.round(duration)} ms${isCancelled ? `, sur ${found} : arrêtée` : ''}.`);
  }

  private begin(): void {
    if (this.end) {
      return;
    }
    void commands.executeCommand('setContext', 'arret.scanning', true);
    void window.withProgress(
      { location: { viewId: 'arret.documents' } },
      async () =>
        new Promise<void>((resolve) => {
          this.end = resolve;
        }),
    );
  }
}

/** « 1 204 fichiers Markdown lus » */
export function counted(read: number): string {
  return read <= 1 ? `${read} fichier Markdown lu` : `${read.toLocaleString('fr')} fichiers Markdown lus`;
}

function cancelled(read: number, found: number): string {
  return typeset(
    `Lecture arrêtée : ${counted(read)} sur ${found.toLocaleString('fr')}. Rafraîchissez pour lire le reste.`,
  );
}
