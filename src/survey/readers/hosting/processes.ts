import type { Hosting } from '../../facts';
import type { Repository } from '../../repository';
import { jsonFile } from '../json';
import { entryAt, textAt, valueAt } from '../located';
import { tomlFile } from '../toml';
import { yamlFile } from '../yaml';

/** The processes that a platform keeps running, with the commands that start them. */
export async function processes(repository: Repository): Promise<Hosting[]> {
  const found: Hosting[] = [];
  const add = (name: string, command: string | undefined, path: string, line: number): void => {
    found.push({
      name,
      kind: 'process',
      ...(command === undefined || command === '' ? {} : { command: command.trim() }),
      evidence: [{ path, line }],
    });
  };
  for (const { path, isTest } of repository.named(/^Procfile$/)) {
    const source = isTest ? undefined : await repository.text(path);
    for (const [index, line] of (source?.lines ?? []).entries()) {
      const [, name, command] = /^([A-Za-z\d_-]+):\s*(\S.*)$/.exec(line.slice(0, 1000)) ?? [];
      if (name !== undefined) {
        add(name, command, path, index + 1);
      }
    }
  }
  for (const { path } of repository.named('heroku.yml')) {
    for (const { key, line, value } of valueAt(await yamlFile(repository, path), 'run')?.entries ?? []) {
      add(
        key,
        value.kind === 'map'
          ? valueAt(value, 'command')
              ?.items.map(({ text }) => text)
              .join(' ')
          : value.text,
        path,
        line,
      );
    }
  }
  for (const { path } of repository.named(/^fly(?:\.[\w-]+)?\.toml$/)) {
    for (const { key, line, value } of valueAt(await tomlFile(repository, path), 'processes')?.entries ?? []) {
      add(key, value.text, path, line);
    }
  }
  for (const { path } of repository.named('render.yaml')) {
    for (const service of valueAt(await yamlFile(repository, path), 'services')?.items ?? []) {
      const name = entryAt(service, 'name');
      if (name && textAt(service, 'type') !== 'cron') {
        add(name.value.text, textAt(service, 'startCommand'), path, name.line);
      }
    }
  }
  return [...found, ...(await systemProcesses(repository))];
}

/** Those of systemd and of Supervisor. */
async function systemProcesses(repository: Repository): Promise<Hosting[]> {
  const found: Hosting[] = [];
  for (const { path, name, isTest } of repository.named(/\.service(?:\.j2|\.erb)?$|^supervisord?\.conf$/)) {
    const source = isTest ? undefined : await repository.text(path);
    let program = /^(.+)\.service/.exec(name)?.[1];
    for (const [index, line] of (source?.lines ?? []).entries()) {
      program = /^\[program:([\w-]+)\]/.exec(line)?.[1] ?? program;
      const command = /^(?:ExecStart|command)\s*=\s*(\S.*)$/.exec(line.slice(0, 1000))?.[1];
      if (program !== undefined && command !== undefined) {
        const whole = continued(source?.lines ?? [], index, command);
        found.push({ name: program, kind: 'process', command: whole, evidence: [{ path, line: index + 1 }] });
      }
    }
  }
  return found;
}

/** A command with the lines that a `\\` at the end of each carries on to. */
function continued(lines: readonly string[], index: number, command: string): string {
  let whole = command.trim();
  for (let next = index + 1; whole.endsWith('\\') && whole.length < 1000; next++) {
    whole = `${whole.slice(0, -1).trimEnd()} ${(lines[next] ?? '').slice(0, 1000).trim()}`.trimEnd();
  }
  return whole;
}

/** What is rented beside the product, by the name its platform gives it: `postgresql`, `heroku-redis`. */
export async function addons(repository: Repository): Promise<Hosting[]> {
  const found = new Map<string, Hosting>();
  for (const { path, isTest } of repository.named(/^(?:scalingo|app)\.json$/)) {
    const root = isTest ? undefined : await jsonFile(repository, path);
    const environments = valueAt(root, 'environments')?.entries ?? [];
    for (const place of [root, ...environments.map(({ value }) => value)]) {
      for (const item of valueAt(place, 'addons')?.items ?? []) {
        const plan = item.kind === 'map' ? (textAt(item, 'plan') ?? '') : item.text;
        const line = item.kind === 'map' ? (entryAt(item, 'plan')?.line ?? item.line) : item.line;
        const [name = ''] = plan.split(':');
        if (name !== '' && !found.has(`${path}\n${name}`)) {
          found.set(`${path}\n${name}`, { name, kind: 'addon', evidence: [{ path, line }] });
        }
      }
    }
  }
  return [...found.values()];
}
