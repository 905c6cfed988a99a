import { completeDocument } from '../compose/complete';
import type { Item, Section } from '../models/types';
import type { TextEdit } from '../outline/types';
import type { Fix, Subject } from './rule';

/** Puts back parts of its model that a document lacks, each at its place. */
export function insertFix(
  { lines, outline, status }: Subject,
  parts: readonly (Section | Item)[],
  title: string,
  isPreferred: boolean,
): Fix {
  const edits = (): readonly TextEdit[] =>
    status
      ? completeDocument(lines.text, outline, status.match.model, 'headings', (part) => parts.includes(part)).edits
      : [];
  return { kind: 'edit', title, isPreferred, edits };
}
