import { namesUnknownModel } from '../dossier/closest';
import { identifyDocument } from '../dossier/identify';
import { assessDocument } from '../dossier/status';
import { readFiche } from '../fiche/fiche';
import type { Model } from '../models/types';
import { indexLines } from '../outline/lines';
import { readOutline } from '../outline/outline';
import type { Subject } from './rule';

/**
 * Reads a text as one of our documents.
 *
 * @param path where it stands in its product's folder, with `/`; undefined when untitled
 * @returns undefined when it is neither a document of a model, be it one that isn't there, nor a product sheet: nothing
 * is ever said of it
 */
export function readSubject(text: string, path: string | undefined, models: readonly Model[]): Subject | undefined {
  const outline = readOutline(text);
  const fiche = readFiche(outline, path);
  const match = identifyDocument(outline, models);
  if (!fiche && !match && !namesUnknownModel(outline, models)) {
    return undefined;
  }
  return {
    lines: indexLines(text),
    outline,
    status: match && assessDocument(match, outline),
    fiche,
    path,
    models,
  };
}
