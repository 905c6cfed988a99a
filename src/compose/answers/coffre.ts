import type { AnswerWriter } from './answer';
import { enumerate, proven } from './certainty';

/** Beyond, the annex has them all. */
const listed = 16;

export const coffre: AnswerWriter = {
  item: 'coffre',
  write(page) {
    const secrets = proven(page.inventory.env).filter(({ secret }) => secret);
    if (secrets.length === 0) {
      return {
        blocks: [page.notFound('Variable qui porte un secret', ['.env.*', 'la configuration', 'le code'], 'f')],
        question: 'quels identifiants ouvrent encore quelque chose, et sont-ils au coffre ?',
      };
    }
    const names = secrets.slice(0, listed).map(({ name }) => page.code(name));
    const rest = secrets.length - names.length;
    return {
      blocks: [
        `${secrets.length > 1 ? `${page.count(secrets.length, 'variable')} portent` : 'Une variable porte'} un secret, d’après leur nom : ${rest > 0 ? `${names.join(', ')} et ${page.count(rest, 'autre')}` : enumerate(names)} (${page.annex('variables', 'annexe des variables')}).`,
      ],
      question:
        'dans quelle collection du coffre sont ces secrets, et quelle équipe y aura encore accès après le départ ?',
    };
  },
};
