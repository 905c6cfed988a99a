import { workspace, type TextDocument, type Uri } from 'vscode';
import { applyEdits } from '../../outline/edits';
import type { Subject } from '../../rules/rule';
import { fileProblem } from '../documents/fileProblem';
import { isShown } from '../documents/isShown';
import { decodeStored, writeStoredText } from '../documents/storedText';
import type { DocumentIndex } from '../index/documentIndex';
import { workspaceEdit } from '../ranges';
import { UserError } from '../userError';
import type { Answer } from './edits';

/** How often a document that changes under our feet is read again before we give up. */
const attempts = 3;

/** How long an editor may take to show what another program wrote, in milliseconds. */
const reloadPatience = 5000;

/**
 * Changes a document as it is now: it is read right before, the change is worked out on that very text, and all of it is
 * one undo. An open document is left to be saved; a closed one is changed in its file.
 *
 * @param decide what to change in the text as read; asked again when the text changed meanwhile
 * @throws UserError when it can't be read or written, or when nothing should be changed
 */
export async function writeDocument(
  index: DocumentIndex,
  uri: Uri,
  decide: (subject: Subject) => Answer | Promise<Answer>,
): Promise<void> {
  const name = `« ${workspace.asRelativePath(uri)} »`;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    // A closed one as well: VS Code then keeps it for a while, so that whoever opens it next can undo the change.
    const document = await openDocument(uri, name);
    const isOpen = document.isDirty || document.isUntitled || isShown(uri);
    const stored = document.isDirty || document.isUntitled ? undefined : await readStored(uri);
    const isSame = stored === undefined || sameLines(stored, document.getText());
    if (isOpen && !isSame && !(await untilReloaded(document))) {
      break;
    }
    if (!isOpen && stored !== undefined) {
      if (await writeStored(index, document, stored, decide, name)) {
        return;
      }
      continue;
    }
    const { version } = document;
    const indexed = await index.read(document);
    const edits = editsOf(indexed && (await decide(indexed.subject)), name);
    if (edits.length === 0) {
      return;
    }
    if (document.version === version && (await workspace.applyEdit(workspaceEdit(uri, edits)))) {
      // At once: what stays unsaved for a moment, VS Code may put into a tab, as one that nobody has open.
      const isSaved = isOpen || (await document.save());
      await index.refresh(document);
      if (!isSaved) {
        throw new UserError(`${name} n’a pas pu être enregistré : il reste ouvert, avec le changement.`);
      }
      return;
    }
    refuseReadOnly(uri, name);
  }
  throw new UserError(`${name} change sans cesse, ou est en lecture seule : rien n’y a été changé. Réessayez.`);
}

async function openDocument(uri: Uri, name: string): Promise<TextDocument> {
  try {
    return await workspace.openTextDocument(uri);
  } catch (error) {
    throw new UserError(`${name} ne s’ouvre plus : ${fileProblem(error)}. Rien n’y a été changé.`);
  }
}

/**
 * Changes a closed file: only the edits' own bytes. Not by an edit of VS Code's document, which would be unsaved until it
 * is written: VS Code opens such a document in a tab, and from then on it would be an open one that nobody opened. Nor
 * would it give back mixed line endings, or a text that it has not caught up with.
 *
 * @returns false when the file changed meanwhile, and was left as it is
 */
async function writeStored(
  index: DocumentIndex,
  document: TextDocument,
  stored: string,
  decide: (subject: Subject) => Answer | Promise<Answer>,
  name: string,
): Promise<boolean> {
  const { uri } = document;
  const indexed = await index.readAs(uri, stored);
  const edits = editsOf(indexed && (await decide(indexed.subject)), name);
  if (edits.length === 0) {
    return true;
  }
  refuseReadOnly(uri, name);
  const { version } = document;
  const text = applyEdits(stored, edits);
  try {
    // Nor under the words of someone who has just begun to type.
    if (document.isDirty || !(await writeStoredText(uri, stored, text))) {
      return false;
    }
  } catch (error) {
    throw new UserError(`${name} n’a pas pu être écrit : ${fileProblem(error)}.`);
  }
  await index.refreshWritten(document, version, text);
  return true;
}

/** @throws UserError on a file system that can't be written to */
function refuseReadOnly(uri: Uri, name: string): void {
  if (workspace.fs.isWritableFileSystem(uri.scheme) === false) {
    throw new UserError(`${name} est en lecture seule : rien n’y a été changé.`);
  }
}

function editsOf(answer: Answer | undefined, name: string): Extract<Answer, { edits: unknown }>['edits'] {
  if (!answer) {
    throw new UserError(`${name} n’est plus un document d’arrêt : rien n’y a été changé.`);
  }
  if ('refusal' in answer) {
    throw new UserError(answer.refusal);
  }
  return answer.edits;
}

/** What the file holds; undefined when that isn't UTF-8, which VS Code then knows better how to read. */
async function readStored(uri: Uri): Promise<string | undefined> {
  try {
    return decodeStored(await workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

/** VS Code writes all line endings of a document alike. */
function sameLines(stored: string, shown: string): boolean {
  return stored === shown || stored.split(/\r\n|\r|\n/).join('\n') === shown.split(/\r\n|\r|\n/).join('\n');
}

/** Waits until an editor shows what another program wrote to its file. */
async function untilReloaded(document: TextDocument): Promise<boolean> {
  return new Promise((resolve) => {
    const done = (isReloaded: boolean): void => {
      clearTimeout(timer);
      subscription.dispose();
      resolve(isReloaded);
    };
    const timer = setTimeout(() => done(false), reloadPatience);
    const subscription = workspace.onDidChangeTextDocument((event) => {
      if (event.document === document) {
        done(true);
      }
    });
  });
}
