import type { AnswerWriter, Page } from './answer';
import type { Hosting, Robot, Test } from '../../survey/facts';
import { quotes } from './quotes';
import { robotProof } from './robotBranches';
import { byName, enumerate, proven, tableRows, toConfirm } from './certainty';

export const testsCi: AnswerWriter = {
  item: 'tests-ci',
  write(page) {
    const { tests, ci, robots } = page.inventory;
    const certain = proven(tests);
    const workflows = proven(ci);
    const outside = workflows.flatMap(({ includes }) => includes ?? []);
    return {
      blocks: [
        ...(certain.length > 0
          ? [
              page.table(
                ['Tests', 'Commande', 'Combien', 'Preuve'],
                grouped(certain)
                  .slice(0, tableRows)
                  .map(({ name, command, files, count, parts, evidence }) => [
                    page.text(name) + (parts > 1 ? ` (${page.count(parts, 'partie')})` : ''),
                    command === undefined ? '' : page.code(command),
                    files === 0
                      ? ''
                      : count === 0
                        ? page.count(files, 'fichier')
                        : `${page.count(count, 'test')} dans ${page.count(files, 'fichier')}`,
                    page.links(evidence.slice(0, 2)),
                  ]),
              ),
            ]
          : [page.notFound('Test', ['test/', 'tests/', 'spec/', 'les dépendances'])]),
        ...toConfirm(page, tests),
        ...quotes(page, 'warning', '**Attention**, selon la documentation'),
        ...(workflows.length > 0
          ? [ciList(page), ...elsewhere(page)]
          : [
              page.notFound(
                'Intégration continue',
                ['.github/workflows/', '.gitlab-ci.yml', '.circleci/', 'Jenkinsfile'],
                'f',
              ),
              ...citedCi(page),
            ]),
        ...(robots.length > 0 ? ['**Robots à éteindre**', ...robotBlocks(page)] : []),
      ],
      ...(outside.length > 0
        ? {
            urgent: [
              {
                rank: 2 as const,
                text: 'Les travaux d’intégration continue sont définis hors du dépôt',
              },
            ],
          }
        : {}),
      question:
        workflows.length > 0
          ? outside.length > 0
            ? `quel projet exécute ce pipeline, est-il désactivé, et où garder une copie de ${page.code(outside[0]?.name ?? '')} ?`
            : 'les tests passaient-ils au dernier commit, et que faut-il d’absent du dépôt pour les rejouer : jetons, comptes, machines ?'
          : citedCi(page).length > 0
            ? 'où sont définis les travaux que cite la documentation, et sont-ils désactivés ?'
            : 'comment le produit était-il testé et mis en production ?',
    };
  },
};

interface TestGroup {
  readonly name: string;
  readonly command: string | undefined;
  readonly files: number;
  readonly count: number;
  readonly parts: number;
  readonly evidence: Test['evidence'];
}

/** A product of twenty modules tests them all in one way: one row. Those with the most files come first. */
function grouped(tests: readonly Test[]): TestGroup[] {
  const groups = byName(
    tests.map((test) => ({
      ...test,
      name: `${test.name}${test.scope === 'e2e' ? ', de bout en bout' : ''}\n${test.command ?? ''}`,
    })),
  );
  return groups
    .map(({ name, facts }): TestGroup => ({
      name: name.split('\n', 1)[0] ?? name,
      command: facts[0]?.command,
      files: facts.reduce((sum, { files }) => sum + (files ?? 0), 0),
      count: facts.reduce((sum, { count }) => sum + (count ?? 0), 0),
      parts: facts.length,
      evidence: facts.length > 1 ? facts.flatMap(({ evidence }) => evidence.slice(0, 1)) : (facts[0]?.evidence ?? []),
    }))
    .sort((a, b) => b.files - a.files);
}

function ciList(page: Page): string {
  const workflows = proven(page.inventory.ci);
  const shown = workflows.slice(0, 6).map(({ name, workflow, triggers, jobs, deploysTo, disabled, evidence }) => {
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
      ...(disabled !== undefined
        ? [
            `${enumerate(disabled.slice(0, 3).map((job) => page.code(job)))} ${disabled.length > 1 ? 'désactivés' : 'désactivé'}`,
          ]
        : []),
      ...(deploysTo.length > 0 ? [`déploie vers ${enumerate(deploysTo.map((target) => page.text(target)))}`] : []),
    ];
    return `- ${label}${details.length > 0 ? ` : ${details.join(', ')}` : ''} ${page.proof(evidence.slice(0, 1))}`;
  });
  const rest = workflows.length - shown.length;
  return [...shown, ...(rest > 0 ? [`- et ${page.count(rest, 'autre')}`] : [])].join('\n');
}

/** What the pipelines take from other repositories: without it, they can't be run again. */
function elsewhere(page: Page): string[] {
  const taken = new Map<string, string>();
  for (const { includes, evidence } of proven(page.inventory.ci)) {
    for (const { name, version, line } of includes ?? []) {
      const place = evidence.slice(0, 1).map((each) => ({ path: each.path, line }));
      const label = `${page.code(name)}${version === undefined ? '' : ` ${page.text(version)}`} ${page.proof(place)}`;
      taken.set(`${name} ${version ?? ''}`, taken.get(`${name} ${version ?? ''}`) ?? label);
    }
  }
  const told = [...taken.values()];
  return told.length === 0
    ? []
    : [
        `Travaux définis hors du dépôt, à obtenir pour les rejouer : ${enumerate(told.slice(0, 4))}${told.length > 4 ? `, et ${page.count(told.length - 4, 'autre')}` : ''}.`,
      ];
}

/** What documents say of a server of continuous integration that the repository doesn't show. */
function citedCi(page: Page): string[] {
  const [said] = page.inventory.repository.statements.filter(({ quote }) =>
    /\b(?:jenkins|teamcity|bamboo|drone|concourse|gitlab[- ]ci|rundeck)\b/i.test(quote),
  );
  return said
    ? [`La documentation cite ${citedName(said.quote)} : « ${page.text(said.quote)} » ${page.proof(said.evidence)}.`]
    : [];
}

function citedName(quote: string): string {
  const name = /\b(jenkins|teamcity|bamboo|drone|concourse|gitlab[- ]ci|rundeck)\b/i.exec(quote)?.[1] ?? '';
  return name.charAt(0).toUpperCase() + name.slice(1);
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
  const isTimed = robots.some(({ schedule }) => schedule !== undefined);
  return page.table(
    ['Robot', 'Ce qu’il fait', ...(isTimed ? ['Quand'] : []), 'Preuve'],
    robots.map((robot) => [
      page.text(robot.name),
      page.text(robot.does ?? ''),
      ...(isTimed ? [robot.schedule === undefined ? '' : page.code(robot.schedule)] : []),
      robotProof(page, robot),
    ]),
  );
}
