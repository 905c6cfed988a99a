import { window } from 'vscode';
import { completeDocument } from '../../compose/complete';
import { nextPlace, placesToFill, previousPlace } from '../../dossier/next';
import type { DocumentIndex } from '../index/documentIndex';
import { openExisting } from '../documents/openExisting';
import { makeRoom } from '../makeRoom';
import { reveal } from '../ranges';
import { checklistStyle } from '../settings';
import type { Command } from './command';
import { inform } from '../messages';

/** Moves the cursor to the next or previous thing to write in the document being edited. */
export class GoToPlace implements Command {
  constructor(
    readonly id: string,
    private readonly direction: 'next' | 'previous',
    private readonly index: DocumentIndex,
  ) {}

  async execute(): Promise<void> {
    const editor = window.activeTextEditor;
    const indexed = editor && (await this.index.read(editor.document));
    const status = indexed?.subject.status;
    if (!editor || !indexed || !status) {
      void inform('Ouvrez d’abord un dossier technique, un post-mortem ou une procédure d’arrêt.');
      return;
    }
    const places = placesToFill(status, indexed.subject.outline);
    const find = this.direction === 'next' ? nextPlace : previousPlace;
    const place = find(places, editor.selection.active);
    if (place) {
      const shown = await reveal(editor.document.uri, place.range);
      if (place.item?.matched.item.expects !== 'action') {
        await makeRoom(shown);
      }
      return;
    }
    const text = editor.document.getText();
    const { model } = status.match;
    const missing = completeDocument(text, indexed.subject.outline, model, checklistStyle(editor.document.uri));
    if (missing.edits.length > 0) {
      await openExisting(model, editor.document.uri);
    } else {
      void inform('Il ne reste rien à compléter dans ce document.');
    }
  }
}
