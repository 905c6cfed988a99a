import type { Node, QueryMatch } from 'web-tree-sitter';
import { Clue } from '../../clues';
import type { SourceText } from '../../sourceText';
import type { Grammar } from '../../syntax/grammars';
import type { EnvPlace } from './envName';
import { isUpperName, literalName } from './envName';

/** How one language reads variables. */
export interface CodeReads {
  readonly grammars: readonly Grammar[];
  readonly query: string;
  /** A text without it reads none: it isn't parsed. */
  readonly mayRead: Clue;
  /**
   * The same, looked for where `mayRead` is found: forms that a comment, a word (`envoyer`) or another name don't have.
   * What has none may yet hold hints.
   */
  readonly reads?: Clue;
  find(matches: readonly QueryMatch[], source: SourceText): EnvPlace[];
}

/** Longer receivers and functions are chains of calls, not what gives variables. In UTF-16 code units. */
const longestReceiver = 80;

/** What `hinted` takes: a call whose first value is a name as variables have. */
const mayHint = new Clue(/\(\s*[a-zA-Z@]{0,2}["'`](?:_[A-Z][A-Z\d_]*|[A-Z][A-Z\d]*_[A-Z\d_]+)["'`]/);

/** Whether a text may read variables, or hint at some: only then is it worth a tree. */
export function isWorthReading({ mayRead, reads }: CodeReads, text: string): boolean {
  return mayRead.test(text) && (!reads || reads.test(text) || mayHint.test(text));
}

/** The nodes of a match by their names in the query. */
export function nodesOf({ captures }: QueryMatch): ReadonlyMap<string, Node> {
  return new Map(captures.map(({ name, node }) => [name, node]));
}

/** The text of a receiver or a function, without blanks nor `?.`; empty when it is too long to be one. */
export function shortText(node: Node | undefined): string {
  return node && node.endIndex - node.startIndex <= longestReceiver
    ? node.text.replace(/\s+/g, '').replaceAll('?.', '.')
    : '';
}

/** The place of a name in a string literal. */
export function literalPlace(node: Node | undefined): EnvPlace | undefined {
  const name = node && node.endIndex - node.startIndex < 130 ? literalName(node.text) : undefined;
  return node && name !== undefined ? { name, offset: node.startIndex } : undefined;
}

/** The same, when the name is written as variables are. */
export function upperLiteral(node: Node | undefined): EnvPlace | undefined {
  const place = literalPlace(node);
  return place && isUpperName(place.name) ? place : undefined;
}

/** A place that counts only if the name is found elsewhere: any function may be the product's own way to read it. */
export function hinted(place: EnvPlace | undefined): EnvPlace[] {
  return place?.name.includes('_') ? [{ ...place, isHint: true }] : [];
}

/**
 * Whether a function of the product's own is one that reads a variable: `getEnv`, `require_env_var`, `env.bool`.
 *
 * @param called its whole name, with what stands before
 */
export function readsByItsName(called: string): boolean {
  const own = /^(?:[\w$]+\.)*[\w$]+$/.test(called) ? called : '';
  const isOfEnv = /(?:^|[._]|[a-z])(?:env|ENV|Env|environ|Environ|environment|Environment)(?![a-z])/.test(own);
  return isOfEnv && !/\.read_env$|stub|mock|\bset|[._]set|unset|delete|patch|Cypress|with|put/i.test(own);
}

/** Whether the node is what a plain assignment writes to. */
export function isWritten(node: Node | null | undefined): boolean {
  const { parent } = node ?? {};
  return (
    parent?.type.startsWith('assignment') === true &&
    parent.childForFieldName('left')?.id === node?.id &&
    parent.type !== 'assignment_pattern'
  );
}
