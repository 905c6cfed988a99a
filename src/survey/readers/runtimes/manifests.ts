import type { Evidence } from '../../facts';
import type { Repository, SurveyedFile } from '../../repository';
import { jsonFile } from '../json';
import { entryAt, valueAt, type Located } from '../located';
import { tomlFile } from '../toml';
import { childOf, childrenOf, xmlFile, type XmlElement } from '../xml';
import { yamlFile } from '../yaml';
import { mention, runtimeName, type RuntimeMention } from './runtimeVersion';

type Way = readonly [name: string, ...keys: string[]];

/** Where manifests say it: file → runtime and way of keys. */
const jsonWays: readonly (readonly [file: RegExp, ways: readonly Way[]])[] = [
  [
    /^package\.json$/,
    [
      ['node', 'engines', 'node'],
      ['bun', 'engines', 'bun'],
      ['deno', 'engines', 'deno'],
      ['node', 'volta', 'node'],
    ],
  ],
  [
    /^composer\.json$/,
    [
      ['php', 'require', 'php'],
      ['php', 'config', 'platform', 'php'],
    ],
  ],
  [/^global\.json$/, [['dotnet', 'sdk', 'version']]],
];

const tomlWays: readonly (readonly [file: RegExp, ways: readonly Way[]])[] = [
  [
    /^pyproject\.toml$/,
    [
      ['python', 'project', 'requires-python'],
      ['python', 'tool', 'poetry', 'dependencies', 'python'],
      ['python', 'tool', 'poetry', 'dependencies', 'python', 'version'],
    ],
  ],
  [
    /^Pipfile$/,
    [
      ['python', 'requires', 'python_full_version'],
      ['python', 'requires', 'python_version'],
    ],
  ],
  [/^rust-toolchain(?:\.toml)?$/, [['rust', 'toolchain', 'channel']]],
  [
    /^Cargo\.toml$/,
    [
      ['rust', 'package', 'rust-version'],
      ['rust', 'workspace', 'package', 'rust-version'],
    ],
  ],
];

const toolFiles = /^\.?mise(?:\.[\w-]+)?\.toml$/;

/** What platforms name in one word: `python39`, `nodejs14.x`, `go1.x`. */
const platformRuntime = /^(nodejs|python|ruby|php|java|go|dotnet)[-:]?(\d[\w.]*)$/;

const versionVariable = /^(NODE|PYTHON|RUBY|PHP|GO|JAVA|DOTNET|BUN|DENO)_VERSION$/;

/** What manifests and platforms' files say. */
export async function manifestMentions(repository: Repository): Promise<RuntimeMention[]> {
  const found: RuntimeMention[] = [];
  for (const file of repository.files.filter(({ isTest }) => !isTest)) {
    found.push(...(await mentionsIn(repository, file)));
  }
  return found;
}

async function mentionsIn(repository: Repository, { path, name }: SurveyedFile): Promise<RuntimeMention[]> {
  const json = jsonWays.find(([file]) => file.test(name));
  if (json) {
    const root = await jsonFile(repository, path);
    return [...alongWays(root, json[1], path), ...(name === 'package.json' ? nodeOfPackage(root, path) : [])];
  }
  const toml = tomlWays.find(([file]) => file.test(name));
  if (toml) {
    // The older file of Rust's holds a bare version.
    const isToml = name !== 'rust-toolchain' || (await repository.text(path))?.text.includes('[');
    return isToml ? alongWays(await tomlFile(repository, path), toml[1], path) : [];
  }
  if (toolFiles.test(name) || /(?:^|\/)(?:\.config\/)?mise\/config\.toml$/.test(path)) {
    return toolMentions(valueAt(await tomlFile(repository, path), 'tools'), path);
  }
  if (name === 'netlify.toml') {
    return variableMentions(await tomlFile(repository, path), path);
  }
  if (name === 'pom.xml' || /\.(?:cs|fs|vb)proj$|^Directory\.Build\.props$/.test(name)) {
    const root = await xmlFile(repository, path);
    return root ? (name === 'pom.xml' ? mavenMentions(root, path) : dotnetMentions(root, path)) : [];
  }
  if (/^(?:app|render|serverless|(?:app|service)[.-][\w-]+)\.ya?ml$/.test(name)) {
    const root = await yamlFile(repository, path);
    return [...platformMentions(root, path), ...variableMentions(root, path)];
  }
  return [];
}

function alongWays(root: Located | undefined, ways: readonly Way[], path: string): RuntimeMention[] {
  return ways.flatMap(([name, ...keys]) => {
    const entry = entryAt(root, ...keys);
    return entry?.value.kind === 'text' ? mention(name, entry.value.text, { path, line: entry.line }) : [];
  });
}

