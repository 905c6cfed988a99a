import picomatch from 'picomatch';
import type { Ci } from '../facts';
import type { Repository } from '../repository';
import { deploysTo } from './deploys';
import { entryAt, textAt, valueAt, type Located } from './located';
import { withScripts } from './pipelineScripts';
import { yamlFile } from './yaml';

/** Keys of the first level that aren't jobs. */
const reserved = new Set([
  'image',
  'services',
  'stages',
  'types',
  'before_script',
  'after_script',
  'variables',
  'cache',
  'include',
  'workflow',
  'default',
  'spec',
]);

/** Files that include each other: more is a mistake. */
const mostFiles = 200;

/** GitLab's pipeline: one fact for its main file, one for each file of the repository that it includes and that has jobs. */
export async function readGitlabCi(repository: Repository): Promise<Ci[]> {
  const main = ['.gitlab-ci.yml', '.gitlab-ci.yaml'].find((path) => repository.has(path));
  const pending = main === undefined ? [] : [main];
  const seen = new Set(pending);
  const found: Ci[] = [];
  for (let path = pending.shift(); path !== undefined && found.length < mostFiles; path = pending.shift()) {
    const root = await yamlFile(repository, path);
    if (!root) {
      continue;
    }
    for (const included of localIncludes(repository, valueAt(root, 'include'))) {
      if (!seen.has(included)) {
        seen.add(included);
        pending.push(included);
      }
    }
    const blocks = root.entries.filter(({ value }) => value.kind === 'map');
    const jobs = blocks.filter(({ key }) => !reserved.has(key) && !key.startsWith('.'));
    const commands = [root, ...blocks.map(({ value }) => value)].flatMap((block) =>
      ['before_script', 'script', 'after_script'].flatMap((key) => textsIn(valueAt(block, key))),
    );
    const pages = jobs.some(({ key, value }) => key === 'pages' || valueAt(value, 'pages') !== undefined);
    const targets = deploysTo({
      actions: [...(pages ? ['gitlab:pages'] : []), ...otherIncludes(valueAt(root, 'include'))].map((name) => ({
        name,
        inputs: undefined,
      })),
      commands: await withScripts(repository, commands),
      titles: jobs.map(({ key }) => key),
    });
    const included = includesOf(valueAt(root, 'include'));
    const disabled = jobs.filter(({ value }) => isDisabled(value)).map(({ key }) => key);
    const [mainFile] = found;
    if (mainFile && jobs.length === 0) {
      // A file of templates: what uses them is elsewhere.
      found[0] = { ...mainFile, deploysTo: [...new Set([...mainFile.deploysTo, ...targets])] };
      continue;
    }
    const first = entryAt(root, 'stages') ?? jobs[0] ?? root.entries[0];
    found.push({
      name: 'GitLab CI',
      ...(path === main ? {} : { workflow: path.slice(path.lastIndexOf('/') + 1) }),
      evidence: [{ path, line: first?.line ?? 1 }],
      triggers: triggersOf(blocks.map(({ value }) => value)),
      schedules: [],
      jobs: jobs.map(({ key, line }) => ({ name: key, line })),
      deploysTo: targets,
      ...(included.length > 0 ? { includes: included } : {}),
      ...(disabled.length > 0 ? { disabled } : {}),
    });
  }
  return found;
}

function itemsOf(include: Located | undefined): readonly Located[] {
  return include?.kind === 'list' ? include.items : include ? [include] : [];
}

/** Files of other projects and of GitLab itself: they aren't here to be read, but some are known by their names. */
function otherIncludes(include: Located | undefined): string[] {
  return itemsOf(include).flatMap((item) => [
    ...['project', 'template', 'component', 'remote'].flatMap((key) => textAt(item, key) ?? []),
    ...textsIn(valueAt(item, 'file')),
  ]);
}

/** What the pipeline takes from another project, or from an address: its jobs aren't here. */
function includesOf(include: Located | undefined): NonNullable<Ci['includes']> {
  return itemsOf(include).flatMap((item) => {
    const remote = item.kind === 'text' && /^https?:/.test(item.text) ? item.text : textAt(item, 'remote');
    const component = textAt(item, 'component');
    const project = entryAt(item, 'project');
    const name = project?.value.text ?? remote?.replace(/[?#].*$/, '') ?? component?.replace(/@[^@]*$/, '');
    const version = textAt(item, 'ref') ?? component?.split('@')[1];
    return name === undefined || name === ''
      ? []
      : [{ name, ...(version === undefined ? {} : { version }), line: project?.line ?? item.line }];
  });
}

/** A job that no condition starts: `rules: [{ when: never }]`. */
function isDisabled(job: Located): boolean {
  const rules = valueAt(job, 'rules')?.items ?? [];
  return (
    textAt(job, 'when') === 'never' ||
    (rules.length === 1 && textAt(rules[0], 'when') === 'never' && textAt(rules[0], 'if') === undefined)
  );
}

/** Files of the same repository. */
function localIncludes(repository: Repository, include: Located | undefined): string[] {
  return itemsOf(include).flatMap((item) => {
    const written = item.kind === 'text' ? item.text : textAt(item, 'local');
    if (written === undefined || /^https?:/.test(written)) {
      return [];
    }
    const path = written.replace(/^\/+/, '');
    if (!path.includes('*')) {
      return repository.has(path) ? [path] : [];
    }
    const matches = picomatch(path, { dot: true });
    return repository.files.filter((file) => matches(file.path)).map((file) => file.path);
  });
}

/** Texts in lists in lists: an alias puts one there. */
function textsIn(value: Located | undefined): string[] {
  return value?.kind === 'text' ? [value.text] : (value?.items ?? []).flatMap(textsIn);
}

const usualTriggers = new Set(['branches', 'tags', 'merge_requests', 'schedules', 'web', 'api', 'pushes', 'pipelines']);

/** What starts jobs, in GitLab's words, where they say it by name. */
function triggersOf(blocks: readonly Located[]): string[] {
  const found = new Set<string>();
  for (const block of blocks) {
    const only = valueAt(block, 'only');
    for (const name of textsIn(valueAt(only, 'refs') ?? only)) {
      if (usualTriggers.has(name)) {
        found.add(name);
      }
    }
    const conditions = (valueAt(block, 'rules')?.items ?? []).flatMap((rule) => textAt(rule, 'if') ?? []);
    for (const condition of conditions) {
      for (const [, source = ''] of condition.matchAll(/\$CI_PIPELINE_SOURCE\s*==\s*["'](\w+)["']/g)) {
        found.add(source);
      }
    }
  }
  return [...found].sort();
}
