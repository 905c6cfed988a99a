import type { AnswerWriter, Page } from './answer';
import { byName, enumerate, proven, tableRows } from './certainty';

export const choix: AnswerWriter = {
  item: 'choix',
  write(page) {
    const { repository, dependencies, databases } = page.inventory;
    const decisions = repository.decisions;
    const said = reasons(page);
    const choices = [
      ...new Set([
        ...proven(dependencies).flatMap(({ framework, dev }) => (framework !== undefined && !dev ? [framework] : [])),
        ...byName(proven(databases)).map(({ name }) => name),
      ]),
    ].slice(0, 4);
    const question = `pourquoi ${choices.length > 0 ? enumerate(choices.map((name) => page.text(name))) : 'ces technologies'}, et que referiez-vous autrement ?`;
    if (decisions.length === 0) {
      return {
        blocks: [
          ...said,
          page.notFound('Comptes rendus de décision (ADR)', ['docs/adr/', 'doc/adr/', 'docs/decisions/', 'adr/'], 'mp'),
        ],
        question,
      };
    }
    const rows = decisions
      .slice(0, tableRows)
      .map(({ name, title, date, status, evidence }) => [
        page.text(title ?? name),
        page.text(status ?? ''),
        date === undefined ? '' : page.text(date),
        page.links(evidence),
      ]);
    return {
      blocks: [
        page.table(['Décision', 'État', 'Date', 'Preuve'], rows),
        ...(decisions.length > tableRows ? [`Et ${page.count(decisions.length - tableRows, 'autre')}.`] : []),
        ...said,
      ],
      question,
    };
  },
};

/** What people wrote of why, in their own words. */
function reasons(page: Page): string[] {
  const rows = page.inventory.repository.statements
    .filter(({ kind }) => kind === 'choice')
    .map(({ name, quote, evidence }) => [
      page.text(name === 'choix' ? chosen(page, quote) : name),
      `« ${page.text(quote)} »`,
      page.links(evidence),
    ]);
  return rows.length === 0 ? [] : [page.table(['Choix', 'Ce qu’en dit la documentation', 'Preuve'], rows)];
}

/** What a sentence says was chosen, when the product has it: « le choix d’utiliser le bundler parcel ». */
function chosen({ inventory: { dependencies } }: Page, quote: string): string {
  const word =
    /\b(?:utiliser|choisi|opté pour|préféré|retenu|cho(?:se|sen)|picked|opted for|using|use)\s+(?:(?:le|la|les|the|l['’])\s*)?(?:(?:bundler|framework|cadre|librairie|bibliothèque|outil|library|tool|moteur|langage)\s+)?[`*_"]{0,2}([\w@][\w@./-]{1,40}\w)/i
      .exec(quote)?.[1]
      ?.toLowerCase() ?? '';
  const known = dependencies.find(({ name, framework }) =>
    [name, framework ?? name].some(
      (each) => word !== '' && each.toLowerCase().replace(/(?:-bundler|\.?js|-core)$/, '') === word,
    ),
  );
  return known === undefined ? '' : (known.framework ?? known.name);
}
