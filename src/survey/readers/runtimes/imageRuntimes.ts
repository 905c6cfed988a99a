import type { Evidence } from '../../facts';
import { tagVersion, type ImageName } from '../imageName';
import { runtimeName, versionOf, type RuntimeMention } from './runtimeVersion';

/** Images that are a runtime under another name than its own; the last part of their path → the runtime. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ['javascript-node', 'node'],
  ['typescript-node', 'node'],
  ['nodejs', 'node'],
  ['php-fpm', 'php'],
  ['php-apache', 'php'],
  ['php-nginx', 'php'],
  ['php-cli', 'php'],
  ['php-apache-dev', 'php'],
  ['openjdk', 'java'],
  ['jdk', 'java'],
  ['jre', 'java'],
  ['eclipse-temurin', 'java'],
  ['amazoncorretto', 'java'],
  ['adoptopenjdk', 'java'],
  ['zulu-openjdk', 'java'],
  ['zulu-openjdk-alpine', 'java'],
  ['liberica-openjdk-alpine', 'java'],
  ['liberica-openjre-alpine', 'java'],
]);

/** `mcr.microsoft.com/dotnet/aspnet`, `mcr.microsoft.com/dotnet/core/sdk`. */
const dotnet = /(?:^|\/)dotnet\/(?:core\/|nightly\/)?(?:sdk|aspnet|runtime|runtime-deps)$/;

/** What an image of something else carries, told in its tag: `maven:3.8-openjdk-17`, `cypress/browsers:node16.14.0`. */
const inTags: readonly (readonly [runtime: string, tag: RegExp])[] = [
  ['java', /(?:jdk|jre|temurin|corretto|java)-?(\d+)/],
  ['node', /node(?:js)?-?v?(\d+(?:\.\d+)*)/],
  ['python', /python-?(\d+(?:\.\d+)+)/],
  ['php', /php-?(\d+\.\d+(?:\.\d+)?)/],
];

/** The runtimes an image brings. */
export function imageRuntimes({ name, repository, tag }: ImageName, evidence: Evidence): RuntimeMention[] {
  if (dotnet.test(repository)) {
    return [{ name: 'dotnet', version: tagVersion(tag), evidence }];
  }
  const base = /(?:^|\/)cypress\/base$/.test(repository) ? 'node' : name;
  const runtime = otherNames.get(base) ?? (base === 'jdk' ? 'java' : runtimeName(base));
  if (runtime !== undefined) {
    // `8-jdk-alpine`; `1-16-bullseye`, where the first is the image's own version.
    const version = /(?:^|\/)devcontainers\/|vscode\/devcontainers/.test(repository)
      ? tagVersion(tag?.replace(/^\d+(?:\.\d+)*-(?=\d)/, ''))
      : (tagVersion(tag) ??
        /^(?:jdk|jre|lts|bin|alpine|debian|ubuntu|distroless)?-?(\d+(?:\.\d+)*)/.exec(tag ?? '')?.[1]);
    return [{ name: runtime, version: version ?? versionOf(/^(?:lts|stable)\b/.exec(tag ?? '')?.[0]), evidence }];
  }
  return inTags.flatMap(([runtime, pattern]) => {
    const version = pattern.exec(tag ?? '')?.[1];
    return version === undefined ? [] : [{ name: runtime, version, evidence }];
  });
}
