import { Clue } from '../../clues';
import { languageOf } from '../../data/languages';
import type { Hosting } from '../../facts';
import type { SurveyedFile } from '../../repository';
import type { SourceText } from '../../sourceText';
import { isInComment } from '../comments';
import { describedSchedules } from './describedSchedules';

/** A task that code starts at set times. */
interface PlannedTask {
  readonly name: string;
  readonly schedule: string;
  readonly command?: string | undefined;
  /** Where the name is written, or the schedule when it has none: UTF-16 code units. */
  readonly offset: number;
}

interface TaskForm {
  readonly files: RegExp;
  /** What a file must hold to be worth a closer look. */
  readonly holds: Clue;
  readonly find: (text: string) => readonly PlannedTask[];
}

/** How far what belongs to a schedule may stand from it. */
const near = 1500;

const forms: readonly TaskForm[] = [
  { files: /\.rb$/, holds: new Clue(/\bClockwork\b/), find: clockwork },
  { files: /\.rb$/, holds: new Clue(/self\.(?:cron|schedule)_expression\s*=/), find: rubyExpressions },
  {
    files: /(?:^|\/)(?:Kernel|console|app|\w*ServiceProvider)\.php$/,
    holds: new Clue(/\$schedule\s*->|\bSchedule::/),
    find: laravel,
  },
  { files: /\.php$/, holds: new Clue(/#\[(?:AsCronTask|AsPeriodicTask)\(|\bRecurringMessage::/), find: symfony },
  { files: /\.(?:java|kt|scala|groovy)$/, holds: new Clue(/@Scheduled\b/), find: annotated(/@Scheduled\s*\(/g) },
  { files: /\.[cm]?ts$/, holds: new Clue(/@(?:Cron|Interval)\(/), find: annotated(/@(?:Cron|Interval)\s*\(/g) },
  { files: /\.[cm]?[jt]sx?$/, holds: new Clue(/node-cron|["']cron["']|node-schedule|["']agenda["']/), find: nodeCrons },
  {
    files: /\.[cm]?[jt]s$/,
    holds: new Clue(/\b(?:cron\w*|schedule|pattern)\s{0,9}:\s{0,20}["'`][\d*@]/),
    find: describedSchedules,
  },
  {
    files: /\.py$/,
    holds: new Clue(/\bcrontab\b|beat_schedule|periodic_task|CRONJOBS|add_job|\bcron\b/i),
    find: pythonTasks,
  },
  { files: /\.exs$/, holds: new Clue(/Oban|Quantum|jobs:/), find: elixirCrons },
  { files: /\.go$/, holds: new Clue(/robfig\/cron/), find: goCrons },
];

/** Whether code that plans tasks may be in a file. */
export function mayPlanTasks({ name, path, isTest }: SurveyedFile): boolean {
  return !isTest && forms.some(({ files }) => files.test(path)) && languageOf(name) !== undefined;
}

/** The tasks that one file of code plans, with their schedules as they are written. */
export function plannedTasks(source: SourceText, { path, name }: SurveyedFile): Hosting[] {
  const { text } = source;
  const styles = languageOf(name)?.comments ?? [];
  return forms
    .filter(({ files, holds }) => files.test(path) && holds.test(text))
    .flatMap(({ find }) => find(text))
    .filter(({ offset }) => !isInComment(text, offset, styles))
    .map((task): Hosting => ({
      name: task.name,
      kind: 'cron',
      schedule: readable(task.schedule),
      ...(task.command === undefined ? {} : { command: task.command }),
      evidence: [{ path, line: source.lineAt(task.offset) }],
    }));
}

/** As it is written, but for the value that a variable takes when it isn't set. */
function readable(schedule: string): string {
  return /\benv\b|environ|getenv/i.test(schedule)
    ? 'selon une variable d’environnement'
    : schedule.replace(/\s+/g, ' ').trim().slice(0, 200);
}

/** `every(1.day, 'purge', at: '2:00') do`, above what it runs. */
function clockwork(text: string): PlannedTask[] {
  return [...text.matchAll(/^[ \t]*every[ \t(]+([\w.]{1,40})[ \t]*,[ \t]*["']([^"'\n]{1,100})["']([^\n]*)/gm)].map(
    ({ index, 0: whole, 1: period = '', 2: name = '', 3: rest = '' }) => {
      const at = /\bat(?::|\s*=>)\s*\(?\s*(\[[^\]]{0,200}\]|["'][^"']{0,40}["'])/.exec(rest)?.[1];
      const body = /^[^\n]*\n[ \t]*([^\n]{1,200})/.exec(text.slice(index + whole.length, index + whole.length + 400));
      const run = body?.[1] ?? '';
      return {
        name,
        schedule: at === undefined ? period : `${period}, at: ${at}`,
        command: /^`([^`]{1,200})`/.exec(run)?.[1] ?? /^([A-Z][\w:]*)\.\w+/.exec(run)?.[1],
        offset: index + whole.indexOf(name, whole.indexOf(period) + period.length),
      };
    },
  );
}

/** `self.schedule_expression = "every day at 23:45"` in the class of a job. */
function rubyExpressions(text: string): PlannedTask[] {
  return [
    ...text.matchAll(
      /^[ \t]*self\.(?:cron|schedule)_expression[ \t]*=[ \t]*(?:["']([^"'\n]{1,100})["']|(\w[^\n#]*))/gm,
    ),
  ].flatMap(({ index, 1: quoted, 2: code = '' }): PlannedTask[] => {
    const before = text.slice(Math.max(0, index - near), index);
    const classes = [...before.matchAll(/^[ \t]*class[ \t]+([\w:]+)/gm)].at(-1);
    const [whole = '', name] = classes ?? [];
    return classes && name !== undefined && !/^nil\b/.test(code)
      ? [
          {
            name,
            schedule: quoted ?? code,
            offset: index - before.length + classes.index + whole.lastIndexOf(name),
          },
        ]
      : [];
  });
}

const laravelTiming =
  /->\s*(cron|every\w+|hourly\w*|daily\w*|at|twice\w+|weekly\w*|monthly\w*|quarterly\w*|yearly\w*|lastDayOfMonth|weekdays|weekends|mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays)\s*\(([^()]{0,100})\)/g;

/** `$schedule->command('purge')->dailyAt('2:00');`, or `Schedule::job(new Purge)->hourly();`. */
function laravel(text: string): PlannedTask[] {
  return [...text.matchAll(/(?:\$schedule\s*->|\bSchedule::)\s*(command|job|exec|call)\s*\(\s*/g)].flatMap(
    ({ index, 0: start, 1: kind }): PlannedTask[] => {
      const from = index + start.length;
      const values = inBrackets(text, from);
      const chainAt = from + values.length + 1;
      const chain = text.slice(chainAt, chainAt + near).split(';', 1)[0] ?? '';
      const [target = '', quoted, name = quoted] =
        /^["']([^"']{1,200})["']|^(?:new\s+|\[\s*)?\\?([\w\\]{1,150})(?:::class)?/.exec(values) ?? [];
      const said = /->\s*(?:name|description)\(\s*["']([^"']{1,100})["']/.exec(chain)?.[1];
      const timings = [...chain.matchAll(laravelTiming)].map(({ 1: method = '', 2: when = '' }) =>
        method === 'cron' ? when.replace(/["']/g, '').trim() : when.trim() === '' ? method : `${method}(${when})`,
      );
      // What the container makes is named by its class only: what is said of it says more.
      const isNamed = name !== undefined && !/^(?:function|fn|static|app|resolve)$/.test(name);
      const known = isNamed ? name.slice(name.lastIndexOf('\\') + 1) : said;
      return known === undefined || timings.length === 0
        ? []
        : [
            {
              name: known,
              schedule: timings.join(', '),
              command: kind === 'command' && quoted !== undefined ? `php artisan ${quoted}` : undefined,
              offset: isNamed ? from + Math.max(0, target.length - 1) : chainAt + chain.indexOf(known),
            },
          ];
    },
  );
}

/** `#[AsCronTask('0 3 * * *')]` above a class or a method; `RecurringMessage::every('1 hour', new Purge())`. */
function symfony(text: string): PlannedTask[] {
  const message = /\bRecurringMessage::(?:cron|every)\(\s*["']([^"'\n]{1,60})["']\s*,\s*new\s+\\?(?:\w+\\)*(\w+)/g;
  return [
    ...afterwards(text, /#\[(?:AsCronTask|AsPeriodicTask)\(/g, /\b(?:class|function)\s+(\w+)/),
    ...[...text.matchAll(message)].map(({ index, 0: whole, 1: schedule = '', 2: name = '' }) => ({
      name,
      schedule,
      offset: index + whole.lastIndexOf(name),
    })),
  ];
}

/** An annotation above the method that it plans: `@Scheduled(cron = "0 0 * * * *")`, `@Cron(CronExpression.EVERY_HOUR)`. */
function annotated(annotation: RegExp): TaskForm['find'] {
  return (text) => {
    const classes = [...text.matchAll(/\bclass\s+(?=[A-Z])(\w+)/g)];
    let next = 0;
    return [...text.matchAll(annotation)].flatMap(({ index, 0: { length } }): PlannedTask[] => {
      while (next < classes.length && (classes[next]?.index ?? index) < index) {
        next++;
      }
      const values = inBrackets(text, index + length);
      const from = afterAnnotations(text, index + length + values.length + 1);
      // The name of a method stands before its parameters, whatever its type and modifiers.
      const match = /^\s*[^\n@;{(]{0,200}?(?<![\w.@])(\w+)\s*\(/.exec(text.slice(from, from + near));
      const [whole = '', method = ''] = match ?? [];
      const owner = anyTask.test(method) ? classes[next - 1] : undefined;
      const name = owner?.[1] ?? method;
      const offset = owner ? owner.index + owner[0].lastIndexOf(name) : from + whole.lastIndexOf(name);
      // What follows the timing says where and whether, not when.
      const timing = values.replace(/^\s*((["'`])[^"'`]{0,200}\2|[\w.]{1,100})\s*,\s*\{[^]*$/, '$1');
      return match && values.trim() !== '' ? [{ name, schedule: timingOf(timing), offset }] : [];
    });
  };
}

/** Methods whose name says nothing of what they do: their class does. */
const anyTask = /^(?:execute|run|process|handle|perform|start|call|tick|job|task)$/i;

/** Where what other annotations are written on begins: `@Sentry("x", {…})` may take several lines. */
function afterAnnotations(text: string, from: number): number {
  let at = from;
  for (let left = 10; left > 0; left--) {
    const mark = /^\s{0,200}@[\w.]{1,100}[ \t]*(\(?)/.exec(text.slice(at, at + 400));
    if (!mark) {
      break;
    }
    at += mark[0].length;
    at += mark[1] === '(' ? inBrackets(text, at).length + 1 : 0;
  }
  return at;
}

function afterwards(text: string, start: RegExp, named: RegExp): PlannedTask[] {
  return [...text.matchAll(start)].flatMap(({ index, 0: { length } }): PlannedTask[] => {
    const values = inBrackets(text, index + length);
    const from = index + length + values.length + 1;
    const after = text.slice(from, from + near).replace(/^\]/, ' ');
    const match = named.exec(after);
    const [whole = '', name = ''] = match ?? [];
    return match && values.trim() !== ''
      ? [{ name, schedule: timingOf(values), offset: from + match.index + whole.lastIndexOf(name) }]
      : [];
  });
}

/** What stands up to the bracket that closes, quotes and brackets inside it skipped. */
function inBrackets(text: string, from: number): string {
  let depth = 0;
  let quote = '';
  for (let at = from; at < Math.min(text.length, from + near); at++) {
    const sign = text.charAt(at);
    if (quote !== '') {
      quote = sign === quote ? '' : quote;
    } else if (sign === '"' || sign === "'" || sign === '`') {
      quote = sign;
    } else if (sign === '(') {
      depth++;
    } else if (sign === ')') {
      if (depth === 0) {
        return text.slice(from, at);
      }
      depth--;
    }
  }
  return '';
}

/** The expression alone where there is one: `cron = "0 0 * * * *", zone = "Europe/Paris"` → `0 0 * * * *`. */
function timingOf(values: string): string {
  const named = /\bcron(?:Expression)?\s*[:=]\s*["']([^"']{1,100})["']/.exec(values)?.[1];
  return named ?? /^\s*["'`]([^"'`]{1,100})["'`]/.exec(values)?.[1] ?? values;
}

/** node-cron, cron, node-schedule, agenda: `cron.schedule('0 3 * * *', purge)`. */
function nodeCrons(text: string): PlannedTask[] {
  const planned =
    /\b(?:cron\w*\.schedule|schedule\w*\.scheduleJob|new\s+(?:\w+\.)?CronJob)\s*\(\s*(?:(["'`])([^"'`\n]{1,60})\1\s*,\s*(["'`])([\d*@][^"'`\n]{2,60})\3|(["'`])([\d*@][^"'`\n]{2,60})\5)\s*,?\s*(?:async\s+)?(?:(?:\(\)\s*=>|function\s*\w*\s*\(\)|\{)?\s*(?:\{\s*)?(?:await\s+)?([A-Za-z_$][\w$.]*))?/g;
  const agenda = /\bagenda\.every\s*\(\s*["'`]([^"'`\n]{1,60})["'`]\s*,\s*["'`]([^"'`\n]{1,100})["'`]/g;
  return [
    ...[...text.matchAll(planned)].map(({ index, 2: job, 4: ofJob, 6: alone = '', 7: called, 0: whole }) => {
      const schedule = ofJob ?? alone;
      const name = job ?? called ?? schedule;
      return { name, schedule, offset: index + Math.max(0, whole.lastIndexOf(name)) };
    }),
    ...[...text.matchAll(agenda)].map(({ index, 1: schedule = '', 2: name = '', 0: whole }) => ({
      name,
      schedule,
      offset: index + whole.lastIndexOf(name),
    })),
  ];
}

/** Celery's beat, huey's and Celery's decorators, django-crontab's list, APScheduler's jobs. */
function pythonTasks(text: string): PlannedTask[] {
  const beat =
    /["']([^"'\n]{1,100})["']\s*:\s*\{\s*(?:#[^\n]*\s*)?["']task["']\s*:\s*["']?([\w.:-]{1,150})[^{}]{0,300}?["']schedule["']\s*:\s*/g;
  const decorated = /^[ \t]*@[\w.]*periodic_task\s*\(/gm;
  const periodic = /\.add_periodic_task\s*\(/g;
  const jobs = /\.add_job\s*\(\s*([\w.]+)\s*,\s*(?:trigger\s*=\s*)?["'](?:cron|interval)["']\s*,\s*/g;
  const listed = /^[ \t]*[([]\s*["']((?:[\d*,/-]+\s+){4}[\d*,/-]+)["']\s*,\s*["']([\w.]{3,150})["']/gm;
  return [
    ...[...text.matchAll(beat)].map(({ index, 0: whole, 1: name = '', 2: command = '' }) => ({
      name,
      schedule: argument(text, index + whole.length),
      command,
      offset: index + 1,
    })),
    ...afterwards(text, decorated, /\bdef\s+(\w+)/),
    ...[...text.matchAll(periodic)].flatMap(({ index, 0: { length } }): PlannedTask[] => {
      const from = index + length;
      const schedule = argument(text, from);
      const rest = text.slice(from + schedule.length, from + schedule.length + 300);
      const [whole = '', name = ''] = /^[\s,\w=]*?\b([\w.]+)\.s(?:i)?\(/.exec(rest) ?? [];
      return name === '' ? [] : [{ name, schedule, offset: from + schedule.length + whole.lastIndexOf(name) }];
    }),
    ...[...text.matchAll(jobs)].map(({ index, 0: whole, 1: name = '' }) => ({
      name,
      schedule: inBrackets(text, index + whole.length),
      offset: index + whole.indexOf(name, '.add_job'.length),
    })),
    ...(/\bCRONJOBS\b/.test(text) ? [...text.matchAll(listed)] : []).map(
      ({ index, 0: whole, 1: schedule = '', 2: name = '' }) => ({
        name,
        schedule,
        offset: index + whole.indexOf(name),
      }),
    ),
  ].filter(({ schedule }) => schedule.trim() !== '');
}

/** One value of a call or of a dictionary: up to the comma or the bracket that ends it. */
function argument(text: string, from: number): string {
  const [word = ''] = /^\s*[\w.]*/.exec(text.slice(from, from + 200)) ?? [];
  const after = from + word.length;
  return text.charAt(after) === '('
    ? `${word}(${inBrackets(text, after + 1)})`
    : (/^[^,\n})]{0,100}/.exec(text.slice(from, from + 101))?.[0] ?? '');
}

/** Oban's and Quantum's lists: `{"0 3 * * *", Produit.Purge}`. */
function elixirCrons(text: string): PlannedTask[] {
  return [
    ...text.matchAll(
      /\{\s*"((?:[\d*,/-]+\s+){4}[\d*,/-]+|@(?:daily|hourly|weekly|monthly|reboot))"\s*,\s*\{?\s*([A-Z][\w.]*)/g,
    ),
  ].map(({ index, 0: whole, 1: schedule = '', 2: name = '' }) => ({
    name,
    schedule,
    offset: index + whole.lastIndexOf(name),
  }));
}

/** robfig/cron: `c.AddFunc("@daily", purge)`. */
function goCrons(text: string): PlannedTask[] {
  return [...text.matchAll(/\.Add(?:Func|Job)\(\s*"([^"\n]{1,60})"\s*,\s*([\w.]+)?/g)].map(
    ({ index, 0: whole, 1: schedule = '', 2: called }) => {
      const name = called === undefined || called === 'func' ? schedule : called;
      return { name, schedule, offset: index + whole.lastIndexOf(name) };
    },
  );
}
