import { Position, Selection, type TextEditor } from 'vscode';

/**
 * Puts a blank line between a box and the cursor, so that what is typed there is an answer and not the rest of the
 * box's label, and one after it if something follows. Does nothing where there is room already.
 */
export async function makeRoom(editor: TextEditor): Promise<void> {
  const { document, selection } = editor;
  const { line, character } = selection.active;
  const textAt = (number: number): string => (number < document.lineCount ? document.lineAt(number).text.trim() : '');
  const here = document.lineAt(line).text;
  const isUnderText = here.trim() === '' && line > 0 && textAt(line - 1) !== '';
  const isAfterText = here.trim() !== '' && here.slice(character).trim() === '';
  if (!isUnderText && !isAfterText) {
    return;
  }
  const isFollowed = textAt(line + 1) !== '';
  const before = isAfterText ? '\n\n' : '\n';
  await editor.edit((edit) => edit.insert(new Position(line, here.length), before + (isFollowed ? '\n' : '')));
  const place = new Position(line + before.length, 0);
  editor.selection = new Selection(place, place);
}
