import type { Service } from '../../survey/facts';
import type { AnswerWriter, Page } from './answer';
import { accounts, byName, forgeOf, proven, tableRows, toConfirm } from './certainty';

type Account = Pick<Service, 'name' | 'usage' | 'evidence'>;

/** The forge and where the product runs: accounts too, and the first to hand over. */
function platforms(page: Page): Account[] {
  const { repository, hosting } = page.inventory;
  const [origin] = repository.remotes.filter(({ name }) => name === 'origin').concat(repository.remotes);
  const forge = forgeOf(origin?.url);
  const hosts = new Set(accounts(hosting));
  return [
    ...(origin && forge !== undefined ? [{ name: forge, usage: 'code source', evidence: origin.evidence }] : []),
    ...proven(hosting).flatMap(({ name, kind, evidence }) =>
      kind === 'platform' && hosts.has(name) ? [{ name, usage: 'hébergement', evidence }] : [],
    ),
  ];
}

/** Robots that a company runs: they stop with its account. */
function robots(page: Page): Account[] {
  return page.inventory.robots.flatMap(({ name, does, evidence }) =>
    /^(?:Snyk|Renovate|Greenkeeper|PyUp|Depfu|Imgbot|pre-commit\.ci)$/i.test(name)
      ? [{ name, evidence: evidence.slice(0, 1), ...(does === undefined ? {} : { usage: does }) }]
      : [],
  );
}

export const saas: AnswerWriter = {
  item: 'saas',
  write(page) {
    const { services } = page.inventory;
    const groups = byName([...platforms(page), ...proven(services), ...robots(page)]);
    const question = 'quelle équipe détient chacun de ces comptes, et lesquels sont à fermer ou à transmettre ?';
    if (groups.length === 0) {
      return {
        blocks: [
          page.notFound('Service externe', ['les dépendances', 'les noms de variables', 'la configuration']),
          ...toConfirm(page, services),
        ],
        question: 'quels services en ligne le produit utilisait-il, sous quels comptes d’équipe ?',
      };
    }
    const rows = groups.slice(0, tableRows).map(({ name, facts }) => {
      const usage = facts.find((service) => service.usage !== undefined)?.usage ?? '';
      return [page.text(name), page.text(usage), page.links(facts.flatMap(({ evidence }) => evidence).slice(0, 2))];
    });
    const rest = groups
      .slice(tableRows)
      .map(
        ({ name, facts }) => `${page.text(name)} ${page.proof(facts.flatMap(({ evidence }) => evidence).slice(0, 1))}`,
      );
    return {
      blocks: [
        page.table(['Service', 'Usage', 'Preuve'], rows),
        ...(rest.length > 0 ? [`Et aussi : ${rest.join(', ')}.`] : []),
        ...toConfirm(page, services),
      ],
      question,
    };
  },
};
