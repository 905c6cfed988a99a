import { engineOfDriver, suggestedDrivers } from '../data/drivers';
import { engineName, relational } from '../data/engines';
import type { Detector } from '../detector';
import { tidyEvidence } from '../evidence';
import type { Database, Inventory } from '../facts';
import { compare, type Repository } from '../repository';
import { ciFiles, ciImages } from '../readers/ciFiles';
import { composeServices } from '../readers/compose';
import { engineOfImage, engineTraces, mayNameEngine, type EngineTrace } from '../readers/databaseTraces';
import { dockerfiles, readDockerfile } from '../readers/dockerfile';
import { endOfLifeOf } from '../readers/endOfLife';
import { addons } from '../readers/hosting/processes';

/** What holds the product's state: databases, caches, queues, search, files. One fact an engine, with its versions. */
export const databases: Detector = {
  name: 'databases',
  start(repository) {
    const written: EngineTrace[] = [];
    return {
      wants: mayNameEngine,
      read(source, file) {
        written.push(...engineTraces(source, file));
      },
      async find(before) {
        const traces = [...(await imageTraces(repository)), ...(await addonTraces(repository)), ...written];
        return { databases: group(withDrivers(traces, before)) };
      },
    };
  },
};

async function imageTraces(repository: Repository): Promise<EngineTrace[]> {
  const found: EngineTrace[] = [];
  for (const { path, image } of await composeServices(repository)) {
    found.push(...(image ? engineOfImage(image, { path, line: image.line }) : []));
  }
  for (const { path } of dockerfiles(repository)) {
    const source = await repository.text(path);
    for (const { parsed, line } of source ? readDockerfile(source).images : []) {
      found.push(...engineOfImage(parsed, { path, line }));
    }
  }
  for (const file of await ciFiles(repository)) {
    for (const { parsed, path, line } of ciImages(file)) {
      found.push(...engineOfImage(parsed, { path, line }));
    }
  }
  return found;
}

async function addonTraces(repository: Repository): Promise<EngineTrace[]> {
  return (await addons(repository)).flatMap(({ name, evidence: [evidence] }) => {
    const engine = engineName(name);
    return engine !== undefined && evidence ? [{ name: engine, version: undefined, evidence, isProbable: false }] : [];
  });
}

/**
 * A driver proves its engine, but for two: one for development or tests alone, and one of several relational drivers,
 * which frameworks take along so that the product may choose.
 */
function withDrivers(traces: readonly EngineTrace[], { dependencies }: Inventory): EngineTrace[] {
  const drivers = dependencies.flatMap(({ ecosystem, name, dev, evidence: [evidence] }) => {
    const engine = engineOfDriver(ecosystem, name);
    return engine !== undefined && evidence
      ? [{ name: engine, version: undefined, evidence, isProbable: dev || suggestedDrivers.has(name) }]
      : [];
  });
  const configured = new Set(traces.flatMap(({ name, isProbable }) => (isProbable ? [] : [name])));
  const isSettled = [...configured].some((name) => relational.has(name));
  const choices = new Set(
    drivers.flatMap(({ name, isProbable }) => (relational.has(name) && !isProbable ? [name] : [])),
  );
  return [
    ...traces,
    ...drivers
      // MySQL's drivers talk to MariaDB.
      .map((driver) =>
        driver.name === 'MySQL' && configured.has('MariaDB') && !configured.has('MySQL')
          ? { ...driver, name: 'MariaDB' }
          : driver,
      )
      .map((driver) => ({
        ...driver,
        isProbable:
          driver.isProbable ||
          (relational.has(driver.name) && !configured.has(driver.name) && (isSettled || choices.size > 1)),
      })),
  ];
}

function group(traces: readonly EngineTrace[]): Database[] {
  const byName = new Map<string, EngineTrace[]>();
  for (const trace of traces) {
    byName.set(trace.name, [...(byName.get(trace.name) ?? []), trace]);
  }
  return [...byName]
    .sort(([a], [b]) => compare(a, b))
    .map(([name, all]) => {
      const proven = all.filter(({ isProbable }) => !isProbable);
      const counted = proven.length > 0 ? proven : all;
      const versions = [...new Set(counted.flatMap(({ version }) => version ?? []))].sort(byVersion);
      // The first to end is the one to act upon.
      const [endOfLife] = versions.flatMap((version) => endOfLifeOf(name, version) ?? []).sort(compare);
      return {
        name,
        ...(versions.length > 0 ? { version: versions.join(', ') } : {}),
        ...(endOfLife === undefined ? {} : { endOfLife }),
        ...(proven.length > 0 ? {} : { certainty: 'probable' as const }),
        evidence: tidyEvidence(counted.map(({ evidence }) => evidence)),
      };
    });
}

function byVersion(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
