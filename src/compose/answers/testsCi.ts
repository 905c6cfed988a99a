import type { AnswerWriter, Page } from './answer';
import { enumerate, proven, tableRows, toConfirm } from './certainty';

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
                certain
                  .slice(0, tableRows)
                  .map(({ name, command, files, evidence }) => [
                    page.text(name),
                    command === undefined ? '' : page.code(command),
                    files === undefined ? '' : String(files),
                    page.links(evidence.slice(0, 2)),
                  ]),
              ),
            ]
          : [page.notFound('Test', ['test/', 'tests/', 'spec/', 'les dépendances'])]),
        ...toConfirm(page, tests),
        ...(workflows.length > 0
          ? [ciList(page)]
          : [
              page.notFound(
                'Intégration continue',
                ['.github/workflows/', '.gitlab-ci.yml', '.circleci/', 'Jenkinsfile'],
                'f',
              ),
            ]),
        ...(robots.length > 0 ? ['**Robots à éteindre**', robotTable(page)] : []),
      ],
      question:
        workflows.length > 0
          ? 'les tests passaient-ils au dernier commit, et que faut-il d’absent du dépôt pour les rejouer : jetons, comptes, machines ?'
          : 'comment le produit était-il testé et mis en production ?',
    };
  },
};

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

function robotTable(page: Page): string {
  return page.table(
    ['Robot', 'Ce qu’il fait', 'Quand', 'Preuve'],
    page.inventory.robots
      .slice(0, tableRows)
      .map(({ name, does, schedule, evidence }) => [
        page.text(name),
        page.text(does ?? ''),
        schedule === undefined ? '' : page.code(schedule),
        page.links(evidence.slice(0, 1)),
      ]),
  );
}
