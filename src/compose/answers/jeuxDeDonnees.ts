import type { AnswerWriter } from './answer';

export const jeuxDeDonnees: AnswerWriter = {
  item: 'jeux-de-donnees',
  write(page) {
    const commands = page.inventory.repository.commands.filter(
      ({ name, command }) =>
        command !== undefined && /seed|fixtures?|populate|anonymi|dump|restore|sample[-_:]?data|jeu/i.test(name),
    );
    return {
      blocks:
        commands.length > 0
          ? [
              commands
                .slice(0, 6)
                .map(({ command, evidence }) => `- ${page.code(command ?? '')} ${page.proof(evidence.slice(0, 1))}`)
                .join('\n'),
            ]
          : [page.notFound('Commande qui remplit une base', ['les scripts', 'le Makefile'], 'f')],
      question: 'existe-t-il un jeu de données fictif ou anonymisé pour essayer le produit, et où est-il ?',
    };
  },
};
