import type { AnswerWriter } from './answer';

export const roles: AnswerWriter = {
  item: 'roles',
  write: () => ({
    blocks: ['Rôles : non détectés ; cette version d’Arrêt ne les cherche pas encore dans le code.'],
    question: 'quels rôles existent dans le produit, et que peut faire chacun ?',
  }),
};
