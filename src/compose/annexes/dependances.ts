import type { AnnexWriter, Page } from '../answers/answer';
import { proven } from '../answers/certainty';
import type { Dependency } from '../../survey/facts';

export const dependances: AnnexWriter = {
  id: 'dependances',
  title: 'Dépendances',
  items: ['dependances'],
  write(page) {
    const dependencies = proven(page.inventory.dependencies);
    if (dependencies.length === 0) {
      return undefined;
    }
    const manifests = [...new Set(dependencies.map(({ manifest }) => manifest))];
    return [
      'Dépendances directes, telles que les manifestes les déclarent ; la version verrouillée vient du verrou voisin.',
      ...manifests.flatMap((manifest) => {
        const own = dependencies.filter((dependency) => dependency.manifest === manifest);
        return [
          `## ${page.code(manifest)}`,
          ...tables(
            page,
            'Exécution',
            own.filter(({ dev }) => !dev),
          ),
          ...tables(
            page,
            'Développement',
            own.filter(({ dev }) => dev),
          ),
        ];
      }),
    ];
  },
};

function tables(page: Page, title: string, dependencies: readonly Dependency[]): string[] {
  if (dependencies.length === 0) {
    return [];
  }
  const rows = dependencies.map(({ name, constraint, locked, evidence }) => [
    page.code(name),
    constraint === undefined ? '' : page.code(constraint),
    locked === undefined ? '' : page.code(locked),
    page.links(evidence.slice(0, 1)),
  ]);
  return [
    `${title} : ${page.count(rows.length, 'dépendance')}.`,
    page.table(['Nom', 'Déclarée', 'Verrouillée', 'Preuve'], rows),
  ];
}
