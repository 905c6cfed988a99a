import type { ProductDocument } from '../../survey/facts';
import type { AnswerWriter, Page } from './answer';

/** Beyond, a folder says enough. */
const listed = 6;

export const docMetier: AnswerWriter = {
  item: 'doc-metier',
  write(page) {
    const { documents } = page.inventory.repository;
    const business = documents.filter(({ kind }) => kind === 'business');
    const technical = documents.filter(({ kind }) => kind === 'technical');
    return {
      blocks: [
        ...(business.length > 0
          ? [list(page, business)]
          : [page.notFound('Documentation métier', ['docs/', 'documentation/', '*.md'], 'f')]),
        ...(technical.length > 0
          ? [`Pour les développeurs, ${page.count(technical.length, 'document')} :`, list(page, technical)]
          : []),
      ],
      question:
        'où sont les documents internes absents du dépôt : règles de gestion, support, bilans, mesures d’usage ?',
    };
  },
};

function list(page: Page, documents: readonly ProductDocument[]): string {
  const shown = documents
    .slice(0, listed)
    .map(({ title, name, evidence }) => `- ${page.text(title ?? name)} ${page.proof(evidence)}`);
  const rest = documents.slice(listed);
  const [first] = rest;
  const folder = first?.path.slice(0, first.path.lastIndexOf('/') + 1) ?? '';
  return [
    ...shown,
    ...(rest.length > 0
      ? [`- et ${page.count(rest.length, 'autre')}${folder === '' ? '' : `, dont ${page.file(folder)}`}`]
      : []),
  ].join('\n');
}
