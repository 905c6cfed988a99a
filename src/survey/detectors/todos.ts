import { Clue } from '../clues';
import { languageOf } from '../data/languages';
import type { Detector } from '../detector';
import { evidenceAt } from '../evidence';
import type { Evidence } from '../facts';
import { isInComment } from '../readers/comments';
import { compare, type SurveyedFile } from '../repository';

/** Shouted anywhere in a comment, or said at its start with a colon. */
const mark =
  /(?<![\w$."'`-]|(?<!\/)\/)(?:TODO|FIXME|HACK|XXX)(?![\w-]|\.\w)|(?<=(?:\/\/|#|\/\*|--|<!--|\{#)[ \t]{0,4}@?)(?:todo|fixme|Todo|Fixme)(?=[ \t]?:)/y;

/** The same words wherever they are: a search for them alone is many times faster. */
const words = /TODO|FIXME|HACK|XXX|todo|fixme|Todo|Fixme/g;

const mayBeMarked = new Clue(/TODO|FIXME|HACK|XXX|todo|fixme|Todo|Fixme/);

const evidenceKept = 5;

/** In one file; a file that has more was made by a machine. */
const mostInFile = 1000;

/** What the team meant to do, written in the comments of its code, counted by folder: `src/pages`. */
export const todos: Detector = {
  name: 'todos',
  start() {
    const found = new Map<string, { count: number; evidence: Evidence[] }>();
    return {
      wants: ({ name }) => (languageOf(name)?.comments.length ?? 0) > 0,
      read(source, file) {
        const styles = languageOf(file.name)?.comments ?? [];
        const lines = new Set<number>();
        const folder = topFolder(file);
        let seen = 0;
        for (const { index } of mayBeMarked.test(source.text) ? source.text.matchAll(words) : []) {
          mark.lastIndex = index;
          if (!mark.test(source.text)) {
            continue;
          }
          const evidence = evidenceAt(source, index);
          if (++seen > mostInFile) {
            break;
          }
          if (lines.has(evidence.line) || !isInComment(source.text, index, styles)) {
            continue;
          }
          lines.add(evidence.line);
          const known = found.get(folder) ?? { count: 0, evidence: [] };
          found.set(folder, known);
          known.count++;
          if (known.evidence.length < evidenceKept) {
            known.evidence.push(evidence);
          }
        }
      },
      find: () => ({
        repository: {
          todos: [...found]
            .map(([name, { count, evidence }]) => ({ name, count, evidence }))
            .sort((a, b) => compare(a.name, b.name)),
        },
      }),
    };
  },
};

/** Two levels say enough, and keep the list short; `.` is the root. */
function topFolder({ folder }: SurveyedFile): string {
  return folder.split('/').slice(0, 2).join('/') || '.';
}
