import {
  Position,
  Range,
  Selection,
  TextEditorRevealType,
  window,
  WorkspaceEdit,
  type TextEditor,
  type Uri,
} from 'vscode';
import type { Position as OutlinePosition, Range as OutlineRange, TextEdit } from '../outline/types';

export function toPosition({ line, character }: OutlinePosition): Position {
  return new Position(line, character);
}

export function toRange({ start, end }: OutlineRange): Range {
  return new Range(toPosition(start), toPosition(end));
}

/** Shows a place in its document, with the cursor there. @param preserveFocus leaves the keyboard where it is */
export async function reveal(uri: Uri, range: OutlineRange, preserveFocus = false): Promise<TextEditor> {
  const editor = await window.showTextDocument(uri, { preserveFocus });
  const place = toRange(range);
  editor.selection = new Selection(place.start, place.start);
  editor.revealRange(place, TextEditorRevealType.InCenterIfOutsideViewport);
  return editor;
}

/** The edits as one change of a document: one undo takes them back. */
export function workspaceEdit(uri: Uri, edits: readonly TextEdit[]): WorkspaceEdit {
  const edit = new WorkspaceEdit();
  for (const { range, newText } of edits) {
    edit.replace(uri, toRange(range), newText);
  }
  return edit;
}
