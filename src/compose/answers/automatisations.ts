import type { Automation } from '../../survey/facts';
import type { AnswerWriter, Page } from './answer';
import { enumerate, proven, tableRows } from './certainty';
import { plannedLines } from './plannedTasks';

/** Beyond, the files that declare them say more than a list. */
const listed = 8;

export const automatisations: AnswerWriter = {
  item: 'automatisations',
  write(page) {
    const { webhooks, automations } = page.inventory;
    const tasks = plannedLines(page);
    const rest = tasks.slice(listed).reduce((sum, { count }) => sum + count, 0);
    const hooks = proven(webhooks).map(
      ({ name, direction, evidence }) =>
        `- ${direction === 'received' ? 'reçu' : 'envoyé'} : ${page.code(name)} ${page.proof(evidence.slice(0, 1))}`,
    );
    const acts = ownActs(page);
    const [unplanned] = automations.filter(({ kind, name }) => kind === 'task' && !isPlanned(page, name));
    return {
      blocks: [
        ...(acts.length > 0 ? [acts.join('\n')] : []),
        ...messages(page),
        ...(tasks.length > 0
          ? [
              'Tâches planifiées :',
              [
                ...tasks.slice(0, listed).map(({ line }) => line),
                ...(rest > 0 ? [`- et ${page.count(rest, 'autre')}`] : []),
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
  const places = of('message').length > 0 ? [] : of('email').flatMap(({ evidence }) => evidence);
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
    ...(signals.length > 0
      ? [`- **À un événement de l’application** (connexion, enregistrement d’un objet…) : ${told(signals, 4)}.`]
      : []),
    ...(triggers.length > 0 ? [`- **En base**, par déclencheur : ${told(triggers)}.`] : []),
  ];
}

/** Each e-mail that the code writes: what it is about, to whom, and where its text is. */
function messages(page: Page): string[] {
  const found = page.inventory.automations.filter(({ kind }) => kind === 'message');
  if (found.length === 0) {
    return [];
  }
  const shown = found.slice(0, tableRows);
  const hasTemplates = shown.some(({ template }) => template !== undefined);
  const hasRecipients = shown.some(({ recipient }) => recipient !== undefined);
  const hidden = found.slice(shown.length);
  return [
    `Courriels écrits par le code (${String(found.length)}) :`,
    page.table(
      [
        'Objet',
        ...(hasRecipients ? ['Destinataire, dans le code'] : []),
        ...(hasTemplates ? ['Gabarit'] : []),
        'Preuve',
      ],
      shown.map(({ name, recipient, template, evidence }) => [
        /\s/.test(name) ? `« ${page.text(name)} »` : page.code(name),
        ...(hasRecipients ? [recipient === undefined ? '' : page.code(recipient)] : []),
        ...(hasTemplates ? [template === undefined ? '' : page.code(template)] : []),
        page.links(evidence.slice(0, 2)),
      ]),
    ),
    ...(hidden.length > 0
      ? [
          `Et ${page.count(hidden.length, 'autre')}, dans ${enumerate([...new Set(hidden.flatMap(({ evidence }) => evidence.slice(0, 1).map(({ path }) => path)))].slice(0, 3).map((path) => page.file(path)))}${new Set(hidden.map(({ evidence }) => evidence[0]?.path)).size > 3 ? '…' : ''}.`,
        ]
      : []),
  ];
}
