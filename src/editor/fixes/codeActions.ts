import {
  CodeAction,
  CodeActionKind,
  CodeActionTriggerKind,
  type Disposable,
  languages,
  type CodeActionContext,
  type CodeActionProvider,
  type Range,
  type TextDocument,
} from 'vscode';
import { convertBoxes, hasBoxesToConvert } from '../../dossier/boxes';
import type { BoxNotation } from '../../outline/types';
import type { CheckedProblem } from '../../rules/check';
import type { Fix } from '../../rules/rule';
import { typeset } from '../../rules/sentences';
import type { Diagnostics, Verdict } from '../diagnostics/diagnostics';
import type { DocumentIndex } from '../index/documentIndex';
import { toRange, workspaceEdit } from '../ranges';
import { withoutOverlaps } from './withoutOverlaps';

/** What a fix that can't be applied at once is asked for by: found again in the document as it is when it is run. */
export interface FixRequest {
  readonly uri: string;
  readonly rule: string;
  readonly message: string;
  /** The problem's line when the fix was offered: tells two problems of one message apart. */
  readonly line: number;
  readonly title: string;
}

/** Whether what a command is given is such a request, and not whatever else someone runs it with. */
export function isFixRequest(value: unknown): value is FixRequest {
  return (
    typeof value === 'object' &&
    value !== null &&
    'uri' in value &&
    'rule' in value &&
    'message' in value &&
    'line' in value
  );
}

/** An excuse without a reason isn't excused by another. */
const excuseRule = 'excuse-sans-raison';

const kinds = [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite];

/** The light bulb: the fixes of the problems under the cursor, all of a kind at once, excuses, and the two kinds of boxes. */
export function registerCodeActions(index: DocumentIndex, diagnostics: Diagnostics): Disposable {
  const provider: CodeActionProvider = {
    async provideCodeActions(document, range, context, token) {
      const indexed = await index.read(document);
      if (!indexed || token.isCancellationRequested) {
        return [];
      }
      const verdict = await diagnostics.verdict(indexed);
      return token.isCancellationRequested || indexed.version !== document.version
        ? []
        : [...fixesAt(document, range, context, verdict), ...conversions(document, verdict, context)];
    },
    async resolveCodeAction(action) {
      if (action instanceof Conversion) {
        const subject = (await index.read(action.document))?.subject;
        action.edit = workspaceEdit(
          action.document.uri,
          subject ? convertBoxes(subject.outline, subject.lines, action.notation) : [],
        );
      }
      return action;
    },
  };
  return languages.registerCodeActionsProvider({ language: 'markdown' }, provider, { providedCodeActionKinds: kinds });
}

function fixesAt(document: TextDocument, range: Range, context: CodeActionContext, verdict: Verdict): CodeAction[] {
  if (context.only && !context.only.contains(CodeActionKind.QuickFix)) {
    return [];
  }
  const problems = verdict.problems.filter((problem) => toRange(problem.range).intersection(range) !== undefined);
  const rules = [...new Set(problems.map(({ rule }) => rule))];
  return withoutTwins([
    ...problems.flatMap((problem) => problem.fixes.map((fix) => toAction(document, problem, fix, context))),
    ...rules.flatMap((rule) => fixAll(document, rule, verdict)),
    ...problems
      .filter(({ rule }) => rule !== excuseRule)
      .map((problem) =>
        requestAction(document, problem, `Excuser ce problème (${problem.rule})…`, '_arret.excuse', context),
      ),
  ]);
}

/** Two problems at one place may offer the same thing: it is shown once. */
function withoutTwins(actions: readonly CodeAction[]): CodeAction[] {
  return [...new Map(actions.toReversed().map((action) => [action.title, action])).values()].toReversed();
}

function toAction(document: TextDocument, problem: CheckedProblem, fix: Fix, context: CodeActionContext): CodeAction {
  if (fix.kind !== 'edit') {
    return requestAction(document, problem, fix.title, '_arret.applyFix', context);
  }
  const action = new CodeAction(fix.title, CodeActionKind.QuickFix);
  action.edit = workspaceEdit(document.uri, fix.edits());
  action.isPreferred = fix.isPreferred ?? false;
  action.diagnostics = diagnosticsOf(problem, context);
  return action;
}

function requestAction(
  document: TextDocument,
  problem: CheckedProblem,
  title: string,
  command: string,
  context: CodeActionContext,
): CodeAction {
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  const request: FixRequest = {
    uri: document.uri.toString(),
    rule: problem.rule,
    message: problem.message,
    line: problem.range.start.line,
    title,
  };
  action.command = { title, command, arguments: [request] };
  action.diagnostics = diagnosticsOf(problem, context);
  return action;
}

/** One action that mends every problem of a rule, where at least two can be mended without a question. */
function fixAll(document: TextDocument, rule: string, { problems }: Verdict): CodeAction[] {
  const fixes = problems
    .filter((problem) => problem.rule === rule)
    .flatMap((problem) => problem.fixes.find((fix) => fix.kind === 'edit') ?? []);
  if (fixes.length < 2) {
    return [];
  }
  const action = new CodeAction(typeset(`Corriger tous les « ${rule} » du document`), CodeActionKind.QuickFix);
  action.edit = workspaceEdit(
    document.uri,
    withoutOverlaps(fixes.map((fix) => (fix.kind === 'edit' ? fix.edits() : []))),
  );
  return [action];
}

/** Rewrites every box of a document; worked out only when it is chosen, since the whole document is read again. */
class Conversion extends CodeAction {
  constructor(
    readonly document: TextDocument,
    readonly notation: BoxNotation,
  ) {
    super(
      notation === 'task' ? 'Convertir les cases ☐ en - [ ]' : 'Convertir les cases - [ ] en ☐',
      CodeActionKind.RefactorRewrite,
    );
  }
}

function conversions(
  document: TextDocument,
  { document: { subject } }: Verdict,
  context: CodeActionContext,
): CodeAction[] {
  // Asked for at each move of the cursor, the light bulb shows what mends a problem and nothing else.
  const isAsked =
    context.only?.contains(CodeActionKind.RefactorRewrite) ?? context.triggerKind === CodeActionTriggerKind.Invoke;
  return (['task', 'glyph'] as const).flatMap((notation) =>
    isAsked && hasBoxesToConvert(subject.outline, notation) ? [new Conversion(document, notation)] : [],
  );
}

function diagnosticsOf(problem: CheckedProblem, context: CodeActionContext): CodeAction['diagnostics'] & object {
  return context.diagnostics.filter(
    (diagnostic) => diagnostic.message === problem.message && diagnostic.range.isEqual(toRange(problem.range)),
  );
}
