import type { Command, Database, Readme, Runtime } from '../../survey/facts';
import { installTitles } from '../../survey/readers/installCommands';
import { typedOrder } from './installOrder';
import { runtimeLabel } from './runtimeLabels';
import type { AnswerWriter, Page } from './answer';
import { byName, enumerate, proven, tableRows } from './certainty';
import { contradictionLines, urgentContradictions } from './contradictions';

/** What a newcomer types, in the order they do. */
const firstCommands =
  /^(?:(?:bin|script)\/(?:setup|dev|start|server)|setup|bootstrap|init|install|build|dev|start|serve|up|server|db:(?:migrate|setup|seed|create|prepare)|migrat\w*(?::(?:latest|up|run|deploy|dev))?|seed(?::(?!make)[\w:]+)?|test)$/i;

/** Documents that tell how to begin, by the names of their files. */
const guideNames =
  /^(?:\d+[-_ ])?(?:install|installation|manual_install|setup|getting[-_]?started|demarrage|d[ée]marrer)\.\w+$/i;

const guideTitles =
  /^(?:manual )?(?:install(?:ation|er|ing)?|setup|getting started|quick ?start|d[ée]marrage|d[ée]marrer)\b/i;

export const installation: AnswerWriter = {
  item: 'installation',
  write(page) {
    const { readme, repository, runtimes, databases } = page.inventory;
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
    const guides = repository.documents
      .filter(({ name, title }) => guideNames.test(name) || (title !== undefined && guideTitles.test(title)))
      .slice(0, 3)
      .map(({ name, title, evidence }) => `${page.text(title ?? name)} ${page.proof(evidence.slice(0, 1))}`);
    const guide = guideOf([...readme, ...repository.documents]);
    const typed = new Set(guide?.commands.flatMap(({ text }) => text.split('\n')));
    const commands = repository.commands.filter(
      ({ name, command }) => command !== undefined && firstCommands.test(name) && !typed.has(command),
    );
    const table = runtimeTable(page, proven(runtimes), proven(databases));
    const blocks = [
      ...(said.length > 0 ? [`Le README l’explique : ${enumerate(said)}.`] : []),
      ...(guides.length > 0 ? [`Selon la documentation : ${enumerate(guides)}.`] : []),
      ...(said.length > 0 || guides.length > 0
        ? []
        : [
            page.notFound(
              'Procédure d’installation',
              readme.length > 0 ? readme.slice(0, 3).map(({ path }) => path) : ['README.md'],
              'f',
            ),
          ]),
      ...(guide === undefined ? [] : quoted(page, guide)),
      ...settings(page, [...typed]),
      ...managers(page),
      ...needs(page),
      ...(commands.length > 0 ? [commandList(page, commands)] : []),
      ...(repository.ports.length > 0 ? [portLine(page)] : []),
      ...(table === undefined ? [] : [table]),
      ...contradictionLines(page, ['version', 'port']),
      ...missingCommands(page),
    ];
    return {
      blocks,
      question: 'cette installation a-t-elle été rejouée, à quelle date, avec quelles versions ?',
      urgent: urgentContradictions(page),
    };
  },
};

interface Guide {
  readonly path: string;
  readonly commands: NonNullable<Readme['commands']>;
}

/** The settings that have to be filled in first, when no command already copies them. */
function settings(page: Page, typed: readonly string[]): string[] {
  const models = new Set(
    page.inventory.env.flatMap(({ declared }) =>
      declared.flatMap(({ path }) =>
        !/(?:^|\/)[\w-]*examples?\//i.test(path) &&
        /(?:^|\/)(?:\.env[\w.-]*\.?(?:sample|example|exemple|dist|template|tpl|defaults?)|(?:sample|example|exemple|template)\.env|env\.(?:sample|example|exemple|dist|template))$/i.test(
          path,
        )
          ? [path]
          : [],
      ),
    ),
  );
  const untold = [...models].filter(
    (path) => !typed.some((line) => line.includes(path.slice(path.lastIndexOf('/') + 1))),
  );
  const shown = untold.sort((a, b) => a.split('/').length - b.split('/').length).slice(0, 3);
  return shown.length === 0
    ? []
    : [`Variables à renseigner d’abord, d’après ${enumerate(shown.map((path) => page.file(path)))}.`];
}

