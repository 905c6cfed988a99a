import type { AnswerWriter } from './answer';

export const api: AnswerWriter = {
  item: 'api',
  write: () => ({
    blocks: [],
    question: 'le produit offre-t-il une API, qui l’appelle, et où en est la description ?',
  }),
};
