import { commands, Disposable, window, type ExtensionContext } from 'vscode';
import { CheckDocuments } from './commands/checkDocuments';
import { registerCommands } from './commands/command';
import { CreateModel } from './commands/createModel';
import { GenerateDossier } from './commands/generateDossier';
import { GenerateDocument } from './commands/generateDocument';
import { GoToPlace } from './commands/goToPlace';
import { InsertModel } from './commands/insertModel';
import { OpenRule } from './commands/openRule';
import { StartProcedure } from './commands/startProcedure';
import { UpdateDossier } from './commands/updateDossier';
import { registerMissingParts } from './completion/missingParts';
import { Diagnostics } from './diagnostics/diagnostics';
import { registerCodeActions } from './fixes/codeActions';
import { ApplyFix, ExcuseProblem, ProblemFinder } from './fixes/fixCommands';
import { registerItemHelp } from './hover/itemHelp';
import { DocumentIndex } from './index/documentIndex';
import { WorkspaceFiles } from './index/workspaceFiles';
import { ModelStore } from './models/modelStore';
import { registerProgressItem } from './statusBar/progressItem';
import { Proposals } from './survey/proposals';
import { registerTree } from './tree/registerTree';
import { TrackedDocuments } from './tree/trackedDocuments';

/** Builds everything once and says who needs whom. */
export function start({ extensionUri, workspaceState }: ExtensionContext): Disposable {
  const log = window.createOutputChannel('Arrêt', { log: true });
  const store = new ModelStore();
  const index = new DocumentIndex(store);
  const files = new WorkspaceFiles();
  const diagnostics = new Diagnostics(index, files, (rule, error) => log.error(`La règle ${rule} a échoué`, error));
  const problems = new ProblemFinder(index, diagnostics);
  const proposals = new Proposals();
  const documents = new TrackedDocuments(index, diagnostics);
  const everything = Disposable.from(
    log,
    store,
    index,
    files,
    diagnostics,
    documents,
    proposals,
    registerTree(index, documents, workspaceState, log),
    registerProgressItem(documents),
    // For our tests and measures alone.
    commands.registerCommand('_arret.parseCount', () => index.parseCount),
    commands.registerCommand('_arret.whenScanned', async () => index.whenScanned()),
    registerItemHelp(index),
    registerMissingParts(index),
    registerCodeActions(index, diagnostics),
    ...registerCommands([
      new GenerateDossier(store, extensionUri, log),
      new UpdateDossier(store, index, proposals, extensionUri),
      new GenerateDocument('arret.generatePostMortem', 'post-mortem', store),
      new StartProcedure(store),
      new InsertModel(store),
      new CreateModel(),
      new CheckDocuments(index, diagnostics),
      new GoToPlace('arret.nextPlace', 'next', index),
      new GoToPlace('arret.previousPlace', 'previous', index),
      new OpenRule(extensionUri),
      new ApplyFix(problems),
      new ExcuseProblem(problems),
    ]),
  );
  // Last, so that all of them hear of what it finds.
  index.start();
  return everything;
}
