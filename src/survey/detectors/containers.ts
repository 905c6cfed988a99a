import type { Detector } from '../detector';
import { tidyEvidence } from '../evidence';
import type { Container, Evidence } from '../facts';
import type { Repository } from '../repository';
import { composeServices } from '../readers/compose';
import { devcontainers } from '../readers/devcontainers';
import { dockerfiles, readDockerfile } from '../readers/dockerfile';
import { parseImageName } from '../readers/imageName';

/** The images that Dockerfiles build on, the services of Compose files, and development containers. */
export const containers: Detector = {
  name: 'containers',
  start: (repository) => ({
    async find() {
      return {
        repository: {
          containers: [
            ...(await images(repository)),
            ...(await services(repository)),
            ...(await developed(repository)),
          ],
        },
      };
    },
  }),
};

async function images(repository: Repository): Promise<Container[]> {
  const found = new Map<string, Container & { readonly evidence: Evidence[] }>();
  for (const { path } of dockerfiles(repository)) {
    const source = await repository.text(path);
    for (const { image, parsed, line } of source ? readDockerfile(source).images : []) {
      const known = found.get(image);
      if (known) {
        known.evidence.push({ path, line });
      } else {
        const { name, tag } = parsed;
        found.set(image, { name, kind: 'image', image, ...versionIn(tag), evidence: [{ path, line }] });
      }
    }
  }
  return [...found.values()].map((container) => ({ ...container, evidence: tidyEvidence(container.evidence) }));
}

/** A service that several files describe, each for another place, is one service with one image. */
async function services(repository: Repository): Promise<Container[]> {
  const found = new Map<string, Container & { readonly evidence: Evidence[] }>();
  for (const { name, path, line, image } of await composeServices(repository)) {
    const key = `${name}\n${image?.text ?? ''}`;
    const known = found.get(key);
    if (known) {
      known.evidence.push({ path, line });
    } else {
      found.set(key, {
        name,
        kind: 'service',
        ...(image ? { image: image.text, ...versionIn(image.tag) } : {}),
        evidence: [{ path, line }],
      });
    }
  }
  // Another file often adds a port or a volume to a service and leaves its image out.
  const all = [...found.values()];
  const withImage = new Map(
    all.flatMap((container) => (container.image ? [[container.name, container] as const] : [])),
  );
  return all
    .filter((container) => {
      const main = container.image ? undefined : withImage.get(container.name);
      main?.evidence.push(...container.evidence);
      return !main;
    })
    .map((container) => ({ ...container, evidence: tidyEvidence(container.evidence) }));
}

async function developed(repository: Repository): Promise<Container[]> {
  return (await devcontainers(repository)).map(({ path, name, line, image }) => ({
    name: name ?? 'devcontainer',
    kind: 'devcontainer',
    ...(image ? { image: image.text, ...versionIn(parseImageName(image.text)?.tag) } : {}),
    evidence: [{ path, line }],
  }));
}

function versionIn(tag: string | undefined): { version?: string } {
  return tag === undefined ? {} : { version: tag };
}
