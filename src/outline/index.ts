/**
 * What the other rooms may use of the outline: reading a Markdown text, going between offsets and positions, and making
 * edits.
 */
export { applyEdits } from './edits';
export { comparePositions, indexLines, lineEnd, lineStart, offsetAt, positionAt, textIn } from './lines';
export type { LineIndex } from './lines';
export { readOutline } from './outline';
export type * from './types';
