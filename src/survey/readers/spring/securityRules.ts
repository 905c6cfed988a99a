import { Clue } from '../../clues';
import type { SourceText } from '../../sourceText';
import { closingOf, jvmTokens, type JvmToken } from '../jvm/jvmTokens';
import type { JvmValue } from '../jvm/jvmTypes';
import { argumentsOf } from './securityNames';

const setsSecurity = new Clue(/\b(?:Server)?HttpSecurity\b/);

/** A path that a rule is for, and the method when it says one. */
export interface RulePattern {
  readonly method: string | undefined;
  /** `undefined` for any path, and for what isn't known to be a path. */
  readonly path: JvmValue | undefined;
  readonly isKnown: boolean;
}

/** One rule of a chain: what it is for, and what it asks. */
export interface SecurityRule {
  readonly patterns: readonly RulePattern[];
  /** `other` when what it asks can't be told. */
  readonly asks: 'nothing' | 'authenticated' | 'names' | 'denied' | 'other';
  readonly names: readonly JvmValue[];
}

/** The rules of one chain of filters, in their order: the first that fits a request counts. */
export interface SecurityChain {
  /** What the chain itself is for; undefined for everything. */
  readonly scope: readonly RulePattern[] | undefined;
  readonly rules: readonly SecurityRule[];
}

const matchers = new Set(['requestMatchers', 'antMatchers', 'mvcMatchers', 'pathMatchers']);
const unreadMatchers = new Set(['regexMatchers', 'matchers', 'dispatcherTypeMatchers', 'requestMatcher']);
const anything = new Set(['anyRequest', 'anyExchange']);
const builders = new Set(['HttpSecurity', 'ServerHttpSecurity']);
const everything: RulePattern = { method: undefined, path: undefined, isKnown: true };
const unknownPattern: RulePattern = { method: undefined, path: undefined, isKnown: false };

/** Whether a text may say which paths ask for what. */
export function mayRule(text: string): boolean {
  return setsSecurity.test(text) && /\b(?:permitAll|authenticated|denyAll|has(?:Any)?(?:Role|Auth))/.test(text);
}

/** The chains of filters that a file declares, those without a rule left out, but for what is for a part of the paths. */
export function securityChains(source: SourceText): SecurityChain[] {
  const tokens = jvmTokens(source.text).filter(({ kind }) => kind !== 'comment');
  const locals = localNames(tokens);
  const chains: { scope: RulePattern[] | undefined; rules: SecurityRule[] }[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'word') {
      continue;
    }
    const isParameter = tokens[index + 1]?.kind === 'word' || tokens[index - 1]?.text === ':';
    if (builders.has(token.text) && isParameter) {
      chains.push({ scope: undefined, rules: [] });
    }
    const chain = chains.at(-1);
    if (!chain || tokens[index + 1]?.text !== '(') {
      continue;
    }
    const close = closingOf(tokens, index + 1);
    if (/^securityMatchers?$/.test(token.text) || isOldScope(tokens, index)) {
      chain.scope = patternsOf(tokens.slice(index + 2, close));
    } else if (token.text === 'authorize') {
      chain.rules.push(...authorizeRule(tokens, index + 1, close, locals));
    } else if (matchers.has(token.text) || unreadMatchers.has(token.text) || anything.has(token.text)) {
      chain.rules.push(...chainedRule(tokens, index, close, locals));
    }
  }
  return chains.filter(({ rules, scope }) => rules.length > 0 || scope);
}

/** `http.antMatcher("/x/**")`, which older versions write for the paths of a chain; `AntPathRequestMatcher.antMatcher` is none. */
function isOldScope(tokens: readonly JvmToken[], index: number): boolean {
  return (
    /^(?:ant|mvc)Matcher$/.test(tokens[index]?.text ?? '') &&
    tokens[index - 1]?.text === '.' &&
    !(tokens[index - 2]?.text ?? '').endsWith('Matcher')
  );
}

/** `.requestMatchers("/x").hasRole(…)` */
function chainedRule(
  tokens: readonly JvmToken[],
  index: number,
  close: number,
  locals: ReadonlyMap<string, string>,
): SecurityRule[] {
  const [dot, what, open] = [tokens[close + 1], tokens[close + 2], tokens[close + 3]];
  if (dot?.text !== '.' || what?.kind !== 'word' || open?.text !== '(') {
    return [];
  }
  const name = tokens[index]?.text ?? '';
  const patterns = anything.has(name)
    ? [everything]
    : unreadMatchers.has(name)
      ? [unknownPattern]
      : patternsOf(tokens.slice(index + 2, close));
  const asked = asks(tokens, close + 2, locals);
  return asked ? [{ patterns, ...asked }] : [];
}

/** Kotlin's `authorize("/x", hasRole("A"))`, `authorize(anyRequest, authenticated)`. */
function authorizeRule(
  tokens: readonly JvmToken[],
  open: number,
  close: number,
  locals: ReadonlyMap<string, string>,
): SecurityRule[] {
  const parts = argumentRanges(tokens, open + 1, close);
  const last = parts.at(-1);
  const asked = last && asks(tokens, last[0], locals);
  if (!asked || parts.length < 2) {
    return [];
  }
  const first = parts[0];
  const isAny = first !== undefined && anything.has(tokens[first[0]]?.text ?? '');
  const given = tokens.slice(open + 1, last[0] - 1);
  return [{ patterns: isAny ? [everything] : patternsOf(given), ...asked }];
}

