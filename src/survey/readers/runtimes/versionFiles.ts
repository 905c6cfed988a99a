import type { Repository } from '../../repository';
import type { SourceText } from '../../sourceText';
import { mention, runtimeName, type RuntimeMention } from './runtimeVersion';

/** Files that hold one version and nothing else: name → runtime. */
const singleVersion: ReadonlyMap<string, string> = new Map([
  ['.nvmrc', 'node'],
  ['.node-version', 'node'],
  ['.python-version', 'python'],
  ['.ruby-version', 'ruby'],
  ['.php-version', 'php'],
  ['.java-version', 'java'],
  ['.go-version', 'go'],
  ['.deno-version', 'deno'],
  ['.dvmrc', 'deno'],
  ['.bun-version', 'bun'],
  ['rust-toolchain', 'rust'],
]);

type LineReader = (line: string) => readonly [name: string | undefined, version: string | undefined];

/** Files that hold one runtime a line. */
const byLine: readonly (readonly [name: RegExp, read: LineReader])[] = [
  [
    /^\.tool-versions$/,
    (line) => {
      const [tool = '', version] = line.trim().split(/\s+/);
      return [runtimeName(tool), version];
    },
  ],
  [
    /^\.sdkmanrc$/,
    (line) => {
      const [tool = '', version] = line.split('=');
      return [runtimeName(tool.trim()), version];
    },
  ],
  // Heroku's and Scalingo's: `python-3.9.1`.
  [
    /^runtime\.txt$/,
    (line) => {
      const [, tool = '', version] = /^\s*([a-z]+)-(\S+)\s*$/.exec(line) ?? [];
      return [runtimeName(tool), version];
    },
  ],
  [/^system\.properties$/, (line) => ['java', /^\s*java\.runtime\.version\s*[=:]\s*(\S+)/.exec(line)?.[1]]],
  [/^Gemfile$/, (line) => ['ruby', /^\s*ruby[\s(]+(["'][^"']{1,40}["'])/.exec(line)?.[1]]],
  [
    /\.gemspec$/,
    (line) => [
      'ruby',
      /\brequired_ruby_version\s*=\s*(?:Gem::Requirement\.new\()?(["'][^"']{1,40}["'])/.exec(line)?.[1],
    ],
  ],
  [/^Gemfile\.lock$/, (line) => ['ruby', /^ {3}ruby (\d[\w.]*?)(?:p\d+)?\s*$/.exec(line)?.[1]]],
  [/^go\.mod$/, (line) => ['go', /^(?:go\s+|toolchain\s+go)(\d[\w.]*)\s*(?:\/\/.*)?$/.exec(line)?.[1]]],
  [
    /^setup\.(?:py|cfg)$/,
    (line) => ['python', /^[^#]{0,80}?\bpython_requires\s*=\s*([^#\n]{1,60}?),?\s*$/.exec(line)?.[1]],
  ],
  [/^environment\.ya?ml$/, (line) => ['python', /^\s*-\s*python\s*=+\s*([\d.*]+)/.exec(line)?.[1]]],
  [/^mix\.exs$/, (line) => ['elixir', /^\s*elixir:\s*(["'][^"']{1,40}["'])/.exec(line)?.[1]]],
  [/^(?:.+\.gradle(?:\.kts)?)$/, gradleLine],
  // Whatever builds it, Node comes from there.
  [
    /^(?:Dockerfile|Containerfile)(?:[.-][\w.-]+)?$|\.dockerfile$/i,
    (line) => ['node', /^[^#]*\b(?:deb|rpm)\.nodesource\.com\/(?:setup_|node_)(\d+\.x)\b/.exec(line)?.[1]],
  ],
];

function gradleLine(line: string): ReturnType<LineReader> {
  if (/^\s*(?:\/\/|\*)/.test(line)) {
    return ['java', undefined];
  }
  const named =
    /\b(?:sourceCompatibility|targetCompatibility|jvmTarget|jvmToolchain|JavaLanguageVersion\.of|options\.release)\b(?:\.set)?\s*[=(]*\s*(?:JvmTarget\.JVM_|JavaVersion\.(?:VERSION_|toVersion\()|JavaLanguageVersion\.of\()?\s*["']?(\d+(?:[._]\d+)?)["']?/.exec(
      line,
    )?.[1];
  return ['java', named?.replace('_', '.')];
}

/** What files say that are read by line. */
export async function versionFileMentions(repository: Repository): Promise<RuntimeMention[]> {
  const found: RuntimeMention[] = [];
  for (const file of repository.files) {
    if (file.isTest) {
      continue;
    }
    const single = singleVersion.get(file.name);
    const reader = single === undefined ? byLine.find(([name]) => name.test(file.name))?.[1] : undefined;
    if (single === undefined && !reader) {
      continue;
    }
    const source = await repository.text(file.path);
    if (source && single !== undefined) {
      found.push(...singleMention(source, single));
    }
    for (const [index, line] of (source && reader ? source.lines : []).entries()) {
      const [name, version] = reader?.(line.slice(0, 400)) ?? [];
      if (name !== undefined) {
        found.push(...mention(name, version, { path: file.path, line: index + 1 }));
      }
    }
  }
  return found;
}

function singleMention({ path, lines }: SourceText, name: string): RuntimeMention[] {
  const index = lines.findIndex((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
  const [word = ''] = (lines[index] ?? '').trim().split(/\s+/);
  // A toolchain's file may be TOML, read elsewhere.
  const version = word.replace(new RegExp(`^${name}-`), '');
  return version.startsWith('[') ? [] : mention(name, version, { path, line: index + 1 });
}
