import { fileTemplate, type ChecklistStyle } from '../../../src/compose/render';
import { writeText } from '../../../src/compose/writeText';
import type { Model } from '../../../src/models/types';

/** A model's file as the product writes it. */
export function generate(model: Model, style: ChecklistStyle = 'headings', product = 'Passerelle'): string {
  return `${writeText(fileTemplate(model, { style, sectionLevel: 2 }), { product, date: '2026-11-24' })}\n`;
}

/** The same without its front matter, as one finds documents pasted elsewhere. */
export function withoutFrontMatter(text: string): string {
  return text.replace(/^---\n[^]*?\n---\n\n/, '');
}

export const styles: readonly ChecklistStyle[] = ['headings', 'handbook'];
