import { commands, ProgressLocation, window } from 'vscode';
import type { Diagnostics } from '../diagnostics/diagnostics';
import type { DocumentIndex } from '../index/documentIndex';
import { checkSummary } from './checkSummary';
import type { Command } from './command';
import { inform } from '../messages';

/** Checks every document of ours, opens the problems and says how many there are. */
export class CheckDocuments implements Command {
  readonly id = 'arret.checkDocuments';

  constructor(
    private readonly index: DocumentIndex,
    private readonly diagnostics: Diagnostics,
  ) {}

  async execute(): Promise<void> {
    const verdicts = await window.withProgress(
      { location: ProgressLocation.Window, title: 'Vérification des documents d’arrêt…' },
      async () => {
        await this.index.whenScanned();
        return this.diagnostics.checkAll();
      },
    );
    const problems = verdicts.reduce((sum, verdict) => sum + verdict.problems.length, 0);
    const excused = verdicts.reduce((sum, verdict) => sum + verdict.excused.length, 0);
    if (problems > 0) {
      await commands.executeCommand('workbench.actions.view.problems');
    }
    void inform(checkSummary(verdicts.length, problems, excused));
  }
}
