import { commands, window, type Disposable } from 'vscode';
import { UserError } from '../userError';

/** Something the person asks for by name: an identifier declared in the manifest, and what it does. */
export interface Command {
  readonly id: string;
  /** @param args what VS Code passes: the file or folder clicked when the command comes from a menu */
  execute(...args: readonly unknown[]): Promise<void>;
}

/**
 * Registers commands. An expected failure is shown as its message; a bug is shown as one, and thrown on for the log.
 */
export function registerCommands(all: readonly Command[]): Disposable[] {
  return all.map((command) =>
    commands.registerCommand(command.id, async (...args: readonly unknown[]) => {
      try {
        await command.execute(...args);
      } catch (error) {
        if (error instanceof UserError) {
          void window.showErrorMessage(error.message);
          return;
        }
        throw error;
      }
    }),
  );
}
