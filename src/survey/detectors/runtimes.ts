import type { Detector } from '../detector';
import { tidyEvidence } from '../evidence';
import type { Evidence, Inventory, Runtime } from '../facts';
import { partOfPath } from '../parts';
import { compare, type Repository } from '../repository';
import { composeServices } from '../readers/compose';
import { devcontainers } from '../readers/devcontainers';
import { dockerfiles, readDockerfile } from '../readers/dockerfile';
import { endOfLifeOf } from '../readers/endOfLife';
import { parseImageName } from '../readers/imageName';
import { ciMentions } from '../readers/runtimes/ciMentions';
import { imageRuntimes } from '../readers/runtimes/imageRuntimes';
import { manifestMentions } from '../readers/runtimes/manifests';
import { mention, runtimeName, type RuntimeMention } from '../readers/runtimes/runtimeVersion';
import { versionFileMentions } from '../readers/runtimes/versionFiles';

/** What the product runs on, with the versions that files ask for: one fact a version, in each part of the repository. */
export const runtimes: Detector = {
  name: 'runtimes',
  start: (repository) => ({
    async find(before) {
      const mentions = [
        ...(await manifestMentions(repository)),
        ...(await versionFileMentions(repository)),
        ...(await imageMentions(repository)),
        ...(await ciMentions(repository)),
      ];
      return { runtimes: group([...mentions, ...(await impliedMentions(repository, mentions))], before) };
    },
  }),
};

async function imageMentions(repository: Repository): Promise<RuntimeMention[]> {
  const found: RuntimeMention[] = [];
  for (const { path } of dockerfiles(repository)) {
    const source = await repository.text(path);
    for (const { parsed, line } of source ? readDockerfile(source).images : []) {
      found.push(...imageRuntimes(parsed, { path, line }));
    }
  }
  for (const { path, image } of await composeServices(repository)) {
    if (image) {
      found.push(...imageRuntimes(image, { path, line: image.line }));
    }
  }
  for (const { path, image, features } of await devcontainers(repository)) {
    const parsed = image && parseImageName(image.text);
    if (image && parsed) {
      found.push(...imageRuntimes(parsed, { path, line: image.line }));
    }
    for (const { name, version, line } of features) {
      const runtime = runtimeName(name);
      if (runtime !== undefined) {
        found.push(...mention(runtime, version, { path, line }));
      }
    }
  }
  return found;
}

/** Manifests that need a runtime without saying which version. */
const implying: readonly (readonly [file: RegExp, runtime: string])[] = [
  [/^bun\.lockb?$/, 'bun'],
  [/^package\.json$/, 'node'],
  [/^(?:requirements[\w.-]*\.txt|pyproject\.toml|Pipfile|setup\.py|manage\.py)$/, 'python'],
  [/^Gemfile$/, 'ruby'],
  [/^composer\.json$/, 'php'],
  [/^(?:pom\.xml|build\.gradle(?:\.kts)?)$/, 'java'],
  [/^go\.mod$/, 'go'],
  [/^Cargo\.toml$/, 'rust'],
];

/** A runtime that nothing gives a version of is a fact all the same, at its first manifest. */
async function impliedMentions(repository: Repository, known: readonly RuntimeMention[]): Promise<RuntimeMention[]> {
  const runs = new Set(known.map(({ name }) => name));
  // What runs JavaScript otherwise than with Node has a `package.json` too.
  if (runs.has('bun') || runs.has('deno') || repository.named(/^bun\.lockb?$/).length > 0) {
    runs.add('node');
  }
  const found: RuntimeMention[] = [];
  for (const [file, name] of implying) {
    const [manifest] = runs.has(name) ? [] : repository.named(file).filter(({ isTest }) => !isTest);
    if (manifest) {
      // The line that names it, when there is one: `"start": "node dist/main"`, `"@types/node"`.
      const source = manifest.name.endsWith('.lockb') ? undefined : await repository.text(manifest.path);
      const line = (source?.lines ?? []).findIndex((text) => new RegExp(`(?<![\\w.-])${name}(?![\\w.-])`).test(text));
      found.push({ name, version: undefined, evidence: { path: manifest.path, line: Math.max(0, line) + 1 } });
    }
  }
  return found;
}

function group(mentions: readonly RuntimeMention[], { repository: { parts } }: Inventory): Runtime[] {
  const withVersion = new Set(mentions.flatMap(({ name, version }) => (version === undefined ? [] : [name])));
  const groups = new Map<string, { name: string; version: string | undefined; part: string; evidence: Evidence[] }>();
  for (const { name, version, evidence } of mentions) {
    const part = partOfPath(parts, evidence.path);
    if (version !== undefined || !withVersion.has(name)) {
      const key = [name, version, part].join('\n');
      const known = groups.get(key);
      if (known) {
        known.evidence.push(evidence);
      } else {
        groups.set(key, { name, version, part, evidence: [evidence] });
      }
    }
  }
  return [...groups.values()]
    .sort((a, b) => compare(a.name, b.name) || compare(a.part, b.part))
    .map(({ name, version, part, evidence }) => {
      const endOfLife = endOfLifeOf(name, version);
      return {
        name,
        ...(version === undefined ? {} : { version }),
        ...(endOfLife === undefined ? {} : { endOfLife }),
        ...(parts.length > 1 ? { part } : {}),
        evidence: tidyEvidence(evidence),
      };
    });
}
