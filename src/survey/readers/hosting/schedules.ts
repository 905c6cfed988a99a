import type { Evidence, Hosting } from '../../facts';
import type { Repository } from '../../repository';
import { jsonFile } from '../json';
import { entryAt, textAt, valueAt, type Located } from '../located';
import { readYaml, yamlFile } from '../yaml';

const field = String.raw`(?:[\d*,/\-LW#?]+|[A-Za-z]{3}(?:[-,][A-Za-z]{3})*)`;
const cronLine = new RegExp(
  String.raw`^\s*(@(?:yearly|annually|monthly|weekly|daily|midnight|hourly|reboot)|${field}(?:\s+${field}){4})\s+(\S.*)$`,
);

/** What is run at set times, outside of continuous integrations. */
export async function schedules(repository: Repository): Promise<Hosting[]> {
  return [
    ...(await cronJson(repository)),
    ...(await crontabs(repository)),
    ...(await whenever(repository)),
    ...(await jobLists(repository)),
    ...(await rubyCrons(repository)),
    ...(await kubernetesJobs(repository)),
    ...(await hostedCrons(repository)),
  ];
}

/** Scalingo's `{"jobs": [{"command": "0 8 * * * …"}]}`, Clever Cloud's list of lines, Dokku's and Heroku's `app.json`. */
async function cronJson(repository: Repository): Promise<Hosting[]> {
  const found: Hosting[] = [];
  for (const { path, isTest } of repository.named(/^(?:cron|app)\.json$/)) {
    const root = isTest ? undefined : await jsonFile(repository, path);
    const items = root?.kind === 'list' ? root.items : (valueAt(root, 'jobs') ?? valueAt(root, 'cron'))?.items;
    for (const item of items ?? []) {
      const written = item.kind === 'map' ? (textAt(item, 'command') ?? '') : item.text;
      const schedule = textAt(item, 'schedule');
      const line = entryAt(item, 'command')?.line ?? item.line;
      found.push(
        ...(schedule === undefined
          ? ofLine(written, { path, line })
          : [cron(written, schedule, written, { path, line })]),
      );
    }
  }
  return found;
}

async function crontabs(repository: Repository): Promise<Hosting[]> {
  const found: Hosting[] = [];
  for (const { path, isTest } of repository.matching(
    /(?:^|\/)(?:crontabs?(?:\.[\w-]+)?|[\w-]+[.-]cron(?:tab)?|cron\.d\/[^/]+|crontabs?\/[^/]+)$/,
  )) {
    const source = isTest ? undefined : await repository.text(path);
    for (const [index, line] of (source?.lines ?? []).entries()) {
      const isSystem = /(?:^|\/)cron\.d\//.test(path);
      // The system's own tables name who runs it first.
      found.push(...ofLine(line, { path, line: index + 1 }, isSystem ? /^[\w-]+\s+/ : undefined));
    }
  }
  return found;
}

function ofLine(line: string, evidence: Evidence, user?: RegExp): Hosting[] {
  const [, schedule, rest = ''] =
    line.length > 1000 || line.trimStart().startsWith('#') ? [] : (cronLine.exec(line) ?? []);
  const command = rest.replace(user ?? /^/, '').trim();
  return schedule === undefined ? [] : [cron(command, schedule.replace(/\s+/g, ' '), command, evidence)];
}

function cron(name: string, schedule: string, command: string | undefined, evidence: Evidence): Hosting {
  const bare = name === command ? taskName(name) : name;
  return {
    name: bare === '' ? name : bare,
    kind: 'cron',
    schedule,
    ...(command === undefined ? {} : { command }),
    evidence: [evidence],
  };
}

