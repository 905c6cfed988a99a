import type { Detector } from '../detector';
import { tidyEvidence } from '../evidence';
import type { Evidence, Port } from '../facts';
import type { Repository } from '../repository';
import { composeServices } from '../readers/compose';
import { dockerfiles, readDockerfile } from '../readers/dockerfile';
import { jsonFile } from '../readers/json';
import { entryAt, valueAt } from '../readers/located';
import { readYaml } from '../readers/yaml';

interface FoundPort {
  readonly port: number;
  readonly evidence: Evidence;
}

/** `PORT=3000`, `--port 8000`, `${PORT:-3000}`, `0.0.0.0:8000`: what a command listens on. */
const inCommand =
  /(?:\bPORT[=:]|\$\{PORT:-|--port[= ]|\s-p[ =]?|--bind[= ][\w.[\]]*:|\s-b[ =]?[\w.[\]]*:|--http[= ]:|\b0\.0\.0\.0:)["']?(\d{2,5})\b/g;

/** `process.env.PORT || 3000`, `os.environ.get("PORT", 8000)`, `ENV.fetch("PORT") { 3000 }`. */
const inSource =
  /(?:\b(?:process\.env|env|config)\.PORT\b\)?\s*(?:\|\||\?\?)\s*|\b(?:environ\.get|getenv)\(\s*["']PORT["']\s*,\s*|\bENV\.fetch\(\s*["']PORT["']\s*(?:,\s*|\)\s*\{\s*)|^[ \t]*server\.port[ \t]*[=:][ \t]*(?:\$\{PORT:)?)["']?(\d{2,5})\b/gm;

/** The ports that the product and what it runs with listen on, as the repository writes them. */
export const ports: Detector = {
  name: 'ports',
  start(repository) {
    const inSources: FoundPort[] = [];
    return {
      wants: ({ name, isTest }) => !isTest && /\.(?:[cm]?[jt]s|py|rb|properties)$/.test(name),
      read(source) {
        for (const { index, 0: whole, 1: digits } of source.text.matchAll(inSource)) {
          // What the match begins with may be the line before.
          const line = source.lineAt(index + whole.length - 1);
          const before = (source.lines[line - 1] ?? '').trimStart();
          if (!/^(?:\/\/|#|\*)/.test(before)) {
            inSources.push({ port: Number(digits), evidence: { path: source.path, line } });
          }
        }
      },
      async find() {
        const found = [
          ...(await containerPorts(repository)),
          ...(await scriptPorts(repository)),
          ...(await processPorts(repository)),
          ...(await springPorts(repository)),
          ...(await launchPorts(repository)),
          ...inSources,
        ].filter(({ port }) => port > 0 && port < 65_536);
        return { repository: { ports: group(found) } };
      },
    };
  },
};

async function containerPorts(repository: Repository): Promise<FoundPort[]> {
  const found: FoundPort[] = [];
  for (const { path } of dockerfiles(repository)) {
    const source = await repository.text(path);
    for (const { port, line } of source ? readDockerfile(source).ports : []) {
      found.push({ port, evidence: { path, line } });
    }
  }
  for (const { path, ports } of await composeServices(repository)) {
    found.push(...ports.map(({ port, line }) => ({ port, evidence: { path, line } })));
  }
  return found;
}

async function scriptPorts(repository: Repository): Promise<FoundPort[]> {
  const found: FoundPort[] = [];
  for (const { path } of repository.named('package.json').filter(({ isTest }) => !isTest)) {
    const scripts = valueAt(await jsonFile(repository, path), 'scripts');
    for (const { line, value } of scripts?.entries ?? []) {
      found.push(...portsIn(value.text, /\s-p[ =]?\d/.test(value.text) ? isServer(value.text) : true, { path, line }));
    }
  }
  return found;
}

async function processPorts(repository: Repository): Promise<FoundPort[]> {
  const found: FoundPort[] = [];
  for (const { path } of repository.named(/^Procfile(?:\.[\w-]+)?$/).filter(({ isTest }) => !isTest)) {
    const source = await repository.text(path);
    for (const [index, line] of (source?.lines ?? []).entries()) {
      if (!line.startsWith('#')) {
        found.push(...portsIn(line.slice(0, 1000), isServer(line), { path, line: index + 1 }));
      }
    }
  }
  return found;
}

/** `server: port: ${PORT:8080}` of Spring's settings. */
async function springPorts(repository: Repository): Promise<FoundPort[]> {
  const found: FoundPort[] = [];
  for (const { path, isTest } of repository.named(/^(?:application|bootstrap)[\w-]*\.ya?ml$/)) {
    const source = isTest ? undefined : await repository.text(path);
    for (const document of source ? readYaml(source).documents : []) {
      const entry = entryAt(document, 'server', 'port') ?? entryAt(document, 'server.port');
      const digits = /^(?:\$\{[\w.]+:)?(\d{2,5})\}?$/.exec(entry?.value.text ?? '')?.[1];
      if (entry && digits !== undefined) {
        found.push({ port: Number(digits), evidence: { path, line: entry.line } });
      }
    }
  }
  return found;
}

/** `"applicationUrl": "https://localhost:5001;http://localhost:5000"` of .NET's profiles of launch. */
async function launchPorts(repository: Repository): Promise<FoundPort[]> {
  const found: FoundPort[] = [];
  for (const { path, isTest } of repository.named('launchSettings.json')) {
    const profiles = isTest ? undefined : valueAt(await jsonFile(repository, path), 'profiles');
    for (const { value } of profiles?.entries ?? []) {
      const entry = entryAt(value, 'applicationUrl');
      for (const [, digits] of (entry?.value.text ?? '').matchAll(/:(\d{2,5})(?=[;/]|$)/g)) {
        found.push({ port: Number(digits), evidence: { path, line: entry?.line ?? 1 } });
      }
    }
  }
  return found;
}

/** `-p` is a port for those, a project or a pattern for others. */
function isServer(command: string): boolean {
  return /\b(?:next|serve|http-server|rails|puma|thin|unicorn|gunicorn|uvicorn|nuxt|storybook|start-storybook|vite|php|hugo|jekyll|flask|daphne)\b/.test(
    command,
  );
}

function portsIn(command: string, isShortTrusted: boolean, evidence: Evidence): FoundPort[] {
  return [...command.matchAll(inCommand)]
    .filter(([whole]) => isShortTrusted || !/^\s-[pb]/.test(whole))
    .map(([, digits]) => ({ port: Number(digits), evidence }));
}

function group(found: readonly FoundPort[]): Port[] {
  const byPort = new Map<number, Evidence[]>();
  for (const { port, evidence } of found) {
    byPort.set(port, [...(byPort.get(port) ?? []), evidence]);
  }
  return [...byPort]
    .sort(([a], [b]) => a - b)
    .map(([port, evidence]) => ({ name: String(port), port, evidence: tidyEvidence(evidence) }));
}
