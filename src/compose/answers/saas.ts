import type { AnswerWriter } from './answer';
import { byName, proven, tableRows, toConfirm } from './certainty';

export const saas: AnswerWriter = {
  item: 'saas',
  write(page) {
    const { services } = page.inventory;
    const groups = byName(proven(services));
    const question = 'quelle équipe détient chacun de ces comptes, et lesquels sont à fermer ou à transmettre ?';
    if (groups.length === 0) {
      return {
        blocks: [
          page.notFound('Service externe', ['les dépendances', 'les noms de variables', 'la configuration']),
          ...toConfirm(page, services),
        ],
        question: 'quels services en ligne le produit utilisait-il, sous quels comptes d’équipe ?',
      };
    }
    const rows = groups.slice(0, tableRows).map(({ name, facts }) => {
      const usage = facts.find((service) => service.usage !== undefined)?.usage ?? '';
      return [page.text(name), page.text(usage), page.links(facts.flatMap(({ evidence }) => evidence).slice(0, 2))];
    });
    const rest = groups
      .slice(tableRows)
      .map(
        ({ name, facts }) => `${page.text(name)} ${page.proof(facts.flatMap(({ evidence }) => evidence).slice(0, 1))}`,
      );
    return {
      blocks: [
        page.table(['Service', 'Usage', 'Preuve'], rows),
        ...(rest.length > 0 ? [`Et aussi : ${rest.join(', ')}.`] : []),
        ...toConfirm(page, services),
      ],
      question,
    };
  },
};
