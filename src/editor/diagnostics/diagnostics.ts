import {
  Diagnostic,
  DiagnosticSeverity,
  Disposable,
  EventEmitter,
  languages,
  Uri,
  workspace,
  type DiagnosticCollection,
} from 'vscode';
import { allRules } from '../../rules/allRules';
import { checkSubject, type Checked, type CheckedProblem } from '../../rules/check';
import type { Severity } from '../../rules/rule';
import { Debouncer } from '../index/debouncer';
import type { DocumentIndex, IndexedDocument } from '../index/documentIndex';
import { productPath } from '../index/productPath';
import type { WorkspaceFiles } from '../index/workspaceFiles';
import { toRange } from '../ranges';
import { checksClosedSheets, ruleSeverities } from '../settings';

/** What was found in one version of a document. */
export interface Verdict extends Checked {
  readonly document: IndexedDocument;
}

interface RunningCheck {
  readonly document: IndexedDocument;
  readonly verdict: Promise<Verdict>;
}

/** Pause after the last change of a file before links and commands are checked again, in milliseconds. */
const filesPause = 400;

const severities: Readonly<Record<Exclude<Severity, 'off'>, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/**
 * The squiggles: each document of ours is checked when it changes, when the files around it do, or when a setting
 * does; what comes back late is thrown away.
 */
export class Diagnostics implements Disposable {
  private readonly collection: DiagnosticCollection = languages.createDiagnosticCollection('arret');
  private readonly verdicts = new Map<string, Verdict>();
  private readonly changed = new EventEmitter<Uri>();
  /** A document has been checked, or is no longer. */
  readonly onDidChange = this.changed.event;
  /** The check under way for a document; a later one takes its place. */
  private readonly running = new Map<string, RunningCheck>();
  private readonly debouncer = new Debouncer(filesPause);
  private readonly subscriptions: Disposable;

  constructor(
    private readonly index: DocumentIndex,
    private readonly files: WorkspaceFiles,
    private readonly reportBug: (rule: string, error: unknown) => void,
  ) {
    this.subscriptions = Disposable.from(
      index.onDidChange((uris) => {
        for (const uri of uris) {
          void this.checkAt(uri);
        }
      }),
      files.onDidChange(() => this.debouncer.schedule('files', () => void this.checkAll())),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('arret')) {
          void this.checkAll();
        }
      }),
    );
  }

  /** What was last found at an address, perhaps in an earlier version of the document. */
  known(uri: Uri): Verdict | undefined {
    return this.verdicts.get(uri.toString());
  }

  /** What was found in a document as it is now; checked for the occasion if need be. */
  async verdict(document: IndexedDocument): Promise<Verdict> {
    const key = document.uri.toString();
    const known = this.verdicts.get(key);
    if (known?.document.subject === document.subject) {
      return known;
    }
    const running = this.running.get(key);
    return running?.document.subject === document.subject ? running.verdict : this.check(document);
  }

  /** Checks every document of ours, and gives what was found in each. */
  async checkAll(): Promise<readonly Verdict[]> {
    const shown = (await this.index.all()).filter(isShown);
    const keys = new Set(shown.map(({ uri }) => uri.toString()));
    for (const key of [...this.verdicts.keys()].filter((other) => !keys.has(other))) {
      this.drop(Uri.parse(key));
    }
    const verdicts: Verdict[] = [];
    for (const document of shown) {
      verdicts.push(await this.check(document));
    }
    return verdicts;
  }

  dispose(): void {
    Disposable.from(this.subscriptions, this.debouncer, this.collection, this.changed).dispose();
  }

  private async checkAt(uri: Uri): Promise<void> {
    const document = await this.index.known(uri);
    if (document && isShown(document)) {
      await this.check(document);
    } else {
      this.drop(uri);
    }
  }

  /** Checks a document. Of two checks at once the later one counts, and whoever awaits the earlier one has its result. */
  private check(document: IndexedDocument): Promise<Verdict> {
    const key = document.uri.toString();
    const check: RunningCheck = { document, verdict: Promise.resolve().then(() => this.run(key, check)) };
    this.running.set(key, check);
    return check.verdict;
  }

  private async run(key: string, check: RunningCheck): Promise<Verdict> {
    const { document } = check;
    const checked = await checkSubject(document.subject, this.files.around(productPath(document.uri)?.root), {
      rules: allRules,
      severities: ruleSeverities(document.uri),
      isCancelled: () => this.running.get(key) !== check,
      breathe,
      onBug: this.reportBug,
    });
    const latest = this.running.get(key);
    if (latest !== check) {
      // What was found so far is only a part.
      return latest ? latest.verdict : { problems: [], excused: [], document };
    }
    const verdict: Verdict = { ...checked, document };
    this.running.delete(key);
    this.verdicts.set(key, verdict);
    this.collection.set(document.uri, checked.problems.map(toDiagnostic));
    this.changed.fire(document.uri);
    return verdict;
  }

  private drop(uri: Uri): void {
    const key = uri.toString();
    this.running.delete(key);
    if (this.verdicts.delete(key)) {
      this.changed.fire(uri);
    }
    this.collection.delete(uri);
  }
}

/** Lets the extension host do something else: a turn of its event loop, in Node and in a web worker alike. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

/** A product sheet is checked where someone looks at it; the others wherever they lie. */
function isShown({ subject, version, uri }: IndexedDocument): boolean {
  return subject.status !== undefined || version !== undefined || checksClosedSheets(uri);
}

function toDiagnostic({ rule, severity, range, message }: CheckedProblem): Diagnostic {
  const diagnostic = new Diagnostic(toRange(range), message, severities[severity]);
  diagnostic.source = 'Arrêt';
  diagnostic.code = codeOf(rule);
  return diagnostic;
}

type Code = Exclude<Diagnostic['code'], string | number | undefined>;

const codes = new Map<string, Code>();

/** The rule's code, which leads to its page; made once, for there may be thousands of problems. */
function codeOf(rule: string): Code {
  let code = codes.get(rule);
  if (!code) {
    code = { value: rule, target: Uri.parse(`command:arret.openRule?${encodeURIComponent(JSON.stringify([rule]))}`) };
    codes.set(rule, code);
  }
  return code;
}
