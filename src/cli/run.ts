import { help, readArguments, type Request } from './arguments';
import { checkFolder } from './check';
import { diskTree } from './diskTree';
import { generate } from './generate';
import { printJson, printSummary } from './inventory';
import { openFolder, surveyFolder } from './openProduct';
import { countProblems, printReport } from './reports';
import { CommandError, styled, type Terminal } from './terminal';

/** What a command's end says to the shell. */
export const exitCodes = { clean: 0, problems: 1, failure: 2 } as const;

export interface RunOptions {
  readonly terminal: Terminal;
  readonly version: string;
  /** ISO 8601: `2026-11-24`. */
  readonly today: string;
  /** Reads one of the product's own assets: a grammar. */
  readonly readAsset: (name: string) => Promise<Uint8Array>;
}

/** Does what a command line asks for. Never throws. @returns the exit code */
export async function run(words: readonly string[], options: RunOptions): Promise<number> {
  const { terminal } = options;
  try {
    return await execute(readArguments(words), options);
  } catch (error) {
    const message =
      error instanceof CommandError
        ? error.message
        : `une erreur inattendue a interrompu la commande : ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    terminal.err(`${styled(terminal.isErrWatched, 'red', 'arret')} : ${message}\n`);
    return exitCodes.failure;
  }
}

async function execute(request: Request, options: RunOptions): Promise<number> {
  const { terminal, version } = options;
  switch (request.command) {
    case 'aide':
      terminal.out(help);
      return exitCodes.clean;
    case 'version':
      terminal.out(`${version}\n`);
      return exitCodes.clean;
    case 'inventaire': {
      const inventory = await surveyFolder(await openFolder(request.folder), request.others, options);
      (request.json ? printJson : printSummary)(inventory, terminal);
      return exitCodes.clean;
    }
    case 'generer':
      await generate(await openFolder(request.folder), request, options);
      return exitCodes.clean;
    case 'verifier': {
      const tree = diskTree(await openFolder(request.folder));
      const report = await checkFolder(tree, request.documents, request.sheets);
      printReport(report, request.format, version, terminal);
      return countProblems(report) > 0 ? exitCodes.problems : exitCodes.clean;
    }
  }
}
