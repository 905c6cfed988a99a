import { capitalised } from '../markdownText';
import { bots } from '../../survey/data/bots';
import type { Branch } from '../../survey/facts';
import { webAddress } from '../../survey/readers/gitAddress';
import type { AnswerWriter, Page, Urgent } from './answer';
import { proven, tableRows } from './certainty';

/** Branches that robots open, by the robot. */
const robots =
  /^(dependabot|renovate|snyk|greenkeeper|imgbot|pre-commit-ci|all-contributors|pyup|depfu|github-actions)[/-]/i;
const mainNames =
  /^(?:main|master|develop|dev|staging|preprod|production|prod|release|recette|next|trunk|stable|gh-pages)$/i;

/** Branches of the team that a table still holds. */
const handful = 6;

export const depot: AnswerWriter = {
  item: 'depot',
  write(page) {
    const { repository, licence } = page.inventory;
    const { remotes, branches, tags, lastCommit } = repository;
    const [origin] = remotes.filter(({ name }) => name === 'origin').concat(remotes);
    const license = proven(licence)[0];
    const facts = [
      ...(origin
        ? [webAddress(origin.url) === undefined ? page.code(origin.url) : `<${String(webAddress(origin.url))}>`]
        : []),
      ...(license
        ? [`${origin ? 'licence' : 'Licence'} ${page.text(license.name)} ${page.proof(license.evidence.slice(0, 1))}`]
        : []),
    ].join(', ');
    const people = branches.filter(({ name }) => !robots.test(name));
    // A handful is told one by one; hundreds are those of finished work.
    const isHandful = people.length <= handful;
    const shown = people
      .filter(({ name, isDefault }) => isHandful || isDefault === true || mainNames.test(name))
      .slice(0, tableRows);
    const others = people.filter((branch) => !shown.includes(branch));
    const newest = newestUnmerged(branches, people);
    const sizes = [
      ...(branches.length > 0 ? [page.count(branches.length, 'branche')] : []),
      ...(tags.length > 0 ? [page.count(tags.length, 'étiquette')] : []),
      ...(lastCommit
        ? [
            `dernier commit ${page.code(lastCommit.hash.slice(0, 7))}${lastCommit.date === undefined ? '' : ` du ${page.date(lastCommit.date)}`}`,
          ]
        : []),
    ].join(', ');
    const stale = proven(page.inventory.contradictions).filter(({ kind }) => kind === 'branch');
    const blocks = [
      ...(facts === '' && sizes === ''
        ? []
        : [`${[facts, capitalised(sizes)].filter((part) => part !== '').join('. ')}.`]),
      ...(shown.length > 0
        ? [
            page.table(
              ['Branche', 'Rôle', 'Dernier commit'],
              shown.map(({ name, isDefault, commit, date }) => [
                page.code(name),
                roleOf(page, name, isDefault),
                [
                  ...(date === undefined ? [] : [page.date(date)]),
                  ...(commit === undefined ? [] : [page.code(commit.slice(0, 7))]),
                ].join(', '),
              ]),
            ),
          ]
        : []),
      ...otherBranches(page, others.length),
      ...releaseLines(page),
      ...stale.map(({ values: [old, current] }) => {
        const [oldName = '', oldDay = ''] = old?.value.split(' ') ?? [];
        const [newName = '', newDay = ''] = current?.value.split(' ') ?? [];
        return `**Contradiction :** ${page.code(oldName)} porte le nom d’une branche de production, mais s’arrête au ${page.date(oldDay)} ; ${page.code(newName)} va jusqu’au ${page.date(newDay)}.`;
      }),
      ...(license ? [] : [page.notFound('Licence', ['LICENSE', 'LICENCE', 'COPYING', 'les manifestes'], 'f')]),
    ];
    if (!origin && branches.length === 0) {
      return { blocks, question: 'à quelle adresse est le dépôt Git, et quelle branche fait foi ?' };
    }
    const urgent = stale.map(({ name }): Urgent => ({
      rank: 3,
      text: `La branche ${page.code(name)} a un nom de production et n’est plus à jour`,
    }));
    const undocumented = shown.filter(
      ({ name, isDefault }) => isDefault !== true && roleOf(page, name, false) === 'non documenté',
    );
    return others.length > 0 || stale.length > 0 || undocumented.length > 0
      ? {
          blocks,
          urgent,
          question: newest
            ? `que faire de ${page.code(newest.name)} (${page.date(newest.date ?? '')}), plus récente que la branche par défaut et jamais fusionnée ?`
            : stale.length > 0
              ? 'quelle branche tournait en production ?'
              : others.length === 0
                ? `à quoi servait ${page.code(undocumented[0]?.name ?? '')}, et faut-il la garder ?`
                : 'quelles branches jamais fusionnées faut-il garder, et pourquoi ?',
        }
      : { blocks };
  },
};

