import type { Ci } from '../facts';
import type { Repository } from '../repository';
import type { SourceText } from '../sourceText';
import { deploysTo, type PipelineAction } from './deploys';
import { namesIn } from './githubActions';
import { entryAt, textAt, valueAt, type Located } from './located';
import { withScripts } from './pipelineScripts';
import { readYaml } from './yaml';

interface Job {
  readonly name: string;
  readonly line: number;
}

/** What one format says, beside what every pipeline in YAML is searched for. */
interface Reading {
  readonly line?: number | undefined;
  readonly triggers?: readonly string[];
  readonly schedules?: readonly string[];
  readonly jobs: readonly Job[];
  readonly actions?: readonly PipelineAction[];
}

/** Services that run the file at this path of the root, and how the format says its jobs. */
const formats: readonly (readonly [path: RegExp, name: string, read: (documents: readonly Located[]) => Reading])[] = [
  [/^\.circleci\/config\.ya?ml$/, 'CircleCI', circle],
  [/^\.travis\.ya?ml$/, 'Travis CI', travis],
  [
    /^(?:\.azuredevops\/|\.azure-pipelines\/|azure-pipelines\/)?azure-pipelines[\w.-]*\.ya?ml$/,
    'Azure Pipelines',
    azure,
  ],
  [/^\.drone\.ya?ml$/, 'Drone', drone],
  [/^\.woodpecker(?:\.ya?ml|\/[\w.-]+\.ya?ml)$/, 'Woodpecker', drone],
  [/^bitbucket-pipelines\.ya?ml$/, 'Bitbucket Pipelines', bitbucket],
  [/^\.?appveyor\.ya?ml$/, 'AppVeyor', () => ({ jobs: [] })],
  [/^\.cirrus\.ya?ml$/, 'Cirrus CI', ([root]) => ({ jobs: jobsNamed(root, /_task$/) })],
  [/^\.semaphore\/semaphore\.ya?ml$/, 'Semaphore', ([root]) => ({ jobs: namedItems(valueAt(root, 'blocks'), 'name') })],
  [/^\.buildkite\/pipeline\.ya?ml$/, 'Buildkite', ([root]) => ({ jobs: namedItems(valueAt(root, 'steps'), 'label') })],
  [/^cloudbuild\.ya?ml$/, 'Google Cloud Build', ([root]) => ({ jobs: namedItems(valueAt(root, 'steps'), 'id') })],
  [/^buildspec\.ya?ml$/, 'AWS CodeBuild', ([root]) => ({ jobs: jobsNamed(valueAt(root, 'phases'), /./) })],
];

/** Pipelines of the services that aren't GitHub's nor GitLab's, in the order of their paths. */
export async function readOtherCi(repository: Repository): Promise<Ci[]> {
  const found: Ci[] = [];
  for (const { path } of repository.files) {
    const format = formats.find(([pattern]) => pattern.test(path));
    const isJenkins = /^Jenkinsfile(?:\.[\w-]+)?$/.test(path);
    const source = format || isJenkins ? await repository.text(path) : undefined;
    if (!source) {
      continue;
    }
    if (!format) {
      found.push(await jenkins(repository, source));
      continue;
    }
    const { documents, brokenAt } = readYaml(source);
    if (brokenAt !== undefined) {
      repository.note('YAML mal formé : lu en partie seulement', path, brokenAt);
    }
    if (documents.every(({ kind }) => kind !== 'map')) {
      continue;
    }
    const [, name, read] = format;
    const { line, triggers = [], schedules = [], jobs, actions = [] } = read(documents);
    const commands = await withScripts(repository, documents.flatMap(allTexts));
    found.push({
      name,
      evidence: [{ path, line: line ?? jobs[0]?.line ?? documents[0]?.line ?? 1 }],
      triggers: [...new Set(triggers)],
      schedules: [...new Set(schedules)],
      jobs: [...jobs],
      deploysTo: deploysTo({ actions, commands, titles: jobs.map((job) => job.name) }),
    });
  }
  return found;
}

