import { Clue } from '../../clues';
import { readOutline } from '../../../outline';
import { deployTargets } from '../../data/deployTargets';
import {
  notHosting,
  platformCommands,
  platformEnds,
  platformFiles,
  platformHosts,
  platformPackages,
  terraformProviders,
  type PlatformFile,
} from '../../data/platforms';
import type { Evidence, Hosting, Inventory } from '../../facts';
import type { Repository, SurveyedFile } from '../../repository';
import type { SourceText } from '../../sourceText';
import { isComment, isConfiguration, withoutComment } from './configuration';
import { bareLinks } from '../bareLinks';
import { isDocumented } from '../paths';
import { hostWords } from './hostNames';

/** One place that says where the product is put on line. */
export interface PlatformTrace {
  readonly name: string;
  readonly kind: Hosting['kind'];
  readonly evidence: Evidence;
  readonly isProbable: boolean;
}

const mayEndHosts = new Clue(platformEnds);

/** Proofs kept of one platform: a cluster's manifests are many. */
export const mostProofs = 20;

/** A trace that the file's path gives; the line is that of what it holds, where that must be read. */
export function isPlatformFile({ path, isTest }: SurveyedFile): boolean {
  return !isTest && !isDocumented(path) && platformFiles.some((platform) => platform.path.test(path));
}

/** Whether hosts and commands are looked for in a file. */
export function isDeployed(file: SurveyedFile): boolean {
  return isConfiguration(file) || isPipeline(file);
}

function isPipeline({ path }: SurveyedFile): boolean {
  return /^\.(?:github|gitea|forgejo)\/(?:workflows|actions)\/|^\.gitlab-ci|^\.gitlab\/.*\.ya?ml$|^\.circleci\/|^\.travis\.yml$|^(?:azure|bitbucket)-pipelines|^Jenkinsfile/.test(
    path,
  );
}

/** The traces that one file holds. */
export function platformTraces(source: SourceText, file: SurveyedFile): PlatformTrace[] {
  const found: PlatformTrace[] = [];
  if (isPlatformFile(file)) {
    for (const platform of platformFiles) {
      const line = platform.path.test(file.path) ? lineOf(platform, source) : undefined;
      if (line !== undefined) {
        found.push(traceOf(platform.name, { path: file.path, line }, platform.certainty === 'probable', platform.kind));
      }
    }
  }
  const isRun = isPipeline(file);
  const isScript = isRun || /\.sh$|^[Mm]akefile$|^package\.json$/.test(file.name);
  const isTerraform = file.name.endsWith('.tf');
  const mayNameHosts = mayEndHosts.test(source.text);
  if (!isDeployed(file) || !(mayNameHosts || isScript || isTerraform)) {
    return found;
  }
  for (const [index, raw] of source.lines.entries()) {
    if (raw.length > 1000 || isComment(raw)) {
      continue;
    }
    const line = withoutComment(raw);
    const evidence = { path: file.path, line: index + 1 };
    const names = new Set<string>();
    for (const word of mayNameHosts && platformEnds.test(line) ? hostWords(line) : []) {
      const name = platformHosts.find(([host]) => host.test(word))?.[1];
      if (name !== undefined) {
        names.add(name);
      }
    }
    for (const name of [
      ...(isRun ? deployedTo(line).filter((name) => name !== 'AWS' || !isOthersBucket(line, source)) : []),
      ...(isScript ? commandedBy(line) : []),
      ...(isTerraform ? providersOf(line) : []),
    ]) {
      names.add(name);
    }
    found.push(...[...names].map((name) => traceOf(name, evidence)));
  }
  if (/^\.gitlab-ci[^/]*$/.test(file.path)) {
    const line = source.lines.findIndex((text) => /^pages:\s*(?:#.*)?$/.test(text)) + 1;
    found.push(...(line > 0 ? [traceOf('GitLab Pages', { path: file.path, line })] : []));
  }
  return found;
}

/** Where a README says that the product runs, by the addresses that platforms give: nothing there says that it still does. */
export function readmePlatforms({ path, text, lines }: SourceText): PlatformTrace[] {
  const outline = readOutline(text);
  const written = outline.links.map(({ destination, range }) => ({ url: destination, line: range.start.line + 1 }));
  return [...written, ...bareLinks(lines, outline)].flatMap(({ url, line }) => {
    const host = /^https?:\/\/([\w-]+(?:\.[\w-]+)+)/i.exec(url)?.[1]?.toLowerCase() ?? '';
    const name = platformHosts.find(([pattern]) => pattern.test(host))?.[1];
    return name === undefined ? [] : [traceOf(name, { path, line }, true)];
  });
}

function lineOf({ holds }: PlatformFile, source: SourceText): number | undefined {
  if (!holds) {
    return 1;
  }
  const match = holds.exec(source.text);
  // The match may begin with the ends of the lines before.
  return match ? source.lineAt(match.index + match[0].length - match[0].trimStart().length) : undefined;
}

/** Amazon's tools fill the buckets of others too, whose address they are then told. */
function isOthersBucket(line: string, { text }: SourceText): boolean {
  return /\bs3\b|s3-/i.test(line) && /\bAWS_S3_ENDPOINT\b|--endpoint-url\b|\bAWS_ENDPOINT_URL/.test(text);
}

/** What one line of a pipeline deploys to. */
function deployedTo(line: string): string[] {
  const action = /^\s*-?\s*uses:\s*["']?([^\s"'@]+)/.exec(line)?.[1];
  return deployTargets
    .filter(({ name }) => !notHosting.has(name))
    .filter((target) => (action === undefined ? target.command?.test(line) : target.action?.test(action)))
    .map(({ name }) => name);
}

function commandedBy(line: string): string[] {
  return platformCommands.filter(([command]) => command.test(line)).map(([, name]) => name);
}

function providersOf(line: string): string[] {
  const [, provider, resource] = /^\s*(?:provider\s+"([\w-]+)"|(?:resource|data)\s+"([a-z]+)_)/.exec(line) ?? [];
  const name = terraformProviders.get(provider ?? resource ?? '');
  return name === undefined ? [] : [name];
}

/** Tools of deployment among the dependencies. */
export function platformDependencies({ dependencies }: Inventory): PlatformTrace[] {
  return dependencies.flatMap(({ ecosystem, name, evidence: [evidence] }) => {
    const platform = platformPackages.get(`${ecosystem}:${name}`);
    return platform !== undefined && evidence ? [traceOf(platform, evidence)] : [];
  });
}

/** What the names of files alone say of containers. */
export function containerTraces(
  repository: Repository,
  dockerfiles: readonly SurveyedFile[],
  composes: readonly SurveyedFile[],
): PlatformTrace[] {
  return [
    ...dockerfiles.map(({ path }) => traceOf('Docker', { path, line: 1 }, false, 'container')),
    ...composes
      .filter(({ path }) => repository.has(path))
      .map(({ path }) => traceOf('Docker Compose', { path, line: 1 }, false, 'container')),
  ];
}

function traceOf(
  name: string,
  evidence: Evidence,
  isProbable = false,
  kind: Hosting['kind'] = 'platform',
): PlatformTrace {
  return { name, kind, evidence, isProbable };
}
