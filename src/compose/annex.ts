import type { AnnexWriter, Page } from './answers/answer';
import { changesOf, planBlock, readDocument, type BlockChanges } from './blockPlans';
import { writeBlock } from './generatedBlock';
import { escapeText } from './markdownText';
import { typesetMarkdown } from './typography';

/** The text of an annex's block; undefined when there is nothing to list. @param page one made for this annex */
export function annexText(writer: AnnexWriter, page: Page): string | undefined {
  const blocks = writer
    .write(page)
    ?.map((block) => block.trim())
    .filter((block) => block !== '');
  return blocks === undefined || blocks.length === 0 ? undefined : withBackLink(writer, page, blocks);
}

/**
 * Writes an annex, or brings it up to date: its block alone changes, and only while nobody has changed a word of it.
 *
 * @param text the annex as it stands; undefined when there is none yet
 * @param page one made for this annex
 * @returns edits of that text (of an empty one when there is none): none when nothing has changed
 */
export function updateAnnex(text: string | undefined, writer: AnnexWriter, page: Page): BlockChanges {
  const written = annexText(writer, page);
  const document = readDocument(text ?? '');
  const { lines } = document;
  if (lines.text.trim() === '') {
    const none = { edits: [], changed: [], kept: [], offered: [], notes: [] };
    const start = { line: 0, character: lines.text.startsWith('\uFEFF') ? 1 : 0 };
    const last = lines.starts.length - 1;
    const end = { line: last, character: lines.text.length - (lines.starts[last] ?? 0) };
    const newText = `# ${escapeText(writer.title)}\n\n${writeBlock(writer.id, written ?? '')}\n`;
    return written === undefined
      ? none
      : { ...none, edits: [{ range: { start, end }, newText }], changed: [writer.id] };
  }
  const fresh = written ?? withBackLink(writer, page, ['Plus rien de tel dans le dépôt.']);
  const plan = planBlock(document, {
    id: writer.id,
    text: fresh,
    earlier: fresh,
    isOffered: true,
    isSame: () => false,
  });
  return changesOf(document, plan ? [plan] : []);
}

function withBackLink({ items }: AnnexWriter, page: Page, blocks: readonly string[]): string {
  const back = `Retour au dossier : ${items.map((id) => page.item(id)).join(', ')}`;
  return typesetMarkdown([back, ...blocks].join('\n\n'));
}
