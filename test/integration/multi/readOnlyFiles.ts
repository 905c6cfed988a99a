import * as vscode from 'vscode';

/** A file system with one empty folder, that nothing can be written to, and that tells what is asked of it. */
export class ReadOnlyFiles implements vscode.FileSystemProvider {
  /** Paths that somebody tried to write, delete or rename. */
  readonly writes: string[] = [];
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;
  private readonly awaited = new Map<string, () => void>();

  /** Calls back when that path is looked for. */
  onDidLookFor(path: string, listener: () => void): void {
    this.awaited.set(path, listener);
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    this.awaited.get(uri.path)?.();
    if (uri.path === '/produit' || uri.path === '/') {
      return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    }
    throw vscode.FileSystemError.FileNotFound(uri);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  readFile(uri: vscode.Uri): Uint8Array {
    throw vscode.FileSystemError.FileNotFound(uri);
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  createDirectory(uri: vscode.Uri): void {
    this.refuse(uri);
  }

  writeFile(uri: vscode.Uri): void {
    this.refuse(uri);
  }

  delete(uri: vscode.Uri): void {
    this.refuse(uri);
  }

  rename(uri: vscode.Uri): void {
    this.refuse(uri);
  }

  private refuse(uri: vscode.Uri): never {
    this.writes.push(uri.path);
    throw vscode.FileSystemError.NoPermissions(uri);
  }
}
