import type { Repository } from '../../repository';
import { Inflector } from '../ruby/inflector';

/**
 * How an application makes plurals; an engine makes them as the application around it.
 *
 * @param root the path of the application, with a `/` at its end; `''` for the root
 */
export async function inflectorOf(repository: Repository, root: string): Promise<Inflector> {
  for (let folder = root.replace(/\/$/, ''); ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    const path = `${folder === '' ? '' : `${folder}/`}config/initializers/inflections.rb`;
    if (repository.has(path) || folder === '') {
      return new Inflector(repository.has(path) ? (await repository.text(path))?.text : undefined);
    }
  }
}
