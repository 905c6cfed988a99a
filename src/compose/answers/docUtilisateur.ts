import type { AnswerWriter } from './answer';
import { tableRows } from './certainty';

export const docUtilisateur: AnswerWriter = {
  item: 'doc-utilisateur',
  write(page) {
    const found = page.inventory.repository.documents.filter(({ kind }) => kind === 'user');
    const question =
      'où est la documentation destinée au public qui n’est pas dans le dépôt : aide en ligne, tutoriels, vidéos ?';
    if (found.length === 0) {
      return {
        blocks: [page.notFound('Documentation pour le public', ['docs/', 'documentation/', '*.md', '*.pdf'], 'f')],
        question,
      };
    }
    const rows = found
      .slice(0, tableRows)
      .map(({ title, name, evidence }) => [page.text(title ?? name), page.links(evidence)]);
    return {
      blocks: [
        page.table(['Document', 'Où'], rows),
        ...(found.length > tableRows ? [`Et ${page.count(found.length - tableRows, 'autre')}.`] : []),
      ],
      question,
    };
  },
};
