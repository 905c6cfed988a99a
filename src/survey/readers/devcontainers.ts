import type { Repository } from '../repository';
import { jsonFile } from './json';
import { entryAt, textAt, valueAt } from './located';

/** One development container. */
export interface Devcontainer {
  readonly path: string;
  readonly name: string | undefined;
  /** Of what names it best: its name, else its image, else the first line. */
  readonly line: number;
  readonly image: { readonly text: string; readonly line: number } | undefined;
  /** `node` of `ghcr.io/devcontainers/features/node:1`, and the version asked of it. */
  readonly features: readonly { readonly name: string; readonly version: string | undefined; readonly line: number }[];
}

/** The development containers, in the order of their paths. */
export async function devcontainers(repository: Repository): Promise<Devcontainer[]> {
  const found: Devcontainer[] = [];
  for (const { path } of repository.matching(/(?:^|\/)\.devcontainer(?:\/(?:[^/]+\/)?devcontainer)?\.json$/)) {
    const root = await jsonFile(repository, path);
    const image = entryAt(root, 'image');
    const name = entryAt(root, 'name');
    found.push({
      path,
      name: name?.value.kind === 'text' && name.value.text !== '' ? name.value.text : undefined,
      line: (name ?? image)?.line ?? 1,
      image: image?.value.kind === 'text' ? { text: image.value.text, line: image.line } : undefined,
      features: (valueAt(root, 'features')?.entries ?? []).map(({ key, line, value }) => ({
        name: /\/([\w-]+)(?::[\w.-]+)?$/.exec(key)?.[1] ?? key,
        version: textAt(value, 'version'),
        line,
      })),
    });
  }
  return found;
}
