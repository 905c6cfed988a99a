import { Clue } from '../clues';
import type { Detector } from '../detector';
import type { Automation, Evidence } from '../facts';
import { isCommented } from '../readers/commentedLine';
import { emailsIn, mailerActions } from '../readers/emails';
import { compare, type SurveyedFile } from '../repository';
import type { SourceText } from '../sourceText';

/** Places of one kind kept: beyond, a program is made of them. */
const mostOfAKind = 60;

/** A file without any of these words acts on its own in no way that is looked for here. */
const mayAct = new Clue(
  /mail|courriel|smtp|task|worker|perform|queue|actor|receiver|listener|create\s+(?:or\s+replace\s+)?(?:constraint\s+)?trigger|migrat|seed|loaddata|flyway|upgrade/i,
);

/** What applies a tool's migrations, or fills a base, as people type it. */
const startCommands =
  /\b(?:manage\.py (?:migrate|loaddata|collectstatic)|(?:knex )?migrate:(?:latest|up|deploy|run)|knex migrate:latest|db:(?:migrate|prepare|setup|seed)|prisma (?:migrate deploy|db push|db seed)|migration:run|migrations:migrate|artisan migrate|alembic upgrade|db upgrade|flyway(?: -\S+)* migrate|liquibase(?: -\S+)* update|ecto\.migrate|dbmate (?:up|migrate)|node-pg-migrate up|drizzle-kit (?:migrate|push)|migrate up|migrate deploy|sqlx migrate run|diesel migration run|goose(?: \S+){0,3} up|seed:run(?::\w+)?)\b/g;

/** What a platform or an image runs when it starts. */
const starters =
  /(?:^|\/)(?:Procfile|[\w.-]*entrypoint[\w.-]*|(?:docker-)?(?:start|run|init|launch|boot|release|post_?deploy|postdeploy|release-tasks?|deploy)[\w-]*\.(?:sh|bash)|(?:Dockerfile|Containerfile)(?:[.-][\w.-]+)?|(?:docker-)?compose[\w.-]*\.ya?ml|app\.json|scalingo\.json|heroku\.yml|fly\.toml|render\.yaml|cron\.json)$/i;

interface Sign {
  readonly kind: Automation['kind'];
  readonly files: RegExp;
  /** Its first group that matched is the name. */
  readonly pattern: RegExp;
}

const python = /\.py$/;
const script = /\.(?:[cm]?[jt]s|tsx)$/;
const ruby = /\.rb$/;
const php = /\.php$/;
const jvm = /\.(?:java|kt)$/;

