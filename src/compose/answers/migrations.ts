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
    const told = found.length > 0 ? applied(page, commands) : [];
    const table = found.length > 0 ? [...commandList(page, commands), ...sections(page)] : commandList(page, commands);
    return {
      blocks: [
        ...(found.length > 0
          ? sets(page, found)
          : [page.notFound('Scripts de migration', ['les dossiers de migrations des cadres connus', '*.sql'], 'mp')]),
        ...told,
        ...(table.length > 0 ? table : []),
      ],
      question:
        found.length > 0
          ? told.length > 0 && sections(page).length > 0
            ? undefined
            : 'laquelle a tourné en dernier en production, et le retour en arrière a-t-il servi ?'
          : 'où sont les scripts de migration, dans quel ordre s’appliquent-ils, et lequel a tourné en dernier en production ?',
    };
  },
};

/** How a tool's migrations are applied, when no script of the product says. */
const usual: Readonly<Record<string, string>> = {
  Django: 'python manage.py migrate',
  Rails: 'bin/rails db:migrate',
  Laravel: 'php artisan migrate',
  Doctrine: 'php bin/console doctrine:migrations:migrate',
  Alembic: 'alembic upgrade head',
  Prisma: 'npx prisma migrate deploy',
  Knex: 'npx knex migrate:latest',
  Sequelize: 'npx sequelize-cli db:migrate',
  TypeORM: 'npx typeorm migration:run',
  Ecto: 'mix ecto.migrate',
};

/** Where the product applies them by itself, else what to type. */
function applied(page: Page, commands: readonly Command[]): string[] {
  const starts = page.inventory.automations.filter(
    ({ kind, name }) =>
      kind === 'startup' && /migrat|upgrade|db:(?:prepare|setup)/i.test(name) && !/seed|loaddata/i.test(name),
  );
  const places = starts.flatMap(({ evidence }) => evidence);
  const byHand = commands.some(({ name }) => /latest|migrate$|:up|:run|deploy/i.test(name));
  const [command] = proven(page.inventory.migrations).flatMap(({ name }) => usual[name] ?? []);
  return [
    ...(byHand || command === undefined ? [] : [`Appliquer, d’après l’outil : ${page.code(command)}.`]),
    ...(places.length > 0 ? [`Appliquées d’elles-mêmes au démarrage ou au déploiement ${page.proof(places)}.`] : []),
  ];
}

/** What the README says of them. */
function sections(page: Page): string[] {
  const said = page.inventory.readme
    .flatMap(({ path, sections: own }) => own.map((section) => ({ path, ...section })))
    .filter(({ title }) => /migration/i.test(title))
    .slice(0, 2)
    .map(
      ({ path, title, line, endLine }) =>
        `« ${page.text(title)} » ${page.proof([{ path, line, ...(endLine > line ? { endLine } : {}) }])}`,
    );
  return said.length === 0 ? [] : [`Le README en explique l’organisation : ${said.join(', ')}.`];
}

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
        [...new Map(commands.map((command) => [command.command, command])).values()]
          .slice(0, listed)
          .map(({ command, evidence }) => `- ${page.code(command ?? '')} ${page.proof(evidence.slice(0, 1))}`)
          .join('\n'),
      ];
}
