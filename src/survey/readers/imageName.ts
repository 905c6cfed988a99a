/** A container image's name, taken apart. */
export interface ImageName {
  /** The last part of its path: `node` of `registry.fr/miroir/node:18-alpine`. */
  readonly name: string;
  /** All but the tag and the digest. */
  readonly repository: string;
  /** Undefined when there is none. */
  readonly tag: string | undefined;
}

/** No image has a longer name. */
const longest = 250;

/** @returns undefined when it isn't the name of one image: a variable, a template, a path */
export function parseImageName(text: string): ImageName | undefined {
  // GitLab's mirror of the public registry.
  const image = withoutUnknownTag(text.trim()).replace(/^\$\{?CI_DEPENDENCY_PROXY\w*\}?\//, '');
  if (image.length > longest || !/^[a-z0-9][\w.\-/:@]*$/i.test(image)) {
    return undefined;
  }
  const [withTag = ''] = image.split('@');
  const slash = withTag.lastIndexOf('/');
  const colon = withTag.indexOf(':', slash + 1);
  const repository = colon < 0 ? withTag : withTag.slice(0, colon);
  const name = repository.slice(slash + 1).toLowerCase();
  const tag = colon < 0 ? '' : withTag.slice(colon + 1);
  return name === '' ? undefined : { name, repository, tag: tag === '' ? undefined : tag };
}

/** The image without a tag that only who runs it knows: `node` of `node:$VERSION-alpine`. */
export function withoutUnknownTag(image: string): string {
  return image.length > longest ? image : image.replace(/:[^/:]*\$[^/]*$/, '');
}

/**
 * The version a tag begins with, as it is written: `3.9` of `3.9-slim`, `8u292` of `8u292-jdk`.
 *
 * @returns undefined when it names none: `latest`, `alpine`
 */
export function tagVersion(tag: string | undefined): string | undefined {
  return tag === undefined ? undefined : /^v?(\d+(?:\.\d+)*(?:u\d+)?)(?:[-_+]|rc|beta|alpha|$)/.exec(tag)?.[1];
}