/** What a command runs, without the shell around it, what comes before, the folder and where the output goes. */
function taskName(command: string): string {
  const [, , inside = command] = /^(?:\S*\/)?(?:ba|z)?sh(?:\s+-\w+)+\s+(["'])(.+)\1/.exec(command) ?? [];
  // What separates commands between quotes is of another language: SQL, most often.
  const parts = inside.match(/(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^;&"']|(?<!&)&(?!&))+/g) ?? [];
  const last = parts.findLast((part) => part.trim() !== '') ?? inside;
  const bare = last.replace(/\s(?:\d|&)?>.*$/s, '').trim();
  // A value set before a command is no part of its name.
  const named = bare.replace(/^(?:\w+=\S*\s+)+/, '').replace(/^\S*\/(?=[\w-]+\.(?:sh|py|rb|pl|php|js)(?:\s|$))/, '');
  return named === '' ? command : named;
}

/** The whenever gem: `every 1.day, at: '4:30 am' do` above `rake 'purge'`. */
async function whenever(repository: Repository): Promise<Hosting[]> {
  const found: Hosting[] = [];
  for (const { path } of repository.matching(/(?:^|\/)config\/schedule\.rb$/)) {
    const source = await repository.text(path);
    let schedule: string | undefined;
    for (const [index, raw] of (source?.lines ?? []).entries()) {
      const line = raw.slice(0, 500);
      schedule = /^\s*every\s*\(?(.+?)\)?\s+do\b/.exec(line)?.[1]?.trim() ?? schedule;
      const [, kind = '', task] = /^\s*(rake|runner|command|script)\s*\(?\s*["'](.+?)["']/.exec(line) ?? [];
      if (schedule !== undefined && task !== undefined) {
        found.push(cron(task, schedule, kind === 'rake' ? `rake ${task}` : task, { path, line: index + 1 }));
      }
    }
  }
  return found;
}

/** sidekiq-cron, sidekiq-scheduler, GoodJob and Solid Queue: a name, then `cron:`, `every:` or `schedule:`. */
async function jobLists(repository: Repository): Promise<Hosting[]> {
  const found: Hosting[] = [];
  for (const { path, isTest } of repository.matching(
    /(?:^|\/)config\/(?:schedule|sidekiq(?:[-_](?:cron|schedule|scheduler))?|sidekiq_cron|recurring|cron|resque_schedule)\.ya?ml$|(?:^|\/)cron\.ya?ml$/,
  )) {
    const root = isTest ? undefined : await yamlFile(repository, path);
    const add = (name: string, job: Located, line: number): void => {
      const timing = ['cron', 'every', 'schedule']
        .map((key) => valueAt(job, key) ?? valueAt(job, `:${key}`))
        .find(Boolean);
      const schedule = timing?.kind === 'list' ? timing.items[0]?.text : timing?.text;
      const command = ['class', 'command', 'url']
        .map((key) => textAt(job, key) ?? textAt(job, `:${key}`))
        .find(Boolean);
      if (schedule) {
        found.push(cron(name, schedule, command, { path, line }));
      }
    };
    // At the root, under `:schedule:`, under the name of an environment.
    const visit = (map: Located, depth: number): void => {
      for (const { key, line, value } of map.entries) {
        add(key, value, line);
        if (depth < 3) {
          visit(value, depth + 1);
        }
      }
      for (const item of map.items) {
        const name = entryAt(item, 'description') ?? entryAt(item, 'name') ?? entryAt(item, 'url');
        add(name?.value.text ?? '', name ? item : { ...item, entries: [] }, name?.line ?? item.line);
      }
    };
    if (root) {
      visit(root, 0);
    }
  }
  return found;
}

/** GoodJob's and sidekiq-cron's lists, written in Ruby: `purge: { cron: "0 1 * * *", class: "PurgeJob" }`. */
async function rubyCrons(repository: Repository): Promise<Hosting[]> {
  const found: Hosting[] = [];
  for (const { path } of repository.matching(
    /(?:^|\/)config\/(?:application|initializers\/(?:[\w-]+\/)*[\w-]+)\.rb$/,
  )) {
    const source = await repository.text(path);
    const lines = source?.text.includes('cron') ? source.lines.map((line) => line.slice(0, 500)) : [];
    for (const [index, line] of lines.entries()) {
      const schedule = /^[^#]*?\b(?:cron:|["']cron["']\s*=>)\s*["']([^"']+)["']/.exec(line)?.[1];
      if (schedule !== undefined) {
        const near = [index, index + 1, index - 1];
        const [job] = near.flatMap(
          (at) => /\b(?:class:|["']class["']\s*=>)\s*["']?([\w:]+)/.exec(lines[at] ?? '')?.[1] ?? [],
        );
        const keys = near.flatMap((at) => {
          const [, key, name] = /^\s*(\w+):\s*\{|\bname:\s*["']([^"']+)["']/.exec(lines[at] ?? '') ?? [];
          return (key ?? name) === undefined ? [] : [{ text: key ?? name ?? '', line: at + 1 }];
        });
        const [key = { text: job ?? schedule, line: index + 1 }] = keys;
        found.push(cron(key.text, schedule, job, { path, line: key.line }));
      }
    }
  }
  return found;
}

async function kubernetesJobs(repository: Repository): Promise<Hosting[]> {
  const found: Hosting[] = [];
  for (const { path, isTest } of repository.matching(/\.ya?ml$/)) {
    if (
      isTest ||
      !/(?:^|\/)(?:\.?k8s|kube\w*|\.kontinuous|helm|charts?|deploy\w*|manifests?|templates|infra\w*|ops|gitops|overlays|base|cron\w*)[/.\w-]*/i.test(
        path,
      )
    ) {
      continue;
    }
    const source = await repository.text(path);
    if (!source || !/^kind:\s*["']?CronJob\b/m.test(source.text)) {
      continue;
    }
    // A template isn't YAML until its variables are replaced.
    const documents = source.text.includes('{{') ? [] : readYaml(source).documents;
    for (const document of documents) {
      const name = entryAt(document, 'metadata', 'name');
      const schedule = textAt(document, 'spec', 'schedule');
      if (textAt(document, 'kind') === 'CronJob' && name && schedule !== undefined) {
        found.push(cron(name.value.text, schedule, undefined, { path, line: name.line }));
      }
    }
    const line = source.lines.findIndex((text) => /^\s*schedule:/.test(text));
    const schedule = /^\s*schedule:\s*["']?([^"'{}]+)["']?\s*$/.exec(source.lines[line] ?? '')?.[1];
    if (documents.length === 0 && schedule !== undefined) {
      const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.ya?ml$/, '');
      found.push(cron(name, schedule.trim(), undefined, { path, line: line + 1 }));
    }
  }
  return found;
}

/** Vercel's `crons`, Render's services of type `cron`. */
async function hostedCrons(repository: Repository): Promise<Hosting[]> {
  const found: Hosting[] = [];
  for (const { path } of repository.named('vercel.json')) {
    for (const item of valueAt(await jsonFile(repository, path), 'crons')?.items ?? []) {
      const target = entryAt(item, 'path');
      const schedule = textAt(item, 'schedule');
      if (target && schedule !== undefined) {
        found.push(cron(target.value.text, schedule, undefined, { path, line: target.line }));
      }
    }
  }
  for (const { path } of repository.named('render.yaml')) {
    for (const item of valueAt(await yamlFile(repository, path), 'services')?.items ?? []) {
      const name = entryAt(item, 'name');
      const schedule = textAt(item, 'schedule');
      if (name && schedule !== undefined) {
        found.push(cron(name.value.text, schedule, textAt(item, 'startCommand'), { path, line: name.line }));
      }
    }
  }
  return found;
}
