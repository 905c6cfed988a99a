import { readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { productNameIn } from '../compose/productName';
import type { Inventory } from '../survey/facts';
import { severalTrees } from '../survey/severalTrees';
import { surveyRepository } from '../survey/survey';
import { diskTree } from './diskTree';
import { CommandError, ProgressLine, type Terminal } from './terminal';

/** Makes sure that a product's folder can be read. @returns its absolute path @throws CommandError when it can't */
export async function openFolder(folder: string): Promise<string> {
  const root = resolve(folder);
  const found = await stat(root).catch(() => undefined);
  if (!found) {
    throw new CommandError(`le dossier « ${folder} » n’existe pas, ou vous n’avez pas le droit de le lire.`);
  }
  if (!found.isDirectory()) {
    throw new CommandError(`« ${folder} » est un fichier : donnez le dossier du produit.`);
  }
  return root;
}

/** What a survey needs of the command line. */
export interface SurveyTools {
  readonly terminal: Terminal;
  readonly today: string;
  readonly readAsset: (name: string) => Promise<Uint8Array>;
}

/** Surveys a product's folder, and shows how far it is. @param root an absolute path @param others its other repositories, from there */
export async function surveyFolder(
  root: string,
  others: readonly string[],
  { terminal, today, readAsset }: SurveyTools,
): Promise<Inventory> {
  const line = new ProgressLine(terminal);
  line.show('Lecture du dépôt…');
  try {
    return await surveyRepository(
      severalTrees(diskTree(root), others),
      { name: await productName(root), today, readAsset },
      ({ read, total }) => {
        if (read % 50 === 0 || read === total) {
          line.show(`Lecture du dépôt : ${read} fichiers sur ${total}`);
        }
      },
    );
  } finally {
    line.clear();
  }
}

async function productName(root: string): Promise<string> {
  const found = await productNameIn(async (name) => readFile(join(root, name), 'utf8').catch(() => undefined));
  return found ?? (basename(root) || 'Produit');
}
