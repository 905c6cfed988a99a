import { capitalised } from '../markdownText';
import { depositFolders, deposits } from '../../survey/data/depositFolders';
import type { Dataset, Evidence, Exposure } from '../../survey/facts';
import type { AnswerWriter, Page, Urgent } from './answer';
import { ownPlaces } from './ownPlaces';
import { accounts, byName, enumerate, proven, tableRows } from './certainty';

const exposed: Readonly<Record<Exposure['kind'], string>> = {
  secret: 'à révoquer : le dépôt le garde, historique compris',
  fallback: 'sert dès que la variable manque',
  account: 'à fermer partout où ils ont servi',
  example: 'à changer s’ils ont servi ailleurs qu’en local',
  log: 'à relire',
  setting: 'réglage à revoir',
  logged: 'écrit dans les journaux : à révoquer s’ils ont été partagés',
};

const datasetKinds: Readonly<Partial<Record<Dataset['kind'], string>>> = {
  dump: 'sauvegarde versionnée : à relire, elle peut nommer des personnes',
  archive: 'archive versionnée : à ouvrir',
  encrypted: 'sauvegarde chiffrée versionnée',
  personal: 'peut nommer des personnes',
};

export const nettoyage: AnswerWriter = {
  item: 'nettoyage',
  write(page) {
    const { databases, hosting, exposures, datasets } = page.inventory;
    const stores = [
      ...byName(proven(databases)).map(
        ({ name, facts }) =>
          `- ${page.text(name)} ${page.proof(facts.flatMap(({ evidence }) => evidence).slice(0, 1))}`,
      ),
      ...page.inventory.architecture
        .filter(
          ({ kind, name }) => kind === 'storage' && name !== deposits && !databases.some((base) => base.name === name),
        )
        .slice(0, 3)
        .map(({ name, evidence }) => `- ${page.text(name)} ${page.proof(evidence.slice(0, 1))}`),
      ...proven(page.inventory.env)
        .filter(({ name }) => depositFolders.test(name))
        .slice(0, 2)
        .map(
          ({ name, evidence }) => `- fichiers déposés, dossier ${page.code(name)} ${page.proof(evidence.slice(0, 1))}`,
        ),
      ...accounts(hosting)
        .slice(0, 2)
        .map((name) => `- chez ${page.text(name)} : bases, fichiers et sauvegardes automatiques`),
    ];
    const environments = byName(proven(hosting).filter(({ kind }) => kind === 'environment')).map(({ name }) =>
      page.code(name),
    );
    const secrets = proven(exposures).filter(({ kind }) => kind !== 'setting' && kind !== 'logged');
    const rows = [...exposureRows(page, secrets), ...datasetRows(page, proven(datasets)), ...sealedRows(page)];
    const hidden = rows.length - tableRows;
    const kept = retention(page);
    return {
      blocks: [
        ...(rows.length > 0
          ? [
              'Dans le dépôt, à vérifier ou à retirer, historique compris :',
              page.table(['Quoi', 'Pourquoi', 'Preuve'], rows.slice(0, tableRows)),
              ...(hidden > 0 ? [`Et ${page.count(hidden, 'autre')}.`] : []),
            ]
          : [page.notFound('Secret ou sauvegarde versionnés', ['les fichiers du dépôt, sans leur historique'])]),
        ...(stores.length > 0
          ? ['Hors du dépôt, là où des données peuvent rester :', stores.join('\n')]
          : [page.notFound('Base de données', ['docker-compose.yml', 'les dépendances', 'la configuration'], 'f')]),
        ...(environments.length > 0 ? [`Dans chaque environnement : ${enumerate(environments.slice(0, 8))}.`] : []),
        ...kept,
      ],
      question:
        kept.length > 0
          ? 'ces durées courent-elles encore, et qui a constaté l’effacement de chaque base et sauvegarde ? (À voir avec le DPO et les archives.)'
          : 'qui a constaté l’effacement de chaque base, fichier et sauvegarde, à quelle date ? (Durées de conservation : à voir avec le DPO et les archives.)',
      urgent: urgent(secrets),
    };
  },
};

