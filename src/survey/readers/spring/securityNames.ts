import { Clue } from '../../clues';
import type { SourceText } from '../../sourceText';
import { closingOf, jvmTokens, type JvmToken } from '../jvm/jvmTokens';
import type { JvmValue } from '../jvm/jvmTypes';

const namesRights = new Clue(/\bhas(?:Any)?(?:Role|Authority)|@(?:Secured|RolesAllowed)\b/);

/** A role or a right that code asks for. */
export interface AskedName {
  /** The text, or the constant that holds it. */
  readonly value: JvmValue;
  readonly line: number;
  /** `hasRole` and `@RolesAllowed` say a role, `hasAuthority` a role or a right. */
  readonly isRole: boolean;
  /** The paths that are only for those who have it, as they are written. */
  readonly paths: readonly string[];
}

const asking = /^has(?:Any)?(Role|Authority)s?$/;
const matchers = new Set([
  'requestMatchers',
  'antMatchers',
  'mvcMatchers',
  'regexMatchers',
  'pathMatchers',
  'securityMatcher',
]);

/** How far back the start of a call is looked for, in tokens. */
const longestCall = 400;

/** Whether a text may ask for roles. */
export function mayAsk(text: string): boolean {
  return namesRights.test(text);
}

/** What a file asks for: in expressions (`@PreAuthorize("hasRole('AGENT')")`), in annotations, in calls. */
export function askedNames(source: SourceText): AskedName[] {
  const tokens = jvmTokens(source.text).filter(({ kind }) => kind !== 'comment');
  const found: AskedName[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'text') {
      found.push(...namesInText(source, token));
      continue;
    }
    const asked = asking.exec(token.text);
    const isAnnotation = /^(?:Secured|RolesAllowed)$/.test(token.text) && tokens[index - 1]?.text === '@';
    if (token.kind !== 'word' || (!asked && !isAnnotation) || tokens[index + 1]?.text !== '(') {
      continue;
    }
    const paths = asked ? pathsBefore(tokens, index) : [];
    const isRole = asked ? asked[1] === 'Role' : token.text === 'RolesAllowed';
    for (const value of argumentsOf(tokens, index + 1)) {
      found.push({ value, line: value.line, isRole, paths });
    }
  }
  return found;
}

/** `hasAnyRole('AGENT', 'ADMIN')` in a text: an annotation's, or that of a constant that one is given. */
function namesInText(source: SourceText, token: JvmToken): AskedName[] {
  const found: AskedName[] = [];
  for (const { 1: kind, 2: given = '' } of token.text
    .slice(0, 4000)
    .matchAll(/\bhas(?:Any)?(Role|Authority)\s*\(((?:[^()]|\([^()]*\)){0,1000})\)/g)) {
    for (const { 1: name = '' } of given.matchAll(/'([^'\r\n]{1,100})'/g)) {
      // A text over several lines holds the name on one of them.
      const offset = source.text.indexOf(name, token.offset);
      const line = offset < 0 ? token.line : source.lineAt(offset);
      found.push({ value: { kind: 'text', text: name, line }, line, isRole: kind === 'Role', paths: [] });
    }
  }
  return found;
}

/** The texts and the constants a call is given. */
export function argumentsOf(tokens: readonly JvmToken[], open: number): JvmValue[] {
  const close = closingOf(tokens, open);
  const values: JvmValue[] = [];
  for (let at = open + 1; at < close; at++) {
    const token = tokens[at];
    if (token?.kind === 'text' && !token.isTemplate) {
      values.push({ kind: 'text', text: token.text, line: token.line });
    } else if (token?.kind === 'word') {
      let name = token.text;
      while (tokens[at + 1]?.text === '.' && tokens[at + 2]?.kind === 'word') {
        name += `.${tokens[at + 2]?.text ?? ''}`;
        at += 2;
      }
      values.push({ kind: 'name', name, line: token.line });
    }
  }
  return values;
}

/** `.requestMatchers("/admin/**").hasRole(…)`, Kotlin's `authorize("/admin/**", hasRole(…))`. */
function pathsBefore(tokens: readonly JvmToken[], index: number): string[] {
  if (tokens[index - 1]?.text === ',') {
    const isAuthorize = tokens.slice(Math.max(0, index - 7), index).some(({ text }) => text === 'authorize');
    return isAuthorize ? textsIn(tokens.slice(Math.max(0, index - 7), index)) : [];
  }
  const close = index - 2;
  if (tokens[index - 1]?.text !== '.' || tokens[close]?.text !== ')') {
    return [];
  }
  let depth = 0;
  for (let at = close; at >= 0 && at > close - longestCall; at--) {
    const token = tokens[at];
    if (token?.kind !== 'sign') {
      continue;
    }
    depth += token.text === ')' ? 1 : token.text === '(' ? -1 : 0;
    if (depth === 0) {
      const isMatcher = matchers.has(tokens[at - 1]?.text ?? '');
      return isMatcher ? textsIn(tokens.slice(at, close)) : [];
    }
  }
  return [];
}

function textsIn(tokens: readonly JvmToken[]): string[] {
  const method = tokens.find((token, index) => token.kind === 'word' && tokens[index - 2]?.text === 'HttpMethod')?.text;
  return tokens
    .filter(({ kind, text }) => kind === 'text' && text.includes('/'))
    .map(({ text }) => (method === undefined ? text : `${method} ${text}`));
}
