import type { Evidence } from '../../facts';
import type { Repository } from '../../repository';
import { ciFiles, ciImages, literalVariables, substitute, visit, type CiFile } from '../ciFiles';
import { entryAt, valueAt, type Located } from '../located';
import { imageRuntimes } from './imageRuntimes';
import { mention, type RuntimeMention } from './runtimeVersion';

/** What steps, orbs and tasks are given: the parameter → the runtime. */
const parameters: ReadonlyMap<string, string> = new Map([
  ['node-version', 'node'],
  ['python-version', 'python'],
  ['ruby-version', 'ruby'],
  ['java-version', 'java'],
  ['go-version', 'go'],
  ['dotnet-version', 'dotnet'],
  ['php-version', 'php'],
  ['deno-version', 'deno'],
  ['bun-version', 'bun'],
  ['elixir-version', 'elixir'],
]);

/** Azure's tasks share one parameter's name. */
const azureTasks: readonly (readonly [task: RegExp, runtime: string])[] = [
  [/^(?:NodeTool|UseNode)@/, 'node'],
  [/^UsePythonVersion@/, 'python'],
  [/^UseRubyVersion@/, 'ruby'],
  [/^UseDotNet@/, 'dotnet'],
  [/^JavaToolInstaller@/, 'java'],
  [/^GoTool@/, 'go'],
];

const travisKeys: ReadonlyMap<string, string> = new Map([
  ['node_js', 'node'],
  ['python', 'python'],
  ['rvm', 'ruby'],
  ['php', 'php'],
  ['jdk', 'java'],
  ['go', 'go'],
  ['rust', 'rust'],
  ['dotnet', 'dotnet'],
]);

/** What continuous integrations run with. */
export async function ciMentions(repository: Repository): Promise<RuntimeMention[]> {
  const found: RuntimeMention[] = [];
  for (const file of await ciFiles(repository)) {
    for (const { parsed, path, line, isService } of ciImages(file)) {
      found.push(...(isService ? [] : imageRuntimes(parsed, { path, line })));
    }
    found.push(...(file.system === 'travis' ? travisMentions(file) : parameterMentions(file)));
  }
  return found;
}

function travisMentions({ root, path }: CiFile): RuntimeMention[] {
  const found: RuntimeMention[] = [];
  visit(root, [], ({ key, line, value }, above) => {
    const name = travisKeys.get(key);
    if (name !== undefined && above.every((aboveKey) => ['matrix', 'jobs', 'include'].includes(aboveKey))) {
      for (const item of value.kind === 'list' ? value.items : [value]) {
        found.push(...mention(name, item.text.replace(/^(?:openjdk|oraclejdk)/, ''), { path, line }));
      }
    }
  });
  return found;
}

function parameterMentions(file: CiFile): RuntimeMention[] {
  const found: RuntimeMention[] = [];
  const variables = literalVariables(file.root);
  const matrices = matricesOf(file.root);
  const azure = azureRuntimes(file.root);
  visit(file.root, [], ({ key, line, value }, above, map) => {
    const evidence = { path: file.path, line };
    const isAzure = key === 'versionSpec' || key === 'version';
    const name = parameters.get(key) ?? (isAzure ? azure.get(map) : undefined);
    if (name !== undefined && !above.includes('matrix')) {
      // Several versions, one a line.
      for (const text of value.kind === 'list' ? value.items.map((item) => item.text) : value.text.split(/\n/)) {
        found.push(...versionMentions(name, text, evidence, variables, matrices));
      }
    }
    if (key === 'uses') {
      found.push(...rustMentions(value.text, map, evidence, matrices));
    }
  });
  return found;
}

/** What each step's `inputs` are given to. */
function azureRuntimes(root: Located): ReadonlyMap<Located, string> {
  const found = new Map<Located, string>();
  visit(root, [], ({ key, value }, _above, step) => {
    const task = key === 'inputs' ? (valueAt(step, 'task')?.text ?? '') : '';
    const runtime = azureTasks.find(([pattern]) => pattern.test(task))?.[1];
    if (runtime !== undefined) {
      found.set(value, runtime);
    }
  });
  return found;
}

function rustMentions(
  uses: string,
  step: Located,
  evidence: Evidence,
  matrices: ReadonlyMap<string, readonly MatrixValue[]>,
): RuntimeMention[] {
  const [, action, reference] =
    /^((?:dtolnay|actions-rs|actions-rust-lang|hecrj)\/[\w-]*(?:toolchain|rust)[\w-]*)@([\w.-]+)$/.exec(uses) ?? [];
  if (action === undefined) {
    return [];
  }
  const given = entryAt(step, 'with', 'toolchain') ?? entryAt(step, 'with', 'rust-version');
  const version = given?.value.text ?? (action.startsWith('dtolnay/') ? reference : undefined);
  // A commit or a branch isn't a version.
  return version === undefined || /^(?:master|[\da-f]{40})$/.test(version)
    ? []
    : versionMentions('rust', version, given ? { ...evidence, line: given.line } : evidence, new Map(), matrices);
}

interface MatrixValue {
  readonly text: string;
  readonly line: number;
}

function versionMentions(
  name: string,
  text: string,
  evidence: Evidence,
  variables: ReadonlyMap<string, string>,
  matrices: ReadonlyMap<string, readonly MatrixValue[]>,
): RuntimeMention[] {
  const fromMatrix = /\$\{\{\s*matrix\.([\w.-]+)\s*\}\}|<<\s*matrix\.([\w-]+)\s*>>/.exec(text);
  if (!fromMatrix) {
    return mention(name, substitute(text, variables), evidence);
  }
  const key = fromMatrix[1] ?? fromMatrix[2] ?? '';
  return (matrices.get(key) ?? []).flatMap((value) =>
    mention(name, value.text, { path: evidence.path, line: value.line }),
  );
}

/** What matrices hold: `node`, or `versions.node` where a matrix lists several things together. */
function matricesOf(root: Located): ReadonlyMap<string, readonly MatrixValue[]> {
  const values = new Map<string, MatrixValue[]>();
  const add = (key: string, text: string, line: number): void => {
    values.set(key, [...(values.get(key) ?? []), { text, line }]);
  };
  visit(root, [], ({ key: matrixKey, value: matrix }) => {
    if (matrixKey !== 'matrix') {
      return;
    }
    for (const { key, line, value } of matrix.entries) {
      for (const item of value.items) {
        if (item.kind === 'text') {
          add(key, item.text, line);
        }
        for (const inner of item.entries) {
          add(key === 'include' ? inner.key : `${key}.${inner.key}`, inner.value.text, inner.line);
        }
      }
    }
  });
  return values;
}
