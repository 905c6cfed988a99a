import type { Evidence } from '../../facts';
import type { SourceText } from '../../sourceText';

/** What changes rows: SQL in a text, or a call of Active Record's on them. */
const moves =
  /["'~-]?\b(?:UPDATE\s+["'`\w.]+\s+(?:AS\s+)?(?:\w+\s+)?SET|INSERT\s+INTO|DELETE\s+FROM)\b|\.(?:update_all|update_columns?!?|update_attributes?!?|update!?|find_each|find_in_batches|in_batches|insert_all!?|upsert_all|delete_all|destroy_all|destroy!|delete_by|create!|save!|find_or_create_by!?|increment!|toggle!|touch_all)(?=[\s(.]|$)|\bRake::Task\[/im;

/**
 * Where a migration changes data; undefined when it doesn't. What it does on the way back doesn't count, nor what a
 * trigger or a function that it creates will do.
 */
export function dataMoveIn(source: SourceText): Evidence | undefined {
  if (!moves.test(source.text) || /\bcreate_(?:trigger|function)\b/.test(source.text)) {
    return undefined;
  }
  let isBack = false;
  let isFunction = false;
  let indent = '';
  for (const [index, line] of source.lines.entries()) {
    const [, space = '', name] = /^(\s*)def\s+(?:self\.)?(\w+)/.exec(line) ?? [];
    if (name === 'down') {
      [isBack, indent] = [true, space];
    } else if (isBack && new RegExp(`^${indent}end\\b`).test(line)) {
      isBack = false;
    }
    if (/\bCREATE\s+(?:OR\s+REPLACE\s+)?(?:FUNCTION|PROCEDURE|TRIGGER|RULE)\b/i.test(line)) {
      isFunction = true;
    } else if (isFunction && /^\s*(?:SQL|EOSQL|EOS|end)\b/.test(line)) {
      isFunction = false;
    }
    const isBare = /^\s*#/.test(line) || /\bdir\.down\b|\bON\s+(?:DELETE|UPDATE)\b/i.test(line);
    // A statement of SQL may go on over the next line: `UPDATE usagers` / `SET …`.
    const near = `${line}\n${source.lines[index + 1] ?? ''}`;
    const found = moves.exec(near);
    if (!isBack && !isFunction && !isBare && found && found.index <= line.length - 1) {
      return { path: source.path, line: index + 1 };
    }
  }
  return undefined;
}
