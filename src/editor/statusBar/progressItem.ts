import { Disposable, StatusBarAlignment, window, type StatusBarItem } from 'vscode';
import { sumProgress } from '../../dossier/status';
import { typeset } from '../../rules/sentences';
import { percentage, sayProgress, sayRemaining } from '../tree/describe';
import { documentProgress, remaining } from '../tree/nodes';
import type { TrackedDocuments } from '../tree/trackedDocuments';

/** The share that is settled: of the document being edited when it is ours, else of all of them. It opens the tree. */
export function registerProgressItem(documents: TrackedDocuments): Disposable {
  const item = window.createStatusBarItem('arret.progress', StatusBarAlignment.Left, 10);
  item.name = typeset('Arrêt : progression');
  item.command = 'arret.documents.focus';
  const update = (): void => show(item, documents);
  update();
  return Disposable.from(item, documents.onDidChange(update), window.onDidChangeActiveTextEditor(update));
}

function show(item: StatusBarItem, documents: TrackedDocuments): void {
  const editor = window.activeTextEditor;
  const active = editor && documents.find(editor.document.uri);
  const model = active?.subject.status?.match.model;
  const progress = active && model ? documentProgress(active) : sumProgress(documents.all.map(documentProgress));
  if (progress.total === 0) {
    item.hide();
    return;
  }
  const all = documents.all.length;
  const name = model?.title ?? (all === 1 ? '1 document d’arrêt' : `${all} documents d’arrêt`);
  item.text = `$(checklist) ${percentage(progress)}\u00A0%`;
  item.tooltip = typeset(`${name} : ${sayProgress(progress)}. ${sayRemaining(remaining(progress))}`);
  item.accessibilityInformation = { label: typeset(`${name} : ${sayProgress(progress)}. Ouvrir la vue Arrêt.`) };
  item.show();
}
