import type { Repository, SurveyedFile } from '../repository';
import { entryAt, textAt, valueAt, type Located } from './located';
import { parseImageName, withoutUnknownTag, type ImageName } from './imageName';
import { isDocumented } from './paths';
import { yamlFile } from './yaml';

/** One service of a Compose file. */
export interface ComposeService {
  readonly name: string;
  readonly path: string;
  /** Of the service's name. */
  readonly line: number;
  readonly image: (ImageName & { readonly text: string; readonly line: number }) | undefined;
  /** Those published on the machine. */
  readonly ports: readonly { readonly port: number; readonly line: number }[];
  /** The whole of it, for what else it holds. */
  readonly value: Located;
}

const composeName = /^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$|^[\w-]+[.-](?:docker-)?compose\.ya?ml$/i;

/** Files of other names, which JHipster and others keep together: `src/main/docker/app.yml`. */
const inDockerFolder = /(?:^|\/)docker\/[\w.-]+\.ya?ml$/;

export async function composeFiles(repository: Repository): Promise<SurveyedFile[]> {
  const found: SurveyedFile[] = [];
  for (const file of repository.matching(/\.ya?ml$/)) {
    const { path, name, isTest } = file;
    if (isTest || isDocumented(path) || /[.-](?:example|sample|dist)\b/i.test(name)) {
      continue;
    }
    if (composeName.test(name) || (inDockerFolder.test(path) && (await holdsServices(repository, path)))) {
      found.push(file);
    }
  }
  return found;
}

async function holdsServices(repository: Repository, path: string): Promise<boolean> {
  const services = valueAt(await yamlFile(repository, path), 'services')?.entries ?? [];
  return services.length > 0 && services.every(({ value }) => isService(value));
}

function isService(value: Located): boolean {
  return ['image', 'build', 'ports', 'command', 'environment', 'extends'].some((name) => entryAt(value, name));
}

/** The services of all Compose files, in the order of the files. */
export async function composeServices(repository: Repository): Promise<ComposeService[]> {
  const services: ComposeService[] = [];
  for (const { path } of await composeFiles(repository)) {
    const root = await yamlFile(repository, path);
    // The first version had the services at the root.
    const listed = valueAt(root, 'services') ?? (entryAt(root, 'version') ? undefined : root);
    for (const { key, line, value } of listed?.entries ?? []) {
      if (listed !== root || isService(value)) {
        services.push({ name: key, path, line, image: imageOf(value), ports: publishedPorts(value), value });
      }
    }
  }
  return services;
}

function imageOf(service: Located): ComposeService['image'] {
  const entry = entryAt(service, 'image');
  const text = withoutUnknownTag(withDefaults(entry?.value.text ?? ''));
  const parsed = parseImageName(text);
  return entry && parsed ? { ...parsed, text, line: entry.line } : undefined;
}

function publishedPorts(service: Located): { port: number; line: number }[] {
  return (valueAt(service, 'ports')?.items ?? []).flatMap((item) => {
    const written = withDefaults(item.kind === 'map' ? (textAt(item, 'published') ?? '') : item.text);
    const [short = ''] = written.split('/');
    const parts = short.split(':');
    // `127.0.0.1:8080:80`: what the machine publishes stands before the last `:`.
    const published = parts.length > 1 ? parts.at(-2) : parts[0];
    const port = Number(/^(\d{1,5})(?:-\d{1,5})?$/.exec(published ?? '')?.[1]);
    const line = item.kind === 'map' ? (entryAt(item, 'published')?.line ?? item.line) : item.line;
    return port > 0 && port < 65_536 ? [{ port, line }] : [];
  });
}

/** `${PORT:-3000}` → `3000`; a variable without a default stays as it is. */
function withDefaults(text: string): string {
  return text.replace(/\$\{\w+:?-([^{}$]*)\}/g, '$1');
}
