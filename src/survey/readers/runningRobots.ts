import type { Inventory, Robot } from '../facts';
import type { Repository } from '../repository';
import { jsonFile } from './json';
import { entryAt } from './located';

/** Programs whose only work is to start others at their hour. */
const schedulers: readonly (readonly [RegExp, string])[] = [
  [/\bcelery\b.*(?:\bbeat\b|\s-B\b|--beat)/, 'Celery Beat'],
  [/\bclockwork\b/, 'Clockwork'],
  [/\brqscheduler\b/, 'RQ Scheduler'],
  [/\bartisan schedule:(?:run|work)\b/, 'Laravel Scheduler'],
  [/\bagenda\b.*\bschedul/, 'Agenda'],
];

/** What goes on as long as the product runs, or at each branch: to be stopped with it. */
export async function runningRobots(repository: Repository, { hosting }: Inventory): Promise<Robot[]> {
  const found = new Map<string, Robot>();
  for (const { path } of repository.named(/^(?:Procfile|[\w@-]+\.service|supervisord?[\w.-]*\.conf)$/)) {
    const lines = (await repository.text(path))?.lines ?? [];
    for (const [index, line] of lines.entries()) {
      // A unit's command goes on below.
      const command = lines
        .slice(index, index + 3)
        .join(' ')
        .slice(0, 500);
      const name = /^\s*#/.test(line) ? undefined : schedulers.find(([pattern]) => pattern.test(command))?.[1];
      if (name !== undefined && !found.has(name)) {
        const at = lines
          .slice(index, index + 3)
          .findIndex((each) => /beat|clock|scheduler|schedule:|agenda|-B\b/.test(each));
        found.set(name, {
          name,
          kind: 'bot',
          does: 'lance les tâches planifiées',
          evidence: [{ path, line: index + 1 + Math.max(0, at) }],
        });
      }
    }
  }
  const heroku = hosting.some(({ name }) => name === 'Heroku' || name === 'Scalingo');
  for (const path of ['app.json', 'scalingo.json'].filter((each) => heroku && repository.has(each))) {
    const deploy = entryAt(await jsonFile(repository, path), 'scripts', 'postdeploy');
    if (deploy) {
      found.set(path, {
        name: path === 'app.json' ? 'Applications de revue' : 'Applications de revue (Scalingo)',
        kind: 'bot',
        does: `lance « ${deploy.value.text} »`,
        evidence: [{ path, line: deploy.line }],
      });
    }
  }
  return [...found.values()];
}
