import type { Column, Evidence } from '../../facts';
import { byComma, SqlCursor } from './sqlCursor';
import type { SqlSession } from './sqlSession';
import type { SqlToken } from './sqlTokens';

/** What ends the list of what is selected. */
const afterList = new Set(
  'FROM INTO WHERE UNION EXCEPT INTERSECT MINUS LIMIT ORDER GROUP HAVING WINDOW FETCH OFFSET'.split(' '),
);
const afterFrom = new Set(
  'WHERE UNION EXCEPT INTERSECT MINUS LIMIT ORDER GROUP HAVING WINDOW FETCH OFFSET WITH'.split(' '),
);
const joins = new Set('JOIN INNER LEFT RIGHT FULL CROSS OUTER NATURAL LATERAL STRAIGHT_JOIN'.split(' '));

/**
 * The columns of a query, by the names that its list gives them. Those of `*` are those of the tables it names, when all
 * of them are known.
 *
 * @param evidence where the view or the table that holds them is named
 * @returns `isWhole` is false when some have no name that can be told
 */
export function selectedColumns(
  tokens: readonly SqlToken[],
  session: SqlSession,
  evidence: Evidence,
): { columns: Column[]; isWhole: boolean } {
  const query = mainQuery(tokens);
  const end = endOf(query, afterList);
  const tables = query[end]?.upper === 'FROM' ? tablesOf(query.slice(end + 1), session) : undefined;
  let isWhole = query.length > 0;
  const columns = byComma(query.slice(0, end)).flatMap((item): Column[] => {
    if (item.at(-1)?.upper === '*' && item.length !== 2) {
      const of = item.length === 1 ? undefined : item.at(-3)?.text.toLowerCase();
      const known = tables?.filter(
        ({ alias, table }) => of === undefined || alias === of || table.toLowerCase() === of,
      );
      const all = known?.flatMap(({ table }) => session.replay.columns(table)) ?? [];
      isWhole &&=
        known !== undefined && known.length > 0 && known.every(({ table }) => session.replay.columns(table).length > 0);
      return all.map(({ name, type }) => ({ name, ...(type === undefined ? {} : { type }), evidence, implicit: true }));
    }
    const name = nameOf(item);
    isWhole &&= name !== undefined;
    const type = name && typeOf(valueOf(item, name), tables ?? [], session);
    return name
      ? [{ name: name.text, ...(type === undefined ? {} : { type }), evidence: session.evidence(name.start) }]
      : [];
  });
  return { columns, isWhole };
}

/** What follows the first `SELECT` that stands in no parentheses, or in all of them; `WITH` queries are left out. */
function mainQuery(tokens: readonly SqlToken[]): readonly SqlToken[] {
  let cursor = new SqlCursor(tokens);
  while (!cursor.isAtEnd && !cursor.take('SELECT')) {
    if (cursor.word() === '(' && cursor.word(1) === 'SELECT') {
      const inside = cursor.parens() ?? [];
      if (cursor.isAtEnd || afterList.has(cursor.word()) || cursor.word() === 'WITH') {
        cursor = new SqlCursor(inside);
      }
    } else if (!cursor.parens()) {
      cursor.next();
    }
  }
  if (cursor.take('DISTINCT', 'ON')) {
    cursor.parens();
  } else if (cursor.take('TOP')) {
    cursor.next();
  } else if (!cursor.take('DISTINCT')) {
    cursor.take('ALL');
  }
  return cursor.rest();
}

/** Where the first of some words stands that no parentheses enclose; the length when none does. */
function endOf(tokens: readonly SqlToken[], words: ReadonlySet<string>): number {
  let depth = 0;
  const index = tokens.findIndex(({ upper }, position) => {
    depth += upper === '(' ? 1 : upper === ')' ? -1 : 0;
    // `IS DISTINCT FROM` compares.
    return depth <= 0 && words.has(upper) && !(upper === 'FROM' && tokens[position - 1]?.upper === 'DISTINCT');
  });
  return index < 0 ? tokens.length : index;
}

