import type { Repository } from '../repository';
import type { SourceText } from '../sourceText';

/** Documents looked into, at most: those that tell how to install and run come first. */
const most = 40;

/** The documents that tell how the product is installed and run: READMEs, `docs`, guides for contributors. */
export async function documentedText(repository: Repository): Promise<SourceText[]> {
  const files = repository
    .named(
      /^(?:readme|lisez[-_]?moi|contributing|install(?:ation)?|development|developpement|deploy(?:ment)?|docker)[\w.-]*\.(?:md|markdown|mdx|rst|adoc|txt)$/i,
    )
    .concat(repository.matching(/^(?:docs?|documentation)\/(?:[^/]+\/)?[^/]+\.(?:md|markdown|rst|adoc)$/i));
  const found = new Map<string, SourceText>();
  for (const { path, isTest } of files) {
    const source = isTest || found.size >= most ? undefined : await repository.text(path);
    if (source) {
      found.set(path, source);
    }
  }
  return [...found.values()];
}
