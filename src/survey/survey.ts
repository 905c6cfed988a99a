import { allDetectors } from './allDetectors';
import { AssignedValues } from './assignedValues';
import type { Detector } from './detector';
import type { Findings, Inventory } from './facts';
import type { FileTree } from './fileTree';
import { assignParts } from './parts';
import { redactInventory } from './redact';
import { Repository, type SurveyedFile, type SurveyOptions } from './repository';
import type { SourceText } from './sourceText';
import { findingsSchema, inventoryVersion } from './schema';
import { settleStructure } from './settle';
import { Syntax } from './syntax/syntax';

/** How far a survey is. */
export interface SurveyProgress {
  /** Files read, of those to be read in the common pass. */
  readonly read: number;
  readonly total: number;
}

/** Files asked for at the same time: in an editor each read is a question to another process. */
const readTogether = 32;

/**
 * Looks through a repository for what its dossier needs, each fact with where it stands. Nothing is run, nothing is
 * asked of the network, and what can't be read costs a note. The same files give the same result.
 *
 * @throws the signal's reason when cancelled; nothing else
 */
export async function surveyRepository(
  tree: FileTree,
  options: SurveyOptions,
  onProgress?: (progress: SurveyProgress) => void,
  detectors: readonly Detector[] = allDetectors,
): Promise<Inventory> {
  const repository = await Repository.open(tree, options);
  try {
    return await surveyWith(repository, detectors, onProgress);
  } finally {
    Syntax.of(repository).release();
  }
}

async function surveyWith(
  repository: Repository,
  detectors: readonly Detector[],
  onProgress: ((progress: SurveyProgress) => void) | undefined,
): Promise<Inventory> {
  const detections = detectors.map((detector) => ({ name: detector.name, detection: detector.start(repository) }));

  const wanted: { readonly file: SurveyedFile; readonly by: typeof detections }[] = [];
  for (const file of repository.files) {
    const by = detections.filter(({ detection }) => detection.wants?.(file));
    if (by.length > 0) {
      wanted.push({ file, by });
    }
    const turn = repository.turn();
    if (turn) {
      await turn;
    }
  }
  const values = new AssignedValues(repository);
  const readBatch = async (start: number): Promise<readonly (SourceText | undefined)[]> =>
    Promise.all(wanted.slice(start, start + readTogether).map(async ({ file }) => repository.text(file.path)));
  let next = readBatch(0);
  for (let start = 0; start < wanted.length; start += readTogether) {
    const sources = await next;
    // Where reading is a question to someone else, the answers come while these files are looked into.
    next = readBatch(start + readTogether);
    // Cancelled, it has no one to tell.
    next.catch(() => undefined);
    for (const [index, source] of sources.entries()) {
      const asked = wanted[start + index];
      onProgress?.({ read: start + index, total: wanted.length });
      if (!source || !asked) {
        continue;
      }
      values.collect(source, asked.file);
      for (const { name, detection } of asked.by) {
        // Awaited only where there is something to wait for: a survey has a million readings.
        try {
          const reading = detection.read?.(source, asked.file);
          if (reading) {
            await reading;
          }
        } catch {
          interrupted(repository, name, source.path);
        }
        const turn = repository.turn();
        if (turn) {
          await turn;
        }
      }
    }
  }
  onProgress?.({ read: wanted.length, total: wanted.length });

  const inventory = emptyInventory(repository);
  for (const { name, detection } of detections) {
    await repository.turn();
    const found = await attempt(repository, name, async () => detection.find(inventory));
    if (found) {
      await attempt(repository, name, async () => add(inventory, found));
    }
  }
  const settled = settleStructure({ ...inventory, notes: [...repository.notes] });
  await repository.turn();
  const withParts = assignParts(settled);
  await repository.turn();
  return redactInventory(withParts, values.all, () => repository.turn());
}

/** What goes wrong in one detector costs its facts and a note, never the survey. */
async function attempt<T>(repository: Repository, name: string, action: () => Promise<T>): Promise<T | undefined> {
  try {
    return await action();
  } catch {
    interrupted(repository, name);
    return undefined;
  }
}

/** @throws the signal's reason when that is what went wrong */
function interrupted(repository: Repository, name: string, path?: string): void {
  repository.options.signal?.throwIfAborted();
  repository.note(`lecture interrompue par une erreur (${name})`, path);
}

function emptyInventory({ options: { name }, files }: Repository): Inventory {
  return {
    schema: inventoryVersion,
    repository: {
      name,
      files: files.length,
      remotes: [],
      branches: [],
      tags: [],
      languages: [],
      parts: [],
      packageManagers: [],
      commands: [],
      ports: [],
      containers: [],
      decisions: [],
      documents: [],
      links: [],
      todos: [],
      releases: [],
      installs: [],
      statements: [],
    },
    runtimes: [],
    dependencies: [],
    hosting: [],
    monitoring: [],
    services: [],
    env: [],
    ci: [],
    tests: [],
    robots: [],
    databases: [],
    tables: [],
    migrations: [],
    datasets: [],
    exposures: [],
    api: [],
    examples: [],
    webhooks: [],
    automations: [],
    sealed: [],
    comparisons: [],
    access: [],
    roles: [],
    architecture: [],
    contradictions: [],
    licence: [],
    readme: [],
    notes: [],
  };
}

/**
 * Adds what a detector found to what the others did: lists grow; of the rest, what was found first counts.
 *
 * @throws when a detector's facts are not as the schema says, one without evidence for instance; nothing is then added
 */
function add(inventory: Inventory, found: Findings): void {
  const { repository = {}, ...lists } = findingsSchema.parse(found);
  append(inventory, lists);
  append(inventory.repository, repository);
  if (repository.lastCommit !== undefined) {
    inventory.repository.lastCommit ??= repository.lastCommit;
  }
}

function append(into: Readonly<Record<string, unknown>>, found: Readonly<Record<string, unknown>>): void {
  for (const [key, value] of Object.entries(found)) {
    const known = into[key];
    if (Array.isArray(known) && Array.isArray(value)) {
      for (const fact of value) {
        known.push(fact);
      }
    }
  }
}
