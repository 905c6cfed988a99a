import type { Monitoring, Readme } from '../../survey/facts';
import type { AnswerWriter, Page } from './answer';
import { byName, enumerate, proven, toConfirm } from './certainty';

const kinds: readonly (readonly [Monitoring['kind'], string])[] = [
  ['errors', 'Erreurs'],
  ['analytics', 'Mesure d’audience'],
  ['uptime', 'Disponibilité'],
  ['metrics', 'Métriques'],
  ['logs', 'Journaux'],
  ['alerts', 'Alertes'],
];

/** One value in every environment: what is measured or reported is then mixed. */
function sameEverywhere(page: Page, variables: readonly string[]): string {
  const [shared] = page.inventory.comparisons.filter(
    ({ name, groups }) => variables.includes(name) && (groups[0]?.length ?? 0) > 1,
  );
  const own = shared?.groups[0] ?? [];
  return shared ? `, même ${page.code(shared.name)} en ${enumerate(own.map((each) => page.code(each)))}` : '';
}

/** Where the README says what is counted. */
function trackingSections({ inventory: { readme } }: Page): (Readme['sections'][number] & { readonly path: string })[] {
  return readme
    .flatMap(({ path, sections }) => sections.map((section) => ({ path, ...section })))
    .filter(({ title }) => /matomo|piwik|tracking|taggage|analytics|mesure d[’']audience/i.test(title))
    .slice(0, 1);
}

export const supervision: AnswerWriter = {
  item: 'supervision',
  write(page) {
    const { monitoring, services } = page.inventory;
    const certain = proven(monitoring);
    const lines = kinds.flatMap(([kind, label]) => {
      const tools = byName(certain.filter((tool) => tool.kind === kind));
      const shown = tools.map(({ name, facts }) => {
        const variables = services.find((service) => service.name === name)?.variables ?? [];
        const same = sameEverywhere(page, variables);
        const through =
          variables.length > 0
            ? `, réglé par ${enumerate(variables.slice(0, 4).map((variable) => page.code(variable)))}`
            : '';
        const label = name.startsWith('/')
          ? page.code(name)
          : kind === 'logs' && /^[A-Z_]+$|^[a-z]/.test(name)
            ? page.text(name)
            : `**${page.text(name)}**`;
        return `${label}${through}${same} ${page.proof(facts.flatMap(({ evidence }) => evidence))}`;
      });
      return shown.length > 0 ? [`- ${label} : ${shown.join(' ; ')}`] : [];
    });
    const missing = kinds.flatMap(([kind, label]) =>
      ['errors', 'uptime', 'logs', 'alerts'].includes(kind) && !monitoring.some((tool) => tool.kind === kind)
        ? [label.toLowerCase()]
        : [],
    );
    for (const { path, title, line, endLine } of trackingSections(page)) {
      lines.push(
        `- Événements suivis : section « ${page.text(title)} » ${page.proof([{ path, line, ...(endLine > line ? { endLine } : {}) }])}`,
      );
    }
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
          ? questionOf(certain)
          : 'comment saviez-vous que le produit ne marchait plus, et qui était prévenu ?',
    };
  },
};

/** Errors and outages call someone; measures are kept somewhere. */
function questionOf(tools: readonly Monitoring[]): string {
  const alarms = byName(tools.filter(({ kind }) => kind === 'errors' || kind === 'uptime' || kind === 'alerts'));
  const [measure] = tools.filter(({ kind }) => kind === 'analytics');
  return alarms.length > 0
    ? `quelle équipe recevait les alertes de ${enumerate(alarms.slice(0, 3).map(({ name }) => name))}, et sont-elles coupées ?`
    : measure
      ? `sur quelle instance ${measure.name}, et sous quel numéro de site, la production était-elle mesurée ?`
      : 'comment saviez-vous que le produit ne marchait plus, et quelle équipe était prévenue ?';
}