/** What a rule asks, told at an index. */
function asks(
  tokens: readonly JvmToken[],
  index: number,
  locals: ReadonlyMap<string, string>,
): Pick<SecurityRule, 'asks' | 'names'> | undefined {
  const name = tokens[index]?.text ?? '';
  switch (name) {
    case 'permitAll':
    case 'anonymous':
      return { asks: 'nothing', names: [] };
    case 'authenticated':
    case 'fullyAuthenticated':
      return { asks: 'authenticated', names: [] };
    case 'denyAll':
      return { asks: 'denied', names: [] };
    case 'access':
    case 'hasIpAddress':
    case 'not':
    case 'rememberMe':
      return { asks: 'other', names: [] };
  }
  if (!/^has(?:Any|All)?(?:Role|Authorit(?:y|ie))s?$/.test(name) || tokens[index + 1]?.text !== '(') {
    return undefined;
  }
  const names = argumentsOf(tokens, index + 1).map((value) =>
    value.kind === 'name' ? { ...value, name: locals.get(value.name) ?? value.name } : value,
  );
  return { asks: 'names', names };
}

/** The patterns that a call is given: a method for all of them, paths, and matchers made of both. */
function patternsOf(given: readonly JvmToken[]): RulePattern[] {
  const parts = argumentRanges(given, 0, given.length).map(([start, end]) => given.slice(start, end));
  const method = methodIn(parts[0] ?? []);
  const patterns = (method === undefined ? parts : parts.slice(1)).flatMap((part) => patternOf(part, method));
  return patterns.length > 0 ? patterns : [{ ...everything, method }];
}

function patternOf(part: readonly JvmToken[], method: string | undefined): RulePattern[] {
  const open = part.findIndex(({ text }) => text === '(');
  const isMatcher = open > 0 && /(?:matcher|pattern)$/i.test(part[open - 1]?.text ?? '');
  if (isMatcher) {
    const inner = part.slice(open + 1, closingOf(part, open));
    // `new AntPathRequestMatcher("/x", "GET")` says its method last.
    const verb = inner.find(({ kind, text }) => kind === 'text' && /^(?:GET|POST|PUT|PATCH|DELETE)$/.test(text))?.text;
    const paths =
      verb === undefined
        ? inner
        : inner.slice(
            0,
            inner.findIndex(({ text }) => text === ','),
          );
    return patternsOf(paths).map((pattern) => ({ ...pattern, method: pattern.method ?? verb ?? method }));
  }
  const path = textValue(part);
  return [path ? { method, path, isKnown: true } : unknownPattern];
}

/** `HttpMethod.GET`, `GET` as a constant. */
function methodIn(part: readonly JvmToken[]): string | undefined {
  const last = part.at(-1);
  const isMethod = part.every(({ kind, text }) => kind === 'word' || text === '.') && last?.kind === 'word';
  return isMethod && /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|TRACE)$/.test(last.text) ? last.text : undefined;
}

/** A text, a constant, or several of them added. */
function textValue(part: readonly JvmToken[]): JvmValue | undefined {
  const values: JvmValue[] = [];
  let name = '';
  for (const [index, token] of part.entries()) {
    const before = part[index - 1]?.text;
    if (token.kind === 'text' && !token.isTemplate) {
      values.push({ kind: 'text', text: token.text, line: token.line });
    } else if (token.kind === 'word') {
      name = before === '.' ? `${name}.${token.text}` : token.text;
      if (before === '.') {
        values.pop();
      }
      values.push({ kind: 'name', name, line: token.line });
    } else if (token.text !== '+' && token.text !== '.') {
      return undefined;
    }
  }
  const [first] = values;
  return first && (values.length === 1 ? first : { kind: 'sum', parts: values, line: first.line });
}

/** Where the arguments between two indexes begin and end. */
function argumentRanges(tokens: readonly JvmToken[], from: number, to: number): [number, number][] {
  const ranges: [number, number][] = [];
  let start = from;
  for (let at = from; at < to; at++) {
    const text = tokens[at]?.kind === 'sign' ? (tokens[at]?.text ?? '') : '';
    if (text !== '' && '([{'.includes(text)) {
      at = closingOf(tokens, at);
    } else if (text === ',') {
      ranges.push([start, at]);
      start = at + 1;
    }
  }
  return start < to ? [...ranges, [start, to]] : ranges;
}

/** `String admin = Roles.ADMIN.name()`: what short names in a method stand for. */
function localNames(tokens: readonly JvmToken[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const [index, token] of tokens.entries()) {
    const first = tokens[index + 1];
    if (token.text !== '=' || token.kind !== 'sign' || first?.kind !== 'word' || tokens[index - 1]?.kind !== 'word') {
      continue;
    }
    let name = first.text;
    let at = index + 1;
    while (tokens[at + 1]?.text === '.' && tokens[at + 2]?.kind === 'word') {
      name += `.${tokens[at + 2]?.text ?? ''}`;
      at += 2;
    }
    if (name.includes('.')) {
      names.set(tokens[index - 1]?.text ?? '', name);
    }
  }
  return names;
}
