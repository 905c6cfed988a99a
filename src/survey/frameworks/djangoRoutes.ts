import { Clue } from '../clues';
import { UrlPatterns } from '../readers/djangoRoutes/urlPatterns';
import { endpointsOf } from '../readers/pythonCode/endpoints';
import { PythonCode } from '../readers/pythonCode/pythonCode';
import { receivedWebhooks } from '../readers/pythonCode/pythonWebhooks';
import type { Framework } from './framework';
import type { PythonModule } from '../readers/pythonCode/pythonModel';
import { allStatements } from '../readers/pythonCode/pythonParts';
import { isOwnModule } from '../readers/pythonCode/moduleFiles';

const mayDeclare = new Clue(
  /\burlpatterns\b|URLCONF\b|outer\w{0,40}\.register\(|\bNinjaAPI\b|\bfrom ninja\b|\bINSTALLED_APPS\b|\bREST_FRAMEWORK\b/,
);

/** Django's routes, from the first `urlpatterns` down: views, sets of views of Django REST framework, django-ninja. */
export const djangoRoutes: Framework = {
  name: 'djangoRoutes',
  start(repository) {
    const code = PythonCode.of(repository);
    const modules: PythonModule[] = [];
    const settings: PythonModule[] = [];
    return {
      wants: isOwnModule,
      async read(source) {
        if (!mayDeclare.test(source.text)) {
          return;
        }
        const module = await code.read(source);
        if (!module) {
          return;
        }
        modules.push(module);
        if (
          /URLCONF\b|\bINSTALLED_APPS\b|\bREST_FRAMEWORK\b/.test(source.text) ||
          /(?:^|\/)settings(?:\/|\.py$)/.test(source.path)
        ) {
          settings.push(module);
        }
      },
      async find() {
        const patterns = new UrlPatterns(code, settings, () => modules);
        for (const root of await rootsOf(modules, settings, code)) {
          await patterns.follow(root);
        }
        for (const { path, body } of modules) {
          const first = body.find((statement) => statement.kind === 'assign' && statement.target === 'urlpatterns');
          if (first && !patterns.seen.has(path)) {
            repository.note('routes qu’aucune liste principale n’inclut, laissées de côté', path, first.line, 'api');
          }
        }
        const api = await endpointsOf(code, patterns.routes, 'Django');
        return { api, webhooks: await receivedWebhooks(code, api) };
      },
    };
  },
};

/** The modules that settings name, else those that no other includes. */
async function rootsOf(
  modules: readonly PythonModule[],
  settings: readonly PythonModule[],
  code: PythonCode,
): Promise<readonly PythonModule[]> {
  const named = new Set<PythonModule>();
  for (const module of settings) {
    for (const statement of allStatements(module.body)) {
      if (statement.kind === 'assign' && statement.target.endsWith('URLCONF') && statement.value.kind === 'text') {
        const root = await code.module(statement.value.text, module);
        if (root) {
          named.add(root);
        }
      }
    }
  }
  if (named.size > 0) {
    return [...named];
  }
  const declaring = modules.filter(({ body }) =>
    [...allStatements(body)].some((statement) => statement.kind === 'assign' && statement.target === 'urlpatterns'),
  );
  const included = new Set<string>();
  for (const module of declaring) {
    const trial = new UrlPatterns(code, settings, () => []);
    await trial.follow(module);
    for (const path of trial.seen) {
      if (path !== module.path) {
        included.add(path);
      }
    }
  }
  return declaring.filter(({ path }) => !included.has(path));
}
