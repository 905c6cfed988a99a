import type { Hosting } from '../../survey/facts';
import type { AnswerWriter, Page } from './answer';
import { quotes } from './quotes';
import { accounts, byName, enumerate, proven, toConfirm } from './certainty';

/** Whether environments share a machine, told without naming it. */
function sharedHosts(page: Page): string[] {
  return page.inventory.comparisons
    .filter(({ name }) => /(?:POSTGRES|PG|DB|DATABASE|MYSQL|MONGO|REDIS|SQL)_?HOST$/.test(name))
    .slice(0, 2)
    .map(({ name, groups, evidence }) => {
      const told = groups.map(
        (own, index) =>
          `${index === 0 ? 'un même serveur pour' : 'un autre pour'} ${enumerate(own.map((each) => page.code(each)))}`,
      );
      return `- ${page.code(name)} : ${told.join(', ')} ${page.proof(evidence)}`;
    });
}

export const hebergement: AnswerWriter = {
  item: 'hebergement',
  write(page) {
    const { hosting } = page.inventory;
    const certain = proven(hosting);
    const of = (...kinds: Hosting['kind'][]): ReturnType<typeof byName<Hosting>> =>
      byName(certain.filter(({ kind }) => kinds.includes(kind)));
    const lines: string[] = [];
    for (const { name, facts } of of('platform', 'container')) {
      const [version] = facts.flatMap(({ version }) => version ?? []);
      const evidence = facts.flatMap(({ evidence }) => evidence);
      lines.push(
        `- **${page.text(name)}**${version === undefined ? '' : ` ${page.text(version)}`} ${page.proof(evidence)}`,
      );
    }
    const add = (label: string, groups: ReturnType<typeof of>, shown = 8): void => {
      if (groups.length > 0) {
        const names = groups
          .slice(0, shown)
          .map(
            ({ name, facts }) =>
              `${page.code(name)} ${page.proof(facts.flatMap(({ evidence }) => evidence).slice(0, 1))}`,
          );
        const rest = groups.length - shown;
        lines.push(`- ${label} : ${names.join(', ')}${rest > 0 ? ` et ${page.count(rest, 'autre')}` : ''}`);
      }
    };
    add('Processus', of('process'));
    add('Modules', of('addon'));
    add('Environnements', of('environment'));
    lines.push(...sharedHosts(page));
    lines.push(...limitLines(page, certain));
    add('Noms de domaine', of('domain'), 6);
    const crons = certain.filter(({ kind }) => kind === 'cron');
    if (crons.length > 0) {
      lines.push(
        `- ${page.count(crons.length, 'tâche planifiée', 'tâches planifiées')} : détail en ${page.item('automatisations')}`,
      );
    }
    const platforms = accounts(hosting).map((name) => page.text(name));
    const where = ['Procfile', 'Dockerfile', '*.tf', '.github/', '.gitlab-ci.yml', 'app.json', 'scalingo.json'];
    return {
      blocks: [
        ...(lines.length > 0 ? [lines.join('\n')] : []),
        ...quotes(page, 'hosting', 'Selon la documentation'),
        ...(platforms.length > 0 ? [] : [page.notFound('Fournisseur', where)]),
        ...toConfirm(page, hosting),
      ],
      question:
        platforms.length > 0
          ? `sous quel compte ${enumerate(platforms.slice(0, 3))} ${platforms.length > 1 ? 'sont-ils administrés' : 'est-il administré'}, par quelle équipe, et qu’est-ce qui est déjà éteint ?`
          : 'chez quel fournisseur tournait la production, sous quel compte, et qu’est-ce qui est déjà éteint ?',
    };
  },
};

/** What a container may take, and where it is asked whether it still answers. */
function limitLines(page: Page, hosting: readonly Hosting[]): string[] {
  const told = (kind: Hosting['kind'], text: (fact: Hosting) => string, shown: number): string => {
    const facts = hosting.filter((fact) => fact.kind === kind && fact.name !== 'requests');
    const rest = facts.length - shown;
    const list = facts.slice(0, shown).map((fact) => `${text(fact)} ${page.proof(fact.evidence.slice(0, 2))}`);
    return rest > 0 ? `${list.join(' ; ')} ; et ${page.count(rest, 'autre')}` : list.join(' ; ');
  };
  const limits = told('limit', ({ detail = '' }) => page.text(detail), 3);
  const probes = told('probe', ({ name }) => page.code(name), 3);
  return [
    ...(limits === '' ? [] : [`- Limites d’un conteneur : ${limits}`]),
    ...(probes === '' ? [] : [`- Sonde : ${probes}`]),
  ];
}
