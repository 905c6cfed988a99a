import type { Endpoint } from '../facts';
import type { SourceText } from '../sourceText';
import { routePath } from './routePath';

interface Token {
  readonly text: string;
  readonly line: number;
  readonly isText: boolean;
}

const verbs: Readonly<Record<string, string>> = {
  get: 'GET',
  post: 'POST',
  put: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
};

/** The operations of the services that a `.proto` file declares. */
export function protoServices(source: SourceText): Endpoint[] {
  const { tokens, comments } = cut(source);
  const api: Endpoint[] = [];
  let inPackage = '';
  let service: string | undefined;
  let depth = 0;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    const next = tokens[at + 1];
    if (!token || token.isText) {
      continue;
    }
    if (token.text === 'package' && depth === 0) {
      inPackage = next?.text ?? '';
    } else if (token.text === 'service' && depth === 0) {
      service = next?.text;
    } else if (token.text === 'rpc' && depth === 1 && service !== undefined && next) {
      const end = rpcEnd(tokens, at);
      api.push(...operations(source, tokens.slice(at, end), { inPackage, service, comments }));
      at = end - 1;
    } else if (token.text === '{') {
      depth++;
    } else if (token.text === '}') {
      depth--;
      service = depth <= 0 ? undefined : service;
    }
  }
  return api;
}

interface Around {
  readonly inPackage: string;
  readonly service: string;
  readonly comments: ReadonlyMap<number, string>;
}

function operations(
  source: SourceText,
  tokens: readonly Token[],
  { inPackage, service, comments }: Around,
): Endpoint[] {
  const [rpc, name] = tokens;
  const summary = (rpc && comments.get(rpc.line)) || undefined;
  const common = { from: 'gRPC', ...(summary === undefined ? {} : { summary }) };
  const found: Endpoint[] = [];
  const hasHttp = tokens.some(({ text }) => text === 'google.api.http');
  for (const [index, token] of hasHttp ? tokens.entries() : []) {
    const verb = verbs[token.text];
    const written = tokens[index + 2];
    if (verb !== undefined && tokens[index + 1]?.text === ':' && written?.isText === true) {
      const path = httpPath(written.text);
      found.push({
        ...common,
        name: `${verb} ${path}`,
        method: verb,
        path,
        evidence: [{ path: source.path, line: written.line }],
      });
    }
  }
  if (found.length === 0 && name && rpc) {
    const path = `/${[inPackage, service].filter((part) => part !== '').join('.')}/${name.text}`;
    found.push({
      ...common,
      name: `POST ${path}`,
      method: 'POST',
      path,
      evidence: [{ path: source.path, line: rpc.line }],
    });
  }
  return found;
}

/** A path as `google.api.http` writes it: `/v1/{name=usagers/*}:archiver` is `/v1/usagers/{name}:archiver`. */
function httpPath(written: string): string {
  const [, base = written, action = ''] = /^(.*?)(:\w+)?$/.exec(written) ?? [];
  const expanded = base.replace(/\{([\w.]+)=([^{}]*)\}/g, (_, name: string, pattern: string) => {
    const parts = pattern.split('/');
    const last = parts.findLastIndex((part) => part.includes('*'));
    return parts
      .map((part, index) =>
        !part.includes('*') ? part : index === last ? `{${name}}` : `{${(parts[index - 1] ?? 'id').replace(/s$/, '')}}`,
      )
      .join('/');
  });
  return routePath(expanded.replace(/\{\w+\.(\w+)\}/g, '{$1}')) + action;
}

/** Where a call's declaration ends: at its `;`, or with its options. */
function rpcEnd(tokens: readonly Token[], start: number): number {
  let depth = 0;
  for (let at = start; at < tokens.length; at++) {
    const text = tokens[at]?.isText === true ? '' : tokens[at]?.text;
    if (text === '{') {
      depth++;
    } else if (text === '}' && --depth <= 0) {
      return depth < 0 ? at : at + 1;
    } else if (text === ';' && depth === 0) {
      return at + 1;
    }
  }
  return tokens.length;
}

/** Words, texts and signs; and the first sentence of the comment above a line. */
function cut(source: SourceText): { tokens: Token[]; comments: Map<number, string> } {
  const tokens: Token[] = [];
  const comments = new Map<number, string>();
  let comment: { text: string; end: number } | undefined;
  for (const { index, 0: whole } of source.text.matchAll(
    /\/\/[^\r\n]*|\/\*[^]*?(?:\*\/|$)|"(?:[^"\\\r\n]|\\.)*"?|'(?:[^'\\\r\n]|\\.)*'?|[\w.]+|[^\s\w]/g,
  )) {
    const line = source.lineAt(index);
    if (whole.startsWith('//') || whole.startsWith('/*')) {
      const text = whole
        .replace(/^\/[/*]+|\*\/$/g, '')
        .replace(/[\r\n]+\s*\*?/g, ' ')
        .trim();
      const isNext = comment?.end === line - 1 && tokens.at(-1)?.line !== line;
      comment = { text: isNext ? `${comment?.text ?? ''} ${text}` : text, end: source.lineAt(index + whole.length) };
      continue;
    }
    if (comment?.end === line - 1 && !comments.has(line)) {
      comments.set(line, firstSentence(comment.text));
    }
    const isText = whole.startsWith('"') || whole.startsWith("'");
    tokens.push({ text: isText ? whole.replace(/^["']|["']$/g, '') : whole, line, isText });
  }
  return { tokens, comments };
}

function firstSentence(text: string): string {
  const whole = text.slice(0, 1000).trim();
  return (/^.*?[.!?](?=\s|$)/.exec(whole)?.[0] ?? whole).slice(0, 300);
}
