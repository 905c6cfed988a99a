import type { Evidence } from '../../facts';

/** One place that says what a runtime's version is. */
export interface RuntimeMention {
  /** `node`, `python`, `ruby`, `php`, `java`, `go`, `dotnet`, `rust`, `deno`, `bun`, `elixir`. */
  readonly name: string;
  /** Undefined when the place names the runtime only. */
  readonly version: string | undefined;
  readonly evidence: Evidence;
}

/** Other names that version managers, platforms and registries give to runtimes. */
const names: Readonly<Record<string, string>> = {
  node: 'node',
  nodejs: 'node',
  python: 'python',
  ruby: 'ruby',
  php: 'php',
  java: 'java',
  jdk: 'java',
  openjdk: 'java',
  go: 'go',
  golang: 'go',
  dotnet: 'dotnet',
  'dotnet-core': 'dotnet',
  rust: 'rust',
  deno: 'deno',
  bun: 'bun',
  elixir: 'elixir',
};

/** Versions that begin with a word: whose build of it, or which channel. */
const distribution =
  /^(?:(?:temurin|corretto|zulu|adoptopenjdk|openjdk|oracle|graalvm|liberica|microsoft|jruby|truffleruby|pypy|net)[\w.+-]*\d[\w.+-]*|(?:lts|stable|beta|nightly)(?:[/-][\w*.-]+)?)$/;

/** @returns undefined when no runtime is called so */
export function runtimeName(text: string): string | undefined {
  return Object.hasOwn(names, text) ? names[text] : undefined;
}

/**
 * A version or a constraint as it is written, but for what surrounds it: quotes, the `v` of a tag.
 *
 * @returns undefined when it is a variable, a template, a path, or anything goes
 */
export function versionOf(text: string | undefined): string | undefined {
  const version = (text ?? '')
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    .trim()
    .replace(/^[v=](?=\d)/i, '');
  const isVersion =
    version.length <= 60 &&
    (/^[\d^~><=!*(][\w.,|<>=~^!*\-+() ]*$/.test(version) ? /\d/.test(version) : distribution.test(version)) &&
    !/^[>=]*\s*0(?:\.0)*$/.test(version);
  return isVersion ? version : undefined;
}

/** A mention with a version; none when the text doesn't hold one. */
export function mention(name: string, text: string | undefined, evidence: Evidence): RuntimeMention[] {
  const version = versionOf(text);
  return version === undefined ? [] : [{ name, version, evidence }];
}
