import type { SourceText } from '../../sourceText';
import { readJson } from '../json';
import { entryAt, valueAt, type Located } from '../located';
import { readToml } from '../toml';
import { declaredUnderEnv, namesSet, type DeclaredName } from './declaredInMaps';
import { isUpperName } from './envName';

const json =
  /^(?:app|scalingo|vercel|now|devcontainer|\.devcontainer|launch|tasks|nixpacks|zappa_settings|turbo|launchSettings|task-definition[\w.-]*)\.json$/;
const toml = /^(?:fly[\w.-]*|netlify|wrangler|railway|nixpacks|mise|\.mise|Procfile)\.toml$/;
const docker = /^(?:Dockerfile|Containerfile)(?:[.-][\w.-]+)?$|\.(?:dockerfile|containerfile)$/i;

/** Whether a file of a known name, neither YAML nor a list of variables, may set some. */
export function mayDeclare(name: string): boolean {
  return json.test(name) || toml.test(name) || docker.test(name) || name === 'project.toml';
}

/** The variables that a manifest, a platform's file or a Dockerfile sets. */
export function declaredInFile(source: SourceText): DeclaredName[] {
  const name = source.path.slice(source.path.lastIndexOf('/') + 1);
  if (json.test(name)) {
    const { value } = readJson(source);
    return name === 'turbo.json' ? inTurbo(value) : declaredUnderEnv(value, true);
  }
  if (toml.test(name) || name === 'project.toml') {
    const { value } = readToml(source);
    const contexts = valueAt(value, 'context')?.entries ?? [];
    const netlify = [
      valueAt(value, 'build', 'environment'),
      ...contexts.map((each) => valueAt(each.value, 'environment')),
    ];
    const own = [valueAt(value, 'env'), valueAt(value, 'vars'), ...netlify];
    return own.flatMap((each) => (each ? namesSet(each, true) : []));
  }
  return docker.test(name) ? inDockerfile(source) : [];
}

/** `globalEnv: ["X"]`, and `env: ["X"]` of each task. */
function inTurbo(value: Located | undefined): DeclaredName[] {
  const tasks = valueAt(value, 'tasks') ?? valueAt(value, 'pipeline');
  const lists = [
    valueAt(value, 'globalEnv'),
    valueAt(value, 'globalPassThroughEnv'),
    ...(tasks?.entries ?? []).map((task) => entryAt(task.value, 'env')?.value),
  ];
  return lists.flatMap((each) => (each ? namesSet(each, true) : []));
}

/** What `ENV` sets, and the arguments that it takes over; other arguments are the build's, not the product's. */
function inDockerfile(source: SourceText): DeclaredName[] {
  const found: DeclaredName[] = [];
  let isContinued = false;
  let isEnv = false;
  for (const [index, line] of source.lines.entries()) {
    if (/^\s*#/.test(line)) {
      continue;
    }
    const instruction = isContinued ? undefined : /^\s*([A-Za-z]+)\s+/.exec(line);
    if (instruction) {
      isEnv = instruction[1]?.toUpperCase() === 'ENV';
    } else if (!isContinued) {
      isEnv = false;
    }
    if (isEnv) {
      const rest = instruction ? line.slice(instruction[0].length) : line.trimStart();
      found.push(...namesInEnv(rest).flatMap((name) => (isUpperName(name) ? [{ name, line: index + 1 }] : [])));
    }
    isContinued = /\\\s*$/.test(line);
  }
  return found;
}

/** `A=1 B="2 3"`, or the old `A 1`. */
function namesInEnv(text: string): string[] {
  const old = /^(\w+)\s+(?!=)/.exec(text);
  if (old?.[1] !== undefined) {
    return [old[1]];
  }
  const unquoted = text.replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, '""');
  return [...unquoted.matchAll(/(?:^|\s)(\w+)=/g)].flatMap(({ 1: name }) => name ?? []);
}
