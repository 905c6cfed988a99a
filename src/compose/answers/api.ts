import type { AnswerWriter } from './answer';

export const api: AnswerWriter = {
  item: 'api',
  write: () => ({
    blocks: ['API : non détectée ; cette version d’Arrêt ne la cherche pas encore dans le code.'],
    question: 'le produit offre-t-il une API, qui l’appelle, et où en est la description ?',
  }),
};
