import type { AnswerWriter } from './answer';

export const migrations: AnswerWriter = {
  item: 'migrations',
  write(page) {
    const commands = page.inventory.repository.commands.filter(
      ({ name, command }) => command !== undefined && /migrat|db:(?:up|rollback|schema)/i.test(name),
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
          : ['Scripts de migration : non détectés ; cette version d’Arrêt ne les cherche pas encore dans le code.'],
      question:
        'où sont les scripts de migration, dans quel ordre s’appliquent-ils, et lequel a tourné en dernier en production ?',
    };
  },
};
