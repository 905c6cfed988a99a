import type { Repository, SurveyedFile } from '../repository';
import { folderOf } from './paths';

/** Files that a framework serves at the address of their path. */
const pageFiles = /^(?:.*\/)?(?:pages|app)\/(.+)\.(?:[jt]sx?|mdx?|vue|svelte|astro)$/;

/** Beyond, a site's pages are too many to be looked into. */
const mostPages = 400;

/**
 * The addresses at which pages that a product wrote as documents are served: that of the file which imports them, or
 * their own path when they stand among the pages.
 *
 * @param documents paths from the root
 * @returns by document
 */
export async function documentRoutes(
  repository: Repository,
  documents: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const routes = new Map<string, string>();
  const served = repository.files.filter(
    ({ path, isTest }) => !isTest && pageFiles.test(path) && !/(?:^|\/)api\//.test(path),
  );
  for (const path of documents) {
    const file = served.find((each) => each.path === path);
    const own = file && routeOf(file);
    if (own !== undefined) {
      routes.set(path, own);
    }
  }
  const imported = documents.filter((path) => /\.(?:mdx?|html)$/.test(path) && !routes.has(path));
  for (const page of imported.length > 0 ? served.slice(0, mostPages) : []) {
    const text = (await repository.text(page.path))?.text ?? '';
    for (const path of imported) {
      const name = path.slice(path.lastIndexOf('/') + 1);
      const at = text.indexOf(`/${name}`);
      const written = at < 0 ? undefined : /["'`]([^"'`\n]*)$/.exec(text.slice(Math.max(0, at - 200), at))?.[1];
      const route = written !== undefined && isFolder(page, written, path) ? routeOf(page) : undefined;
      if (route !== undefined && !routes.has(path)) {
        routes.set(path, route);
      }
    }
  }
  return routes;
}

/** Whether an import's folder may be the document's: its last parts are, or an alias stands for them. */
function isFolder({ folder }: SurveyedFile, written: string, path: string): boolean {
  if (!written.startsWith('.')) {
    return folderOf(path).endsWith(written.replace(/^[@~]\/?/, '').replace(/^src\//, ''));
  }
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of written.split('/')) {
    if (part === '..') {
      parts.pop();
    } else if (part !== '.' && part !== '') {
      parts.push(part);
    }
  }
  return parts.join('/') === folderOf(path);
}

/** `src/pages/faq.js` → `/faq`; undefined of what isn't an address of its own. */
function routeOf({ path }: SurveyedFile): string | undefined {
  const inner = pageFiles.exec(path)?.[1];
  if (inner === undefined || /(?:^|\/)_|\[/.test(inner)) {
    return undefined;
  }
  const isApp = /(?:^|\/)app\//.test(path.slice(0, path.length - inner.length));
  const parts = inner.split('/').filter((part) => !/^\(.*\)$/.test(part));
  const last = parts.at(-1) ?? '';
  if (isApp && !/^(?:\+?page)$/.test(last)) {
    return undefined;
  }
  return `/${(/^(?:\+?page|index)$/.test(last) ? parts.slice(0, -1) : parts).join('/')}`;
}
