import type { Detector } from '../detector';
import type { Contradiction } from '../facts';

/** What a branch that production runs from is called. */
const ofProduction = /^(?:production|prod|master|main|stable|release|live|deploy)$/i;

/** How long production may wait behind the work, in days: more, and it runs from elsewhere or no longer. */
const longBehind = 180;

const day = 86_400_000;

/** A branch named after production, left long behind the one where the work goes on. */
export const staleBranches: Detector = {
  name: 'staleBranches',
  start: () => ({
    find({ repository: { branches } }) {
      const main = branches.find(({ isDefault }) => isDefault === true);
      const dated = branches.flatMap(({ date, ...branch }) => (date === undefined ? [] : [{ ...branch, date }]));
      const current = dated.find(({ name }) => name === main?.name);
      return {
        contradictions: current
          ? dated
              .filter(
                ({ name, date }) =>
                  name !== current.name &&
                  ofProduction.test(name) &&
                  (Date.parse(current.date) - Date.parse(date)) / day > longBehind,
              )
              .map((branch): Contradiction => ({
                name: branch.name,
                kind: 'branch',
                values: [branch, current].map(({ name, date, evidence }) => ({ value: `${name} ${date}`, evidence })),
                evidence: branch.evidence,
              }))
          : [],
      };
    },
  }),
};