/** What the system must have, besides what the product's own packages bring. */
function needs(page: Page): string[] {
  const told = page.inventory.repository.installs
    .filter(({ kind }) => kind === 'system' || kind === 'locale')
    .slice(0, 6)
    .map(
      ({ name, kind, evidence }) =>
        `${kind === 'locale' ? 'la langue ' : ''}${page.code(name)} ${page.proof(evidence)}`,
    );
  return [...(told.length === 0 ? [] : [`Il faut aussi ${enumerate(told)}.`]), ...besideCompose(page)];
}

/** Servers of data that a local start needs. */
const dataServers = /^(?:PostgreSQL|MySQL|MariaDB|Redis|MongoDB|Elasticsearch|OpenSearch|RabbitMQ|Memcached)$/;

/** Compose starts some of the product's bases: the others have to be there already. */
function besideCompose(page: Page): string[] {
  const { databases, repository } = page.inventory;
  const files = new Set(
    repository.containers.flatMap(({ kind, evidence }) => (kind === 'service' ? evidence.map(({ path }) => path) : [])),
  );
  const bases = byName(proven(databases).filter(({ name }) => dataServers.test(name)));
  const isStarted = ({ facts }: (typeof bases)[number]): boolean =>
    facts.some(({ evidence }) => evidence.some(({ path }) => files.has(path)));
  const absent = bases.filter((base) => !isStarted(base));
  return absent.length === 0 || absent.length === bases.length
    ? []
    : [
        `Aucun conteneur local ne fournit ${enumerate(absent.map(({ name, facts }) => `${name} ${page.proof(facts.flatMap(({ evidence }) => evidence).slice(0, 1))}`))} : à installer à part.`,
      ];
}

/** What tells what to type: the README, the root's before those of parts, else a guide. */
function guideOf(guides: readonly Pick<Readme, 'path' | 'commands'>[]): Guide | undefined {
  const isReadme = (path: string): boolean => /(?:^|\/)(?:readme|lisez)/i.test(path);
  return [...guides]
    .sort(
      (a, b) =>
        Number(isReadme(b.path)) - Number(isReadme(a.path)) || a.path.split('/').length - b.path.split('/').length,
    )
    .flatMap(({ path, commands }) => (commands !== undefined && commands.length > 0 ? [{ path, commands }] : []))[0];
}

/** Its own commands: nothing else says in which order they are typed. */
function quoted(page: Page, { path, commands }: Guide): string[] {
  const first = Math.min(...commands.map(({ line }) => line));
  const last = Math.max(...commands.map(({ endLine }) => endLine));
  const place = { path, line: first, ...(last > first ? { endLine: last } : {}) };
  const { lines, isMoved } = typedOrder(commands.flatMap(({ text }) => text.split('\n')));
  const order = isMoved ? 'dans son ordre, l’installation des paquets exceptée' : 'dans son ordre';
  return [
    `${/(?:^|\/)(?:readme|lisez)/i.test(path) ? 'Ses commandes' : 'Les commandes du guide'}, ${order} ${page.proof([place])} :`,
    `\`\`\`sh\n${lines.join('\n')}\n\`\`\``,
  ];
}

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

function runtimeTable(page: Page, runtimes: readonly Runtime[], databases: readonly Database[]): string | undefined {
  const rows = [...runtimes.map((runtime) => ({ ...runtime, name: runtimeLabel(runtime.name) })), ...databases]
    .filter(({ version }) => version !== undefined)
    .slice(0, tableRows)
    .map(({ name, version, endOfLife, evidence, part }) => [
      `${name}${part === undefined || part === '.' ? '' : ` (${page.code(part)})`}`,
      page.code(version ?? ''),
      page.links(evidence),
      endOfLife === undefined ? '' : page.date(endOfLife, 'month'),
    ]);
  return rows.length > 0 ? page.table(['Outil', 'Version demandée', 'Preuve', 'Fin de support'], rows) : undefined;
}

/** What a document tells to type and nothing declares. */
function missingCommands(page: Page): string[] {
  const missing = proven(page.inventory.contradictions).filter(({ kind }) => kind === 'command');
  const told = missing
    .slice(0, 4)
    .map(({ name, evidence }) => `${page.code(name)} ${page.proof(evidence.slice(0, 1))}`);
  const hidden = missing.length - told.length;
  return told.length === 0
    ? []
    : [
        `**Contradiction :** la documentation donne ${told.length + hidden === 1 ? 'une commande que rien ne définit' : 'des commandes que rien ne définit'} : ${enumerate(told)}${hidden > 0 ? `, et ${page.count(hidden, 'autre')}` : ''}.`,
      ];
}
