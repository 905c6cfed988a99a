import { workspace, type TextDocument, type Uri } from 'vscode';
import { applyEdits } from '../../outline/edits';
import type { Subject } from '../../rules/rule';
import { fileProblem } from '../documents/fileProblem';
import { isShown } from '../documents/isShown';
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
 * one undo. An open document is left to be saved; a closed one is saved.
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
    const document = await openDocument(uri, name);
    const isOpen = document.isDirty || document.isUntitled || isShown(uri);
    const stored = document.isDirty || document.isUntitled ? undefined : await readStored(uri);
    const isSame = stored === undefined || sameLines(stored, document.getText());
    if (isOpen && !isSame && !(await untilReloaded(document))) {
      break;
    }
    if (!isOpen && stored !== undefined && stored !== document.getText()) {
      // Mixed line endings, or a text that VS Code has not caught up with: saving it would write other bytes as well.
      return writeBytes(index, uri, stored, decide, name);
    }
    const { version } = document;
    const indexed = await index.read(document);
    const edits = editsOf(indexed && (await decide(indexed.subject)), name);
    if (edits.length === 0) {
      return;
    }
    if (document.version === version && (await workspace.applyEdit(workspaceEdit(uri, edits)))) {
      await index.refresh(document);
      if (!isOpen && !(await document.save())) {
        throw new UserError(`${name} n’a pas pu être enregistré : il reste ouvert, avec le changement.`);
      }
      return;
    }
    if (workspace.fs.isWritableFileSystem(uri.scheme) === false) {
      throw new UserError(`${name} est en lecture seule : rien n’y a été changé.`);
    }
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

/** Writes a closed file whose bytes VS Code would not give back as they are: only the edits' own change. */
async function writeBytes(
  index: DocumentIndex,
  uri: Uri,
  stored: string,
  decide: (subject: Subject) => Answer | Promise<Answer>,
  name: string,
): Promise<void> {
  const indexed = await index.readAs(uri, stored);
  const edits = editsOf(indexed && (await decide(indexed.subject)), name);
  if (edits.length === 0) {
    return;
  }
  const bytes = await workspace.fs.readFile(uri);
  if (decode(bytes) !== stored) {
    throw new UserError(`${name} vient de changer : rien n’y a été changé. Réessayez.`);
  }
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? '\uFEFF' : '';
  try {
    await workspace.fs.writeFile(uri, new TextEncoder().encode(mark + applyEdits(stored, edits)));
  } catch (error) {
    throw new UserError(`${name} n’a pas pu être écrit : ${fileProblem(error)}.`);
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
    return decode(await workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
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
