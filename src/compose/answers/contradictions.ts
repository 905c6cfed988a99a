import type { Contradiction } from '../../survey/facts';
import type { Page, Urgent } from './answer';
import { enumerate, proven } from './certainty';
import { runtimeLabel } from './runtimeLabels';

/** Values told of one contradiction. */
const toldValues = 4;

/** « **Contradiction :** la version de Node.js est `10` (…) ou `16` (…). », one a line. */
export function contradictionLines(page: Page, kinds: readonly Contradiction['kind'][]): string[] {
  return proven(page.inventory.contradictions)
    .filter(({ kind }) => kinds.includes(kind))
    .map((contradiction) => {
      const values = contradiction.values
        .slice(0, toldValues)
        .map(({ value, evidence }) => `${page.code(value)} ${page.proof(evidence.slice(0, 2))}`);
      return `**Contradiction :** ${subject(page, contradiction)} est ${values.join(' ou ')}.`;
    });
}

function subject(page: Page, { name, kind, part }: Contradiction): string {
  const place = part === undefined || part === '.' ? '' : `, dans ${page.code(part)},`;
  return kind === 'port'
    ? `le port local de ${page.text(name)}`
    : `la version de ${page.text(runtimeLabel(name))}${place}`;
}

/** What stops whoever installs the product: the top of the dossier says so. */
export function urgentContradictions(page: Page): Urgent[] {
  const found = proven(page.inventory.contradictions);
  const named = (wanted: Contradiction['kind']): string[] => [
    ...new Set(found.flatMap(({ kind, name }) => (kind === wanted ? [`de ${runtimeLabel(name)}`] : []))),
  ];
  const [versions, ports] = [named('version'), named('port')];
  return [
    ...(versions.length > 0
      ? [
          {
            rank: 2 as const,
            text: `Les versions ${enumerate(versions.slice(0, 3))} se contredisent d’un fichier à l’autre`,
          },
        ]
      : []),
    ...(ports.length > 0
      ? [{ rank: 3 as const, text: `Les ports ${enumerate(ports.slice(0, 3))} se contredisent d’un fichier à l’autre` }]
      : []),
  ];
}
