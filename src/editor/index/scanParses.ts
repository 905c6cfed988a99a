import type { Model } from '../../models/types';
import { indexLines } from '../../outline/lines';
import { readOutline } from '../../outline/outline';
import type { Outline } from '../../outline/types';
import { subjectFrom } from '../../rules/subject';
import type { Subject } from '../../rules/rule';

/** The last reading of one file. */
interface Parse {
  /** Its text when it is ours, which keeps it anyway; else what stands for it. */
  readonly text: string;
  readonly path: string | undefined;
  readonly models: readonly Model[];
  readonly subject: Subject | undefined;
  /** What the next reading starts from: kept of our documents, which have it anyway, and of those being written. */
  readonly outline: Outline | undefined;
}

/**
 * Texts read as documents, once each: a file opened, closed, saved or touched without a change keeps the reading it has,
 * and so does everything that hangs on it. Of a text that changed, what did not change is not read again.
 */
export class Parses {
  private readonly last = new Map<string, Parse>();
  private parses = 0;

  /** How many texts were parsed so far. */
  get count(): number {
    return this.parses;
  }

  /**
   * @param key the file's address
   * @param path as in {@link subjectFrom}
   * @param isOpen whether it is open, and so likely to change a little and be read again
   * @returns undefined when the text isn't one of our documents
   */
  read(
    key: string,
    text: string,
    path: string | undefined,
    models: readonly Model[],
    isOpen = false,
  ): Subject | undefined {
    const known = this.last.get(key);
    if (known?.models === models && known.path === path && known.text === (known.subject ? text : digest(text))) {
      return known.subject;
    }
    this.parses++;
    const lines = indexLines(text);
    const outline = readOutline(text, known?.outline, lines);
    const subject = subjectFrom(outline, lines, path, models);
    this.last.set(key, {
      text: subject ? text : digest(text),
      path,
      models,
      subject,
      outline: subject || isOpen ? outline : undefined,
    });
    return subject;
  }

  forget(key: string): void {
    this.last.delete(key);
  }
}

/** Tells two texts apart without keeping them: their length, and 53 bits of what they hold (cyrb53). */
function digest(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return `${text.length}:${(b >>> 0).toString(36)}${(a >>> 0).toString(36)}`;
}
