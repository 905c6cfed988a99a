import * as assert from 'node:assert/strict';
import type { Model } from '../../../src/models/types';
import { applyEdits, comparePositions, indexLines, textIn } from '../../../src/outline';
import type { Fix, Problem, Rule, Subject } from '../../../src/rules/rule';
import { readSubject } from '../../../src/rules/subject';
import { shipped } from '../models/shippedLibrary';
import { memoryFiles } from './memoryFiles';

export type Found = Omit<Problem, 'rule'>;

/** The text as a document of ours. */
export function subjectOf(text: string, models: readonly Model[] = shipped): Subject {
  const subject = readSubject(text, 'arret/document.md', models);
  assert.ok(subject, 'not a document of ours');
  return subject;
}

/** What one rule finds in a text; nothing in a text that isn't ours. */
export async function problemsIn(
  rule: Rule,
  text: string,
  models: readonly Model[] = shipped,
): Promise<readonly Found[]> {
  const subject = readSubject(text, 'arret/document.md', models);
  return subject ? rule.check(subject, memoryFiles({})) : [];
}

/** Each problem as « underlined text » → message, no-break spaces written as plain ones. */
export async function found(rule: Rule, text: string, models?: readonly Model[]): Promise<string[]> {
  const lines = indexLines(text);
  const problems = await problemsIn(rule, text, models);
  return problems.map(({ range, message }) => `${textIn(lines, range)} → ${plain(message)}`);
}

export function plain(text: string): string {
  return text.replaceAll('\u00A0', ' ');
}

/**
 * The text after a fix, found by its title (no-break spaces as plain ones), of the nth problem. Asserts that it mends:
 * once made, the same problem isn't offered the same fix with an effect.
 */
export async function fixed(
  rule: Rule,
  text: string,
  title: string,
  {
    answer = 'Parce que',
    index = 0,
    models = shipped,
  }: { answer?: string; index?: number; models?: readonly Model[] } = {},
): Promise<string> {
  const problem = (await problemsIn(rule, text, models))[index];
  assert.ok(problem, `no problem ${index} in ${text}`);
  const fix = problem.fixes.find((candidate) => plain(candidate.title) === title);
  assert.ok(fix, `no fix « ${title} » among ${problem.fixes.map((other) => plain(other.title)).join(' · ')}`);
  const after = applyFix(text, fix, answer);
  const again = (await problemsIn(rule, after, models)).filter(({ message }) => message === problem.message);
  const before = (await problemsIn(rule, text, models)).filter(({ message }) => message === problem.message);
  assert.ok(again.length < before.length, `still there after « ${title} »: ${problem.message}\n${after}`);
  return after;
}

export function applyFix(text: string, fix: Fix, answer: string): string {
  assert.notEqual(fix.kind, 'go');
  if (fix.kind === 'ask') {
    assert.equal(fix.validate(answer), undefined);
  }
  return applyEdits(text, fix.kind === 'edit' ? fix.edits() : fix.kind === 'ask' ? fix.edits(answer) : []);
}

/** Line and character at which a fix leaves the cursor. */
export async function goesTo(rule: Rule, text: string, index = 0): Promise<string | undefined> {
  const fix = (await problemsIn(rule, text))[index]?.fixes.find(({ kind }) => kind === 'go');
  if (fix?.kind !== 'go') {
    return undefined;
  }
  assert.equal(comparePositions(fix.target.start, fix.target.end) <= 0, true);
  return `${fix.target.start.line}:${fix.target.start.character}`;
}

export const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
