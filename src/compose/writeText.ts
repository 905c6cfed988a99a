import { stringify } from 'yaml';
import type { Hole, Template, TemplateValues } from './template';

/**
 * Writes a template out as Markdown. A line that holds nothing but an empty answer goes, with the blank line before
 * it, so that a document just made has single blank lines.
 *
 * @returns lines joined by `\n`, without one at the end
 */
export function writeText(template: Template, values: TemplateValues): string {
  const lines: string[] = [];
  for (const line of template) {
    if (line.length === 1 && typeof line[0] === 'object' && line[0].hole === 'answer') {
      if (lines.at(-1) === '') {
        lines.pop();
      }
      continue;
    }
    lines.push(line.map((part) => (typeof part === 'string' ? part : fillHole(part.hole, values))).join(''));
  }
  return lines.join('\n');
}

/** What stands in a hole of a document. */
export function fillHole(name: Hole['hole'], values: TemplateValues): string {
  switch (name) {
    case 'productValue':
      return stringify(values.product, { lineWidth: 0 }).replace(/\n$/, '');
    case 'productTitle':
      return values.product.replace(/[\\`*_[\]<>&#~|]/g, '\\$&');
    case 'date':
      return values.date;
    case 'mark':
      return ' ';
    case 'answer':
      return '';
  }
}
