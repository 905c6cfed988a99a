import type { Detector } from '../detector';
import { tidyEvidence } from '../evidence';
import type { Evidence, Hosting } from '../facts';
import { compare, type Repository } from '../repository';
import { composeFiles } from '../readers/compose';
import { dockerfiles } from '../readers/dockerfile';
import {
  domainTraces,
  mayHoldDomains,
  productNames,
  type DomainTrace,
  type ProductNames,
} from '../readers/hosting/domains';
import { environments } from '../readers/hosting/environments';
import {
  containerTraces,
  isDeployed,
  isPlatformFile,
  mostProofs,
  platformDependencies,
  platformTraces,
  readmePlatforms,
  type PlatformTrace,
} from '../readers/hosting/platforms';
import { limitsAndProbes, mayLimit } from '../readers/hosting/limitsAndProbes';
import { mayPlanTasks, plannedTasks } from '../readers/hosting/codeSchedules';
import { addons, processes } from '../readers/hosting/processes';
import { schedules } from '../readers/hosting/schedules';
import { jsonFile } from '../readers/json';
import { textAt } from '../readers/located';

/** Where the product runs, in what, under which names, and what runs with it. */
export const hosting: Detector = {
  name: 'hosting',
  start(repository) {
    const platforms: PlatformTrace[] = [];
    const domains: DomainTrace[] = [];
    const planned: Hosting[] = [];
    const kept: Hosting[] = [];
    let names: Promise<ProductNames> | undefined;
    return {
      wants: (file) => isPlatformFile(file) || isDeployed(file) || mayHoldDomains(file) || mayPlanTasks(file),
      async read(source, file) {
        platforms.push(...platformTraces(source, file));
        if (isDeployed(file) && mayLimit(source)) {
          kept.push(...limitsAndProbes(source));
        }
        if (mayPlanTasks(file)) {
          planned.push(...plannedTasks(source, file));
        }
        if (mayHoldDomains(file)) {
          names ??= namesOf(repository);
          domains.push(...domainTraces(source, file, await names));
        }
      },
      async find(before) {
        platforms.push(
          ...containerTraces(repository, dockerfiles(repository), await composeFiles(repository)),
          ...platformDependencies(before),
        );
        for (const { path, folder } of repository.named(/^readme\.md$/i)) {
          const source = folder === '' ? await repository.text(path) : undefined;
          platforms.push(...(source ? readmePlatforms(source) : []));
        }
        return {
          hosting: [
            ...groupPlatforms(platforms),
            ...(await processes(repository)),
            ...(await schedules(repository)),
            ...planned,
            ...(await addons(repository)),
            ...group(await environments(repository)).map((fact) => ({ ...fact, kind: 'environment' as const })),
            ...groupDomains(domains),
            ...groupKept(kept),
          ],
        };
      },
    };
  },
};

async function namesOf(repository: Repository): Promise<ProductNames> {
  const root = repository.has('package.json') ? await jsonFile(repository, 'package.json') : undefined;
  return productNames([repository.options.name, textAt(root, 'name') ?? '']);
}

function groupPlatforms(traces: readonly PlatformTrace[]): Hosting[] {
  const proven = new Set(traces.flatMap(({ name, isProbable }) => (isProbable ? [] : [name])));
  const counted = traces.filter(({ name, isProbable }) => !isProbable || !proven.has(name));
  const kinds = new Map(counted.map(({ name, kind }) => [name, kind]));
  return group(counted).map(({ name, evidence }) => ({
    name,
    kind: kinds.get(name) ?? 'platform',
    ...(proven.has(name) ? {} : { certainty: 'probable' as const }),
    evidence: evidence.slice(0, mostProofs),
  }));
}

function groupDomains(traces: readonly DomainTrace[]): Hosting[] {
  const proven = new Set(traces.flatMap(({ name, isProbable }) => (isProbable ? [] : [name])));
  return group(traces).map(({ name, evidence }) => ({
    name,
    kind: 'domain',
    ...(proven.has(name) ? {} : { certainty: 'probable' as const }),
    evidence,
  }));
}

/** Manifests of each environment often say the same: one fact for all that do. */
function groupKept(kept: readonly Hosting[]): Hosting[] {
  const found = new Map<string, Hosting>();
  for (const fact of kept) {
    const key = `${fact.kind} ${fact.name} ${fact.detail ?? ''}`;
    const known = found.get(key);
    found.set(key, {
      ...fact,
      evidence: tidyEvidence([...(known?.evidence ?? []), ...fact.evidence]).slice(0, mostProofs),
    });
  }
  return [...found.entries()].sort(([a], [b]) => compare(a, b)).map(([, fact]) => fact);
}

function group(traces: readonly { readonly name: string; readonly evidence: Evidence }[]): {
  name: string;
  evidence: Evidence[];
}[] {
  const byName = new Map<string, Evidence[]>();
  for (const { name, evidence } of traces) {
    const known = byName.get(name);
    if (known) {
      known.push(evidence);
    } else {
      byName.set(name, [evidence]);
    }
  }
  return [...byName]
    .sort(([a], [b]) => compare(a, b))
    .map(([name, evidence]) => ({ name, evidence: tidyEvidence(evidence) }));
}
