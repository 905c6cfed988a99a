import type { Outline } from '../outline/types';

/** The model a document says it follows, in its front matter; undefined when it says nothing. */
export function modelNamed(outline: Outline): string | undefined {
  const value = outline.frontMatter?.entries.find((entry) => entry.key === 'modele')?.value;
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
