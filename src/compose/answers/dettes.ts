import type { Database, Dependency } from '../../survey/facts';
import { endOfLifeOf } from '../../survey/readers/endOfLife';
import type { AnswerWriter, Page, Urgent } from './answer';
import { byName, enumerate, proven, tableRows } from './certainty';
import { runtimeLabel } from './runtimeLabels';

/** How long before its end of support a version is told as near it. */
const soonDays = 183;

export const dettes: AnswerWriter = {
  item: 'dettes',
  write(page) {
    const { runtimes, databases, dependencies, repository } = page.inventory;
    const soon = new Date(Date.parse(page.today) + soonDays * 86_400_000).toISOString().slice(0, 10);
    const dated = [
      ...proven(runtimes).map((runtime) => ({ ...runtime, name: runtimeLabel(runtime.name) })),
      ...proven(databases).map((database) => ({ ...database, version: endedVersion(database) })),
      ...frameworks(proven(dependencies)),
      ...systems(page),
    ].flatMap(({ name, version, endOfLife, evidence }) =>
      endOfLife !== undefined && endOfLife <= soon ? [{ name, version, endOfLife, evidence }] : [],
    );
    // One row for what several files say alike.
    const merged = new Map<string, (typeof dated)[number]>();
    for (const entry of dated) {
      const key = [entry.name, entry.version, entry.endOfLife].join('\n');
      const known = merged.get(key);
      merged.set(key, known ? { ...known, evidence: [...known.evidence, ...entry.evidence] } : entry);
    }
    const ends = [...merged.values()].sort((a, b) =>
      a.endOfLife < b.endOfLife ? -1 : a.endOfLife > b.endOfLife ? 1 : 0,
    );
    const ended = ends.filter(({ endOfLife }) => endOfLife <= page.today);
    const rows = ends
      .slice(0, tableRows)
      .map(({ name, version, endOfLife, evidence }) => [
        page.text(name),
        version === undefined ? '' : page.code(version),
        page.date(endOfLife, 'month'),
        page.links(evidence.slice(0, 2)),
      ]);
    const todos = [...repository.todos].sort((a, b) => b.count - a.count);
    const count = todos.reduce((sum, todo) => sum + todo.count, 0);
    const imports = proven(page.inventory.contradictions).filter(({ kind }) => kind === 'import');
    const folders = todos.slice(0, 5).map(({ name, count }) => `${page.code(name)} (${String(count)})`);
    return {
      blocks: [
        ...(rows.length > 0
          ? [
              `Fins de support passées ou proches, au ${page.date(page.today)} :`,
              page.table(['Composant', 'Version', 'Fin de support', 'Preuve'], rows),
            ]
          : []),
        ...undeclaredImports(page),
        ...broughtAlong(page),
        ...weaknesses(page),
        ...pendingFixes(page),
        ...deadLinks(page),
        ...(count > 0
          ? [
              `${page.count(count, '`TODO` ou `FIXME`', '`TODO` ou `FIXME`')} : ${enumerate(folders)}${todos.length > 5 ? ' pour les dossiers qui en ont le plus' : ''}.`,
            ]
          : []),
        ...(rows.length === 0 && count === 0 && imports.length === 0 && weaknesses(page).length === 0
          ? [page.notFound('Fins de support proches, TODO, FIXME', ['les manifestes', 'le code'], 'mp')]
          : []),
      ],
      question: 'quelle dette l’équipe traiterait-elle en premier, et pourquoi ?',
      urgent: [
        ...page.inventory.exposures
          .filter(({ kind }) => kind === 'logged')
          .slice(0, 1)
          .map(({ name }): Urgent => ({ rank: 2, text: `Un secret est écrit dans les journaux, ${page.code(name)}` })),
        ...imports.slice(0, 1).map(({ name }): Urgent => ({
          rank: 2,
          text: `Le code importe un paquet qu’aucun manifeste ne déclare, ${page.code(name)}`,
        })),
        ...urgent(page.today, ended),
      ],
    };
  },
};

/** The systems that images are made of, when their name is the image's. */
function systems({ inventory: { repository } }: Page): Pick<Database, 'name' | 'version' | 'endOfLife' | 'evidence'>[] {
  const names: Readonly<Record<string, string>> = {
    centos: 'CentOS',
    debian: 'Debian',
    ubuntu: 'Ubuntu',
    alpine: 'Alpine',
  };
  return repository.containers.flatMap(({ name, version: tag, kind, evidence, certainty }) => {
    const label = names[name];
    const version = tag?.replace(new RegExp(`^${name}`), '');
    return label === undefined || version === undefined || kind !== 'image' || certainty !== undefined
      ? []
      : [{ name: label, version, endOfLife: endOfLifeOf(label, version), evidence }];
  });
}

/** Settings that leave something open, and secrets that the journals have. */
function weaknesses(page: Page): string[] {
  const { exposures } = page.inventory;
  const settings = exposures
    .filter(({ kind }) => kind === 'setting')
    .slice(0, 4)
    .map(({ name, evidence }) => `${page.text(name)} ${page.proof(evidence.slice(0, 2))}`);
  const logged = exposures.filter(({ kind }) => kind === 'logged');
  return [
    ...(settings.length > 0 ? [`Réglages à revoir : ${enumerate(settings)}.`] : []),
    ...logged
      .slice(0, 2)
      .map(
        ({ name, evidence }) =>
          `${page.code(name)}, secret compris, est écrite dans les journaux ${page.proof(evidence.slice(0, 2))}.`,
      ),
  ];
}

