import type { Automation } from '../facts';
import type { SourceText } from '../sourceText';
import { telephone } from './bodyText';
import { isCommented } from './commentedLine';

/** A subject is read where it is written: as an argument, a key, a setting, or what a message is given. */
const subjects =
  /(?<![\w$])(?:[A-Za-z]{1,30}_){0,4}(?:[eE]?[mM]ail|set)?(?:subject|Subject|SUBJECT)(?:_?(?:line|text|template)s?)?["']?[ \t]{0,4}(?::|\+?=(?!=)|\()\s{0,20}(?:(?:trans|__|_|t|i18n\.t|u?gettext(?:_lazy)?)\(\s{0,20})?(?=[fFrR]?["'`])|\b(?:send_mail|mail_admins|mail_managers)\(\s{0,20}(?=[fF]?["'])|\b(?:sendMail|sendEmail)\([^\n"'`(){}]{2,80},\s{0,20}(?=["'`])/g;

/** What a file must hold for a subject in it to be an e-mail's. */
const ofMail = /mail|courriel|smtp/i;

const templates =
  /(?:template(?:_?(?:name|path|html|text|file|id))?s?|view|markdown|render_to_string|render_template|get_template|renderFile|renderView|htmlTemplate|textTemplate)["']?\s{0,4}(?::|=|\()\s{0,20}["'`]([\w@./:-]{3,120})["'`]/gi;

const recipients =
  /(?<![\w$.])(?:to|recipients?|recipient_list|setTo|addTo)["']?\s{0,4}(?::|=(?!=)|\()\s{0,20}\[?\s{0,20}(?:\{\s{0,20}(?:email|address)\s{0,4}:\s{0,4})?((?:\$|@)?[A-Za-z_]\w{0,60}(?:(?:\.|->|\?\.)[A-Za-z_]\w{0,60}){0,5})(?![\w('"`])/g;

/** Names that say nothing of who it is. */
const unsaid =
  /^(?:process\..*|to|\$to|recipients?|\$recipients?|recipient_list|\w+\.(?:to|recipients?)|self|this|None|null|undefined|string|str|list|List|String|Array|Address|async|await|new|f)$/;

/** Of a subject that is told, in UTF-16 code units. */
const longest = 120;

/** Around a subject, in UTF-16 code units: a message is written in one go. */
const before = 1_500;
const after = 700;

/** The e-mails that a program writes: their subjects, and near each its template and what names who gets it. */
export function emailsIn(source: SourceText): Automation[] {
  const { text, path } = source;
  if (!ofMail.test(text) && !ofMail.test(path)) {
    return [];
  }
  const matches = [...text.matchAll(subjects)].filter(({ index }) => !isCommented(text, index));
  return matches.flatMap((match, position): Automation[] => {
    const start = match.index + match[0].length;
    const name = literalAt(text, start);
    const from = Math.max(match.index - before, position > 0 ? endOf(matches[position - 1]) : 0);
    const to = Math.min(start + after, matches[position + 1]?.index ?? text.length);
    const ahead = untilNextFunction(text.slice(match.index, to));
    const behind = sinceFunction(text.slice(from, match.index));
    if (name === undefined || !(ofMail.test(ahead) || ofMail.test(behind) || ofMail.test(path))) {
      return [];
    }
    const template = nearest(templates, ahead, behind, (found) => found !== name);
    const recipient = nearest(recipients, ahead, behind, (found) => !unsaid.test(found));
    return [
      {
        name,
        kind: 'message',
        ...(template === undefined ? {} : { template }),
        ...(recipient === undefined ? {} : { recipient: recipient.replace(/^\$/, '') }),
        evidence: [{ path, line: source.lineAt(start) }],
      },
    ];
  });
}

function endOf(match: RegExpExecArray | undefined): number {
  return match === undefined ? 0 : match.index + match[0].length;
}

/** The text of a string, what is computed in it left out; undefined when nothing but that is left. */
function literalAt(text: string, start: number): string | undefined {
  const quoted = /^[fFrR]?(?:"((?:[^"\\\n]|\\.){1,300})"|'((?:[^'\\\n]|\\.){1,300})'|`((?:[^`\\]|\\.){1,300})`)/.exec(
    text.slice(start, start + 320),
  );
  const isAdded = text.slice(Math.max(0, start - 12), start).includes('+=');
  const whole = quoted?.[1] ?? quoted?.[2] ?? quoted?.[3] ?? '';
  const said = (isAdded ? `{…}${whole}` : whole)
    .replaceAll(/\$?\{\{[^{}\n]{0,120}\}\}|[$#]?\{[^{}]{0,160}\}|%\([^)\n]{0,60}\)s|%[sd]|\$\w+(?:->\w+)*/g, '…')
    .replaceAll(/\\(["'`])/g, '$1')
    .replaceAll(/\\[nrt]|\s+/g, ' ')
    // Whoever a subject names: what it is about is told without them.
    .replaceAll(/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g, '…')
    .replaceAll(telephone, '…')
    .trim();
  const isSaid = /\p{L}{3}/u.test(said) && /[\s’']|^\p{Lu}/u.test(said) && !/^[\w-]+(?:[.:/][\w-]+)+$/.test(said);
  // Django's teams keep a subject in a template of its own.
  const isTemplate = /^[\w./-]{1,100}subject[\w-]{0,30}\.(?:txt|html|md|j2|jinja2?)$/i.test(said);
  return isSaid || isTemplate ? said.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '') : undefined;
}

const functionStart = /\n[ \t]*(?:async[ \t]+)?def[ \t]|\n(?:export|async|function|const|class|public|@)\b|\n\}/g;

function sinceFunction(text: string): string {
  let start = 0;
  for (const { index } of text.matchAll(functionStart)) {
    start = index;
  }
  return text.slice(start);
}

function untilNextFunction(text: string): string {
  const end = text.slice(1).search(/\n[ \t]*(?:async[ \t]+)?def[ \t]|\n(?:export|async|function|class)\b|\n\}/);
  return end < 0 ? text : text.slice(0, end + 1);
}

/** What a pattern finds first after a subject, else last before it. */
function nearest(
  pattern: RegExp,
  ahead: string,
  behind: string,
  isTold: (found: string) => boolean = () => true,
): string | undefined {
  const all = (text: string): string[] =>
    [...text.matchAll(pattern)].flatMap(({ 1: found = '' }) => (isTold(found) ? [found] : []));
  return all(ahead)[0] ?? all(behind).at(-1);
}

/** What Rails' mailers write: one e-mail an action, whose subject its translations may hold. */
export function mailerActions(source: SourceText): Automation[] {
  const { text, path } = source;
  const mailer =
    /^[ \t]*class[ \t]+([\w:]+)[ \t]*<[ \t]*(?:::)?(?:\w*ApplicationMailer|ActionMailer::Base|Devise::Mailer)\b/m.exec(
      text,
    )?.[1];
  if (mailer === undefined) {
    return [];
  }
  const actions = [...text.matchAll(/^[ \t]*def[ \t]+(\w+[!?]?)/gm)];
  return actions.flatMap(({ 0: whole, 1: action = '', index }, position): Automation[] => {
    const body = text.slice(index, Math.min(actions[position + 1]?.index ?? text.length, index + 3_000));
    if (!/(?<![\w.:@])mail(?:\(|[ \t]+(?:to|subject|\w+:))/.test(body)) {
      return [];
    }
    const recipient = nearest(recipients, body, '', (found) => !unsaid.test(found));
    const subject = /\bsubject:\s{0,20}(?=["'])/.exec(body);
    const said = subject === null ? undefined : literalAt(body, subject.index + subject[0].length);
    return [
      {
        name: said ?? `${mailer}.${action}`,
        kind: 'message',
        ...(said === undefined ? {} : { template: `${mailer}.${action}` }),
        ...(recipient === undefined ? {} : { recipient }),
        evidence: [{ path, line: source.lineAt(index + whole.length - action.length) }],
      },
    ];
  });
}
