import type { Evidence } from '../facts';
import type { Repository } from '../repository';
import { readJson } from './json';
import { entryAt, textAt, valueAt, type Located } from './located';
import { yamlFile } from './yaml';

/** How an updating robot is set. */
export interface BotConfig {
  readonly evidence: readonly Evidence[];
  readonly schedule?: string | undefined;
  /** What it updates, in its own words: `npm`, `github-actions`. */
  readonly ecosystems: readonly string[];
}

const intervals = /^(?:daily|weekly|monthly|quarterly|semiannually|yearly|cron|live)$/;

/** Dependabot's file, version 1 or 2. */
export async function readDependabot(repository: Repository, path: string): Promise<BotConfig> {
  const root = await yamlFile(repository, path);
  const updates = (valueAt(root, 'updates') ?? valueAt(root, 'update_configs'))?.items ?? [];
  const ecosystems = updates.flatMap(
    (item) => entryAt(item, 'package-ecosystem') ?? entryAt(item, 'package_manager') ?? [],
  );
  const schedules = updates.flatMap((item) => {
    const interval = textAt(item, 'schedule', 'interval') ?? textAt(item, 'update_schedule');
    const cron = interval === 'cron' ? textAt(item, 'schedule', 'cronjob') : undefined;
    return cron ?? (interval !== undefined && intervals.test(interval) ? interval : []);
  });
  const first = entryAt(root, 'updates') ?? entryAt(root, 'update_configs');
  const lines = ecosystems.length > 0 ? ecosystems.map(({ line }) => line) : [first?.line ?? 1];
  return {
    evidence: lines.map((line) => ({ path, line })),
    schedule: joined(schedules),
    ecosystems: unique(ecosystems.map(({ value }) => value.text)),
  };
}

/** Renovate's file, or its key in a `package.json`. */
export async function readRenovate(repository: Repository, path: string, key?: string): Promise<BotConfig> {
  const source = await repository.text(path);
  const root = source && readJson(source).value;
  const config = key === undefined ? root : valueAt(root, key);
  const written = textsIn(valueAt(config, 'schedule'));
  const presets = textsIn(valueAt(config, 'extends')).flatMap((preset) => /^schedule:(\w+)/.exec(preset)?.[1] ?? []);
  const line = (key === undefined ? (entryAt(root, 'extends') ?? root?.entries[0]) : entryAt(root, key))?.line ?? 1;
  return {
    evidence: [{ path, line }],
    schedule: joined(written.length > 0 ? written : presets),
    ecosystems: textsIn(valueAt(config, 'enabledManagers')),
  };
}

function textsIn(value: Located | undefined): string[] {
  return value?.kind === 'text' ? [value.text] : (value?.items ?? []).flatMap(textsIn);
}

function joined(schedules: readonly string[]): string | undefined {
  return unique(schedules).join(', ') || undefined;
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
