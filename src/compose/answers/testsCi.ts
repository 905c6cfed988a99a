import type { AnswerWriter, Page } from './answer';
import type { Hosting, Robot, Test } from '../../survey/facts';
import { quotes } from './quotes';
import { byName, enumerate, proven, tableRows, toConfirm } from './certainty';

export const testsCi: AnswerWriter = {
  item: 'tests-ci',
  write(page) {
    const { tests, ci, robots } = page.inventory;
    const certain = proven(tests);
    const workflows = proven(ci);
    return {
      blocks: [
        ...(certain.length > 0
          ? [
              page.table(
                ['Tests', 'Commande', 'Fichiers', 'Preuve'],
                grouped(certain)
                  .slice(0, tableRows)
                  .map(({ name, command, files, parts, evidence }) => [
                    page.text(name) + (parts > 1 ? ` (${page.count(parts, 'partie')})` : ''),
                    command === undefined ? '' : page.code(command),
                    files === 0 ? '' : String(files),
                    page.links(evidence.slice(0, 2)),
                  ]),
              ),
            ]
          : [page.notFound('Test', ['test/', 'tests/', 'spec/', 'les dépendances'])]),
        ...toConfirm(page, tests),
        ...quotes(page, 'warning', '**Attention**, selon la documentation'),
        ...(workflows.length > 0
          ? [ciList(page)]
          : [
              page.notFound(
                'Intégration continue',
                ['.github/workflows/', '.gitlab-ci.yml', '.circleci/', 'Jenkinsfile'],
                'f',
              ),
            ]),
        ...(robots.length > 0 ? ['**Robots à éteindre**', ...robotBlocks(page)] : []),
      ],
      question:
        workflows.length > 0
          ? 'les tests passaient-ils au dernier commit, et que faut-il d’absent du dépôt pour les rejouer : jetons, comptes, machines ?'
          : 'comment le produit était-il testé et mis en production ?',
    };
  },
};

interface TestGroup {
  readonly name: string;
  readonly command: string | undefined;
  readonly files: number;
  readonly parts: number;
  readonly evidence: Test['evidence'];
}

/** A product of twenty modules tests them all in one way: one row. Those with the most files come first. */
function grouped(tests: readonly Test[]): TestGroup[] {
  const groups = byName(tests.map((test) => ({ ...test, name: `${test.name}\n${test.command ?? ''}` })));
  return groups
    .map(({ name, facts }): TestGroup => ({
      name: name.split('\n', 1)[0] ?? name,
      command: facts[0]?.command,
      files: facts.reduce((sum, { files }) => sum + (files ?? 0), 0),
      parts: facts.length,
      evidence: facts.length > 1 ? facts.flatMap(({ evidence }) => evidence.slice(0, 1)) : (facts[0]?.evidence ?? []),
    }))
    .sort((a, b) => b.files - a.files);
}

function ciList(page: Page): string {
  const workflows = proven(page.inventory.ci);
  const shown = workflows.slice(0, 6).map(({ name, workflow, triggers, jobs, deploysTo, evidence }) => {
    const label =
      workflow === undefined || workflow === name
        ? `**${page.text(name)}**`
        : `**${page.text(name)}**, « ${page.text(workflow)} »`;
    const details = [
      ...(triggers.length > 0 ? [`sur ${enumerate(triggers.slice(0, 4).map((trigger) => page.code(trigger)))}`] : []),
      ...(jobs.length > 0
        ? [
            `${page.count(jobs.length, 'travail', 'travaux')} (${jobs
              .slice(0, 5)
              .map((job) => page.code(job.name))
              .join(', ')}${jobs.length > 5 ? '…' : ''})`,
          ]
        : []),
      ...(deploysTo.length > 0 ? [`déploie vers ${enumerate(deploysTo.map((target) => page.text(target)))}`] : []),
    ];
    return `- ${label}${details.length > 0 ? ` : ${details.join(', ')}` : ''} ${page.proof(evidence.slice(0, 1))}`;
  });
  const rest = workflows.length - shown.length;
  return [...shown, ...(rest > 0 ? [`- et ${page.count(rest, 'autre')}`] : [])].join('\n');
}

/** The product's own planned tasks are told where its automations are. */
function robotBlocks(page: Page): string[] {
  const { robots, hosting } = page.inventory;
  const planned = new Set(hosting.filter(({ kind }) => kind === 'cron').map(placeOf));
  const others = robots.filter((robot) => robot.kind !== 'schedule' || !planned.has(placeOf(robot)));
  const rest = others.length - tableRows;
  const tasks = robots.length - others.length;
  return [
    ...(others.length > 0 ? [robotTable(page, others.slice(0, tableRows))] : []),
    ...(rest > 0 ? [`Et ${page.count(rest, 'autre')}.`] : []),
    ...(tasks > 0
      ? [
          `${page.count(tasks, 'tâche planifiée', 'tâches planifiées')} par le produit : ${page.item('automatisations')}.`,
        ]
      : []),
  ];
}

function placeOf({ name, evidence: [first] }: Robot | Hosting): string {
  return [name, first?.path, first?.line].join('\n');
}

function robotTable(page: Page, robots: readonly Robot[]): string {
  return page.table(
    ['Robot', 'Ce qu’il fait', 'Quand', 'Preuve'],
    robots.map(({ name, does, schedule, evidence }) => [
      page.text(name),
      page.text(does ?? ''),
      schedule === undefined ? '' : page.code(schedule),
      page.links(evidence.slice(0, 1)),
    ]),
  );
}
