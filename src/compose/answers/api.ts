import type { Access, Endpoint, Evidence, Example } from '../../survey/facts';
import type { AnswerWriter, Page } from './answer';
import { isData, resourceOf } from './apiResources';
import { enumerate, proven, tableRows } from './certainty';
import { partlyRead } from './partlyRead';

/** Places where one looks for a specification. */
const specifications = ['openapi.*', 'swagger.*', '*.graphql'];

export const api: AnswerWriter = {
  item: 'api',
  write(page) {
    const operations = proven(page.inventory.api);
    if (operations.length === 0) {
      return {
        blocks: [
          page.notFound('API', [...specifications, 'les routes des cadres connus'], 'f'),
          ...partlyRead(page, 'api'),
        ],
        question: 'le produit offre-t-il une API, qui l’appelle, et où en est la description ?',
      };
    }
    return {
      blocks: [
        introduction(page, operations),
        page.table(['Chemins', 'Opérations', 'Méthodes', 'Preuve'], resourceRows(page, operations)),
        [
          specificationLine(page, operations),
          ...authentication(page),
          ...accessLines(page, operations),
          ...exampleLines(page, page.inventory.examples),
          ...printed(page),
        ].join('\n'),
        ...partlyRead(page, 'api'),
      ],
      question:
        page.inventory.examples.length > 0 || page.inventory.access.length > 1
          ? undefined
          : 'qui appelle cette API, et avec quelle authentification ?',
    };
  },
};

function introduction(page: Page, operations: readonly Endpoint[]): string {
  const paths = new Set(operations.map(({ path }) => path)).size;
  const froms = [...new Set(operations.map(({ from }) => from))].sort();
  const underApi = operations.filter(({ path }) => isData(path)).length;
  const share =
    underApi > 0 && underApi < operations.length
      ? `, dont ${String(underApi)} sous un chemin d’API (${page.code('api')}, ${page.code('rest')}, ${page.code('v1')}…)`
      : '';
  return `${page.count(operations.length, 'opération')} sur ${page.count(paths, 'chemin')}${share}, d’après ${enumerate(froms)} : ${page.annex('api', 'annexe de l’API')}.`;
}

/** The resources that most operations are about: those under an API's path first, since a page isn't called. */
function resourceRows(page: Page, operations: readonly Endpoint[]): string[][] {
  const byResource = new Map<string, Endpoint[]>();
  for (const operation of operations) {
    const resource = resourceOf(operation.path);
    const known = byResource.get(resource);
    if (known) {
      known.push(operation);
    } else {
      byResource.set(resource, [operation]);
    }
  }
  const sorted = [...byResource].sort(
    ([a, own], [b, others]) => Number(isData(b)) - Number(isData(a)) || others.length - own.length || (a < b ? -1 : 1),
  );
  const isCut = sorted.length > tableRows;
  const rows = sorted
    .slice(0, isCut ? tableRows - 1 : tableRows)
    .map(([resource, own]) => resourceRow(page, page.code(resource), own));
  const rest = sorted.slice(tableRows - 1);
  return isCut
    ? [
        ...rows,
        resourceRow(
          page,
          page.count(rest.length, 'autre', 'autres'),
          rest.flatMap(([, own]) => own),
        ),
      ]
    : rows;
}

function resourceRow(page: Page, label: string, own: readonly Endpoint[]): string[] {
  const evidence = own.flatMap(({ evidence: [first] }) => first ?? []);
  return [
    label,
    String(own.length),
    [...new Set(own.map(({ method }) => method))].sort().join(', '),
    page.links(evidence.slice(0, 1)),
  ];
}

function specificationLine(page: Page, operations: readonly Endpoint[]): string {
  const files = new Map<string, Evidence>();
  for (const { from, evidence } of operations) {
    const [first] = evidence;
    if ((from === 'OpenAPI' || from === 'GraphQL') && first) {
      files.set(first.path, files.get(first.path) ?? first);
    }
  }
  const found = [...files.values()];
  return found.length === 0
    ? `- ${page.notFound('Spécification OpenAPI ou GraphQL', specifications, 'f')}`
    : `- Spécification : ${enumerate(found.slice(0, 3).map(({ path }) => page.file(path)))}${found.length > 3 ? `, et ${page.count(found.length - 3, 'autre')}` : ''}.`;
}

function accessLines(page: Page, operations: readonly Endpoint[]): string[] {
  const open = operations.filter(({ access }) => access === undefined || access.length === 0);
  if (open.length === operations.length) {
    return [];
  }
  const shown = open.slice(0, 2).map(({ name, evidence }) => `${page.code(name)} ${page.proof(evidence.slice(0, 1))}`);
  return [
    open.length === 0
      ? '- Toutes déclarent qui peut les appeler.'
      : `- ${page.count(open.length, 'opération ne déclare', 'opérations ne déclarent')} aucun accès réservé, dont ${enumerate(shown)}${page.inventory.access.some(({ kind }) => kind === 'default') ? ' : la règle par défaut peut s’y appliquer.' : ' : à vérifier, une règle générale peut s’y appliquer.'}`,
  ];
}

/** How callers are let in, where the session is opened, and the rule of the routes that say nothing. */
function authentication(page: Page): string[] {
  const { access } = page.inventory;
  const of = (kind: Access['kind']): Access[] => access.filter((fact) => fact.kind === kind).slice(0, 3);
  const told = (facts: readonly Access[]): string =>
    enumerate(facts.map(({ name, evidence }) => `${page.code(name)} ${page.proof(evidence.slice(0, 2))}`));
  const sessions = of('session').flatMap(({ evidence }) => evidence.slice(0, 2));
  const parts = [
    ...(of('authentication').length > 0 ? [told(of('authentication'))] : []),
    ...(sessions.length > 0 ? [`jeton posé en cookie ${page.proof(sessions)}`] : []),
    ...(of('default').length > 0 ? [`règle par défaut de toutes les routes, ${told(of('default'))}`] : []),
  ];
  return parts.length === 0 ? [] : [`- Authentification : ${parts.join(' ; ')}.`];
}

/** A description that somebody printed: it is as old as its day. */
function printed(page: Page): string[] {
  const files = page.inventory.repository.documents.filter(
    ({ name }) => /(?<![a-z])(?:api|swagger|endpoints?)(?![a-z])/i.test(name) && /\.(?:pdf|docx?|odt)$/i.test(name),
  );
  return files.length === 0
    ? []
    : [`- Description figée : ${enumerate(files.slice(0, 3).map(({ path }) => page.file(path)))}.`];
}

function exampleLines(page: Page, examples: readonly Example[]): string[] {
  const labels = [
    ['http', 'Requêtes enregistrées'],
    ['collection', 'Collections de requêtes'],
    ['snapshot', 'Réponses figées par les tests'],
    ['specification', 'Exemples de la spécification'],
  ] as const;
  return labels.flatMap(([source, label]) => {
    const files = [
      ...new Set(examples.filter((example) => example.source === source).map(({ evidence }) => evidence[0]?.path)),
    ];
    const links = files.slice(0, 3).flatMap((path) => (path === undefined ? [] : [page.file(path)]));
    return links.length === 0
      ? []
      : [
          `- ${label} : ${enumerate(links)}${files.length > 3 ? `, et ${page.count(files.length - 3, 'autre fichier', 'autres fichiers')}` : ''}.`,
        ];
  });
}