/** The tables after `FROM` with what they are called there; undefined when a query stands among them. */
function tablesOf(from: readonly SqlToken[], session: SqlSession): { table: string; alias: string }[] | undefined {
  const cursor = new SqlCursor(from.slice(0, endOf(from, afterFrom)));
  const tables: { table: string; alias: string }[] = [];
  while (!cursor.isAtEnd) {
    while (cursor.takeOneOf(joins)) {
      // Which way tables are joined says nothing of their columns.
    }
    const name = cursor.name();
    if (!name || cursor.word() === '(') {
      return undefined;
    }
    const table = session.tableOf(name);
    cursor.take('AS');
    const isCalled =
      cursor.word() !== ',' && cursor.word() !== 'ON' && cursor.word() !== 'USING' && !joins.has(cursor.word());
    const alias = isCalled ? cursor.next()?.text : undefined;
    tables.push({ table, alias: (alias ?? table).toLowerCase() });
    while (!cursor.isAtEnd && !cursor.take(',') && !joins.has(cursor.word())) {
      if (!cursor.parens()) {
        cursor.next();
      }
    }
  }
  return tables;
}

/** What names one thing that is selected: `a.b`, `x AS b`, `count(*) b`, `a.b::text`; undefined when nothing does. */
function nameOf(item: readonly SqlToken[]): SqlToken | undefined {
  const last = item.at(-1);
  const previous = item.at(-2);
  const isName = last?.kind === 'name' || last?.kind === 'word';
  if (isName && (previous?.upper === 'AS' || (previous && endsValue(previous) && !/^(?:END|NULL)$/.test(last.upper)))) {
    return last;
  }
  const cast = item.findIndex(({ upper }) => upper === '::');
  const value = cast > 0 ? item.slice(0, cast) : item;
  const isPath = value.every(({ kind, upper }, index) =>
    index % 2 === 0 ? kind === 'name' || kind === 'word' : upper === '.',
  );
  return isPath ? value.at(-1) : last?.kind === 'string' && previous?.upper === 'AS' ? last : undefined;
}

/** What is selected, without the name it is given. */
function valueOf(item: readonly SqlToken[], name: SqlToken): readonly SqlToken[] {
  const previous = item.at(-2)?.upper;
  if (item.at(-1) !== name || previous === undefined || previous === '.') {
    return item;
  }
  return item.slice(0, previous === 'AS' ? -2 : -1);
}

/** The type of what is selected: that of the column it is, or what it is cast to; undefined when it is worked out. */
function typeOf(
  value: readonly SqlToken[],
  tables: readonly { table: string; alias: string }[],
  session: SqlSession,
): string | undefined {
  if (value.at(-2)?.upper === '::') {
    return value.at(-1)?.text;
  }
  const [first, dot, second] = value;
  const column = dot === undefined ? first?.text : dot.upper === '.' && value.length === 3 ? second?.text : undefined;
  const of = tables.filter(
    ({ alias, table }) => dot === undefined || [alias, table].includes(first?.text.toLowerCase() ?? ''),
  );
  return column === undefined
    ? undefined
    : of.flatMap(
        ({ table }) =>
          session.replay.columns(table).find(({ name }) => name.toLowerCase() === column.toLowerCase())?.type ?? [],
      )[0];
}

const operators = new Set(
  'AND OR NOT LIKE ILIKE IN IS BETWEEN CASE WHEN THEN ELSE DISTINCT ESCAPE COLLATE ANY ALL DIV MOD'.split(' '),
);

/** Whether a value may end with it, so that a name after it is the value's own. */
function endsValue({ kind, upper }: SqlToken): boolean {
  return (kind === 'sign' ? upper === ')' || upper === ']' : kind !== 'end') && !operators.has(upper);
}
