import type { Command, Runtime } from '../../survey/facts';
import { runtimeLabel } from './runtimeLabels';
import type { AnswerWriter, Page } from './answer';
import { byName, enumerate, proven, tableRows } from './certainty';

const installTitles =
  /install|d[ée]marr|lancer|launch|getting started|quick ?start|setup|set up|mise en place|pr[ée]requis|requirements|prerequisites|d[ée]velopp|develop|usage|utilisation|run|ex[ée]cut|docker|local/i;

/** What a newcomer types, in the order they do. */
const firstCommands =
  /^(?:(?:bin|script)\/(?:setup|dev|start|server)|setup|bootstrap|init|install|build|dev|start|serve|up|server|db:(?:migrate|setup|seed|create|prepare)|migrat\w*(?::(?:latest|up|run|deploy|dev))?|seed(?::(?!make)[\w:]+)?|test)$/i;

export const installation: AnswerWriter = {
  item: 'installation',
  write(page) {
    const { readme, repository, runtimes } = page.inventory;
    const sections = readme.flatMap(({ path, sections }) =>
      sections
        .filter(({ title, level }) => level <= 3 && installTitles.test(title))
        .map((section) => ({ path, ...section })),
    );
    const said = sections
      .slice(0, 4)
      .map(
        ({ path, title, line, endLine }) =>
          `« ${page.text(title)} » ${page.proof([{ path, line, ...(endLine > line ? { endLine } : {}) }])}`,
      );
    const commands = repository.commands.filter(
      ({ name, command }) => command !== undefined && firstCommands.test(name),
    );
    const table = runtimeTable(page, proven(runtimes));
    const blocks = [
      ...(said.length > 0
        ? [`Le README l’explique : ${enumerate(said)}.`]
        : [
            page.notFound(
              'Procédure d’installation',
              readme.length > 0 ? readme.slice(0, 3).map(({ path }) => path) : ['README.md'],
              'f',
            ),
          ]),
      ...managers(page),
      ...(commands.length > 0 ? [commandList(page, commands)] : []),
      ...(repository.ports.length > 0 ? [portLine(page)] : []),
      ...(table === undefined ? [] : [table]),
      ...contradictions(page, proven(runtimes)),
    ];
    const disagreeing = [...new Set(disagreements(proven(runtimes)).map(({ name }) => name.split('\n')[0] ?? name))];
    return {
      blocks,
      question: 'cette installation a-t-elle été rejouée, à quelle date, avec quelles versions ?',
      urgent: disagreeing.map((name) => ({
        rank: 2,
        text: `Les versions de ${runtimeLabel(name)} se contredisent d’un fichier à l’autre`,
      })),
    };
  },
};

function commandList(page: Page, commands: readonly Command[]): string {
  const unique = [...new Map(commands.map((command) => [command.command, command])).values()];
  return unique
    .slice(0, 8)
    .map(({ command, evidence }) => `- ${page.code(command ?? '')} ${page.proof(evidence.slice(0, 1))}`)
    .join('\n');
}

function managers(page: Page): string[] {
  const found = byName(proven(page.inventory.repository.packageManagers))
    .slice(0, 6)
    .map(({ name, facts }) => {
      const version = facts.find((tool) => tool.version !== undefined)?.version;
      const label = version === undefined ? page.code(name) : `${page.code(name)} ${page.text(version)}`;
      return `${label} ${page.proof(facts.flatMap(({ evidence }) => evidence).slice(0, 1))}`;
    });
  return found.length === 0 ? [] : [`Paquets installés avec ${enumerate(found)}.`];
}

function portLine(page: Page): string {
  const ports = byName(page.inventory.repository.ports.map((port) => ({ ...port, name: String(port.port) })));
  const shown = ports
    .slice(0, 6)
    .map(
      ({ name, facts }) => `${page.code(name)} ${page.proof(facts.flatMap(({ evidence }) => evidence).slice(0, 1))}`,
    );
  return `${ports.length > 1 ? 'Ports' : 'Port'} : ${shown.join(', ')}.`;
}

function runtimeTable(page: Page, runtimes: readonly Runtime[]): string | undefined {
  const rows = runtimes
    .filter(({ version }) => version !== undefined)
    .slice(0, tableRows)
    .map(({ name, version, endOfLife, evidence, part }) => [
      `${runtimeLabel(name)}${part === undefined || part === '.' ? '' : ` (${page.code(part)})`}`,
      page.code(version ?? ''),
      page.links(evidence),
      endOfLife === undefined ? '' : page.date(endOfLife, 'month'),
    ]);
  return rows.length > 0 ? page.table(['Outil', 'Version demandée', 'Preuve', 'Fin de support'], rows) : undefined;
}

/** Exact versions of one tool, in one part, that differ. */
function disagreements(runtimes: readonly Runtime[]): { readonly name: string; readonly facts: readonly Runtime[] }[] {
  const exact = runtimes.filter(
    ({ version }) => version !== undefined && /^v?\d+(?:\.\d+)*(?:\.x|\.\*)?$/.test(version),
  );
  return byName(exact.map((runtime) => ({ ...runtime, name: `${runtime.name}\n${runtime.part ?? ''}` }))).filter(
    ({ facts }) => {
      const versions = facts.map(({ version }) =>
        (version ?? '')
          .replace(/^v/, '')
          .split('.')
          .filter((part) => /^\d+$/.test(part)),
      );
      return versions.some((a) =>
        versions.some((b) => a.some((part, index) => b[index] !== undefined && b[index] !== part)),
      );
    },
  );
}

function contradictions(page: Page, runtimes: readonly Runtime[]): string[] {
  return disagreements(runtimes).map(({ name, facts }) => {
    const values = facts.map(
      ({ version, evidence }) => `${page.code(version ?? '')} ${page.proof(evidence.slice(0, 2))}`,
    );
    return `**Contradiction :** la version de ${runtimeLabel(name.split('\n')[0] ?? name)} est ${values.slice(0, 4).join(' ou ')}.`;
  });
}