const signs: readonly Sign[] = [
  {
    kind: 'task',
    files: python,
    pattern:
      /^[ \t]*@(?:(?:\w+\.)?(?:shared_task|task|actor|periodic_task|db_task|db_periodic_task)|job)(?:\([^\n]{0,200})?[ \t]*\r?\n(?:[ \t]*@[^\n]*\n|[ \t]+[^\n@]*\n|\)\r?\n){0,6}?[ \t]*(?:async[ \t]+)?def[ \t]+(\w+)/gm,
  },
  {
    kind: 'task',
    files: ruby,
    pattern:
      /^[ \t]*class[ \t]+([\w:]+)(?:[ \t]*<[ \t]*(?:ApplicationJob|ActiveJob::Base)\b|[^\n]*\n(?:[^\n]*\n){0,3}?[ \t]*include[ \t]+Sidekiq::(?:Worker|Job)\b)/gm,
  },
  {
    kind: 'task',
    files: php,
    pattern: /^[^\n*/]*\bclass[ \t]+(\w+)[^\n{]{0,200}\bimplements\b[^\n{]{0,200}\bShouldQueue\b/gm,
  },
  { kind: 'task', files: php, pattern: /#\[AsMessageHandler\b[^\n]*\n(?:[^\n]*\n){0,4}?[^\n]*\bclass[ \t]+(\w+)/g },
  {
    kind: 'task',
    files: script,
    pattern:
      /\bnew[ \t]+Worker(?:<[^\n>]{0,80}>)?\(\s*['"`]([\w:.-]{2,60})['"`]|@Processor\(\s*['"`]([\w:.-]{2,60})['"`]|\b\w*[qQ]ueue\.process\(\s*['"`]([\w:.-]{2,60})['"`]|\b(?:boss|agenda)\.(?:work|define)\(\s*['"`]([\w:. -]{2,60})['"`]/g,
  },
  {
    kind: 'task',
    files: jvm,
    pattern: /@(?:Rabbit|Kafka|Jms|Sqs)Listener\b[^\n]*\n(?:[^\n]*\n){0,3}?[^\n]*?\b(\w+)[ \t]*\(/g,
  },
  {
    kind: 'signal',
    files: python,
    pattern: /^[ \t]*@receiver\([^\n]{0,300}\r?\n(?:[ \t]*@[^\n]*\n){0,4}?[ \t]*(?:async[ \t]+)?def[ \t]+(\w+)/gm,
  },
  {
    kind: 'email',
    files: python,
    pattern:
      /(?<!def )(?<![\w.])(send_mail|send_mass_mail|mail_admins|mail_managers|send_templated_mail|send_email|EmailMessage|EmailMultiAlternatives)\(/g,
  },
  {
    kind: 'email',
    files: script,
    pattern:
      /(?<!function )(?<![\w.])(?:await\s+)?(?:\w+\.)?(sendMail|sendEmail|sendTransacEmail|sendTransactionalEmail)\((?![^)\n]{0,200}\)\s*(?::[^{\n]{0,80})?\{)/g,
  },
  { kind: 'email', files: ruby, pattern: /\.(deliver_later|deliver_now|deliver_later!|deliver_now!)\b/g },
  { kind: 'email', files: php, pattern: /\b(Mail::(?:to|send|queue)|mailer->send)\(/g },
  { kind: 'email', files: jvm, pattern: /\b(?:mailSender|javaMailSender|emailSender)\.(send)\(/gi },
];

/** In SQL alone: of a program's two ways, the way back drops what the way forth creates. */
const droppedTriggers = /\bdrop\s+trigger\s+(?:if\s+exists\s+)?["'`[]?([A-Za-z_][\w.]{1,80})/gi;

const triggers =
  /\bcreate\s+(?:or\s+replace\s+)?(?:constraint\s+)?trigger\s+(?:if\s+not\s+exists\s+)?["'`[]?([A-Za-z_][\w.]{1,80})/gi;

/** What the product does without anyone asking: at its start, in its base, in its queues, and the e-mails it sends. */
export const automations: Detector = {
  name: 'automations',
  start() {
    const found: Automation[] = [];
    /** Where each was last dropped. */
    const dropped = new Map<string, string>();
    return {
      wants: (file) => isLookedInto(file),
      read(source, file) {
        if (mayAct.test(source.text)) {
          found.push(...actsIn(source, file));
        }
        if (file.name.endsWith('.sql') && !/[._]down\b/i.test(file.name)) {
          for (const { 1: name = '' } of source.text.matchAll(droppedTriggers)) {
            dropped.set(name, file.path);
          }
        }
      },
      find(before) {
        for (const { command, evidence, kind } of before.hosting) {
          // A start by a platform's own file was read with the file.
          if (kind === 'process' && command !== undefined && !starters.test(evidence[0]?.path ?? '')) {
            found.push(...startsOf(command, evidence.slice(0, 1)));
          }
        }
        // Migrations run in the order of their paths: what a later one drops is no more.
        const kept = found.filter(
          ({ kind, name, evidence: [place] }) => kind !== 'trigger' || (dropped.get(name) ?? '') <= (place?.path ?? ''),
        );
        return { automations: gathered(kept) };
      },
    };
  },
};

function isLookedInto({ path, name, isTest }: SurveyedFile): boolean {
  return (
    !isTest &&
    (/\.(?:py|[cm]?[jt]sx?|rb|php|java|kt|sql)$/.test(name) || name === 'package.json' || starters.test(path))
  );
}

function actsIn(source: SourceText, { path, name }: SurveyedFile): Automation[] {
  const { text } = source;
  const found: Automation[] = [];
  const add = (kind: Automation['kind'], what: string, index: number): void => {
    if (!isCommented(text, index)) {
      found.push({ name: what, kind, evidence: [{ path, line: source.lineAt(index) }] });
    }
  };
  if (name === 'package.json') {
    return packageStarts(source);
  }
  if (starters.test(path)) {
    for (const { 0: command, index } of text.matchAll(startCommands)) {
      add('startup', command, index);
    }
  }
  if (name.endsWith('.sql') || /migrat|schema|trigger|database|\bdb\b/i.test(path)) {
    for (const { 0: whole, 1: trigger = '', index } of text.matchAll(triggers)) {
      add('trigger', trigger, index + whole.length - trigger.length);
    }
  }
  if (/\.(?:py|[cm]?[jt]sx?|rb|php|java|kt)$/.test(name)) {
    const actions = name.endsWith('.rb') ? mailerActions(source) : [];
    found.push(...(actions.length > 0 ? actions : emailsIn(source)));
  }
  for (const { kind, files, pattern } of signs) {
    for (const match of files.test(name) ? text.matchAll(pattern) : []) {
      const what = match.slice(1).find((group) => group !== undefined);
      if (what !== undefined) {
        add(kind, what, match.index + match[0].lastIndexOf(what));
      }
    }
  }
  return found;
}

/** What `npm start` does before the program runs. */
function packageStarts(source: SourceText): Automation[] {
  return source.lines.flatMap((line, index): Automation[] => {
    const [, script, command] =
      /^\s*"(start|prestart|start:prod(?:uction)?|postdeploy|heroku-postbuild|scalingo-postbuild|release)"\s*:\s*"(.{1,600})"/.exec(
        line,
      ) ?? [];
    return script === undefined || command === undefined
      ? []
      : startsOf(command, [{ path: source.path, line: index + 1 }]);
  });
}

function startsOf(command: string, evidence: Evidence[]): Automation[] {
  return [...command.matchAll(startCommands)].map(([name]) => ({ name, kind: 'startup', evidence }));
}

/** One fact a name and a kind, with its places; of e-mails, the call's name says little and its places all. */
function gathered(all: readonly Automation[]): Automation[] {
  const groups = new Map<string, Automation>();
  for (const fact of all) {
    const key = `${fact.kind} ${fact.name}`;
    const known = groups.get(key);
    const places = [...(known?.evidence ?? []), ...fact.evidence];
    const once = places.filter(
      ({ path, line }, index) => places.findIndex((other) => other.path === path && other.line === line) === index,
    );
    groups.set(key, { ...fact, evidence: once.slice(0, mostOfAKind) });
  }
  const kept = new Map<Automation['kind'], number>();
  return [...groups.values()]
    .sort((a, b) => compare(a.kind, b.kind) || compare(a.name, b.name))
    .filter(({ kind }) => {
      kept.set(kind, (kept.get(kind) ?? 0) + 1);
      return (kept.get(kind) ?? 0) <= mostOfAKind;
    });
}
