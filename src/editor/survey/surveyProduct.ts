import { ProgressLocation, window, type Uri } from 'vscode';
import { typeset } from '../../rules/sentences';
import type { Inventory } from '../../survey/facts';
import { severalTrees } from '../../survey/severalTrees';
import { guessProductName } from '../documents/productName';
import { today } from '../../compose/today';
import { plural } from '../plural';
import { repositories } from '../settings';
import { gitFacts } from './gitFacts';
import { loadSurvey, type SurveyBundle } from './loadSurvey';
import { readAsset } from './readAsset';
import { workspaceTree } from './workspaceTree';

/** What a survey gives to those who write it. */
export interface Surveyed {
  readonly inventory: Inventory;
  readonly bundle: SurveyBundle;
}

/**
 * Surveys a product's folder, showing how far it is; the person can stop it.
 *
 * @returns undefined when they did
 * @throws UserError when a setting doesn't make sense
 */
export async function surveyProduct(root: Uri, extensionUri: Uri): Promise<Surveyed | undefined> {
  const others = repositories(root);
  return window.withProgress(
    { location: ProgressLocation.Notification, title: typeset('Arrêt : lecture du dépôt'), cancellable: true },
    async (progress, token) => {
      const abort = new AbortController();
      const subscription = token.onCancellationRequested(() => abort.abort());
      try {
        const bundle = await loadSurvey(extensionUri);
        let shown = 0;
        const inventory = await bundle.surveyRepository(
          severalTrees(workspaceTree(root), others),
          {
            name: await guessProductName(root),
            today: today(),
            signal: abort.signal,
            git: async () => gitFacts(root),
            readAsset: async (name) => readAsset(extensionUri, name),
          },
          ({ read, total }) => {
            const percent = total === 0 ? 100 : Math.floor((read / total) * 100);
            if (percent > shown) {
              progress.report({ increment: percent - shown, message: `${plural(read, 'fichier')} sur ${total}` });
              shown = percent;
            }
          },
        );
        return { inventory, bundle };
      } catch (error) {
        if (abort.signal.aborted) {
          return undefined;
        }
        throw error;
      } finally {
        subscription.dispose();
      }
    },
  );
}
