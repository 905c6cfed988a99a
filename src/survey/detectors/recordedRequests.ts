import type { Detector } from '../detector';
import type { Example } from '../facts';
import { bodyText } from '../readers/bodyText';
import { jsonFile } from '../readers/json';
import { entryAt, textAt, valueAt, type Located } from '../readers/located';
import { routePath } from '../readers/routePath';
import { compare, type Repository } from '../repository';
import type { SourceText } from '../sourceText';

/** Requests shown of one file: they show the form, and a collection may hold hundreds. */
const mostOfAFile = 20;

/** Folders inside folders of a collection, at most. */
const deepest = 12;

const methods = 'GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|QUERY';

/** Requests that the team kept to try its API: `.http` and `.rest` files, collections of Bruno and Postman. */
export const recordedRequests: Detector = {
  name: 'recordedRequests',
  start: (repository) => ({
    async find() {
      // Tests and examples are where teams keep them.
      const files = [...repository.files, ...repository.asides].filter(({ name }) =>
        /\.(?:http|rest|bru)$|postman.*\.json$/i.test(name),
      );
      const examples: Example[] = [];
      for (const { path } of files.sort((a, b) => compare(a.path, b.path))) {
        const found = /\.json$/i.test(path) ? await ofPostman(repository, path) : await ofText(repository, path);
        examples.push(...found.slice(0, mostOfAFile));
      }
      return { examples };
    },
  }),
};

async function ofText(repository: Repository, path: string): Promise<Example[]> {
  const source = await repository.text(path);
  return source === undefined ? [] : path.endsWith('.bru') ? ofBruno(source) : ofHttp(source);
}

/** Requests stand one after the other, `###` between two: a line with the method and the address, headers, a body. */
function ofHttp(source: SourceText): Example[] {
  const examples: Example[] = [];
  const starts = new RegExp(`^(${methods})[ \\t]+(\\S+)`);
  const { lines } = source;
  for (let at = 0; at < lines.length; at++) {
    const [, method, address] = starts.exec(lines[at] ?? '') ?? [];
    if (method === undefined || address === undefined) {
      continue;
    }
    let end = at + 1;
    while (end < lines.length && lines[end]?.startsWith('###') !== true && !starts.test(lines[end] ?? '')) {
      end++;
    }
    const own = lines.slice(at + 1, end);
    const blank = own.findIndex((line) => line.trim() === '');
    const body = blank < 0 ? [] : own.slice(blank + 1).filter((line) => !/^\s*(?:\/\/|#|[<>]\s)/.test(line));
    examples.push(exampleOf(source.path, at + 1, 'http', method, address, body.join('\n').trim()));
    at = end - 1;
  }
  return examples;
}

/** One request a file: `get { url: … }`, then `body:json { … }`. */
function ofBruno(source: SourceText): Example[] {
  const found = new RegExp(`^(${methods.toLowerCase()})[ \\t]*\\{[ \\t]*$`, 'm').exec(source.text);
  const address = /^[ \t]+url:[ \t]*(\S+)/m.exec(source.text.slice(found?.index ?? 0))?.[1];
  if (!found || address === undefined) {
    return [];
  }
  const opening = /^body(?::json)?[ \t]*\{[ \t]*$/m.exec(source.text);
  const body = opening ? source.text.slice(opening.index + opening[0].length).split(/^\}/m)[0] : undefined;
  const method = (found[1] ?? '').toUpperCase();
  return [exampleOf(source.path, source.lineAt(found.index), 'collection', method, address, body?.trim() ?? '')];
}

async function ofPostman(repository: Repository, path: string): Promise<Example[]> {
  const collection = await jsonFile(repository, path, 5_000_000);
  const examples: Example[] = [];
  const visit = (folder: Located | undefined, depth: number): void => {
    for (const item of valueAt(folder, 'item')?.items ?? []) {
      const request = valueAt(item, 'request');
      const method = textAt(request, 'method');
      const address = textAt(request, 'url', 'raw') ?? textAt(request, 'url');
      if (method !== undefined && address !== undefined) {
        const line = entryAt(request, 'method')?.line ?? item.line;
        const asked = textAt(request, 'body', 'raw') ?? '';
        examples.push(exampleOf(path, line, 'collection', method.toUpperCase(), address, asked));
        for (const answer of valueAt(item, 'response')?.items.slice(0, 1) ?? []) {
          const body = bodyText(textAt(answer, 'body') ?? '');
          const status = Number(textAt(answer, 'code'));
          if (body !== undefined) {
            examples.push({
              ...exampleOf(
                path,
                entryAt(answer, 'body')?.line ?? line,
                'collection',
                method.toUpperCase(),
                address,
                body,
              ),
              kind: 'response',
              ...(Number.isInteger(status) ? { status } : {}),
            });
          }
        }
      }
      if (depth < deepest) {
        visit(item, depth + 1);
      }
    }
  };
  visit(collection, 0);
  return examples;
}

function exampleOf(
  path: string,
  line: number,
  source: Example['source'],
  method: string,
  address: string,
  body: string,
): Example {
  const route = routeOf(address);
  return {
    name: `${method} ${route}`,
    kind: 'request',
    source,
    method,
    path: route,
    body: bodyText(body) ?? '',
    evidence: [{ path, line }],
  };
}

/** The path of an address, without its host nor its query, which may hold a key. */
function routeOf(address: string): string {
  const path = address
    .replace(/^(?:[a-z][a-z\d+.-]*:\/\/)?(?:\{\{[^{}]*\}\}|[^/{}]*)(?=\/|$)/i, '')
    .replace(/[?#].*$/, '')
    .replace(/\{\{\s*([\w.-]+)\s*\}\}/g, '{$1}');
  return routePath(path);
}
