import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { planDossier, type DossierPlan, type FileChange } from '../compose/dossierFiles';
import type { Request } from './arguments';
import { readModels } from './check';
import { diskTree } from './diskTree';
import { surveyFolder, type SurveyTools } from './openProduct';
import { CommandError, styled } from './terminal';

/**
 * Writes a product's dossier and its annexes, or brings them up to date; what a person wrote stays as it is.
 *
 * @param root the product's folder, absolute
 * @throws CommandError when something can't be read or written
 */
export async function generate(
  root: string,
  { documents, others, isDryRun }: Extract<Request, { command: 'generer' }>,
  tools: SurveyTools,
): Promise<void> {
  const { models } = await readModels(diskTree(root));
  const model = models.find(({ kind }) => kind === 'dossier');
  if (!model) {
    throw new CommandError('aucun modèle de dossier technique : ceux de « .arret/models » ont remplacé celui d’Arrêt.');
  }
  const inventory = await surveyFolder(root, others, tools);
  const plan = await planDossier({
    model,
    inventory,
    product: inventory.repository.name,
    today: tools.today,
    folder: documents,
    style: 'headings',
    read: async (path) => readDocument(root, path),
  });
  if (!plan) {
    throw new CommandError(
      `« ${documents}/${model.fileName} » suit un autre modèle que « ${model.id} » : rien n’y a été changé.`,
    );
  }
  if (!isDryRun) {
    for (const file of plan.files) {
      await writeDocument(root, file);
    }
  }
  report(plan, isDryRun, tools);
}

async function readDocument(root: string, path: string): Promise<string | undefined> {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(join(root, path)));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return undefined;
    }
    throw new CommandError(
      `« ${path} » existe mais ne se lit pas comme un texte UTF-8 : déplacez-le, puis recommencez.`,
    );
  }
}

async function writeDocument(root: string, { path, before, after }: FileChange): Promise<void> {
  if ((await readDocument(root, path)) !== before) {
    throw new CommandError(`« ${path} » vient de changer : il n’a pas été écrit. Recommencez.`);
  }
  try {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), after);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new CommandError(`« ${path} » n’a pas pu être écrit${reason} : vérifiez vos droits sur ce dossier.`);
  }
}

function report(
  { files, counts, kept, offered, dossier }: DossierPlan,
  isDryRun: boolean,
  { terminal }: SurveyTools,
): void {
  const say = (text: string): void => terminal.err(`${text}\n`);
  for (const { path, before } of files) {
    const verb = before === undefined ? (isDryRun ? 'à créer' : 'créé') : isDryRun ? 'à mettre à jour' : 'mis à jour';
    say(`${styled(terminal.isErrWatched, 'green', verb)} : ${path}`);
  }
  if (files.length === 0) {
    say(`Rien à changer : ${dossier} dit déjà ce que dit le dépôt.`);
  }
  if (kept.length > 0) {
    const what =
      kept.length === 1
        ? '1 bloc que vous avez modifié reste tel quel'
        : `${kept.length} blocs que vous avez modifiés restent tels quels`;
    say(offered.length > 0 ? `${what} ; de nouveaux faits sont proposés à côté (${offered.join(', ')}).` : `${what}.`);
  }
  say(`${counts}.`);
}
