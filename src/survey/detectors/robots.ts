import { bots, chats, type Bot } from '../data/bots';
import type { Detector } from '../detector';
import { tidyEvidence } from '../evidence';
import type { Evidence, Inventory, Robot } from '../facts';
import { readDependabot, readRenovate, type BotConfig } from '../readers/botConfig';
import { jsonFile } from '../readers/json';
import { entryAt, valueAt } from '../readers/located';
import { runningRobots } from '../readers/runningRobots';
import { yamlFile } from '../readers/yaml';
import { compare, type Repository } from '../repository';

const proofsKept = 3;

/** What acts on its own: robots of the forge, planned pipelines and tasks, messages sent by pipelines. */
export const robots: Detector = {
  name: 'robots',
  start: (repository) => ({
    async find(before) {
      return {
        robots: [
          ...(await installedBots(repository, before)),
          ...(await plannedPipelines(repository, before)),
          ...plannedTasks(before),
          ...(await runningRobots(repository, before)),
          ...(await messengers(repository, before)),
        ],
      };
    },
  }),
};

async function installedBots(repository: Repository, before: Inventory): Promise<Robot[]> {
  const manifest = repository.has('package.json') ? await jsonFile(repository, 'package.json') : undefined;
  const found: Robot[] = [];
  for (const bot of bots) {
    const { name, kind, does, files, key, branches } = bot;
    const paths = files ? repository.matching(files).map(({ path }) => path) : [];
    for (const path of paths) {
      found.push(asRobot(bot, await configOf(repository, name, path)));
    }
    const entry = key === undefined ? undefined : entryAt(manifest, key);
    if (key !== undefined && entry?.value.kind === 'map' && paths.length === 0) {
      const isRenovate = name === 'Renovate';
      const config = isRenovate ? await readRenovate(repository, 'package.json', key) : undefined;
      found.push(asRobot(bot, config ?? { evidence: [{ path: 'package.json', line: entry.line }], ecosystems: [] }));
    }
    if (found.some((robot) => robot.name === name)) {
      continue;
    }
    // A robot set on the forge leaves no file, only branches; it may have been stopped since.
    const made = before.repository.branches.filter((branch) => branches?.test(branch.name));
    if (made.length > 0) {
      const evidence = made.slice(0, proofsKept).flatMap((branch) => branch.evidence.slice(0, 1));
      found.push({ name, kind, does, evidence: tidyEvidence(evidence), certainty: 'probable' });
    }
  }
  const precommit = await precommitCi(repository);
  return precommit ? [...found.filter(({ name }) => name !== precommit.name), precommit] : found;
}

function asRobot({ name, kind, does }: Bot, { evidence, schedule, ecosystems }: BotConfig): Robot {
  return {
    name,
    kind,
    evidence: [...evidence],
    ...(schedule === undefined ? {} : { schedule }),
    does: ecosystems.length > 0 ? `${does} (${ecosystems.join(', ')})` : does,
  };
}

async function configOf(repository: Repository, name: string, path: string): Promise<BotConfig> {
  if (name === 'Dependabot') {
    return readDependabot(repository, path);
  }
  if (name === 'Renovate') {
    return readRenovate(repository, path);
  }
  return { evidence: [{ path, line: 1 }], ecosystems: [] };
}

/** The file of pre-commit is for everyone; only its `ci` key speaks to the service. */
async function precommitCi(repository: Repository): Promise<Robot | undefined> {
  const path = '.pre-commit-config.yaml';
  const root = repository.has(path) ? await yamlFile(repository, path) : undefined;
  const entry = entryAt(root, 'ci');
  if (!entry) {
    return undefined;
  }
  const schedule = valueAt(entry.value, 'autoupdate_schedule')?.text;
  return {
    name: 'pre-commit.ci',
    kind: 'updates',
    evidence: [{ path, line: entry.line }],
    ...(schedule ? { schedule } : {}),
    does: 'met à jour et lance les contrôles de pre-commit',
  };
}

/** Pipelines that a clock starts. */
async function plannedPipelines(repository: Repository, { ci }: Inventory): Promise<Robot[]> {
  const found: Robot[] = [];
  for (const { name, workflow, schedules, jobs, evidence } of ci) {
    const [first] = evidence;
    if (!first || schedules.length === 0) {
      continue;
    }
    const lines = (await repository.text(first.path))?.lines ?? [];
    const at = schedules.flatMap((cron): Evidence[] => {
      const index = lines.findIndex((line) => line.includes(cron) && !/^\s*#/.test(line));
      return index < 0 ? [] : [{ path: first.path, line: index + 1 }];
    });
    const names = jobs.map((job) => job.name).slice(0, 4);
    found.push({
      name: workflow ?? name,
      kind: 'schedule',
      evidence: tidyEvidence([first, ...at]),
      schedule: schedules.join(', '),
      does: `lance ${names.length > 0 ? names.join(', ') : 'ses tâches'} dans ${name}`,
    });
  }
  return found;
}

/** Tasks that the hosting starts. */
function plannedTasks({ hosting }: Inventory): Robot[] {
  return hosting.flatMap(({ kind, name, evidence, schedule, command, certainty, part }) =>
    kind === 'cron'
      ? [
          {
            name,
            kind: 'schedule' as const,
            evidence,
            ...(schedule === undefined ? {} : { schedule }),
            ...(command === undefined ? {} : { does: `lance « ${command} »` }),
            ...(certainty === undefined ? {} : { certainty }),
            ...(part === undefined ? {} : { part }),
          },
        ]
      : [],
  );
}

/** Pipelines that write to the team's chat. */
async function messengers(repository: Repository, { ci }: Inventory): Promise<Robot[]> {
  const found = new Map<string, Evidence[]>();
  for (const path of [...new Set(ci.flatMap(({ evidence }) => evidence.map((each) => each.path)))].sort(compare)) {
    for (const [index, line] of ((await repository.text(path))?.lines ?? []).entries()) {
      if (!/^\s*(?:-\s*)?(?:uses|image|pipe)\s*:|webhook|hooks\.|curl\b/i.test(line) || /^\s*(?:-\s*)?#/.test(line)) {
        continue;
      }
      const name = chats.find(([pattern]) => pattern.test(line))?.[1];
      if (name !== undefined) {
        found.set(name, [...(found.get(name) ?? []), { path, line: index + 1 }]);
      }
    }
  }
  return [...found].map(([name, evidence]) => ({
    name,
    kind: 'webhook',
    evidence: tidyEvidence(evidence, proofsKept),
    does: 'reçoit les messages des intégrations continues',
  }));
}
