import { Clue } from '../../clues';
import type { SourceText } from '../../sourceText';
import type { JvmFile, JvmValue } from '../jvm/jvmTypes';
import type { JvmSources } from '../jvm/jvmSources';
import { closingOf, jvmTokens, type JvmToken } from '../jvm/jvmTokens';

const isFunctional = new Clue(/\bspringframework\.web\.(?:reactive\.|servlet\.)?function\b/);

/** A route that a function builds: `route().GET("/usagers", …)`, Kotlin's `router { GET("/usagers") }`. */
export interface FunctionalRoute {
  readonly method: string;
  /** The parts of its path, the outermost first. */
  readonly parts: readonly JvmValue[];
  readonly line: number;
}

const verbs = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);

/** Whether a text may build routes by functions of Spring's. */
export function mayBeFunctional(text: string): boolean {
  return isFunctional.test(text) && /\b(?:GET|POST|PUT|PATCH|DELETE)\s*\(/.test(text);
}

/** The routes that functions of a file build. */
export function functionalRoutes(source: SourceText): FunctionalRoute[] {
  const tokens = jvmTokens(source.text).filter(({ kind }) => kind !== 'comment');
  const routes: FunctionalRoute[] = [];
  const prefixes: { readonly value: JvmValue; readonly end: number }[] = [];
  for (const [index, token] of tokens.entries()) {
    while (index > (prefixes.at(-1)?.end ?? Infinity)) {
      prefixes.pop();
    }
    const nest = prefixAt(tokens, index);
    if (nest) {
      prefixes.push(nest);
    } else if (token.kind === 'word' && verbs.has(token.text) && tokens[index + 1]?.text === '(') {
      const path = argumentAt(tokens, index + 2);
      if (path) {
        routes.push({ method: token.text, parts: [...prefixes.map(({ value }) => value), path], line: token.line });
      }
    }
  }
  return routes;
}

/** The text of a route's path; undefined when it can't be told. */
export async function functionalPath(
  sources: JvmSources,
  file: JvmFile,
  { parts }: FunctionalRoute,
): Promise<string[] | undefined> {
  const [place = file] = file.types;
  const texts: string[] = [];
  for (const part of parts) {
    const text = await sources.textOf(part, place);
    if (text === undefined) {
      return undefined;
    }
    texts.push(text);
  }
  return texts;
}

/** `nest(path("/x"), …)`, `path("/x", builder -> …)`, `"/x".nest { … }`, `path("/x").nest { … }`: a prefix, and where it ends. */
function prefixAt(tokens: readonly JvmToken[], index: number): { value: JvmValue; end: number } | undefined {
  const token = tokens[index];
  if (token?.kind === 'word' && token.text === 'nest') {
    const opening = index + 1;
    const sign = tokens[opening]?.text;
    if (sign === '(') {
      const called = tokens.slice(opening + 1, opening + 5).findIndex(({ text }) => text === 'path');
      const value = called < 0 ? undefined : argumentAt(tokens, opening + called + 3);
      return value && { value, end: closingOf(tokens, opening) };
    }
    if (sign === '{' && tokens[index - 1]?.text === '.') {
      const before = tokens[index - 2];
      const value = before?.kind === 'text' ? argumentAt(tokens, index - 2) : argumentAt(tokens, index - 3);
      return value && { value, end: closingOf(tokens, opening) };
    }
  }
  if (token?.text === 'path' && tokens[index + 1]?.text === '(' && tokens[index - 1]?.text === '.') {
    const value = argumentAt(tokens, index + 2);
    return value && tokens[index + 3]?.text === ',' ? { value, end: closingOf(tokens, index + 1) } : undefined;
  }
  return undefined;
}

/** A text or a constant's name, alone. */
function argumentAt(tokens: readonly JvmToken[], index: number): JvmValue | undefined {
  const token = tokens[index];
  if (token?.kind === 'text' && !token.isTemplate) {
    return { kind: 'text', text: token.text, line: token.line };
  }
  let name = '';
  for (let at = index; tokens[at]?.kind === 'word'; at += 2) {
    name += `${name === '' ? '' : '.'}${tokens[at]?.text ?? ''}`;
    if (tokens[at + 1]?.text !== '.') {
      break;
    }
  }
  return name === '' ? undefined : { kind: 'name', name, line: token?.line ?? 1 };
}
