import type { AnnexWriter, AnswerWriter } from '../../../src/compose/answers/answer';
import type { CompositionOptions } from '../../../src/compose/composition';
import type { DossierOptions } from '../../../src/compose/dossier';
import type { Inventory } from '../../../src/survey/facts';
import { inventoryOf } from './inventories';

const evidence = [{ path: 'package.json', line: 3 }];

/** Writers whose answers depend on a few facts, one of each kind of answer. */
export const sampleAnswers: readonly AnswerWriter[] = [
  {
    item: 'installation',
    write: (page) => ({
      blocks:
        page.inventory.runtimes.length > 0
          ? [
              `Avec ${page.inventory.runtimes.map(({ name, version }) => `${page.text(name)} ${page.code(version ?? '')}`).join(', ')} ${page.proof(evidence)} :`,
              '```sh\nnpm ci : « oui »\n```',
            ]
          : [],
      question: 'cette installation a-t-elle été rejouée ?',
      urgent: page.inventory.runtimes.map(({ name }) => ({
        rank: 2 as const,
        text: `La version de ${page.text(name)} n’est plus suivie.`,
      })),
    }),
  },
  {
    item: 'dependances',
    write: (page) => ({
      blocks: [
        page.table(
          ['Paquet', 'Version', 'Preuve'],
          page.inventory.dependencies.map(({ name, constraint, evidence: proofs }) => [
            page.code(name),
            page.text(constraint ?? ''),
            page.links(proofs),
          ]),
        ),
        `${page.count(page.inventory.dependencies.length, 'dépendance')} : ${page.annex('dependances', 'annexe')}, et ${page.item('dettes')}.`,
      ],
      urgent: [{ rank: 1, text: 'Un secret est versionné :' }],
    }),
  },
  {
    item: 'supervision',
    write: (page) => ({ blocks: [page.notFound('Sentry', ['package.json', 'la racine'])], question: 'qui regarde ?' }),
  },
  { item: 'coffre', write: () => ({ blocks: [], question: 'où sont-ils ?' }) },
  { item: 'choix', write: () => ({ blocks: [] }) },
  {
    item: 'dettes',
    write: (page) => ({
      blocks: [
        `Fins de support, au ${page.date(page.today)} : ${page.inventory.runtimes.map(({ name }) => page.text(name)).join(', ')}.`,
      ],
      question: 'laquelle d’abord ?',
    }),
  },
];

export const sampleAnnexes: readonly AnnexWriter[] = [
  {
    id: 'dependances',
    title: 'Dépendances et versions',
    items: ['dependances', 'dettes'],
    write: (page) =>
      page.inventory.dependencies.length === 0
        ? undefined
        : [
            'D’après le manifeste.',
            page.table(
              ['Paquet'],
              page.inventory.dependencies.map(({ name }) => [page.code(name)]),
            ),
          ],
  },
  { id: 'api', title: 'API', items: ['api'], write: () => undefined },
];

export const sampleOptions: CompositionOptions = {
  today: '2026-11-24',
  dossier: 'arret/dossier-technique.md',
  writers: { answers: sampleAnswers, annexes: sampleAnnexes },
};

export const sampleDossier: DossierOptions = { ...sampleOptions, product: 'Passerelle', style: 'headings' };

/** @param runtimes by name, their versions */
export function sampleInventory(
  runtimes: Readonly<Record<string, string>> = { node: '16' },
  packages: readonly string[] = ['vue', 'pg'],
  hash = 'f35012aa266459b708f7a88032041d45c251a04a',
): Inventory {
  return inventoryOf(
    {
      runtimes: Object.entries(runtimes).map(([name, version]) => ({ name, version, evidence })),
      dependencies: packages.map((name) => ({
        name,
        constraint: '^1.0.0',
        ecosystem: 'npm',
        dev: false,
        manifest: 'package.json',
        evidence,
      })),
    },
    { lastCommit: { hash, date: '2021-11-04', evidence: [] } },
  );
}
