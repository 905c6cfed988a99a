import type { AnswerWriter } from './answer';
import { byName, proven, tableRows } from './certainty';

/** Services that pipelines use, and never the product. */
const ofPipelines = new Set(['couverture des tests', 'dépôt d’images', 'qualité du code', 'résultats des tests']);

export const architecture: AnswerWriter = {
  item: 'architecture',
  write(page) {
    const { dependencies, databases, services, repository } = page.inventory;
    const frameworks = byName(
      proven(dependencies)
        .filter(({ framework, dev }) => framework !== undefined && !dev)
        .map((dependency) => ({ ...dependency, name: dependency.framework ?? dependency.name })),
    );
    const engines = byName(proven(databases));
    // What holds the data is worth more than the tenth library.
    const shown = Math.max(tableRows - engines.length, tableRows / 2);
    const rows = [
      ...frameworks
        .slice(0, shown)
        .map(({ name, facts }) => [
          page.text(name),
          'cadre ou bibliothèque',
          page.links(facts.flatMap(({ evidence }) => evidence).slice(0, 2)),
        ]),
      ...engines.map(({ name, facts }) => [
        page.text(name),
        'données',
        page.links(facts.flatMap(({ evidence }) => evidence).slice(0, 2)),
      ]),
    ];
    const containers = repository.containers.filter(({ kind }) => kind === 'service');
    const external = byName(proven(services).filter(({ usage }) => !ofPipelines.has(usage ?? ''))).map(({ name }) =>
      page.text(name),
    );
    const question =
      'comment ces morceaux se parlent-ils en production, et quel serveur reçoit les visiteurs ? Un schéma de dix boîtes suffit.';
    if (rows.length === 0 && containers.length === 0) {
      return {
        blocks: [page.notFound('Composant', ['les manifestes', 'docker-compose.yml', 'la configuration'])],
        question,
      };
    }
    return {
      blocks: [
        ...(rows.length > 0 ? [page.table(['Composant', 'Rôle', 'Preuve'], rows.slice(0, tableRows))] : []),
        ...(containers.length > 0
          ? [
              `En local, ${page.count(containers.length, 'conteneur')} : ${[...new Set(containers.map(({ name }) => page.code(name)))].slice(0, 12).join(', ')} ${page.proof(containers.flatMap(({ evidence }) => evidence).slice(0, 1))}.`,
            ]
          : []),
        ...(external.length > 0
          ? [
              `Services appelés : ${external.slice(0, 12).join(', ')}${external.length > 12 ? `, et ${page.count(external.length - 12, 'autre')}` : ''} (détail en ${page.item('saas')}).`,
            ]
          : []),
      ],
      question,
    };
  },
};