/** The last version that the journal tells of, and the one that the site shows, when no tag has it. */
function releaseLines(page: Page): string[] {
  const { releases, tags } = page.inventory.repository;
  const [told] = releases.filter(({ source }) => source === undefined);
  const [shown] = releases.filter(({ source }) => source === 'page');
  const day = told?.date === undefined ? '' : `, le ${page.date(told.date)}`;
  const versions = tags.map(({ name }) => /(\d+(?:\.\d+)+)$/.exec(name)?.[1] ?? '').filter((name) => name !== '');
  const last = versions.sort(byVersion).at(-1);
  const isAhead = shown !== undefined && last !== undefined && byVersion(last, shown.name) < 0;
  return [
    ...(told
      ? [
          `Dernière version, selon le journal des versions : ${page.text(told.name)}${day} ${page.proof(told.evidence)}.`,
        ]
      : []),
    ...(shown
      ? [
          `${isAhead ? '**Contradiction :** le' : 'Le'} pied de page du site affiche ${page.text(shown.name)} ${page.proof(shown.evidence)}${isAhead ? `, et les étiquettes s’arrêtent à ${page.code(last)}` : ''}.`,
        ]
      : []),
  ];
}

/** By their numbers: 1.10 comes after 1.9. */
function byVersion(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (let at = 0; at < Math.max(left?.length ?? 0, right?.length ?? 0); at++) {
    const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}

/** The work that went on after the branch everyone follows had stopped. */
function newestUnmerged(all: readonly Branch[], people: readonly Branch[]): Branch | undefined {
  const main = all.find(({ isDefault }) => isDefault === true)?.date;
  const later = people.filter(({ date, isDefault }) => isDefault !== true && main !== undefined && (date ?? '') > main);
  return later.sort((a, b) => ((a.date ?? '') < (b.date ?? '') ? 1 : -1))[0];
}

/** « Autres branches : 3 ouvertes par l’équipe ; 22 par Dependabot (`dependabot/*`). » */
function otherBranches(page: Page, ofPeople: number): string[] {
  const { robots: found } = page.inventory;
  const made = bots.flatMap(({ name, branches: pattern }) => {
    const own = page.inventory.repository.branches.filter((branch) => pattern?.test(branch.name) === true);
    return own.length > 0 || found.some((robot) => robot.name === name) ? [{ name, count: own.length }] : [];
  });
  const told = [
    ...(ofPeople > 0 ? [page.count(ofPeople, 'ouverte par l’équipe', 'ouvertes par l’équipe')] : []),
    ...made.filter(({ count }) => count > 0).map(({ name, count }) => `${String(count)} par ${page.text(name)}`),
  ];
  return told.length > 0 ? [`Autres branches : ${told.join(', ')}.`] : [];
}

/** What documents say of a branch, in their own words; else whether it is the default one. */
function roleOf(page: Page, branch: string, isDefault: boolean | undefined): string {
  const said = page.inventory.repository.statements.find(({ kind, name }) => kind === 'branch' && name === branch);
  const told = [
    ...(isDefault === true ? ['par défaut'] : []),
    ...(said ? [`« ${page.text(said.quote)} » ${page.proof(said.evidence)}`] : []),
  ];
  return told.length > 0 ? told.join(' ; ') : 'non documenté';
}