/** Every text of a pipeline: these formats put commands under many names, and what deploys looks like nothing else. */
function allTexts(value: Located): string[] {
  return value.kind === 'text'
    ? [value.text]
    : [...value.items.flatMap(allTexts), ...value.entries.flatMap((entry) => allTexts(entry.value))];
}

function jobsNamed(map: Located | undefined, name: RegExp): Job[] {
  return (map?.entries ?? []).flatMap(({ key, line, value }) =>
    name.test(key) && value.kind === 'map' ? [{ name: key, line }] : [],
  );
}

function namedItems(list: Located | undefined, ...keys: readonly string[]): Job[] {
  return (list?.items ?? []).flatMap((item) => {
    const entry = keys.map((key) => entryAt(item, key)).find((each) => each?.value.kind === 'text');
    return entry ? [{ name: entry.value.text, line: entry.line }] : [];
  });
}

function circle([root]: readonly Located[]): Reading {
  const workflows = (valueAt(root, 'workflows')?.entries ?? []).filter(({ value }) => value.kind === 'map');
  const schedules = workflows.flatMap(({ value }) =>
    (valueAt(value, 'triggers')?.items ?? []).flatMap((item) => textAt(item, 'schedule', 'cron') ?? []),
  );
  const own = valueAt(root, 'jobs')?.entries.map(({ key, line }) => ({ name: key, line })) ?? [];
  const known = new Set(own.map(({ name }) => name));
  // A job of an orb is only named where a workflow runs it.
  const run = workflows.flatMap(({ value }) =>
    (valueAt(value, 'jobs')?.items ?? []).flatMap((item) =>
      item.kind === 'text'
        ? [{ name: item.text, line: item.line }]
        : item.entries.slice(0, 1).map(({ key, line }) => ({ name: key, line })),
    ),
  );
  const orbs = run.filter(({ name }) => name.includes('/') && !known.has(name));
  return {
    line: (entryAt(root, 'jobs') ?? entryAt(root, 'workflows'))?.line,
    triggers: schedules.length > 0 ? ['schedule'] : [],
    schedules,
    jobs: [...own, ...orbs.filter(({ name }, index) => orbs.findIndex((other) => other.name === name) === index)],
    actions: [...orbs.map(({ name }) => name), ...orbSteps(root)].map((name) => ({ name, inputs: undefined })),
  };
}

/** Commands of orbs among steps: `aws-s3/sync`. */
function orbSteps(root: Located | undefined): string[] {
  return (valueAt(root, 'jobs')?.entries ?? []).flatMap(({ value }) =>
    (valueAt(value, 'steps')?.items ?? []).flatMap((step) =>
      namesIn(step).filter((name) => /^[\w-]+\/[\w-]+$/.test(name)),
    ),
  );
}

function travis([root]: readonly Located[]): Reading {
  const included = valueAt(root, 'jobs', 'include') ?? valueAt(root, 'matrix', 'include');
  const deploy = valueAt(root, 'deploy');
  const deploys = [deploy, ...(included?.items ?? []).map((item) => valueAt(item, 'deploy'))].flatMap((each) =>
    each?.kind === 'list' ? each.items : each ? [each] : [],
  );
  const script = entryAt(root, 'script');
  const jobs = namedItems(included, 'name', 'stage');
  return {
    line: (script ?? entryAt(root, 'language') ?? entryAt(root, 'jobs'))?.line,
    jobs: jobs.length > 0 || !script ? jobs : [{ name: 'script', line: script.line }],
    actions: deploys.flatMap((each) => {
      const provider = textAt(each, 'provider') ?? (each.kind === 'text' ? each.text : undefined);
      return provider === undefined ? [] : [{ name: provider, inputs: undefined }];
    }),
  };
}

