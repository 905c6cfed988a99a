import { isMark, type GradleStatement } from './gradleScript';
import type { GradleToken } from './gradleTokens';

/** What a statement of a `dependencies` block asks for, as it is written. */
export type GradleRequest =
  | { readonly kind: 'coordinates'; readonly text: string; readonly offset: number }
  /** `libs.spring.boot`, or a name that stands for coordinates. */
  | { readonly kind: 'name'; readonly text: string; readonly offset: number };

/** Words of a statement that aren't the configuration something is added to. */
const otherVerbs =
  /^(?:exclude|because|force|println|print|constraints|components|modules|attributes|version|if|else|for|def|val|var|import|apply|return|details|transitive|strictly|prefer|require|capabilities)$/;

/** Calls whose texts are no coordinates. */
const otherCalls =
  /^(?:project|files|fileTree|npm|devNpm|peerNpm|optionalNpm|exclude|gradleApi|gradleTestKit|localGroovy|gradleKotlinDsl|because|rootProject\.files|layout\..*|rootProject\.project|libs\.versions.*|capability|requireCapability|requireCapabilities)$/;

/** The configuration a statement adds to: `implementation`; undefined when it adds nothing. */
export function configurationOf({ tokens }: GradleStatement): string | undefined {
  const [first, second, third] = tokens;
  if (first?.kind === 'text') {
    // Kotlin: "implementation"(…)
    return isMark(second, '(') ? first.text : undefined;
  }
  if (first?.kind !== 'word' || second === undefined || isMark(second, '=') || otherVerbs.test(first.text)) {
    return undefined;
  }
  return first.text === 'add' && third?.kind === 'text' ? third.text : first.text;
}

/** What a statement asks for. */
export function requestsOf({ tokens }: GradleStatement): GradleRequest[] {
  const requests: GradleRequest[] = [];
  const start = tokens[0]?.text === 'add' ? 3 : 1;
  const map = mapNotation(tokens, start);
  if (map) {
    return [map];
  }
  for (let at = start; at < tokens.length; at++) {
    const token = tokens[at];
    if (!token) {
      continue;
    }
    const isCall = isMark(tokens[at + 1], '(');
    if (token.kind === 'word' && otherCalls.test(token.text)) {
      at = isCall ? closing(tokens, at + 1) : tokens.length;
    } else if (token.kind === 'word' && token.text === 'kotlin' && isCall) {
      const module = tokens[at + 2];
      if (module?.kind === 'text') {
        const version = isMark(tokens[at + 3], ',') ? tokens[at + 4]?.text : undefined;
        const text = `org.jetbrains.kotlin:kotlin-${module.text}${version === undefined ? '' : `:${version}`}`;
        requests.push({ kind: 'coordinates', text, offset: module.offset });
      }
      at = closing(tokens, at + 1);
    } else if (token.kind === 'word' && /(?:^|\.)findLibrary$/.test(token.text) && tokens[at + 2]?.kind === 'text') {
      requests.push({ kind: 'name', text: `libs.${tokens[at + 2]?.text ?? ''}`, offset: token.offset });
      at = closing(tokens, at + 1);
    } else if (token.kind === 'word' && token.text.includes('.')) {
      requests.push({ kind: 'name', text: token.text.replace(/\.(?:get|asProvider)$/, ''), offset: token.offset });
    } else if (token.kind === 'text' && token.text.includes(':')) {
      // "group:name:" + version
      const sum = isMark(tokens[at + 1], '+') ? tokens[at + 2] : undefined;
      const added = sum?.kind === 'word' ? `\${${sum.text}}` : (sum?.text ?? '');
      requests.push({ kind: 'coordinates', text: token.text + added, offset: token.offset });
      at += sum ? 2 : 0;
    }
  }
  return requests;
}

/** `group: 'g', name: 'n', version: 'v'`, or Kotlin's `group = "g", …`. */
function mapNotation(tokens: readonly GradleToken[], start: number): GradleRequest | undefined {
  const parts = new Map<string, GradleToken>();
  for (let at = start; at < tokens.length; at++) {
    const value = tokens[at + 2];
    const isPair = isMark(tokens[at + 1], ':') || isMark(tokens[at + 1], '=');
    const key = tokens[at]?.text ?? '';
    if (isPair && value && value.kind !== 'mark' && /^(?:group|name|version)$/.test(key) && !parts.has(key)) {
      parts.set(key, value);
    }
  }
  const name = parts.get('name');
  const written = (key: string): string => {
    const token = parts.get(key);
    return token?.kind === 'word' ? `\${${token.text}}` : (token?.text ?? '');
  };
  return name && parts.has('group')
    ? { kind: 'coordinates', text: `${written('group')}:${written('name')}:${written('version')}`, offset: name.offset }
    : undefined;
}

/** The index of what closes the bracket at an index. */
function closing(tokens: readonly GradleToken[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    depth += isMark(tokens[at], '(') ? 1 : isMark(tokens[at], ')') ? -1 : 0;
    if (depth === 0) {
      return at;
    }
  }
  return tokens.length;
}
