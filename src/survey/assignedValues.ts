import { isUnremarkable } from '../secrets/secretPlaceholders';
import { Clue } from './clues';
import { mayDeclare } from './readers/env/declaredInFiles';
import { mayDeclareInYaml } from './readers/env/declaredInYaml';
import { isDotenv } from './readers/env/dotenv';
import { isSecretName, isUpperName } from './readers/env/envName';
import type { Repository, SurveyedFile } from './repository';
import type { SourceText } from './sourceText';

/** What a variable was set to, somewhere in a repository. */
export interface AssignedValue {
  readonly text: string;
  /** Whether the variable's name says that it opens something. */
  readonly isSecret: boolean;
}

/** A repository that sets more has files of data among its settings. */
const mostValues = 5000;

const longest = 1000;

/** A name and what separates it from its value: `X=`, `"X": `, `X: { value: `, `- name: X` above `value: `, `ENV X `. */
const assignment =
  /(?<![\w$.-])(?:["']?(?<name>[A-Za-z_][\w.-]{1,80})["']?[ \t]{0,8}(?::=|=>|\?=|[=:])(?:\s{0,80}\{?\s{0,80}["']?value["']?[ \t]{0,8}[:=])?|name:[ \t]{0,8}["']?(?<listed>\w{2,80})["']?,?\s{1,80}["']?value["']?:|(?:ENV|ARG)[ \t]{1,8}(?<old>\w{2,80})(?=[ \t]))[ \t]{0,80}/g;

const quoted = /"(?:[^"\\]|\\[^]){0,4000}"|'[^']{0,4000}'/y;
const restOfLine = /[^\r\n]{1,1000}/y;

/** Names that aren't written as a variable's and yet say that what they hold opens something. */
const lowerSecret =
  /(?:password|passwd|passphrase|secret|token|api[-_]?key|access[-_]?key|motdepasse|mot[-_]de[-_]passe|mdp)$/i;

/** A text without any of these sets no variable that is kept. */
const mayAssign = [
  /[A-Z\d_][A-Z\d]["']?[ \t]{0,8}[?:=]|name:|(?:ENV|ARG)[ \t]/,
  /(?:password|passwd|passphrase|secret|token|key|motdepasse|mot[-_]de[-_]passe|mdp)["']?[ \t]{0,8}[?:=]/i,
].map((pattern) => new Clue(pattern));

/**
 * The values that a repository's settings give to variables, so that none shows up in what is said of the repository.
 * They are kept for the time of one survey, and go nowhere.
 */
export class AssignedValues {
  private readonly values = new Map<string, AssignedValue>();

  constructor(private readonly repository: Repository) {}

  get all(): Iterable<AssignedValue> {
    return this.values.values();
  }

  /** Takes in the values that one file sets; a file which isn't one of settings sets none. */
  collect(source: SourceText, { name, folder, path }: SurveyedFile): void {
    const isList = isDotenv(name, folder);
    if (!isList && !mayDeclareInYaml(path) && !mayDeclare(name) && !otherSettings.test(name)) {
      return;
    }
    const { text } = source;
    if (!isList && !mayAssign.some((clue) => clue.test(text))) {
      return;
    }
    for (const { index, 0: whole, groups } of text.matchAll(assignment)) {
      const variable = groups?.['name'] ?? groups?.['listed'] ?? groups?.['old'] ?? '';
      const isSecret = isUpperName(variable) || isList ? isSecretName(variable) : lowerSecret.test(variable);
      if (this.values.size < mostValues && (isSecret || isList || isUpperName(variable))) {
        for (const value of valuesAt(text, index + whole.length, !isList && /=[ \t]*$/.test(whole))) {
          this.add(value, isSecret);
        }
      }
    }
  }

  private add(written: string, isSecret: boolean): void {
    const text = written.trim();
    const known = this.values.get(text);
    if (!known?.isSecret && !isUnremarkable(text, isSecret) && !this.isPath(text)) {
      this.values.set(text, { text, isSecret });
    }
  }

  /** Whether a text only names something of the repository, as a path or as Python names a module. */
  private isPath(text: string): boolean {
    const path = text.replace(/^\.?\/(?!\/)/, '').replace(/\/$/, '');
    const [dotted = ''] = text.split(':', 1);
    const module = /^\w+(?:\.\w+)+$/.test(dotted) ? dotted.replaceAll('.', '/') : path;
    return (
      [path, `${module}.py`].some((each) => this.repository.has(each)) ||
      [path, module].some((each) => this.repository.hasFolder(each))
    );
  }
}

const otherSettings =
  /^(?:Procfile[\w.-]*|crontab[\w.-]*|Jenkinsfile[\w.-]*|settings\.xml|\.npmrc|\.envrc)$|\.(?:tf|tfvars|properties|ini|service|cron)$/;

/** The value written at an offset; of one without quotes, what a line holds and, on a command line, its first word. */
function valuesAt(text: string, at: number, mayBeWord: boolean): string[] {
  quoted.lastIndex = at;
  const inQuotes = quoted.exec(text)?.[0].slice(1, -1);
  if (inQuotes !== undefined) {
    return inQuotes.includes('\n') ? [inQuotes, ...inQuotes.split(/\s*\n\s*/)] : [inQuotes];
  }
  restOfLine.lastIndex = at;
  const line = restOfLine.exec(text)?.[0] ?? '';
  const [bare = ''] = line.slice(0, longest).split(/\s#/, 1);
  const [word = ''] = /^[^\s;&|"'`)\]},]*/.exec(bare) ?? [];
  return mayBeWord ? [bare, word] : [bare];
}
