import type { AnswerWriter } from './answer';
import { proven } from './certainty';

/** Beyond, the files that declare them say more than a list. */
const listed = 8;

export const automatisations: AnswerWriter = {
  item: 'automatisations',
  write(page) {
    const { hosting, robots, webhooks } = page.inventory;
    const crons = proven(hosting).filter(({ kind }) => kind === 'cron');
    const scheduled = proven(robots).filter(
      ({ kind, name }) => kind === 'schedule' && !crons.some((cron) => cron.name === name),
    );
    const tasks = [...crons, ...scheduled].map(
      ({ name, schedule, evidence }) =>
        `- ${page.code(name)}${schedule === undefined ? '' : `, ${page.code(schedule)}`} ${page.proof(evidence.slice(0, 1))}`,
    );
    const hooks = proven(webhooks).map(
      ({ name, direction, evidence }) =>
        `- ${direction === 'received' ? 'reçu' : 'envoyé'} : ${page.code(name)} ${page.proof(evidence.slice(0, 1))}`,
    );
    return {
      blocks: [
        ...(tasks.length > 0
          ? [
              'Tâches planifiées :',
              [
                ...tasks.slice(0, listed),
                ...(tasks.length > listed ? [`- et ${page.count(tasks.length - listed, 'autre')}`] : []),
              ].join('\n'),
            ]
          : [
              page.notFound(
                'Tâches planifiées',
                ['cron.json', 'crontab', '.github/workflows/', 'schedule.rb', 'CronJob'],
                'fp',
              ),
            ]),
        ...(hooks.length > 0 ? ['Webhooks :', hooks.slice(0, listed).join('\n')] : []),
      ],
      question: 'quelles sauvegardes, exports ou appels automatiques tournaient hors du dépôt, et qui les reçoit ?',
    };
  },
};
