import type { Automation } from '../../survey/facts';
import type { AnswerWriter, Page } from './answer';
import { enumerate, proven } from './certainty';

/** Beyond, the files that declare them say more than a list. */
const listed = 8;

export const automatisations: AnswerWriter = {
  item: 'automatisations',
  write(page) {
    const { hosting, robots, webhooks, automations } = page.inventory;
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
    const acts = ownActs(page);
    const [unplanned] = automations.filter(({ kind, name }) => kind === 'task' && !isPlanned(page, name));
    return {
      blocks: [
        ...(acts.length > 0 ? [acts.join('\n')] : []),
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
        ...(hooks.length > 0
          ? ['Webhooks :', hooks.slice(0, listed).join('\n')]
          : [page.notFound('Webhooks', ['les routes', 'les appels sortants'], 'mp')]),
      ],
      question:
        unplanned && tasks.length === 0
          ? `à quelle fréquence ${page.code(unplanned.name)} tournait-elle en production, et où est-ce réglé ?`
          : 'quelles sauvegardes, exports ou appels automatiques tournaient hors du dépôt, et qui les reçoit ?',
    };
  },
};

function isPlanned({ inventory: { hosting } }: Page, task: string): boolean {
  return hosting.some(({ kind, name, command }) => kind === 'cron' && `${name} ${command ?? ''}`.includes(task));
}

/** What the product does by itself, a line a kind. */
function ownActs(page: Page): string[] {
  const { automations } = page.inventory;
  const of = (kind: Automation['kind']): Automation[] => automations.filter((fact) => fact.kind === kind);
  const told = (facts: readonly Automation[], most = 5): string => {
    const shown = facts
      .slice(0, most)
      .map(({ name, evidence }) => `${page.code(name)} ${page.proof(evidence.slice(0, 2))}`);
    const rest = facts.length - shown.length;
    return rest > 0 ? `${shown.join(', ')} et ${page.count(rest, 'autre')}` : enumerate(shown);
  };
  const places = of('email').flatMap(({ evidence }) => evidence);
  const starts = of('startup');
  const tasks = of('task').filter(({ name }) => !isPlanned(page, name));
  const signals = of('signal');
  const triggers = of('trigger');
  return [
    ...(starts.length > 0 ? [`- **Au démarrage ou au déploiement** : ${told(starts, 4)}.`] : []),
    ...(tasks.length > 0 ? [`- **Tâches de fond**, dont rien ici ne dit la fréquence : ${told(tasks)}.`] : []),
    ...(places.length > 0
      ? [
          `- **Courriels** : ${page.count(places.length, 'appel d’envoi', 'appels d’envoi')} dans le code ${page.proof(places)}.`,
        ]
      : []),
    ...(signals.length > 0 ? [`- **À l’enregistrement d’un objet** : ${told(signals, 4)}.`] : []),
    ...(triggers.length > 0 ? [`- **En base**, par déclencheur : ${told(triggers)}.`] : []),
  ];
}
