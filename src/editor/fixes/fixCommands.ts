import { Uri, window, workspace, type TextDocument } from 'vscode';
import { excuseEdit, excuseProblem } from '../../rules/excuses';
import type { CheckedProblem } from '../../rules/check';
import type { Subject } from '../../rules/rule';
import { typeset } from '../../rules/sentences';
import type { TextEdit } from '../../outline/types';
import type { Command } from '../commands/command';
import type { Diagnostics } from '../diagnostics/diagnostics';
import type { DocumentIndex } from '../index/documentIndex';
import { makeRoom } from '../makeRoom';
import { reveal, workspaceEdit } from '../ranges';
import { UserError } from '../userError';
import { isFixRequest, type FixRequest } from './codeActions';

/** Runs a fix that asks something first, or that moves the cursor. */
export class ApplyFix implements Command {
  readonly id = '_arret.applyFix';

  constructor(private readonly problems: ProblemFinder) {}

  async execute(wanted: unknown): Promise<void> {
    if (!isFixRequest(wanted)) {
      return;
    }
    const { document, problem } = await this.problems.find(wanted);
    const fix = problem.fixes.find(({ title }) => title === wanted.title);
    if (fix?.kind === 'go') {
      await makeRoom(await reveal(document.uri, fix.target));
    } else if (fix?.kind === 'ask') {
      const answer = await ask(fix.title, fix.prompt, fix.placeholder, (text) => fix.validate(text));
      if (answer !== undefined) {
        // The document may have changed while the question was on screen: the fix is found again.
        const now = await this.problems.find(wanted);
        const same = now.problem.fixes.find(({ title }) => title === wanted.title);
        await apply(now.document, same?.kind === 'ask' ? same.edits(answer) : []);
      }
    }
  }
}

/** Asks why a problem doesn't matter, and writes it in a comment above. */
export class ExcuseProblem implements Command {
  readonly id = '_arret.excuse';

  constructor(private readonly problems: ProblemFinder) {}

  async execute(wanted: unknown): Promise<void> {
    if (!isFixRequest(wanted)) {
      return;
    }
    await this.problems.find(wanted);
    const reason = await ask(
      typeset(`Excuser « ${wanted.rule} »`),
      'Pourquoi ce problème n’en est-il pas un ? La raison sera écrite dans le document.',
      undefined,
      excuseProblem,
    );
    if (reason !== undefined) {
      const { document, subject, problem } = await this.problems.find(wanted);
      await apply(document, [excuseEdit(subject, problem, reason)]);
    }
  }
}

interface FoundProblem {
  readonly document: TextDocument;
  /** The document as it is at this very moment: what is worked out from it can be written at once. */
  readonly subject: Subject;
  readonly problem: CheckedProblem;
}

/** Finds a problem again in the document as it is now. */
export class ProblemFinder {
  constructor(
    private readonly index: DocumentIndex,
    private readonly diagnostics: Diagnostics,
  ) {}

  /** @throws UserError when the document no longer has that problem */
  async find({ uri, rule, message, line }: FixRequest): Promise<FoundProblem> {
    const document = await workspace.openTextDocument(Uri.parse(uri));
    for (;;) {
      const indexed = await this.index.read(document);
      const verdict = indexed && (await this.diagnostics.verdict(indexed));
      if (indexed && indexed.version !== document.version) {
        // Typed on while it was being checked.
        continue;
      }
      const [problem] = (verdict?.problems ?? [])
        .filter((candidate) => candidate.rule === rule && candidate.message === message)
        .sort((a, b) => Math.abs(a.range.start.line - line) - Math.abs(b.range.start.line - line));
      if (!indexed || !problem) {
        throw new UserError('Le document a changé et ce problème n’y est plus : rien n’a été fait.');
      }
      return { document, subject: indexed.subject, problem };
    }
  }
}

async function ask(
  title: string,
  prompt: string,
  placeHolder: string | undefined,
  validate: (answer: string) => string | undefined,
): Promise<string | undefined> {
  const answer = await window.showInputBox({
    title,
    prompt,
    ...(placeHolder === undefined ? {} : { placeHolder }),
    validateInput: (value) => validate(value.trim()),
  });
  return answer?.trim();
}

async function apply(document: TextDocument, edits: readonly TextEdit[]): Promise<void> {
  if (!(await workspace.applyEdit(workspaceEdit(document.uri, edits)))) {
    throw new UserError('Rien n’a été changé : ce document est en lecture seule.');
  }
}
