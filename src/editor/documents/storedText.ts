import { workspace, type Uri } from 'vscode';

/** What a file's bytes say, without the byte order mark. @throws when they are not UTF-8 */
export function decodeStored(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

/**
 * Puts a text in a file in place of another, its byte order mark kept.
 *
 * @returns false when the file no longer holds the other text, and was left as it is
 * @throws when it can't be read or written, or isn't UTF-8
 */
export async function writeStoredText(file: Uri, before: string, after: string): Promise<boolean> {
  const bytes = await workspace.fs.readFile(file);
  if (decodeStored(bytes) !== before) {
    return false;
  }
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? '\uFEFF' : '';
  await workspace.fs.writeFile(file, new TextEncoder().encode(mark + after));
  return true;
}
