import type { AnswerWriter, Page } from './answer';
import { isOpenApi } from './openApis';
import { accounts, byName, enumerate, forgeOf, proven } from './certainty';

export const acces: AnswerWriter = {
  item: 'acces',
  write(page) {
    const { services, hosting, repository } = page.inventory;
    const [origin] = repository.remotes;
    const forge = forgeOf(origin?.url);
    const names = [
      ...new Set([
        ...(forge === undefined ? [] : [forge]),
        ...accounts(hosting),
        ...(proven(page.inventory.ci).some(({ name }) => name === 'GitLab CI') ? ['GitLab'] : []),
        ...byName(proven(services)).flatMap(({ name }) => (isOpenApi(name) ? [] : [name])),
        ...(repository.links.some(({ url }) => /^https:\/\/(?:drive|docs)\.google\.com\//.test(url))
          ? ['Google Drive']
          : []),
        ...robotAccounts(page),
        ...cited(page),
        ...ownTools(page),
      ]),
    ];
    if (names.length === 0) {
      return {
        blocks: [
          page.notFound('Outil qui demande un compte', ['les dépendances', 'les variables', 'la configuration']),
        ],
        question: 'quels outils demandent un compte, et comment un repreneur en obtient-il un ?',
      };
    }
    return {
      blocks: [
        `Outils qui demandent un compte : ${enumerate(names.slice(0, 20).map((name) => page.text(name)))} (preuves en ${page.item('hebergement')} et ${page.item('saas')}).`,
        ...lockedSecrets(page),
        page.notFound('Procédure de récupération', places(page), 'f'),
      ],
      question:
        page.inventory.sealed.length > 0
          ? 'quelle équipe détient la clé qui ouvre ces secrets, et survivra-t-elle à l’arrêt de la production ?'
          : 'pour chacun, quelle équipe est administratrice, et comment un repreneur récupère-t-il l’accès ?',
    };
  },
};

/** Robots that a company runs for the team. */
function robotAccounts({ inventory: { robots } }: Page): string[] {
  return robots.flatMap(({ name }) => (/^(?:Snyk|Renovate|Greenkeeper|PyUp|Depfu|Imgbot)$/.test(name) ? [name] : []));
}

/** Tools that documents name and nothing else shows. */
function cited({ inventory: { repository } }: Page): string[] {
  const words = repository.statements.map(({ quote }) => quote).join('\n');
  return ['Jenkins', 'Rundeck', 'Ansible Tower', 'AWX', 'Nexus', 'Artifactory', 'SonarQube'].filter((tool) =>
    new RegExp(`\\b${tool}\\b`, 'i').test(words),
  );
}

/** Places of the organisation's own, by what their hosts are called. */
function ownTools({ inventory: { repository } }: Page): string[] {
  return repository.links.flatMap(({ url, kind }) => {
    const [, host = '', tool = ''] =
      /^https?:\/\/((wiki|confluence|jira|redmine|mantis|mattermost|rocketchat|nextcloud|sharepoint|grafana|kibana|rancher|argocd|nexus|artifactory|sonarqube|sonar)(?:-[\w-]+)?\.[\w.-]+)/i.exec(
        url,
      ) ?? [];
    return host === '' || kind === 'cited' ? [] : [`${tool.toLowerCase()} (${host.toLowerCase()})`];
  });
}

/** « Les secrets de déploiement sont dans le dépôt, chiffrés (…) : … » */
function lockedSecrets(page: Page): string[] {
  const { sealed } = page.inventory;
  const tools = [...new Set(sealed.map(({ tool }) => tool))];
  const isOfCluster = tools.includes('Sealed Secrets');
  const ofProduction = [...sealed].sort((a, b) => Number(isOfProduction(b.path)) - Number(isOfProduction(a.path)));
  return sealed.length === 0
    ? []
    : [
        `Des secrets sont dans le dépôt, chiffrés par ${enumerate(tools.map((tool) => page.text(tool)))} ${page.proof(ofProduction.flatMap(({ evidence }) => evidence.slice(0, 1)).slice(0, 2))} : ${isOfCluster ? 'seule la grappe qui les a scellés sait les lire' : 'seule leur clé, absente du dépôt, sait les lire'}.`,
      ];
}

function places({ inventory: { readme, repository } }: Page): string[] {
  const readmes = readme.map(({ path }) => path).filter((path) => !path.includes('/'));
  const folders = new Set(
    repository.documents.flatMap(({ kind, path }) =>
      kind === 'technical' && path.includes('/') ? [`${path.split('/')[0] ?? ''}/`] : [],
    ),
  );
  return [...(readmes.length > 0 ? readmes.slice(0, 2) : ['README.md']), ...[...folders].slice(0, 2), '*.md'];
}

function isOfProduction(path: string): boolean {
  return /(?<!pre-?)prod/i.test(path);
}
