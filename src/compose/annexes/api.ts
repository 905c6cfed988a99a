import type { Endpoint, Example } from '../../survey/facts';
import type { AnnexWriter, Page } from '../answers/answer';
import { enumerate } from '../answers/certainty';
import { partlyRead } from '../answers/partlyRead';
import { fencedExample } from '../answers/fencedExample';

/** Examples shown of each kind: they are there to show the form, not to test. */
const shown = 12;

export const api: AnnexWriter = {
  id: 'api',
  title: 'API et routes',
  items: ['api'],
  write(page) {
    const { api: operations, examples } = page.inventory;
    if (operations.length === 0) {
      return undefined;
    }
    const froms = [...new Set(operations.map(({ from }) => from))].sort();
    return [
      `${page.count(operations.length, 'opération')} d’après ce que déclarent ${enumerate(froms)} ; les paramètres sont entre accolades, et « ANY » veut dire toutes les méthodes. Rien n’a été appelé.`,
      ...partlyRead(page, 'api'),
      ...operationTables(page, operations),
      ...exampleBlocks(page, examples),
    ];
  },
};

/** One table a part of the repository: the paths of two services are not one list. */
function operationTables(page: Page, operations: readonly Endpoint[]): string[] {
  const byPart = new Map<string, Endpoint[]>();
  for (const operation of operations) {
    const part = operation.part ?? '';
    const known = byPart.get(part);
    if (known) {
      known.push(operation);
    } else {
      byPart.set(part, [operation]);
    }
  }
  return [...byPart].flatMap(([part, own]) => [
    byPart.size > 1 ? `## Opérations de ${part === '.' ? 'la racine' : page.code(part)}` : '## Opérations',
    operationTable(page, own),
  ]);
}

function operationTable(page: Page, operations: readonly Endpoint[]): string {
  const hasAccess = operations.some(({ access }) => access !== undefined && access.length > 0);
  const hasSummary = operations.some(({ summary }) => summary !== undefined);
  const rows = operations.map(({ method, path, access, summary, certainty, evidence }) => [
    method,
    `${page.code(path)}${certainty === 'probable' ? ' (à confirmer)' : ''}`,
    ...(hasAccess ? [(access ?? []).map((name) => page.code(name)).join(', ')] : []),
    ...(hasSummary ? [page.text(summary ?? '')] : []),
    page.links(evidence.slice(0, 2)),
  ]);
  return page.table(
    ['Méthode', 'Chemin', ...(hasAccess ? ['Accès déclaré'] : []), ...(hasSummary ? ['Résumé'] : []), 'Preuve'],
    rows,
  );
}

function exampleBlocks(page: Page, examples: readonly Example[]): string[] {
  const kinds = [
    ['request', 'Exemples de requêtes'],
    ['response', 'Exemples de réponses'],
  ] as const;
  return kinds.flatMap(([kind, title]) => {
    const own = examples.filter((example) => example.kind === kind);
    const hidden = own.length - shown;
    return own.length === 0
      ? []
      : [
          `## ${title}`,
          ...own.slice(0, shown).flatMap((example) => fencedExample(page, example)),
          ...(hidden > 0
            ? [`Et ${page.count(hidden, 'autre exemple', 'autres exemples')} dans les mêmes fichiers.`]
            : []),
        ];
  });
}