/** `devEngines`, and a package manager that is a runtime too. */
function nodeOfPackage(root: Located | undefined, path: string): RuntimeMention[] {
  const runtime = valueAt(root, 'devEngines', 'runtime');
  const listed = runtime?.kind === 'list' ? runtime.items : runtime ? [runtime] : [];
  const declared = listed.flatMap((item) => {
    const name = runtimeName(valueAt(item, 'name')?.text ?? '');
    return name === undefined ? [] : mention(name, valueAt(item, 'version')?.text, { path, line: item.line });
  });
  const manager = entryAt(root, 'packageManager');
  const bun = /^bun@(\d[\w.]*)/.exec(manager?.value.text ?? '')?.[1];
  return manager && bun !== undefined ? [...declared, ...mention('bun', bun, { path, line: manager.line })] : declared;
}

function toolMentions(tools: Located | undefined, path: string): RuntimeMention[] {
  return (tools?.entries ?? []).flatMap(({ key, line, value }) => {
    const name = runtimeName(key.replace(/^core:/, ''));
    const texts = value.kind === 'list' ? value.items : [value.kind === 'map' ? valueAt(value, 'version') : value];
    return name === undefined ? [] : texts.flatMap((text) => mention(name, text?.text, { path, line }));
  });
}

/** `NODE_VERSION = "18"`, or `key: NODE_VERSION` followed by its `value`, at any depth. */
function variableMentions(root: Located | undefined, path: string): RuntimeMention[] {
  return [
    ...(root?.entries ?? []).flatMap(({ key, line, value }) => {
      const keyed = key === 'key' ? (entryAt(root, 'value')?.value.text ?? '') : value.text;
      return [
        ...ofVariable(key === 'key' ? value.text : key, keyed, { path, line }),
        ...(value.kind === 'text' ? [] : variableMentions(value, path)),
      ];
    }),
    ...(root?.items ?? []).flatMap((item) => variableMentions(item, path)),
  ];
}

function ofVariable(variable: string, version: string, evidence: Evidence): RuntimeMention[] {
  const name = versionVariable.exec(variable)?.[1]?.toLowerCase();
  return name === undefined ? [] : mention(name, version, evidence);
}

/** Google's `runtime: python39`, Serverless's `provider.runtime: nodejs14.x`. */
function platformMentions(root: Located | undefined, path: string): RuntimeMention[] {
  return [entryAt(root, 'runtime'), entryAt(root, 'provider', 'runtime')].flatMap((entry) => {
    const [, tool = '', written = ''] = platformRuntime.exec(entry?.value.text ?? '') ?? [];
    const name = runtimeName(tool);
    const isJoined = /^\d\d+$/.test(written) && name !== 'node' && name !== 'java';
    const version = isJoined ? `${written[0] ?? ''}.${written.slice(1)}` : written;
    return entry && name !== undefined ? mention(name, version, { path, line: entry.line }) : [];
  });
}

function mavenMentions(root: XmlElement, path: string): RuntimeMention[] {
  const properties = childOf(root, 'properties')?.children ?? [];
  const compilers = [childOf(root, 'build'), childOf(childOf(root, 'build'), 'pluginManagement')]
    .flatMap((build) => childrenOf(childOf(build, 'plugins'), 'plugin'))
    .filter((plugin) => childOf(plugin, 'artifactId')?.text === 'maven-compiler-plugin')
    .flatMap((plugin) => childOf(plugin, 'configuration')?.children ?? []);
  return [
    ...properties.filter(({ name }) =>
      /^(?:java\.version|maven\.compiler\.(?:source|target|release)|jdk\.version)$/.test(name),
    ),
    ...compilers.filter(({ name }) => /^(?:source|target|release)$/.test(name)),
  ].flatMap(({ text, line }) => mention('java', text, { path, line }));
}

function dotnetMentions(root: XmlElement, path: string): RuntimeMention[] {
  return childrenOf(root, 'PropertyGroup')
    .flatMap(({ children }) => children)
    .filter(({ name }) => /^TargetFrameworks?(?:Version)?$/.test(name))
    .flatMap(({ text, line }) =>
      text.split(';').flatMap((framework) => {
        // `netstandard` is what a library needs, not what runs it.
        const [, modern, old] =
          /^(?:net(?:coreapp)?(\d+\.\d+)(?:-.*)?|(net\d{2,3}|v\d[\d.]+))$/.exec(framework.trim()) ?? [];
        return mention('dotnet', modern ?? old, { path, line });
      }),
    );
}
