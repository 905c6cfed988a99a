import { fillHole } from './writeText';
import type { Template, TemplateValues } from './template';

/**
 * Writes a template out in the snippet syntax of VS Code: the product first, then a tab stop for each box or answer,
 * in order. The product stands twice (front matter and title) under the same tab stop.
 *
 * @param values what is known already; without them the product is asked for and the editor fills in the date
 * @returns one string a line, as `snippets/*.json` files hold them
 */
export function writeSnippet(template: Template, values?: TemplateValues): string[] {
  const asksProduct =
    values === undefined &&
    template.some((line) => line.some((part) => typeof part !== 'string' && part.hole === 'productTitle'));
  let stop = asksProduct ? 1 : 0;
  let productWritten = false;
  return template.map((line) =>
    line
      .map((part) => {
        if (typeof part === 'string') {
          return escape(part);
        }
        switch (part.hole) {
          case 'mark':
            stop++;
            return `\${${stop}: }`;
          case 'answer':
            stop++;
            return `$${stop}`;
          case 'date':
            return values ? escape(fillHole(part.hole, values)) : '$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE';
          case 'productValue':
          case 'productTitle': {
            if (values) {
              return escape(fillHole(part.hole, values));
            }
            const first = !productWritten;
            productWritten = true;
            return first ? '${1:${WORKSPACE_NAME:Nom du produit}}' : '$1';
          }
        }
      })
      .join(''),
  );
}

function escape(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
