import { mayBeOurs } from '../dossier/mayBeOurs';
import { buildLibrary } from '../models/library';
import { readShippedModels } from '../models/shipped';
import type { Model } from '../models/types';
import { allRules } from '../rules/allRules';
import { checkSubject, type Checked } from '../rules/check';
import { readSubject } from '../rules/subject';
import type { FileTree } from '../survey/fileTree';
import { Repository } from '../survey/repository';
import { decodeText } from '../survey/sourceText';
import { surroundingsIn } from './surroundings';

export interface CheckedDocument extends Checked {
  /** From the product's folder, with `/`. */
  readonly path: string;
}

/** A mistake in a team's own model. */
export interface ModelMistake {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
}

export interface CheckReport {
  /** The documents of ours, with or without problems, in the order of their paths. */
  readonly documents: readonly CheckedDocument[];
  readonly mistakes: readonly ModelMistake[];
}

const modelsFolder = '.arret/models';

/**
 * Checks every document of ours in a folder.
 *
 * @param documents the folder they are written to, from each product's folder: links are told from there
 * @param sheets whether product sheets are checked too
 */
export async function checkFolder(tree: FileTree, documents: string, sheets: boolean): Promise<CheckReport> {
  const { models, mistakes } = await readModels(tree);
  const repository = await Repository.open(tree, {
    name: '',
    today: '',
    readAsset: async (name) => Promise.reject(new Error(`${name} isn't needed to check documents`)),
  });
  const checked: CheckedDocument[] = [];
  for (const { path } of repository.matching(/\.md$/i)) {
    const text = await tree.read(path).then(decodeText, () => undefined);
    if (text === undefined || !mayBeOurs(text)) {
      continue;
    }
    const { product, inside } = productOf(path, documents);
    const subject = readSubject(text, inside, models);
    if (subject && (subject.status || sheets)) {
      const around = surroundingsIn(tree, product);
      checked.push({ path, ...(await checkSubject(subject, around, { rules: allRules, severities: {} })) });
    }
  }
  return { documents: checked, mistakes };
}

/** The product's folder is the one above that of its documents; else the root. */
function productOf(path: string, documents: string): { product: string; inside: string } {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  if (!folder.endsWith(`/${documents}`)) {
    return { product: '', inside: path };
  }
  const product = folder.slice(0, -documents.length - 1);
  return { product, inside: path.slice(product.length + 1) };
}

/** The models shipped, and the team's own. */
export async function readModels(
  tree: FileTree,
): Promise<{ models: readonly Model[]; mistakes: readonly ModelMistake[] }> {
  const entries = await tree.list(modelsFolder).catch(() => []);
  const names = entries.filter(({ name, kind }) => kind === 'file' && /\.ya?ml$/i.test(name)).map(({ name }) => name);
  const own = await Promise.all(
    names.sort().map(async (file) => ({
      file,
      text: (await tree.read(`${modelsFolder}/${file}`).then(decodeText, () => undefined)) ?? '',
    })),
  );
  const { models, problems } = buildLibrary(readShippedModels(), own);
  return {
    models,
    mistakes: problems.map(({ file, key, message, range }) => ({
      path: `${modelsFolder}/${file}`,
      line: range.start.line + 1,
      message: key === '' ? message : `${key} : ${message}`,
    })),
  };
}
