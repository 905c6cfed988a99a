import { frameworkOf } from '../data/frameworks';
import type { Detector } from '../detector';
import type { Dependency, Evidence } from '../facts';
import { dependenciesOf, lockedByPlatform, type Declared, type Locked } from '../readers/declaredDependency';
import { isDevFolder } from '../readers/devNames';
import { GradleBuild, type GradleFile } from '../readers/jvm/gradleBuild';
import { configurationOf, requestsOf, type GradleRequest } from '../readers/jvm/gradleCoordinates';
import { isMark, type GradleStatement } from '../readers/jvm/gradleScript';
import { lockLimit } from '../readers/packageLock';
import { inFolder } from '../readers/paths';
import type { CatalogEntry } from '../readers/jvm/versionCatalog';
import type { Repository } from '../repository';

/** Versions by `group:artifact`. */
type Versions = ReadonlyMap<string, Locked>;

/** Configurations that what the product runs doesn't come from. */
const devConfiguration =
  /test|^(?:debug|jmh|lint|detekt|ktlint|checkstyle|spotbugs|pmd|developmentOnly|gatling|benchmark)/i;

/** Plugins that bring a whole framework, and with it its version. */
const frameworkPlugins =
  /^(?:org\.springframework\.boot|io\.quarkus|io\.micronaut\.(?:application|library|minimal\.\w+)|io\.ktor\.plugin)$/;
const frameworkPluginArtifacts =
  /^(?:org\.springframework\.boot|io\.quarkus|io\.micronaut\.gradle):[\w-]+-gradle-plugin$/;

/** A text that is longer isn't coordinates. */
const longestCoordinates = 500;

/** The artifacts that the product's own Gradle builds ask for. */
export const gradleDependencies: Detector = {
  name: 'gradleDependencies',
  start: (repository) => ({
    async find() {
      const build = await GradleBuild.read(repository);
      const dependencies: Dependency[] = [];
      for (const gradle of build.files) {
        if (/\.gradle(?:\.kts)?$/.test(gradle.file.name) && !/^(?:settings|init)\./.test(gradle.file.name)) {
          const lock = await readLock(repository, inFolder(gradle.file.folder, 'gradle.lockfile'));
          dependencies.push(...scriptDependencies(build, gradle, lock));
        }
      }
      return { dependencies };
    },
  }),
};

function scriptDependencies(build: GradleBuild, gradle: GradleFile, lock: Versions): Dependency[] {
  const { file, script } = gradle;
  // Scripts of the build's own programs ask for plugins, which those who develop need.
  const isDev =
    isDevFolder(file.folder) || /(?:^|\/)(?:buildSrc|build-logic|buildLogic|build-plugins)$/.test(file.folder);
  const managed = managedVersions(build, gradle);
  const declared = script.statements.flatMap((statement) => {
    const kind = kindOf(statement);
    const configuration = kind === 'plugin' ? 'plugin' : configurationOf(statement);
    const found = kind === undefined || configuration === undefined ? [] : declaredBy(build, gradle, statement, kind);
    const isTest =
      devConfiguration.test(configuration ?? '') ||
      statement.blocks.some((block) => /\btest\w*\b|\w*Test\b/.test(block));
    return found.map((entry): Declared => ({
      ...entry,
      dev: isDev || isTest,
      locked:
        lock.get(entry.name) ?? entry.locked ?? (entry.constraint === undefined ? managed.get(entry.name) : undefined),
      constraint: entry.constraint ?? managed.get(entry.name)?.version,
    }));
  });
  return dependenciesOf('maven', file.path, lockedByPlatform(declared, platformsOf(build, gradle)));
}

/** Whether a statement asks for a library, for a list of versions, for a plugin; undefined when for nothing of ours. */
function kindOf({ blocks, tokens }: GradleStatement): 'library' | 'versions' | 'plugin' | 'classpath' | undefined {
  const block = blocks.findLast((name) => !/^(?:if|else|for)\b/.test(name)) ?? '';
  const isWithin = (name: RegExp): boolean => blocks.some((open) => name.test(open));
  if (/^plugins$/.test(block) && !isWithin(/^pluginManagement$/)) {
    return 'plugin';
  }
  if (isWithin(/^dependencyManagement$/)) {
    return /^imports$/.test(block) && tokens[0]?.text === 'mavenBom' ? 'versions' : undefined;
  }
  if (!/(?:^|\.)dependencies$/.test(block) || isWithin(/^(?:pluginManagement|publishing|constraints)$/)) {
    return undefined;
  }
  return isWithin(/^buildscript$/) ? 'classpath' : 'library';
}

function declaredBy(
  build: GradleBuild,
  gradle: GradleFile,
  statement: GradleStatement,
  kind: 'library' | 'versions' | 'plugin' | 'classpath',
): Declared[] {
  if (kind === 'plugin') {
    return pluginOf(build, gradle, statement);
  }
  const found = requestsOf(statement).flatMap((request) => artifactsOf(build, gradle, request));
  if (kind === 'library') {
    return found;
  }
  return found.filter(({ name }) =>
    kind === 'classpath' ? frameworkPluginArtifacts.test(name) : frameworkOf('maven', name) !== undefined,
  );
}

