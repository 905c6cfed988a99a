import type { AnswerWriter } from './answer';
import { accounts, byName, enumerate, forgeOf, proven } from './certainty';

export const acces: AnswerWriter = {
  item: 'acces',
  write(page) {
    const { services, hosting, repository } = page.inventory;
    const [origin] = repository.remotes;
    const forge = forgeOf(origin?.url);
    const names = [
      ...new Set([
        ...(forge === undefined ? [] : [forge]),
        ...accounts(hosting),
        ...byName(proven(services)).map(({ name }) => name),
      ]),
    ];
    if (names.length === 0) {
      return {
        blocks: [
          page.notFound('Outil qui demande un compte', ['les dépendances', 'les variables', 'la configuration']),
        ],
        question: 'quels outils demandent un compte, et comment un repreneur en obtient-il un ?',
      };
    }
    return {
      blocks: [
        `Outils qui demandent un compte : ${enumerate(names.slice(0, 20).map((name) => page.text(name)))} (preuves en ${page.item('hebergement')} et ${page.item('saas')}).`,
      ],
      question: 'pour chacun, quelle équipe est administratrice, et comment un repreneur récupère-t-il l’accès ?',
    };
  },
};
