import type { Fact, Inventory } from '../survey/facts';
import { styled, type Terminal } from './terminal';

/** The facts as another program reads them. */
export function printJson(inventory: Inventory, terminal: Terminal): void {
  terminal.out(`${JSON.stringify(inventory, undefined, 2)}\n`);
}

const lists = [
  ['runtimes', 'Langages et versions'],
  ['dependencies', 'Dépendances directes'],
  ['hosting', 'Hébergement'],
  ['databases', 'Bases de données'],
  ['monitoring', 'Supervision'],
  ['services', 'Services externes'],
  ['env', 'Variables d’environnement'],
  ['ci', 'Intégration continue'],
  ['tests', 'Tests'],
  ['robots', 'Robots'],
  ['tables', 'Tables'],
  ['migrations', 'Migrations'],
  ['api', 'API'],
  ['webhooks', 'Webhooks'],
  ['roles', 'Rôles'],
  ['licence', 'Licence'],
] as const satisfies readonly (readonly [keyof Inventory, string])[];

/** Beyond, a list says how many it holds: `--json` has them all. */
const shownAtMost = 12;

/** The facts as a person reads them. */
export function printSummary(inventory: Inventory, terminal: Terminal): void {
  const title = (text: string): string => styled(terminal.isOutWatched, 'bold', text);
  const dim = (text: string): string => styled(terminal.isOutWatched, 'dim', text);
  const { repository, notes } = inventory;
  terminal.out(`${title(repository.name)} : ${repository.files} fichiers\n`);
  for (const [key, label] of lists) {
    const facts: readonly Fact[] = inventory[key];
    terminal.out(`\n${title(label)} : ${facts.length === 0 ? 'non détecté' : String(facts.length)}\n`);
    for (const fact of facts.slice(0, shownAtMost)) {
      const [first] = fact.evidence;
      const certainty = fact.certainty === 'probable' ? ' (probable)' : '';
      terminal.out(`  ${fact.name}${versionOf(fact)}${certainty} ${dim(first ? `${first.path}:${first.line}` : '')}\n`);
    }
    if (facts.length > shownAtMost) {
      terminal.out(dim(`  … et ${facts.length - shownAtMost} de plus : « arret inventaire --json » les donne tous.\n`));
    }
  }
  if (notes.length > 0) {
    terminal.out(`\n${title('Non lus')} : ${notes.length}\n`);
    for (const { path, line, message } of notes.slice(0, shownAtMost)) {
      terminal.out(`  ${path === undefined ? '' : `${path}${line === undefined ? '' : `:${line}`} : `}${message}\n`);
    }
  }
}

function versionOf(fact: Fact & { readonly version?: unknown; readonly constraint?: unknown }): string {
  const version = fact.version ?? fact.constraint;
  return typeof version === 'string' ? ` ${version}` : '';
}
