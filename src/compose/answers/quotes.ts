import type { Statement } from '../../survey/facts';
import type { Page } from './answer';

/** Sentences told of one kind. */
const told = 3;

/** « Selon la documentation : « … » (README.md:3). », what people wrote, in their own words; nothing when they didn't. */
export function quotes(page: Page, kind: Statement['kind'], label: string): string[] {
  const statements = page.inventory.repository.statements.filter((statement) => statement.kind === kind);
  // The same sentence on the pages of several sites is said once.
  const found = [...new Set(statements.map(({ quote }) => quote))]
    .slice(0, told)
    .map(
      (quote) =>
        `« ${page.text(quote)} » ${page.proof(statements.flatMap((said) => (said.quote === quote ? said.evidence : [])))}`,
    );
  return found.length === 0 ? [] : [`${label} : ${found.join(' ; ')}.`];
}