/** One row a kind of thing: ten passwords are changed together. */
function exposureRows(page: Page, exposures: readonly Exposure[]): string[][] {
  return byName(exposures).map(({ name, facts }) => [
    `${exposureName(page, name)}${facts.length > 1 ? ` (${String(facts.length)})` : ''}`,
    exposed[facts[0]?.kind ?? 'secret'],
    page.links(oneOfEachFile(facts.flatMap(({ evidence }) => evidence))),
  ]);
}

/** A place of each file first: three lines of one say less than three files. */
function oneOfEachFile(evidence: readonly Evidence[]): Evidence[] {
  const first = new Map(evidence.toReversed().map((place) => [place.path, place]));
  const isFirst = (place: Evidence): boolean => first.get(place.path) === place;
  return [...evidence.filter(isFirst), ...evidence.filter((place) => !isFirst(place))];
}

function exposureName(page: Page, name: string): string {
  const variable = /^valeur de repli de (.+)$/.exec(name)?.[1];
  return variable === undefined ? page.text(capitalised(name)) : `Valeur de repli de ${page.code(variable)}`;
}

function datasetRows(page: Page, datasets: readonly Dataset[]): string[][] {
  return datasets.flatMap(({ kind, path, reason, evidence }) => {
    const why = datasetKinds[kind];
    return why === undefined
      ? []
      : [
          [
            page.file(path),
            reason === undefined ? why : page.text(reason),
            page.links(ownPlaces(path, evidence).slice(0, 2)),
          ],
        ];
  });
}

/** Locked, and yet secrets: who keeps the key can still open them. */
function sealedRows(page: Page): string[][] {
  const { sealed } = page.inventory;
  const [first] = sealed;
  return first
    ? [
        [
          page.count(sealed.length, 'fichier de secrets chiffrés', 'fichiers de secrets chiffrés'),
          'lisibles par qui garde la clé',
          page.links(sealed.flatMap(({ evidence }) => evidence.slice(0, 1))),
        ],
      ]
    : [];
}

/** How long the public was told that its data is kept. */
function retention(page: Page): string[] {
  const said = page.inventory.repository.statements.filter(({ kind }) => kind === 'retention');
  const [first] = said;
  const last = said.at(-1);
  const place = first?.evidence[0];
  const end = last?.evidence[0];
  if (!first || !place) {
    return [];
  }
  const range = end?.path === place.path && end.line > place.line ? [{ ...place, endLine: end.line }] : [place];
  return [`Durées de conservation annoncées au public ${page.proof(range)}, dont « ${page.text(first.quote)} »`];
}

function urgent(exposures: readonly Exposure[]): Urgent[] {
  const secrets = exposures.filter(({ kind }) => kind === 'secret');
  const [first] = secrets;
  const fallback = exposures.find(({ kind }) => kind === 'fallback');
  return [
    ...(first
      ? [
          {
            rank: 1 as const,
            text:
              secrets.length === 1
                ? `${capitalised(first.name)} en clair dans le dépôt, à révoquer`
                : `${String(secrets.length)} secrets sont en clair dans le dépôt, à révoquer`,
          },
        ]
      : []),
    ...(fallback ? [{ rank: 1 as const, text: fallbackText(exposures) }] : []),
  ];
}

/** « La clé `JWT_SECRET` a une valeur de repli écrite dans le code » */
function fallbackText(exposures: readonly Exposure[]): string {
  const names = [
    ...new Set(
      exposures.flatMap(({ kind, name }) => (kind === 'fallback' ? [name.replace(/^valeur de repli de /, '')] : [])),
    ),
  ];
  const [only = ''] = names;
  return names.length > 1
    ? `${String(names.length)} secrets ont une valeur de repli écrite dans le code`
    : `Le secret \`${only}\` a une valeur de repli écrite dans le code`;
}
