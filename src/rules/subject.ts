import { namesUnknownModel } from '../dossier/closest';
import { identifyDocument } from '../dossier/identify';
import { assessDocument } from '../dossier/status';
import { readFiche } from '../fiche/fiche';
import type { Model } from '../models/types';
import { indexLines, type LineIndex } from '../outline/lines';
import { readOutline } from '../outline/outline';
import type { Outline } from '../outline/types';
import type { Subject } from './rule';

/**
 * Reads a text as one of our documents.
 *
 * @param path where it stands in its product's folder, with `/`; undefined when untitled
 * @returns undefined when it is neither a document of a model, be it one that isn't there, nor a product sheet: nothing
 * is ever said of it
 */
export function readSubject(text: string, path: string | undefined, models: readonly Model[]): Subject | undefined {
  const lines = indexLines(text);
  return subjectFrom(readOutline(text, undefined, lines), lines, path, models);
}

/** The same for a text whose outline is known. */
export function subjectFrom(
  outline: Outline,
  lines: LineIndex,
  path: string | undefined,
  models: readonly Model[],
): Subject | undefined {
  const fiche = readFiche(outline, path);
  const match = identifyDocument(outline, models);
  if (!fiche && !match && !namesUnknownModel(outline, models)) {
    return undefined;
  }
  return {
    lines,
    outline,
    status: match && assessDocument(match, outline),
    fiche,
    path,
    models,
  };
}
