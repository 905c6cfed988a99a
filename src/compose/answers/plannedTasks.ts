import type { Hosting, Robot } from '../../survey/facts';
import type { Page } from './answer';
import { proven } from './certainty';

type Task = Hosting | Robot;

/** Names told of tasks that one line gathers. */
const named = 3;

/** What runs at set times: the tasks of the host and of the code, then those of robots that aren't among them. */
function plannedTasks({ inventory: { hosting, robots } }: Page): Task[] {
  const crons = proven(hosting).filter(({ kind }) => kind === 'cron');
  const names = new Set(crons.map(({ name }) => name));
  return [...crons, ...proven(robots).filter(({ kind, name }) => kind === 'schedule' && !names.has(name))];
}

/** A list item for each place and schedule, with how many tasks it tells of: those that one file starts at one time. */
export function plannedLines(page: Page): { readonly line: string; readonly count: number }[] {
  const groups = new Map<string, Task[]>();
  for (const task of plannedTasks(page)) {
    const key = [task.evidence[0]?.path, task.schedule].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), task]);
  }
  return [...groups.values()].map((tasks) => {
    const names = tasks.slice(0, named).map(({ name }) => page.code(name));
    const rest = tasks.length - names.length;
    const schedule = tasks[0]?.schedule;
    const line = `- ${names.join(', ')}${rest > 0 ? ` et ${page.count(rest, 'autre')}` : ''}${schedule === undefined ? '' : `, ${page.code(schedule)}`} ${page.proof(tasks.flatMap(({ evidence }) => evidence.slice(0, 1)))}`;
    return { line, count: tasks.length };
  });
}
