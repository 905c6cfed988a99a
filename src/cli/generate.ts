import type { SurveyTools } from './openProduct';
import { CommandError } from './terminal';

/** Writes a product's dossier and its annexes, or updates them. @param root the product's folder, absolute */
export async function generate(
  root: string,
  options: { readonly documents: string; readonly isDryRun: boolean },
  { terminal, today }: SurveyTools,
): Promise<void> {
  void terminal;
  throw new CommandError(`${root} ${options.documents} ${today}`);
}
