import { Disposable } from 'vscode';
import { registerCommands } from './commands/command';
import { CreateModel } from './commands/createModel';
import { GenerateDocument } from './commands/generateDocument';
import { InsertModel } from './commands/insertModel';
import { StartProcedure } from './commands/startProcedure';
import { registerItemHelp } from './hover/itemHelp';
import { ModelStore } from './models/modelStore';

/** Builds everything once and says who needs whom. */
export function start(): Disposable {
  const store = new ModelStore();
  return Disposable.from(
    store,
    registerItemHelp(store),
    ...registerCommands([
      new GenerateDocument('arret.generateDossier', 'dossier', store),
      new GenerateDocument('arret.generatePostMortem', 'post-mortem', store),
      new StartProcedure(store),
      new InsertModel(store),
      new CreateModel(),
    ]),
  );
}
