import type { SourceText } from '../sourceText';
import { isCommented } from './commentedLine';

/** Where a program's journals are set. */
export interface Journal {
  /** « sortie standard », `/var/log/x.log`, `LOGGING`. */
  readonly name: string;
  /** Counted from 1. */
  readonly line: number;
}

/** Files whose names say that they set journals, or start programs. */
const files =
  /(?:^|\/)(?:[\w-]*logg(?:er|ing)[\w-]*\.(?:[cm]?[jt]s|py|rb|ya?ml|php|json)|logback[\w-]*\.xml|log4j2?[\w-]*\.(?:xml|properties|ya?ml)|monolog\.ya?ml|settings(?:\/[\w-]+)?\.py|(?:base|prod|production)\.py|production\.rb|application[\w-]*\.(?:properties|ya?ml)|[\w@-]+\.service|supervisord?[\w.-]*\.conf|gunicorn[\w.-]*\.(?:py|conf)|uwsgi\.ini|Procfile)$/;

const standardOutput = 'sortie standard';

interface Sign {
  readonly files: RegExp;
  readonly pattern: RegExp;
  /** The name, unless the pattern's first group is. */
  readonly name?: string;
}

const signs: readonly Sign[] = [
  {
    files: /(?:\.service|supervisord?[\w.-]*\.conf|gunicorn[\w.-]*|uwsgi\.ini|Procfile)$/,
    pattern:
      /(?:--(?:log-?file|access-logfile|error-logfile)[= ]|\b(?:StandardOutput|StandardError)=(?:append:|file:)|\b(?:stdout_logfile|stderr_logfile|logto|accesslog|errorlog|daemonize)\s{0,4}=\s{0,4}['"]?)(\/[\w./%-]{3,100})/g,
  },
  { files: /\.service$/, pattern: /\bStandardOutput=(?:journal|syslog)\b/g, name: 'journal de systemd' },
  { files: /\.py$/, pattern: /^LOGGING[ \t]*=/gm, name: 'LOGGING' },
  {
    files: /production\.rb$/,
    pattern: /\bRAILS_LOG_TO_STDOUT\b|Logger\.new\([ \t]*(?:STDOUT|\$stdout)/g,
    name: standardOutput,
  },
  {
    files: /[lL]ogg(?:er|ing)[\w-]*\.[cm]?[jt]s$/,
    pattern: /\bconsole\.(?:log|info)\(|transports\.Console\b/g,
    name: standardOutput,
  },
  { files: /[lL]ogg(?:er|ing)[\w-]*\.py$/, pattern: /\bStreamHandler\b|sys\.stdout/g, name: standardOutput },
  { files: /(?:logback|log4j)[\w-]*\.xml$/, pattern: /\bConsoleAppender\b|<Console\b/g, name: standardOutput },
  {
    files: /(?:logback|log4j)[\w-]*\.xml$/,
    pattern: /\b(?:Rolling)?FileAppender\b|<RollingFile\b/g,
    name: 'fichiers tournants',
  },
  {
    files: /application[\w-]*\.(?:properties|ya?ml)$/,
    pattern: /\blogging\.file(?:\.name|\.path)?\s{0,4}[=:]/g,
    name: 'logging.file',
  },
];

export function maySetJournals({ path }: { readonly name: string; readonly path: string }): boolean {
  return files.test(path);
}

/** Where a program writes what it does, by its settings. */
export function journalsIn(source: SourceText): Journal[] {
  const found = new Map<string, Journal>();
  for (const sign of signs.filter(({ files: own }) => own.test(source.path))) {
    for (const { index, 0: whole, 1: path } of source.text.matchAll(sign.pattern)) {
      const name = sign.name ?? path ?? '';
      if (name !== '' && !found.has(name) && !isCommented(source.text, index + whole.length)) {
        found.set(name, { name, line: source.lineAt(index + whole.length - 1) });
      }
    }
  }
  return [...found.values()];
}