/** Fixes of security that a robot proposed and nobody took. */
function pendingFixes(page: Page): string[] {
  const names = page.inventory.repository.branches.flatMap(({ name }) =>
    /^snyk-fix-|^renovate\/.*(?:vulnerability|security)/i.test(name) ? [name] : [],
  );
  const packages = new Set(
    names.flatMap(
      (name) => /^renovate\/(?:npm|pypi|rubygems|packagist|maven)-(.+)-vulnerability$/.exec(name)?.[1] ?? [],
    ),
  );
  const told = [...packages].slice(0, 5).map((name) => page.code(name));
  return names.length === 0
    ? []
    : [
        `Correctifs de sécurité proposés et jamais fusionnés : ${page.count(names.length, 'branche')}${told.length > 0 ? `, dont ${enumerate(told)}` : ''}.`,
      ];
}

/** What the code imports and only another package brings. */
function broughtAlong(page: Page): string[] {
  const found = proven(page.inventory.contradictions).filter(({ kind }) => kind === 'transitive');
  const told = found
    .slice(0, mostImports)
    .map(({ name, evidence }) => `${page.code(name)} ${page.proof(evidence.slice(0, 1))}`);
  const hidden = found.length - told.length;
  return told.length === 0
    ? []
    : [
        `Importé sans être déclaré, et présent dans le verrou parce qu’un autre paquet l’apporte : ${enumerate(told)}${hidden > 0 ? `, et ${page.count(hidden, 'autre')}` : ''}.`,
      ];
}

/** What documents lead to and isn't there any more. */
function deadLinks(page: Page): string[] {
  const found = proven(page.inventory.contradictions).filter(({ kind }) => kind === 'link');
  const told = found.slice(0, 4).map(({ name, evidence }) => `${page.code(name)} ${page.proof(evidence.slice(0, 1))}`);
  const hidden = found.length - told.length;
  return told.length === 0
    ? []
    : [
        `La documentation mène à ${page.count(found.length, 'fichier absent', 'fichiers absents')} : ${enumerate(told)}${hidden > 0 ? `, et ${page.count(hidden, 'autre')}` : ''}.`,
      ];
}

/** Imports told at most: the rest is counted. */
const mostImports = 6;

/** What the code imports and nothing installs, the proven ones first. */
function undeclaredImports(page: Page): string[] {
  const found = page.inventory.contradictions.filter(({ kind }) => kind === 'import');
  const sure = proven(found);
  const list = [...sure, ...found.filter((fact) => !sure.includes(fact))];
  const told = list
    .slice(0, mostImports)
    .map(
      ({ name, certainty, evidence }) =>
        `${page.code(name)} ${page.proof(evidence.slice(0, 1))}${certainty === 'probable' ? ', à confirmer' : ''}`,
    );
  const hidden = list.length - told.length;
  return told.length === 0
    ? []
    : [
        `Importé sans qu’aucun manifeste ni verrou ne le déclare : ${enumerate(told)}${hidden > 0 ? `, et ${page.count(hidden, 'autre')}` : ''}.`,
      ];
}

/** Of several versions, those that end on the day that is told. */
function endedVersion({ name, version, endOfLife }: Database): string | undefined {
  const ended = version?.split(', ').filter((each) => endOfLifeOf(name, each) === endOfLife) ?? [];
  return ended.length > 0 ? ended.join(', ') : version;
}

/** Each version of a framework once, with the day on which it ends. */
function frameworks(
  dependencies: readonly Dependency[],
): (Pick<Dependency, 'name' | 'evidence'> & { readonly version: string; readonly endOfLife: string | undefined })[] {
  const found = new Map<string, ReturnType<typeof frameworks>[number]>();
  for (const { framework, locked, constraint, dev, evidence } of dependencies) {
    const version = locked ?? constraint;
    if (framework !== undefined && !dev && version !== undefined) {
      const key = `${framework} ${version}`;
      found.set(
        key,
        found.get(key) ?? { name: framework, version, endOfLife: endOfLifeOf(framework, version), evidence },
      );
    }
  }
  return [...found.values()];
}

function urgent(
  today: string,
  ended: readonly { readonly name: string; readonly version?: string | undefined; readonly endOfLife: string }[],
): Urgent[] {
  const yearAgo = `${String(Number(today.slice(0, 4)) - 1)}${today.slice(4)}`;
  const old = byName(
    ended.filter(({ endOfLife }) => endOfLife <= yearAgo).map((entry) => ({ ...entry, evidence: [] })),
  );
  return old.slice(0, 2).map(({ name, facts }): Urgent => ({
    rank: 3,
    text: `${[name, ...(facts[0]?.version ?? '').split(' ').slice(0, 1)].join(' ').trim()} n’est plus maintenu depuis plus d’un an.`,
  }));
}
