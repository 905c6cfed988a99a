import type { AnswerWriter } from './answer';
import { byName, proven, tableRows } from './certainty';

export const architecture: AnswerWriter = {
  item: 'architecture',
  write(page) {
    const { dependencies, databases, services, repository } = page.inventory;
    const frameworks = byName(
      proven(dependencies)
        .filter(({ framework, dev }) => framework !== undefined && !dev)
        .map((dependency) => ({ ...dependency, name: dependency.framework ?? dependency.name })),
    );
    const rows = [
      ...frameworks.map(({ name, facts }) => [
        page.text(name),
        'cadre applicatif',
        page.links(facts.flatMap(({ evidence }) => evidence).slice(0, 2)),
      ]),
      ...byName(proven(databases)).map(({ name, facts }) => [
        page.text(name),
        'données',
        page.links(facts.flatMap(({ evidence }) => evidence).slice(0, 2)),
      ]),
    ];
    const containers = repository.containers.filter(({ kind }) => kind === 'service');
    const external = byName(proven(services)).map(({ name }) => page.text(name));
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
          ? [`Services appelés : ${external.slice(0, 12).join(', ')} (détail en ${page.item('saas')}).`]
          : []),
      ],
      question,
    };
  },
};