function artifactsOf(build: GradleBuild, gradle: GradleFile, request: GradleRequest): Declared[] {
  const line = gradle.script.source.lineAt(request.offset);
  if (request.kind === 'coordinates') {
    return coordinates(build, gradle, request.text, line);
  }
  const entries = build.catalogued(gradle, request.text, 'libraries');
  if (entries) {
    return entries.map((entry) => fromCatalog(entry, line));
  }
  const value = build.valueOf(gradle, build.around(gradle), request.text);
  return value?.includes(':') ? coordinates(build, gradle, value, line) : [];
}

/** `group:artifact:version:classifier@extension`, all but the first two optional. */
function coordinates(build: GradleBuild, gradle: GradleFile, written: string, line: number): Declared[] {
  if (written.length > longestCoordinates) {
    return [];
  }
  // What is between the braces of `${…}` separates nothing.
  const [group = '', artifact = '', version = ''] = written.split(/:(?![^{}]*\})/);
  const name = build.resolve(gradle, `${group}:${artifact.replace(/@.*$/, '')}`);
  if (name === undefined || !/^[\w.-]+:[\w.-]+$/.test(name)) {
    return [];
  }
  const constraint = version ? build.resolve(gradle, version.replace(/@.*$/, ''))?.replace(/!!.*$/, '') : undefined;
  return [{ name, line, constraint: constraint || undefined, dev: false, locked: lockedAs(constraint, undefined) }];
}

function fromCatalog({ name, evidence, version }: CatalogEntry, line: number): Declared {
  return {
    name,
    line,
    constraint: version?.version,
    dev: false,
    locked: lockedAs(version?.version, version?.evidence),
    also: [evidence],
  };
}

/** `id("…") version "…"`, `alias(libs.plugins.…)`. */
function pluginOf(build: GradleBuild, gradle: GradleFile, { tokens }: GradleStatement): Declared[] {
  const named = tokens.find(({ kind, text }) => kind === 'text' || text.includes('.plugins.'));
  if (!named) {
    return [];
  }
  const line = gradle.script.source.lineAt(named.offset);
  if (named.kind === 'word') {
    return (build.catalogued(gradle, named.text, 'plugins') ?? [])
      .filter(({ name }) => frameworkPlugins.test(name))
      .map((entry) => ({ ...fromCatalog(entry, line), framework: pluginFramework(entry.name) }));
  }
  const at = tokens.findIndex(({ kind, text }) => kind === 'word' && text === 'version');
  const value = tokens.slice(at + 1).find((token) => !isMark(token, '('));
  const written = value?.kind === 'word' ? `\${${value.text}}` : value?.text;
  const constraint = at < 0 || written === undefined ? undefined : build.resolve(gradle, written);
  return frameworkPlugins.test(named.text) && constraint !== undefined
    ? [
        {
          name: named.text,
          line,
          constraint,
          dev: false,
          locked: lockedAs(constraint, undefined),
          framework: pluginFramework(named.text),
        },
      ]
    : [];
}

/** The framework of a plugin's group: `io.quarkus`, `io.ktor.plugin`. */
function pluginFramework(id: string): string | undefined {
  const group = /^(?:org\.springframework\.boot|io\.\w+)/.exec(id)?.[0] ?? id;
  return frameworkOf('maven', `${group}:plugin`);
}

/** The versions of the frameworks whose plugin a script, or one above it, asks for: their artifacts have the same. */
function platformsOf(build: GradleBuild, gradle: GradleFile): Versions {
  const platforms = new Map<string, Locked>();
  for (const around of build.around(gradle)) {
    for (const statement of around.script.statements.filter((found) => kindOf(found) === 'plugin')) {
      for (const { name, line, locked } of pluginOf(build, around, statement)) {
        if (locked && !platforms.has(name)) {
          platforms.set(name, { evidence: { path: around.file.path, line }, ...locked });
        }
      }
    }
  }
  return platforms;
}

/** What `constraints` and `dependencyManagement` say, in a script and above it. */
function managedVersions(build: GradleBuild, gradle: GradleFile): Versions {
  const versions = new Map<string, Locked>();
  for (const around of build.around(gradle)) {
    for (const statement of around.script.statements) {
      const isManaging = statement.blocks.some((block) => /^(?:constraints|dependencyManagement)$/.test(block));
      for (const request of isManaging && statement.tokens[0]?.text !== 'mavenBom' ? requestsOf(statement) : []) {
        for (const { name, constraint, locked, line } of artifactsOf(build, around, request)) {
          if (constraint !== undefined && locked && !versions.has(name)) {
            versions.set(name, { evidence: { path: around.file.path, line }, ...locked });
          }
        }
      }
    }
  }
  return versions;
}

function lockedAs(constraint: string | undefined, evidence: Evidence | undefined): Locked | undefined {
  return constraint !== undefined && /^\d[\w.-]*$|^[A-Za-z][\w-]*[.-]\d[\w.-]*$/.test(constraint)
    ? { version: constraint, ...(evidence ? { evidence } : {}) }
    : undefined;
}

async function readLock(repository: Repository, path: string): Promise<Versions> {
  const lock = new Map<string, Locked>();
  const source = repository.has(path) ? await repository.text(path, lockLimit) : undefined;
  for (const [index, line] of (source?.lines ?? []).entries()) {
    const [, name, version] = /^([\w.-]+:[\w.-]+):([^=:\s]+)=/.exec(line) ?? [];
    if (name !== undefined && version !== undefined) {
      lock.set(name, { version, evidence: { path, line: index + 1 } });
    }
  }
  return lock;
}
