import type { Monitoring } from '../../survey/facts';
import type { AnswerWriter } from './answer';
import { byName, enumerate, proven, toConfirm } from './certainty';

const kinds: readonly (readonly [Monitoring['kind'], string])[] = [
  ['errors', 'Erreurs'],
  ['analytics', 'Mesure d’audience'],
  ['uptime', 'Disponibilité'],
  ['metrics', 'Métriques'],
  ['logs', 'Journaux'],
  ['alerts', 'Alertes'],
];

export const supervision: AnswerWriter = {
  item: 'supervision',
  write(page) {
    const { monitoring, services } = page.inventory;
    const certain = proven(monitoring);
    const lines = kinds.flatMap(([kind, label]) => {
      const tools = byName(certain.filter((tool) => tool.kind === kind));
      const shown = tools.map(({ name, facts }) => {
        const variables = services.find((service) => service.name === name)?.variables ?? [];
        const through =
          variables.length > 0
            ? `, réglé par ${enumerate(variables.slice(0, 4).map((variable) => page.code(variable)))}`
            : '';
        return `**${page.text(name)}**${through} ${page.proof(facts.flatMap(({ evidence }) => evidence))}`;
      });
      return shown.length > 0 ? [`- ${label} : ${shown.join(' ; ')}`] : [];
    });
    const missing = kinds.flatMap(([kind, label]) =>
      ['errors', 'uptime', 'alerts'].includes(kind) && !monitoring.some((tool) => tool.kind === kind)
        ? [label.toLowerCase()]
        : [],
    );
    const [first] = missing;
    const what = first === undefined ? '' : `${enumerate(missing)}, suivi`;
    return {
      blocks: [
        ...(lines.length > 0 ? [lines.join('\n')] : []),
        ...(what === ''
          ? []
          : [
              page.notFound(`${what.charAt(0).toUpperCase()}${what.slice(1)}`, [
                'les dépendances',
                'les variables',
                'la configuration',
              ]),
            ]),
        ...toConfirm(page, monitoring),
      ],
      question:
        certain.length > 0
          ? 'quelle équipe recevait les alertes, et sont-elles coupées ?'
          : 'comment saviez-vous que le produit ne marchait plus, et qui était prévenu ?',
    };
  },
};
