import type { Repository } from '../../repository';
import { jsonFile } from '../json';
import { entryAt, textAt, type Located } from '../located';
import { folderOf, resolvePath } from '../paths';
import { yamlFile } from '../yaml';

/** What a specification may weigh, in bytes: a large one is several megabytes. */
const largest = 5_000_000;

/** References that lead to references, at most. */
const deepest = 16;

/** A value, and the file it stands in: what it refers to is relative to that file. */
export interface Placed {
  readonly path: string;
  readonly value: Located;
}

/** Follows the `$ref` of specifications, through their files; never over the network. */
export class References {
  constructor(private readonly repository: Repository) {}

  /** The value of a JSON or YAML file; undefined, and noted, when it can't be read. */
  async file(path: string): Promise<Located | undefined> {
    return path.endsWith('.json') ? jsonFile(this.repository, path, largest) : yamlFile(this.repository, path, largest);
  }

  /** What a value stands for: itself, or what its `$ref` leads to. Undefined, and noted, when that leads nowhere. */
  async resolve(placed: Placed | undefined): Promise<Placed | undefined> {
    let current = placed;
    for (let depth = 0; current !== undefined && depth < deepest; depth++) {
      const reference = textAt(current.value, '$ref');
      if (reference === undefined) {
        return current;
      }
      const next = await this.follow(reference, current.path);
      if (next === undefined) {
        this.repository.note(
          'référence qui ne mène à rien dans le dépôt : suivie en partie',
          current.path,
          entryAt(current.value, '$ref')?.line,
          'api',
        );
      }
      current = next;
    }
    return undefined;
  }

  /** What stands under a key, its reference followed. */
  async at({ path, value }: Placed, ...keys: readonly string[]): Promise<Placed | undefined> {
    let current: Placed | undefined = { path, value };
    for (const key of keys) {
      const resolved = await this.resolve(current);
      const entry = resolved && entryAt(resolved.value, key);
      current = resolved && entry ? { path: resolved.path, value: entry.value } : undefined;
    }
    return this.resolve(current);
  }

  private async follow(reference: string, from: string): Promise<Placed | undefined> {
    const [file = '', pointer = ''] = reference.split('#');
    if (/^[a-z][a-z\d+.-]+:/i.test(file)) {
      return undefined;
    }
    const path = file === '' ? from : resolvePath(folderOf(from), decoded(file));
    if (path === undefined || (path !== from && !this.repository.has(path))) {
      return undefined;
    }
    let value = await this.file(path);
    for (const key of pointer.split('/').slice(1)) {
      const name = decoded(key).replaceAll('~1', '/').replaceAll('~0', '~');
      value = value?.kind === 'list' ? value.items[Number(name)] : entryAt(value, name)?.value;
    }
    return value && { path, value };
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
