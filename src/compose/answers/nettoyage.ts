import type { AnswerWriter } from './answer';
import { byName, enumerate, proven } from './certainty';

export const nettoyage: AnswerWriter = {
  item: 'nettoyage',
  write(page) {
    const { databases, hosting } = page.inventory;
    const stores = byName(proven(databases)).map(
      ({ name, facts }) => `- ${page.text(name)} ${page.proof(facts.flatMap(({ evidence }) => evidence).slice(0, 1))}`,
    );
    const environments = byName(proven(hosting).filter(({ kind }) => kind === 'environment')).map(({ name }) =>
      page.code(name),
    );
    return {
      blocks: [
        ...(stores.length > 0
          ? ['Là où des données peuvent rester :', stores.join('\n')]
          : [page.notFound('Base de données', ['docker-compose.yml', 'les dépendances', 'la configuration'], 'f')]),
        ...(environments.length > 0 ? [`Dans chaque environnement : ${enumerate(environments.slice(0, 8))}.`] : []),
      ],
      question:
        'qui a constaté l’effacement de chaque base, fichier et sauvegarde, à quelle date ? (Durées de conservation : à voir avec le DPO et les archives.)',
    };
  },
};
