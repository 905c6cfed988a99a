import type { Repository } from '../../repository';
import { valueAt } from '../located';
import { yamlFile } from '../yaml';

const ofParameters = /(?:^|\/)config\/(?:packages\/)?(?:services|parameters)[\w-]*\.ya?ml(?:\.dist)?$/;

/** How deep parameters may be made of others. */
const deepest = 5;

/** What the container's parameters say for all environments, as far as it is written in its configuration. */
export class SymfonyParameters {
  private constructor(private readonly known: ReadonlyMap<string, string>) {}

  static async of(repository: Repository): Promise<SymfonyParameters> {
    const known = new Map<string, string>();
    for (const { path, isTest } of repository.matching(ofParameters)) {
      const document = isTest || /_(?:test|dev)\./.test(path) ? undefined : await yamlFile(repository, path);
      for (const { key, value } of valueAt(document, 'parameters')?.entries ?? []) {
        // A file that is copied to be filled in says less than the one in use.
        if (value.kind === 'text' && !(known.has(key) && path.endsWith('.dist'))) {
          known.set(key, value.text);
        }
      }
    }
    return new SymfonyParameters(known);
  }

  /** The parameters whose name a pattern fits, with what they are worth. */
  named(name: RegExp): string[] {
    return [...this.known].filter(([key]) => name.test(key)).map(([, value]) => this.resolved(value));
  }

  /** A text whose `%paramètre%` are replaced; what isn't known, or comes from the environment, is left as it is. */
  resolved(text: string, depth = 0): string {
    return !text.includes('%')
      ? text
      : text.replace(/%([\w.-]{1,100})%/g, (whole, name: string) => {
          const value = depth < deepest ? this.known.get(name) : undefined;
          return value === undefined || value.includes('%env(') ? whole : this.resolved(value, depth + 1);
        });
  }
}
