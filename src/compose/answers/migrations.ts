import type { Command, Evidence, Migrations } from '../../survey/facts';
import type { AnswerWriter, Page } from './answer';
import { proven, tableRows } from './certainty';

/** Commands and proofs listed at most. */
const listed = 6;

export const migrations: AnswerWriter = {
  item: 'migrations',
  write(page) {
    const found = proven(page.inventory.migrations);
    const commands = page.inventory.repository.commands.filter(
      ({ name, command }) => command !== undefined && /migrat|db:(?:up|rollback|schema)/i.test(name),
    );
    return {
      blocks: [
        ...(found.length > 0
          ? sets(page, found)
          : [page.notFound('Scripts de migration', ['les dossiers de migrations des cadres connus', '*.sql'], 'mp')]),
        ...commandList(page, commands),
      ],
      question:
        found.length > 0
          ? 'laquelle a tourné en dernier en production, et le retour en arrière a-t-il servi ?'
          : 'où sont les scripts de migration, dans quel ordre s’appliquent-ils, et lequel a tourné en dernier en production ?',
    };
  },
};

function sets(page: Page, found: readonly Migrations[]): string[] {
  const largest = [...found].sort((a, b) => b.count - a.count);
  const count = found.reduce((sum, set) => sum + set.count, 0);
  const data = found.flatMap((set) => set.data ?? []);
  const hidden = found.length - tableRows;
  return [
    ...(found.length > 1 ? [`${page.count(count, 'migration')} dans ${page.count(found.length, 'dossier')}.`] : []),
    page.table(
      ['Outil', 'Dossier', 'Migrations', 'Première', 'Dernière'],
      largest
        .slice(0, tableRows)
        .map(({ name, folder, count: own, first, last }) => [
          page.text(name),
          page.file(`${folder}/`, folder),
          String(own),
          first === undefined ? '' : page.file(first),
          last === undefined ? '' : page.file(last),
        ]),
    ),
    ...(hidden > 0 ? [`Et ${page.count(hidden, 'autre dossier', 'autres dossiers')}, moins fournis.`] : []),
    ...dataList(page, data),
  ];
}

/** Migrations that change data can't be judged by the schema they leave. */
function dataList(page: Page, data: readonly Evidence[]): string[] {
  if (data.length === 0) {
    return [];
  }
  const hidden = data.length - 3;
  return [
    `${page.count(data.length, 'migration modifie', 'migrations modifient')} des données ${page.proof(data)}${hidden > 0 ? `, dont ces trois` : ''}.`,
  ];
}

function commandList(page: Page, commands: readonly Command[]): string[] {
  return commands.length === 0
    ? []
    : [
        commands
          .slice(0, listed)
          .map(({ command, evidence }) => `- ${page.code(command ?? '')} ${page.proof(evidence.slice(0, 1))}`)
          .join('\n'),
      ];
}
