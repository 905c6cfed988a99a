import type { Endpoint } from '../facts';
import { folderOf, foldersUp, inFolder, pathFrom } from '../readers/paths';
import { LaravelNames } from '../readers/laravel/laravelNames';
import { accessAmong } from '../readers/laravel/middleware';
import { noGroup, routesIn, type RouteFile, type RouteGroup } from '../readers/laravel/routeRun';
import { receivedHooks } from '../readers/receivedHooks';
import { routePath } from '../readers/routePath';
import { resolvePath } from '../readers/paths';
import type { Repository, SurveyedFile } from '../repository';
import { Syntax } from '../syntax/syntax';
import type { Framework } from './framework';

const routeFile = /(?:^|\/)(?:routes|Routes)\/(?:.*\/)?[\w.-]+\.php$/;

/** Classes that a product's provider makes, one by one, and gives the router: what loads them is code of their own. */
const routeClass = /(?:^|\/)Http\/Routes?\/(?:.*\/)?\w+Routes?\.php$/;
const provider = /Provider\.php$|(?:^|\/)Providers\/(?:.*\/)?\w+\.php$/;

/** Files of routes that answer no request. */
const noRequests = /(?:^|\/)(?:console|channels|breadcrumbs|schedule)(?:\.\w+)?\.php$/;

/** How many files may include one another. */
const deepest = 8;

/** The routes of Laravel and Lumen, with what groups put before them. */
export const laravelRoutes: Framework = {
  name: 'laravelRoutes',
  start: (repository) => ({
    async find() {
      const api = await new LaravelRoutes(repository).endpoints();
      return { api, webhooks: receivedHooks(api) };
    },
  }),
};

class LaravelRoutes {
  private readonly read = new Map<string, RouteFile | undefined>();
  private readonly reached = new Set<string>();
  private readonly found: Endpoint[] = [];
  private readonly seen = new Set<string>();

  constructor(private readonly repository: Repository) {}

  async endpoints(): Promise<Endpoint[]> {
    const entries = this.repository.files.filter(
      ({ path, isTest }) => !isTest && (provider.test(path) || /(?:^|\/)bootstrap\/app\.php$/.test(path)),
    );
    for (const file of entries) {
      await this.take(file.path, noGroup, false, 0);
    }
    const isUsual = (path: string): boolean => /\/?(?:routes|Routes)\/(?:web|api)\.php$/.test(path);
    const alone = this.repository.files.filter((file) => this.mayBeAlone(file)).map(({ path }) => path);
    // Those that Laravel loads come first: they may include the others.
    for (const path of [...alone.filter(isUsual), ...alone.filter((other) => !isUsual(other))]) {
      if (!this.reached.has(path)) {
        const isOfApi = /(?:^|\/)(?:routes|Routes)\/(?:api\.php|api\/)/.test(path);
        await this.take(path, isOfApi ? { ...noGroup, prefixes: ['api'] } : noGroup, !isUsual(path), 0);
      }
    }
    for (const { path, isTest } of this.repository.files) {
      if (!isTest && routeClass.test(path) && !this.reached.has(path)) {
        await this.take(path, noGroup, false, 0);
      }
    }
    return this.found;
  }

  private mayBeAlone({ path, isTest }: SurveyedFile): boolean {
    return (
      !isTest &&
      routeFile.test(path) &&
      !noRequests.test(path) &&
      !/(?:^|\/)(?:config|resources|lang|app\/Http|src\/Http)\//.test(path)
    );
  }

  /** The routes of a file that stands in a group, and of those it includes. */
  private async take(path: string, group: RouteGroup, isProbable: boolean, depth: number): Promise<void> {
    const file = await this.fileOf(path);
    if (!file || depth > deepest) {
      return;
    }
    for (const { message, line } of file.skipped) {
      this.repository.note(message, path, line, 'api');
    }
    for (const route of file.routes) {
      const whole = within(group, route);
      const target = routePath(...whole.prefixes, route.path.replace(/\{(\w+):\w+\}/g, '{$1}').replace(/\/+$/, ''));
      const key = `${route.method} ${target} ${path}:${String(route.evidence.line)}`;
      if (this.seen.has(key)) {
        continue;
      }
      this.seen.add(key);
      const access = accessAmong(whole);
      this.found.push({
        name: `${route.method} ${target}`,
        method: route.method,
        path: target,
        evidence: [route.evidence],
        from: 'Laravel',
        ...(access.length === 0 ? {} : { access }),
        ...(isProbable ? { certainty: 'probable' } : {}),
      });
    }
    for (const include of file.includes) {
      for (const target of this.targetsOf(include.path)) {
        if (noRequests.test(target) || target === path) {
          continue;
        }
        this.reached.add(target);
        await this.take(target, within(group, include), isProbable, depth + 1);
      }
    }
  }

  /** The files that a path may mean: several when it isn't known whole. */
  private targetsOf(written: string): string[] {
    const path = resolvePath('', written) ?? '';
    if (!path.includes('?')) {
      return this.repository.has(path) ? [path] : [];
    }
    const parts = path.split('?');
    const [start = '', end = ''] = [parts[0], parts.at(-1)];
    const folder = folderOf(start);
    return start === '' || end === ''
      ? []
      : this.repository.files
          .filter((file) => file.folder === folder && file.path.startsWith(start) && file.path.endsWith(end))
          .map((file) => file.path);
  }

  private async fileOf(path: string): Promise<RouteFile | undefined> {
    if (!this.read.has(path)) {
      this.read.set(path, await this.readFile(path));
    }
    return this.read.get(path);
  }

  private async readFile(path: string): Promise<RouteFile | undefined> {
    const source = await this.repository.text(path);
    const isOfRoutes = !provider.test(path) && !/(?:^|\/)bootstrap\/app\.php$/.test(path);
    if (
      !source ||
      source.text.includes('Slim\\') ||
      (!/\b(?:Route|Router|Volt)::|->router\b|\$(?:router|app|route|api|group|r)->|loadRoutesFrom|withRouting|\broutes\//.test(
        source.text,
      ) &&
        !(isOfRoutes && /\b(?:require|include)/.test(source.text)))
    ) {
      return undefined;
    }
    const appFolder = this.appOf(path);
    const names = await LaravelNames.of(this.repository, appFolder);
    await names.prepare(source);
    return Syntax.of(this.repository).read(source, 'php', ({ root }) =>
      routesIn(source, root, appFolder, isOfRoutes, names.context.setting),
    );
  }

  /** The folder of the application that a file belongs to: the nearest that holds `artisan`, or the manifest of one. */
  private appOf(path: string): string {
    const above = foldersUp(folderOf(path));
    return (
      above.find((folder) => this.repository.has(inFolder(folder, 'artisan'))) ??
      above.find(
        (folder) => this.repository.has(inFolder(folder, 'composer.json')) && pathFrom(folder, path) !== undefined,
      ) ??
      ''
    );
  }
}

function within(outer: RouteGroup, inner: RouteGroup): RouteGroup {
  return {
    prefixes: [...outer.prefixes, ...inner.prefixes],
    middleware: [...outer.middleware, ...inner.middleware],
    without: [...outer.without, ...inner.without],
  };
}
