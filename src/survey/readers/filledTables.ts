import type { SourceText } from '../sourceText';

/** How seeds name the table that they fill: Knex, Sequelize, Laravel, Phinx, SQL, Supabase. */
const inCode =
  /\b(?:knex|trx|db)\(\s*['"`]([\w.]{2,60})['"`]\s*\)(?=(?:(?!\b(?:knex|trx|db)\()[^;]){0,2000}?\.insert\()|\b(?:bulkInsert|batchInsert|DB::table|->table)\(\s*['"`]([\w.]{2,60})['"`]|\bINSERT\s+INTO\s+["'`[]?(?:public\.)?([A-Za-z_]\w{1,60}(?:\.[A-Za-z_]\w{0,60})?)|\.from\(\s*['"`](\w{2,60})['"`]\s*\)\s*\.(?:insert|upsert)\(/gi;

/** Django's fixtures: `"model": "faq.faqitem"`, whose table is `faq_faqitem`. */
const fixtures = /["']?model["']?\s*:\s*["']?([a-z_]\w*)\.([A-Za-z_]\w*)["']?/g;

/** The tables that a file of seeds fills, by their names in it. */
export function filledTables({ path, text }: SourceText): string[] {
  if (/\.(?:json|ya?ml)$/.test(path)) {
    return [
      ...new Set([...text.matchAll(fixtures)].map(({ 1: app = '', 2: model = '' }) => `${app}_${model.toLowerCase()}`)),
    ];
  }
  return [
    ...new Set([...text.matchAll(inCode)].map((match) => match.slice(1).find((group) => group !== undefined) ?? '')),
  ];
}