function azure([root]: readonly Located[]): Reading {
  const schedules = (valueAt(root, 'schedules')?.items ?? []).flatMap((item) => textAt(item, 'cron') ?? []);
  const stages = valueAt(root, 'stages')?.items ?? [];
  const jobs = [root, ...stages].flatMap((each) => namedItems(valueAt(each, 'jobs'), 'job', 'deployment', 'template'));
  const tasks: PipelineAction[] = [];
  const collect = (value: Located): void => {
    const task = textAt(value, 'task');
    if (task !== undefined) {
      tasks.push({ name: task.split('@', 1)[0] ?? task, inputs: valueAt(value, 'inputs') });
    }
    value.items.forEach(collect);
    value.entries.forEach((entry) => collect(entry.value));
  };
  if (root) {
    collect(root);
  }
  const isOn = (key: string): boolean => {
    const value = valueAt(root, key);
    return value !== undefined && value.kind !== 'null' && value.text !== 'none';
  };
  return {
    line: (entryAt(root, 'trigger') ?? entryAt(root, 'stages') ?? entryAt(root, 'jobs') ?? entryAt(root, 'steps'))
      ?.line,
    triggers: [
      ...(isOn('trigger') ? ['push'] : []),
      ...(isOn('pr') ? ['pr'] : []),
      ...(schedules.length > 0 ? ['schedule'] : []),
    ],
    schedules,
    jobs: jobs.length > 0 ? jobs : namedItems(valueAt(root, 'stages'), 'stage'),
    actions: tasks,
  };
}

/** Drone and Woodpecker: steps in a list or in a map, and the events that start them. */
function drone(documents: readonly Located[]): Reading {
  const steps = documents.flatMap((root) => valueAt(root, 'steps') ?? valueAt(root, 'pipeline') ?? []);
  const events = documents.flatMap((root) => {
    const when = valueAt(root, 'when');
    return [valueAt(root, 'trigger', 'event'), ...[when, ...(when?.items ?? [])].map((each) => valueAt(each, 'event'))];
  });
  const each = steps.flatMap((list) => [...list.items, ...list.entries.map(({ value }) => value)]);
  return {
    triggers: events.flatMap(namesIn),
    jobs: steps.flatMap((list) => [...namedItems(list, 'name'), ...jobsNamed(list, /./)]),
    actions: each.flatMap((step) => {
      const image = textAt(step, 'image');
      return image === undefined ? [] : [{ name: image.split(':', 1)[0] ?? image, inputs: valueAt(step, 'settings') }];
    }),
  };
}

function bitbucket([root]: readonly Located[]): Reading {
  const pipelines = valueAt(root, 'pipelines');
  const jobs: Job[] = [];
  const pipes: PipelineAction[] = [];
  const collect = (value: Located): void => {
    for (const { key, line, value: inner } of value.entries) {
      if (key === 'step' && inner.kind === 'map') {
        const name = entryAt(inner, 'name');
        jobs.push({ name: name?.value.text || 'step', line: name?.line ?? line });
      }
      if (key === 'pipe') {
        pipes.push({ name: inner.text.split(':', 1)[0] ?? inner.text, inputs: valueAt(value, 'variables') });
      }
      collect(inner);
    }
    value.items.forEach(collect);
  };
  if (pipelines) {
    collect(pipelines);
  }
  return { line: entryAt(root, 'pipelines')?.line, triggers: namesIn(pipelines), jobs, actions: pipes };
}

async function jenkins(repository: Repository, source: SourceText): Promise<Ci> {
  const text = source.text.replace(/(^|[^:])\/\/[^\n]*/g, '$1');
  const stages = [...source.text.matchAll(/^[^\r\n/]*?\bstage\s*\(\s*(?:name:\s*)?["']([^"'\n]+)["']/gm)];
  const jobs = stages.map(({ index, 0: whole, 1: name = '' }) => ({
    name,
    line: source.lineAt(index + whole.length - 1),
  }));
  const schedules = [...text.matchAll(/\bcron\s*\(\s*(["'])([^"'\n]+)\1/g)].map(([, , cron = '']) => cron);
  const pipeline = /^[^\r\n]*\b(?:pipeline|node)\b/m.exec(source.text);
  return {
    name: 'Jenkins',
    evidence: [{ path: source.path, line: pipeline ? source.lineAt(pipeline.index) : 1 }],
    triggers: schedules.length > 0 ? ['schedule'] : [],
    schedules,
    jobs,
    deploysTo: deploysTo({
      actions: [],
      titles: jobs.map(({ name }) => name),
      commands: await withScripts(repository, [text.replace(/["']{1,3}/g, '\n')]),
    }),
  };
}
