import type { Ci } from '../facts';
import { compare, type Repository } from '../repository';
import { deploysTo, type PipelineAction, type PipelineSteps } from './deploys';
import { entryAt, textAt, valueAt, type Located } from './located';
import { withScripts } from './pipelineScripts';
import { yamlFile } from './yaml';

/** The folders whose workflows run, and who runs them: the format is the same. Those of a part of the repository don't. */
const hosts: readonly (readonly [folder: string, name: string])[] = [
  ['.github/workflows', 'GitHub Actions'],
  ['.forgejo/workflows', 'Forgejo Actions'],
  ['.gitea/workflows', 'Gitea Actions'],
];

/** The workflows of GitHub Actions, and of what takes the same files, in the order of their paths. */
export async function readWorkflows(repository: Repository): Promise<Ci[]> {
  const found: Ci[] = [];
  for (const [folder, name] of hosts) {
    for (const file of repository.files.filter((each) => each.folder === folder && /\.ya?ml$/i.test(each.name))) {
      const root = await yamlFile(repository, file.path);
      const jobs = valueAt(root, 'jobs');
      if (!root || jobs?.kind !== 'map') {
        continue;
      }
      const title = entryAt(root, 'name');
      const workflow = textAt(root, 'name')?.trim() || file.name;
      // YAML 1.1, which some formatters still write for, reads `on` as a boolean.
      const on = valueAt(root, 'on') ?? valueAt(root, 'true');
      const disabled = jobs.entries.filter(({ value }) => isDisabled(value)).map(({ key }) => key);
      const includes = jobs.entries.flatMap(({ value }) => calledFrom(value));
      found.push({
        name,
        workflow,
        evidence: [{ path: file.path, line: (title ?? entryAt(root, 'on') ?? entryAt(root, 'jobs'))?.line ?? 1 }],
        triggers: namesIn(on),
        schedules: (valueAt(on, 'schedule')?.items ?? []).flatMap((item) => textAt(item, 'cron') ?? []),
        jobs: jobs.entries.map(({ key, line }) => ({ name: key, line })),
        deploysTo: deploysTo(await stepsOfWorkflow(repository, root, new Set([file.path]))),
        ...(includes.length > 0 ? { includes } : {}),
        ...(disabled.length > 0 ? { disabled } : {}),
      });
    }
  }
  return found.sort((a, b) => compare(a.evidence[0]?.path ?? '', b.evidence[0]?.path ?? ''));
}

/** A job that another repository defines: `uses: org/depot/.github/workflows/x.yml@v2`. */
function calledFrom(job: Located): NonNullable<Ci['includes']> {
  const uses = entryAt(job, 'uses');
  const [name = '', version] = uses?.value.text.split('@') ?? [];
  return uses === undefined || name === '' || name.startsWith('./')
    ? []
    : [{ name, ...(version === undefined ? {} : { version }), line: uses.line }];
}

function isDisabled(job: Located): boolean {
  return /^(?:\$\{\{\s*)?false(?:\s*\}\})?$/.test(textAt(job, 'if')?.trim() ?? '');
}

/** The names in a text, a list or a map's keys: the three ways to write triggers. */
export function namesIn(value: Located | undefined): string[] {
  if (value?.kind === 'text') {
    return [value.text];
  }
  return [...(value?.items ?? []).flatMap(({ text }) => text || []), ...(value?.entries ?? []).map(({ key }) => key)];
}

/** What a workflow runs, with the workflows and actions of the same repository that it calls. */
async function stepsOfWorkflow(repository: Repository, root: Located, seen: Set<string>): Promise<PipelineSteps> {
  const actions: PipelineAction[] = [];
  const commands: string[] = [];
  const titles: string[] = [];
  const add = (steps: PipelineSteps): void => {
    actions.push(...steps.actions);
    commands.push(...steps.commands);
    titles.push(...steps.titles);
  };
  for (const { value: job } of valueAt(root, 'jobs')?.entries ?? []) {
    titles.push(textAt(job, 'name') ?? '');
    const called = textAt(job, 'uses');
    if (called !== undefined) {
      actions.push({ name: bare(called), inputs: valueAt(job, 'with') });
      const path = called.startsWith('./') ? bare(called.slice(2)) : '';
      const other = path && !seen.has(path) && repository.has(path) ? await yamlFile(repository, path) : undefined;
      seen.add(path);
      if (other) {
        add(await stepsOfWorkflow(repository, other, seen));
      }
    }
    add(await stepsIn(repository, valueAt(job, 'steps'), seen));
  }
  return { actions, commands: await withScripts(repository, commands), titles };
}

async function stepsIn(repository: Repository, steps: Located | undefined, seen: Set<string>): Promise<PipelineSteps> {
  const actions: PipelineAction[] = [];
  const commands: string[] = [];
  const titles: string[] = [];
  for (const step of steps?.items ?? []) {
    titles.push(textAt(step, 'name') ?? '');
    const run = textAt(step, 'run');
    if (run !== undefined) {
      commands.push(run);
    }
    const uses = textAt(step, 'uses');
    if (uses === undefined) {
      continue;
    }
    if (!uses.startsWith('./')) {
      actions.push({ name: bare(uses), inputs: valueAt(step, 'with') });
      continue;
    }
    const folder = uses.slice(2).replace(/\/$/, '');
    const path = [`${folder}/action.yml`, `${folder}/action.yaml`].find((each) => repository.has(each));
    if (path !== undefined && !seen.has(path)) {
      seen.add(path);
      const inner = await stepsIn(repository, valueAt(await yamlFile(repository, path), 'runs', 'steps'), seen);
      actions.push(...inner.actions);
      commands.push(...inner.commands);
      titles.push(...inner.titles);
    }
  }
  return { actions, commands, titles };
}

/** Without the version. */
function bare(uses: string): string {
  return uses.split('@', 1)[0] ?? uses;
}
