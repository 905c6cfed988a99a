import type { Endpoint } from '../facts';
import { routePath } from '../readers/routePath';
import type { Repository } from '../repository';
import type { SourceText } from '../sourceText';
import { Syntax, type SyntaxMatch } from '../syntax/syntax';
import type { Framework } from './framework';

/** Calls whose first argument is a text, and what lists of such calls are made of: which are routes is judged after. */
const query = `
(call
  function: (attribute object: (_) @object attribute: (identifier) @method)
  arguments: (argument_list . (string) @first . (string)? @second))

(tuple . (attribute object: (identifier) @object attribute: (identifier) @method) . (string) @first)

(assignment
  left: (identifier) @table
  right: (call function: (attribute attribute: (identifier) @made)))
`;

const methods = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options']);

/** aiohttp's server: lists of routes, tables of decorated functions and the application's router. */
export const aiohttp: Framework = {
  name: 'aiohttp',
  start(repository) {
    const api: Endpoint[] = [];
    return {
      wants: ({ name, isTest }) => !isTest && name.endsWith('.py'),
      async read(source) {
        if (
          !/^[ \t]*(?:from aiohttp import\b.*\bweb\b|from aiohttp\.web import|import aiohttp\.web)/m.test(source.text)
        ) {
          return;
        }
        if (/\.add_subapp\(/.test(source.text)) {
          const line = source.lineAt(source.text.search(/\.add_subapp\(/));
          repository.note(
            'application aiohttp montée sous un préfixe : préfixe laissé de côté',
            source.path,
            line,
            'api',
          );
        }
        api.push(...routesIn(repository, source, await Syntax.of(repository).query(source, 'python', query)));
      },
      find: () => ({ api }),
    };
  },
};

function routesIn(repository: Repository, source: SourceText, matches: readonly SyntaxMatch[]): Endpoint[] {
  const found = matches.map(({ captures }) => new Map(captures.map((capture) => [capture.name, capture])));
  const tables = new Set(
    found.flatMap((captures) =>
      captures.get('made')?.text === 'RouteTableDef' ? (captures.get('table')?.text ?? []) : [],
    ),
  );
  return found.flatMap((captures) => {
    const [object, method, first, second] = ['object', 'method', 'first', 'second'].map((name) => captures.get(name));
    const verb = verbOf(object?.text ?? '', method?.text ?? '', textOf(first?.text), tables);
    const isNamed = method?.text === 'add_route' || method?.text === 'route';
    const path = textOf((isNamed ? second : first)?.text);
    const line = (isNamed ? second : first)?.line;
    if (verb !== undefined && path === undefined && line !== undefined) {
      repository.note('adresse calculée : route laissée de côté', source.path, line, 'api');
    }
    return verb === undefined || path?.startsWith('/') !== true || line === undefined
      ? []
      : [
          {
            name: `${verb} ${routePath(path)}`,
            method: verb,
            path: routePath(path),
            from: 'aiohttp',
            evidence: [{ path: source.path, line }],
          },
        ];
  });
}

/** The method of a declaration; undefined of any other call, such as a client's. */
function verbOf(
  object: string,
  method: string,
  first: string | undefined,
  tables: ReadonlySet<string>,
): string | undefined {
  const isRouter = /(?:^|\.)router$/.test(object);
  const bare = isRouter ? method.replace(/^add_/, '') : method;
  if ((isRouter && method === 'add_route') || (object === 'web' && method === 'route')) {
    return first === '*' ? 'ANY' : first?.toUpperCase();
  }
  if (!isRouter && object !== 'web' && !tables.has(object)) {
    return undefined;
  }
  return bare === 'view' ? 'ANY' : methods.has(bare) ? bare.toUpperCase() : undefined;
}

/** What a plain string holds; undefined of one that is put together. */
function textOf(written: string | undefined): string | undefined {
  const [, prefix = '', text] = /^(\w*)["']{1,3}([^"']*)["']{1,3}$/.exec(written ?? '') ?? [];
  return /f/i.test(prefix) ? undefined : text;
}
