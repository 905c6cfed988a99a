import { workspace, type Uri } from 'vscode';
import type { ChecklistStyle } from '../compose/render';
import type { Severity } from '../rules/rule';
import { otherRepositories } from '../survey/severalTrees';
import { UserError } from './userError';

/**
 * Where documents are written: path segments below the product's folder.
 *
 * @throws UserError when the setting leaves that folder
 */
export function documentsFolder(scope: Uri): readonly string[] {
  const value = workspace.getConfiguration('arret', scope).get<unknown>('folder');
  const folder = typeof value === 'string' ? value.trim() : 'arret';
  const segments = folder.split(/[/\\]/).filter((segment) => segment !== '' && segment !== '.');
  if (segments.includes('..') || /^([/\\]|[a-z]:)/i.test(folder)) {
    throw new UserError(
      `Le réglage « arret.folder » vaut « ${folder} » : écrivez un dossier du dépôt, sans « .. » ni chemin absolu, par exemple « arret ».`,
    );
  }
  return segments;
}

/** How boxes are written; an unknown value counts as the default. */
export function checklistStyle(scope: Uri | undefined): ChecklistStyle {
  return workspace.getConfiguration('arret', scope).get<unknown>('checklistStyle') === 'handbook'
    ? 'handbook'
    : 'headings';
}

/**
 * The product's other repositories: paths from its folder, beside it.
 *
 * @throws UserError when one doesn't lie beside it
 */
export function repositories(scope: Uri): readonly string[] {
  const value = workspace.getConfiguration('arret', scope).get<unknown>('repositories');
  const paths = Array.isArray(value) ? value.filter((path): path is string => typeof path === 'string') : [];
  const { others, wrong } = otherRepositories(paths);
  if (wrong !== undefined) {
    throw new UserError(
      `Le réglage « arret.repositories » contient « ${wrong} » : écrivez le chemin d’un dossier voisin, par exemple « ../front ».`,
    );
  }
  return others;
}

/** Whether a new dossier is filled with what the repository knows. */
export function prefills(scope: Uri): boolean {
  return workspace.getConfiguration('arret', scope).get<unknown>('prefill') !== false;
}

const severities = new Set<unknown>(['error', 'warning', 'information', 'hint', 'off'] satisfies Severity[]);

/** The severities the person chose, by rule; an unknown value counts as none, so that the rule's own stands. */
export function ruleSeverities(scope: Uri): Readonly<Record<string, Severity>> {
  const value = workspace.getConfiguration('arret', scope).get<unknown>('rules');
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, Severity] => severities.has(entry[1])));
}

/** Whether product sheets are checked even when nobody has them open. */
export function checksClosedSheets(scope: Uri): boolean {
  return workspace.getConfiguration('arret', scope).get<unknown>('checkSheets') === 'always';
}
