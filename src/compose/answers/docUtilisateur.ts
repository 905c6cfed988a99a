import type { AnswerWriter } from './answer';
import { byName, tableRows } from './certainty';

/** Pages that every product of the State has, by the names of their files: their first heading says less. */
const usual: readonly (readonly [name: RegExp, label: string])[] = [
  [/^(?:faq|foire)/, 'Foire aux questions'],
  [/^(?:cgu|terms|tos|conditions)/, 'Conditions d’utilisation'],
  [/^(?:mentions?|legal)/, 'Mentions légales'],
  [/accessibilit/, 'Accessibilité'],
  [/confidentialit|privacy|donneespersonnelles/, 'Données personnelles'],
  [/^(?:guide|manuel|modedemploi|userguide|usermanual)/, 'Guide d’utilisation'],
];

function label(name: string, path: string): string | undefined {
  const stem = name
    .replace(/\..*$/, '')
    .normalize('NFD')
    .replaceAll(/[^A-Za-z]/g, '')
    .toLowerCase();
  const found = usual.find(([pattern]) => pattern.test(stem))?.[1];
  return found !== undefined && /\.(?:pdf|docx?|odt)$/i.test(path) ? undefined : found;
}

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
    // Each part of a product has its own mentions and terms.
    const pages = byName(
      found.map((each) => ({ ...each, name: label(each.name, each.path) ?? each.title ?? each.name })),
    );
    const rows = pages
      .slice(0, tableRows)
      .map(({ name, facts }) => [page.text(name), page.links(facts.flatMap(({ evidence }) => evidence))]);
    return {
      blocks: [
        page.table(['Document', 'Où'], rows),
        ...(pages.length > tableRows ? [`Et ${page.count(pages.length - tableRows, 'autre')}.`] : []),
      ],
      question,
    };
  },
};
