import type { AnswerWriter } from './answer';

export const roles: AnswerWriter = {
  item: 'roles',
  write: () => ({ blocks: [], question: 'quels rôles existent dans le produit, et que peut faire chacun ?' }),
};
