import { workspace, type TextDocument, type Uri } from 'vscode';
import { isOurScheme } from './candidates';

/** The document that VS Code has at an address, shown or not. */
export function openDocument(key: string): TextDocument | undefined {
  return workspace.textDocuments.find((document) => !document.isClosed && document.uri.toString() === key);
}

/** Whether a file's name says Markdown. */
export function isMarkdown(uri: Uri): boolean {
  return /\.md$/i.test(uri.path);
}

/** Whether a document may be one of ours, before it is read. */
export function isCandidate(document: TextDocument): boolean {
  const schemes = (workspace.workspaceFolders ?? []).map((folder) => folder.uri.scheme);
  return document.languageId === 'markdown' && isOurScheme(document.uri.scheme, schemes) && !document.isClosed;
}
