import { window } from 'vscode';
import { nextPlace, placesToFill, previousPlace } from '../../dossier/next';
import type { DocumentIndex } from '../index/documentIndex';
import { reveal } from '../ranges';
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
      await reveal(editor.document.uri, place.range);
    } else {
      void inform('Il ne reste rien à compléter dans ce document.');
    }
  }
}
