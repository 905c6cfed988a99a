import type { Contradiction } from '../../survey/facts';
import type { Page, Urgent } from './answer';
import { proven } from './certainty';
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
export function urgentContradictions(page: Page, kinds: readonly Contradiction['kind'][]): Urgent[] {
  const names = new Set(
    proven(page.inventory.contradictions).flatMap(({ kind, name }) =>
      kinds.includes(kind) ? [`${kind === 'port' ? 'Les ports' : 'Les versions'} de ${runtimeLabel(name)}`] : [],
    ),
  );
  return [...names].map((name) => ({ rank: 2, text: `${name} se contredisent d’un fichier à l’autre` }));
}
