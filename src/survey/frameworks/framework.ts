import type { Detection, Detector } from '../detector';
import type { Findings, Inventory } from '../facts';
import type { Repository } from '../repository';

/** What a framework's own files declare. */
export type StructureFindings = Pick<Findings, 'tables' | 'migrations' | 'api' | 'examples' | 'webhooks' | 'roles'>;

/**
 * Reads the structure that one framework gives to a product: its tables, its migrations, its routes and
 * examples of their use, its roles. A file of
 * this folder exports one, under the file's own name, and its fixture in `test/fixtures/frameworks` bears that name too:
 * that is all a new one takes, since `allFrameworks.ts` is written by the build.
 */
export interface Framework extends Detector {
  start(repository: Repository): FrameworkDetection;
}

export interface FrameworkDetection extends Detection {
  find(before: Inventory): StructureFindings | Promise<StructureFindings>;
}
