import { FileSystemError } from 'vscode';

const reasons: Partial<Record<string, string>> = {
  NoPermissions: 'le dossier est en lecture seule, ou vous n’avez pas le droit d’y écrire',
  FileNotFound: 'le dossier n’existe plus',
  FileExists: 'un fichier porte déjà le nom du dossier ou du document à créer',
  FileNotADirectory: 'un fichier porte déjà le nom du dossier ou du document à créer',
  FileIsADirectory: 'un dossier porte le nom du fichier à créer',
  Unavailable: 'le système de fichiers ne répond pas',
};

/** Why a file operation failed, as the second half of a French sentence, without a full stop. */
export function fileProblem(error: unknown): string {
  const code = error instanceof FileSystemError ? error.code : '';
  return reasons[code] ?? (error instanceof Error ? error.message.replace(/\.$/, '') : String(error));
}
