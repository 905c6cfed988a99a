import type { Repository } from '../../repository';
import type { JvmSources } from '../jvm/jvmSources';
import type { JvmFile, JvmType } from '../jvm/jvmTypes';

/**
 * Files whose routes are asked for by the product's own code, through an interface of its own, and put under a prefix
 * that this code computes.
 */
export class MountedElsewhere {
  private readonly known = new Map<JvmFile, boolean>();

  constructor(
    private readonly repository: Repository,
    private readonly sources: JvmSources,
  ) {}

  async has(file: JvmFile): Promise<boolean> {
    const known = this.known.get(file) ?? (await this.isAsked(file.types));
    this.known.set(file, known);
    return known;
  }

  /** Notes them, once for all. */
  tell(): void {
    const files = [...this.known].flatMap(([file, isAsked]) => (isAsked ? [file] : []));
    const [first] = files;
    if (first) {
      const where = files.length === 1 ? '' : ` (${files.length} fichiers)`;
      const line = first.types[0]?.line;
      this.repository.note(`préfixe de routes donné ailleurs : lues sans lui${where}`, first.path, line, 'api');
    }
  }

  private async isAsked(types: readonly JvmType[]): Promise<boolean> {
    for (const type of types) {
      const above = await this.sources.above(type);
      if (above.some((each) => each.type.methods.some((method) => method.type.name === 'RouterFunction'))) {
        return true;
      }
    }
    return false;
  }
}
