/** How a text is written; told from the whole of it, since a file doesn't say. */
export interface SqlDialect {
  readonly hasBackslashes: boolean;
  readonly hasHashComments: boolean;
  readonly nestsComments: boolean;
  /** Where the last line stands that holds only `GO` or `/`; -1 when none does. */
  readonly loneEnd: number;
}

/** What a text tells of how it is written. */
export function dialectOf(text: string): SqlDialect {
  const isMySql =
    /\bENGINE\s*=|\bAUTO_INCREMENT\b|^DELIMITER |\/\*!\d{5}/im.test(text) ||
    (text.includes('`') && !/\bAUTOINCREMENT\b|\bPRAGMA\b|\bWITHOUT ROWID\b/i.test(text));
  let loneEnd = -1;
  for (const { index } of text.matchAll(/^[ \t]*(?:GO|\/)[ \t]*;?[ \t]*$/gim)) {
    loneEnd = index;
  }
  return {
    hasBackslashes: isMySql,
    hasHashComments: isMySql || text.includes('`') || !/#\w+/.test(text),
    nestsComments: !isMySql,
    loneEnd,
  };
}
