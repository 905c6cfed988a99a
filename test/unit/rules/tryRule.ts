import * as assert from 'node:assert/strict';
import { applyEdits, textIn } from '../../../src/outline';
import type { Fix, Rule } from '../../../src/rules/rule';
import { readSubject } from '../../../src/rules/subject';
import { shipped } from '../models/shippedLibrary';
import { memoryFiles } from './memoryFiles';

export interface Setting {
  /** Where the document stands; `null` when it is untitled. */
  readonly path?: string | null;
  readonly files?: Record<string, string>;
  /** What is answered to the fixes that ask. */
  readonly answer?: string;
}

/** A problem as a person sees it: what is underlined, the message, and each fix with the text it leaves. */
export interface Seen {
  readonly underlined: string;
  readonly message: string;
  /** By title, the preferred one marked with a star. */
  readonly fixes: Record<string, string>;
}

/**
 * What a rule says of a text, with plain spaces for no-break ones. It has to say the same whatever the line endings,
 * on one line, and what a fix mends has to be mended for good.
 */
export async function tryRule(rule: Rule, text: string, setting: Setting = {}): Promise<Seen[]> {
  const withLf = await look(rule, text, setting);
  const withCrlf = await look(rule, text.replaceAll('\n', '\r\n'), setting);
  assert.deepEqual(
    withCrlf.map(({ underlined, message, fixes }) => [underlined, message, Object.entries(fixes)].flat(2).map(toLf)),
    withLf.map(({ underlined, message, fixes }) => [underlined, message, Object.entries(fixes)].flat(2).map(toLf)),
  );
  for (const [index, seen] of withLf.entries()) {
    assert.doesNotMatch(seen.message, /[\r\n]/);
    for (const after of Object.values(seen.fixes)) {
      assert.notEqual(after, text, 'a fix that changes nothing');
      const left = await look(rule, after, setting);
      const expected = withLf.filter((_, other) => other !== index).map(({ message }) => message);
      assert.ok(
        left.length < withLf.length && left.every(({ message }) => expected.includes(message)),
        `still there after the fix: ${left.map(({ message }) => message).join(' / ')}`,
      );
    }
  }
  return withLf;
}

function toLf(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

async function look(rule: Rule, text: string, { path, files = {}, answer }: Setting): Promise<Seen[]> {
  const place = path === null ? undefined : (path ?? 'arret/dossier-technique.md');
  const subject = readSubject(text, place, shipped);
  assert.ok(subject, 'the text is none of our documents');
  const problems = await rule.check(subject, memoryFiles({ ...files, ...(place && { [place]: 'sur le disque' }) }));
  return problems.map(({ range, message, fixes }) => ({
    underlined: textIn(subject.lines, range),
    message: message.replaceAll('\u00A0', ' '),
    fixes: Object.fromEntries(fixes.map((fix) => [titleOf(fix), applyEdits(text, editsOf(fix, answer))])),
  }));
}

function titleOf(fix: Fix): string {
  const star = fix.kind === 'edit' && fix.isPreferred ? '* ' : '';
  return star + fix.title.replaceAll('\u00A0', ' ');
}

function editsOf(fix: Fix, answer: string | undefined): ReturnType<Extract<Fix, { kind: 'edit' }>['edits']> {
  if (fix.kind === 'edit') {
    return fix.edits();
  }
  if (fix.kind === 'ask') {
    assert.ok(answer !== undefined, 'a fix asks, and the test has no answer');
    assert.equal(fix.validate(answer), undefined);
    return fix.edits(answer);
  }
  return [];
}
