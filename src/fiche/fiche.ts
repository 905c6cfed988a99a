import type { FrontMatterEntry, Outline } from '../outline/types';
import { readDate } from './dates';
import { readNested, type NestedEntry, type Value } from './nested';
import { isStop } from './phases';

export type { Value } from './nested';

/** A product sheet (« fiche ») of the public site: what its front matter says, with where. */
export interface Fiche {
  /** Keys of the first level, by name; of a key written twice, the last. */
  readonly entries: ReadonlyMap<string, FrontMatterEntry>;
  /** In the order they are written. Empty when they can't be read: the outline tells why. */
  readonly phases: readonly Phase[];
  /** Launch, committees, end: what `events` lists, in the order it is written. */
  readonly events: readonly ProductEvent[];
  /** The phase that the site shows as today's: the one that starts last, be it written last or not. */
  readonly current: Phase | undefined;
  /** The phase of today says that the product, or its investigation, is stopped. */
  readonly isStopped: boolean;
}

/** An entry of `phases`. One that isn't made of keys has neither name nor dates. */
export interface Phase extends NestedEntry {
  readonly name: Value | undefined;
  readonly start: Value | undefined;
  readonly end: Value | undefined;
}

/** An entry of `events`. */
export interface ProductEvent extends NestedEntry {
  readonly name: Value | undefined;
  readonly date: Value | undefined;
}

/**
 * Reads a document as a product sheet: a local copy of the public site's, by its place (`content/_startups/`) or by
 * the keys of its front matter. A document that names one of our models is never one.
 *
 * @param path where it stands in its workspace folder, with `/`; undefined when untitled
 * @returns undefined when it isn't one
 */
export function readFiche(outline: Outline, path: string | undefined): Fiche | undefined {
  const written = outline.frontMatter?.entries;
  // The site's generator reads no file without front matter, wherever it stands.
  if (!written) {
    return undefined;
  }
  const entries = new Map(written.map((entry) => [entry.key, entry]));
  if (entries.has('modele') || !(isPlace(path) || hasTellingKeys(entries))) {
    return undefined;
  }
  const phases = readNested(entries.get('phases')).map((entry): Phase => {
    const { values } = entry;
    return { ...entry, name: values.get('name'), start: values.get('start'), end: values.get('end') };
  });
  const events = readNested(entries.get('events')).map((entry): ProductEvent => {
    return { ...entry, name: entry.values.get('name'), date: entry.values.get('date') };
  });
  const current = currentPhase(phases);
  return { entries, phases, events, current, isStopped: isStop(current?.name?.value) };
}

function isPlace(path: string | undefined): boolean {
  return path !== undefined && /(?:^|\/)content\/_startups\/[^/]+\.md$/i.test(path);
}

/** Keys that other documents have one or two of; `phases` and `mission` are the sheet's own. */
const tellingKeys = ['title', 'mission', 'incubator', 'phases', 'contact'];

function hasTellingKeys(entries: ReadonlyMap<string, FrontMatterEntry>): boolean {
  const found = tellingKeys.filter((key) => entries.has(key)).length;
  return found >= 3 && (entries.has('phases') || entries.has('mission'));
}

/**
 * Among those that start on the same day, the first one written: it is the site's choice. A phase whose start can't be
 * read, being written at this very moment, is taken to follow those before it.
 */
function currentPhase(phases: readonly Phase[]): Phase | undefined {
  let current: Phase | undefined;
  let latest = '';
  for (const phase of phases) {
    const start = readDate(phase.start);
    if (start.kind !== 'date') {
      current = phase;
    } else if (current === undefined || start.date > latest) {
      current = phase;
      latest = start.date;
    }
  }
  return current;
}
