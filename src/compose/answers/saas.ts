import type { Service } from '../../survey/facts';
import type { AnswerWriter, Page } from './answer';
import { accounts, byName, enumerate, forgeOf, proven, tableRows, toConfirm } from './certainty';
import { isOpenApi } from './openApis';
import { robotProof } from './robotBranches';

type Account = Pick<Service, 'name' | 'usage' | 'evidence'> & { readonly proof?: string };

/** The forge and where the product runs: accounts too, and the first to hand over. */
function platforms(page: Page): Account[] {
  const { repository, hosting } = page.inventory;
  const [origin] = repository.remotes.filter(({ name }) => name === 'origin').concat(repository.remotes);
  const forge = forgeOf(origin?.url);
  const hosts = new Set(accounts(hosting));
  const pipelines = proven(page.inventory.ci).filter(({ name }) => name === 'GitLab CI' && forge !== 'GitLab');
  const drive = repository.links.filter(({ url }) => /^https:\/\/(?:drive|docs)\.google\.com\//.test(url));
  return [
    ...(origin && forge !== undefined ? [{ name: forge, usage: 'code source', evidence: origin.evidence }] : []),
    ...proven(hosting).flatMap(({ name, kind, evidence }) =>
      kind === 'platform' && hosts.has(name) ? [{ name, usage: 'hébergement', evidence }] : [],
    ),
    ...pipelines.slice(0, 1).map(({ includes, evidence }) => {
      const [place] = evidence;
      const line = includes?.[0]?.line;
      return {
        name: 'GitLab',
        usage: 'intégration continue et déploiement',
        evidence: place && line !== undefined ? [{ ...place, line }] : evidence,
      };
    }),
    ...(drive.length > 0
      ? [
          {
            name: 'Google Drive, Docs',
            usage: page.count(drive.length, 'document'),
            evidence: drive.flatMap(({ evidence }) => evidence.slice(0, 1)),
          },
        ]
      : []),
  ];
}

/** Robots that a company runs: they stop with its account. */
function robots(page: Page): Account[] {
  return page.inventory.robots.flatMap((robot) => {
    const { name, does, evidence } = robot;
    return /^(?:Snyk|Renovate|Greenkeeper|PyUp|Depfu|Imgbot|pre-commit\.ci)$/i.test(name)
      ? [
          {
            name,
            evidence: evidence.slice(0, 1),
            proof: robotProof(page, robot),
            ...(does === undefined ? {} : { usage: does }),
          },
        ]
      : [];
  });
}

export const saas: AnswerWriter = {
  item: 'saas',
  write(page) {
    const { services } = page.inventory;
    const groups = byName<Account>([...platforms(page), ...proven(services), ...robots(page)]);
    const forges = /^(?:GitHub|GitLab)$/;
    const named = groups
      .filter(({ name }) => !forges.test(name) && !isOpenApi(name))
      .slice(0, 5)
      .map(({ name }) => page.text(name));
    const question =
      named.length > 0
        ? `quelle équipe détient les comptes ${enumerate(named)}, et lesquels sont déjà fermés ?`
        : 'quelle équipe administre ce dépôt, et qui en reprend les droits ?';
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
      const told = facts.find(({ proof }) => proof !== undefined)?.proof;
      return [
        page.text(name),
        page.text(isOpenApi(name) ? `${usage}, sans compte` : usage),
        told ?? page.links(facts.flatMap(({ evidence }) => evidence).slice(0, 2)),
      ];
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
