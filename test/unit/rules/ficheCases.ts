import * as assert from 'node:assert/strict';
import { applyEdits, textIn } from '../../../src/outline';
import type { Fix, Problem, Rule } from '../../../src/rules/rule';
import { readSubject } from '../../../src/rules/subject';
import { shipped } from '../models/shippedLibrary';
import { memoryFiles } from './memoryFiles';

/** The keys of a sheet that no rule has anything to say of, but for its phases. */
export const keys = [
  'title: Passerelle',
  'mission: Aider les conseillers à trouver une place',
  'incubator: dinum',
  'contact: contact@passerelle.beta.gouv.fr',
].join('\n');

/** A product sheet: its front matter's lines, then its text. */
export function sheet(frontMatter: string, text = ''): string {
  return `---\n${frontMatter}\n---\n${text}`;
}

export interface ExpectedFix {
  readonly title: string;
  /** For a fix that asks. */
  readonly answer?: string;
  /** Refused answers, each with the reason the person reads. */
  readonly refused?: readonly (readonly [answer: string, reason: string])[];
  /** The whole document afterwards. */
  readonly after: string;
}

export interface ExpectedProblem {
  readonly underlined: string;
  readonly message: string;
  readonly fixes?: readonly ExpectedFix[];
}

export type Case = readonly [name: string, text: string, ...problems: ExpectedProblem[]];

type Found = Omit<Problem, 'rule'>;

/** Declares a test for each case, with both line endings: what is underlined, what is said, and the text after each fix. */
export function describeRule(rule: Rule, cases: readonly Case[]): void {
  describe(`Rule « ${rule.code} »`, () => {
    for (const [name, text, ...expected] of cases) {
      for (const [ending, eol] of [
        ['LF', '\n'],
        ['CRLF', '\r\n'],
      ] as const) {
        it(`${name} (${ending})`, async () => {
          const given = text.replaceAll('\n', eol);
          const found = await check(rule, given);
          assert.deepEqual(
            found.map((problem) => [
              underlined(given, problem),
              problem.message,
              problem.fixes.map(({ title }) => title),
            ]),
            expected.map(({ underlined: words, message, fixes = [] }) => [
              words.replaceAll('\n', eol),
              message,
              fixes.map(({ title }) => title),
            ]),
          );
          for (const [index, problem] of found.entries()) {
            assert.doesNotMatch(problem.message, /[\r\n]| [:;?!»]|« /);
            for (const [rank, fix] of problem.fixes.entries()) {
              const wanted = expected[index]?.fixes?.[rank] ?? assert.fail();
              const after = mend(given, fix, wanted);
              assert.equal(after, wanted.after.replaceAll('\n', eol));
              // Made again, the fix would find nothing to mend.
              const left = await check(rule, after);
              assert.ok(
                !left.some(
                  (other) =>
                    underlined(after, other) === underlined(given, problem) && other.message === problem.message,
                ),
              );
            }
          }
        });
      }
    }
  });
}

async function check(rule: Rule, text: string): Promise<readonly Found[]> {
  const subject = readSubject(text, 'content/_startups/passerelle.md', shipped);
  assert.ok(subject);
  return rule.check(subject, memoryFiles({}));
}

function underlined(text: string, { range }: Found): string {
  const subject = readSubject(text, 'content/_startups/passerelle.md', shipped);
  assert.ok(subject);
  return textIn(subject.lines, range);
}

function mend(text: string, fix: Fix, { answer, refused }: ExpectedFix): string {
  if (fix.kind === 'go') {
    assert.fail();
  }
  if (fix.kind === 'edit') {
    return applyEdits(text, fix.edits());
  }
  for (const [wrong, reason] of refused ?? []) {
    assert.equal(fix.validate(wrong), reason);
  }
  const given = answer ?? assert.fail();
  assert.equal(fix.validate(given), undefined);
  return applyEdits(text, fix.edits(given));
}
