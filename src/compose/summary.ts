import type { Model } from '../models/types';
import type { AnnexId, Page } from './answers/answer';
import { typesetMarkdown } from './typography';
import type { WrittenAnswer } from './writeAnswers';

/** What can't wait, at most. */
const mostUrgent = 3;

/** Beyond, the numbers of items that the repository says nothing of aren't listed. */
const mostListed = 3;

const annexLabels: readonly (readonly [AnnexId, string])[] = [
  ['dependances', 'dépendances'],
  ['base-de-donnees', 'base de données'],
  ['api', 'API'],
  ['variables', 'variables'],
  ['liens', 'liens'],
];

/** The block at the top of a dossier: how much of it is written, what can't wait, and the annexes. */
export function summaryOf(
  model: Model,
  answers: readonly WrittenAnswer[],
  page: Page,
  annexes: ReadonlySet<AnnexId>,
): string {
  const urgent = answers
    .flatMap(({ item, urgent: points }) => points.map((point) => ({ ...point, item: item.id })))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, mostUrgent)
    .map(({ text, item }, index) => `${index + 1}. ${text.trim().replace(/\s*[.:]$/, '')} : ${page.item(item)}.`);
  const links = annexLabels.filter(([id]) => annexes.has(id)).map(([id, label]) => page.annex(id, label));
  return typesetMarkdown(
    [
      `Pré-rempli d’après le dépôt${commitOf(page)}. Tout est proposition : cochez une case quand vous avez relu.`,
      `**${extentOf(model, answers, page)}**`,
      ...(urgent.length > 0 ? ['À traiter d’abord :', urgent.join('\n')] : []),
      ...(links.length > 0 ? [`Inventaires complets : ${links.join(' · ')}`] : []),
    ].join('\n\n'),
  );
}

function commitOf(page: Page): string {
  const commit = page.inventory.repository.lastCommit;
  if (commit === undefined) {
    return '';
  }
  const day = commit.date === undefined ? '' : ` du ${page.date(commit.date)}`;
  return `, au commit ${page.code(commit.hash.slice(0, 7))}${day}`;
}

/** « Le dépôt répond entièrement à 5 éléments sur 24, en partie aux 19 autres. 18 posent une question à l’équipe. » */
function extentOf(model: Model, answers: readonly WrittenAnswer[], page: Page): string {
  const items = model.sections.flatMap((section) => section.items);
  const extents = new Map(answers.map(({ item, extent }) => [item.id, extent]));
  const count = (wanted: WrittenAnswer['extent']): number =>
    items.filter(({ id }) => (extents.get(id) ?? 'none') === wanted).length;
  const shares = (
    [
      ['entièrement', count('whole')],
      ['en partie', count('part')],
      ['pas du tout', count('none')],
    ] as const
  ).filter(([, share]) => share > 0);
  const told = shares.map(([how, share], index) =>
    index === 0
      ? `${how} à ${share} ${share === 1 ? 'élément' : 'éléments'} sur ${items.length}`
      : share === 1
        ? `${how} à un seul`
        : index === shares.length - 1
          ? `${how} aux ${share} autres`
          : `${how} à ${share}`,
  );
  const silent = items.filter(({ id }) => (extents.get(id) ?? 'none') === 'none');
  const isListed = silent.length > 0 && silent.length <= mostListed;
  const listed = isListed ? ` (${silent.map(({ id }) => page.item(id)).join(', ')})` : '';
  const asking = answers.filter(({ asks }) => asks).length;
  const asked =
    asking === 0 ? '' : ` ${asking} ${asking === 1 ? 'pose une question' : 'posent une question'} à l’équipe.`;
  return silent.length === items.length
    ? `Le dépôt ne répond à aucun des ${items.length} éléments.${asked}`
    : `Le dépôt répond ${told.join(', ')}${listed}.${asked}`;
}
