import { readOutline, type Code, type Outline } from '../../outline';
import type { SourceText } from '../sourceText';

/** Lines that a README tells newcomers to type, in one of its blocks. */
export interface InstallCommands {
  /** Counted from 1: the block's own lines, from the first one kept to the last. */
  readonly line: number;
  readonly endLine: number;
  /** Joined by `\n`; what isn't a command (comments, output, settings) is left out. */
  readonly text: string;
}

/** How READMEs name the sections that tell how to install and run the product. */
export const installTitles =
  /install|d[ée]marr|lancer|lancement|launch|getting started|quick ?start|setup|set up|mise en place|pr[ée]requis|requirements|prerequisites|d[ée]velopp|develop|environnement local|en local|usage|utilisation|\brun|ex[ée]cut|docker|local|configuration/i;

/** Sections about something else than a first run, although their title holds one of the words above. */
const otherTitles =
  /produc|d[ée]ploi|deploy|\btests?\b|e2e|lint|format|storybook|release|publi|heroku|scalingo|clever|kubernetes|trouble|d[ée]pannage|backup|sauvegarde|bonnes pratiques|best practice/i;

const programs =
  /^(?:(?:sudo|time)\s+)?(?:npm|npx|yarn|pnpm|bun|bunx|corepack|nvm|fnm|volta|asdf|mise|node|deno|docker|docker-compose|podman|make|just|task|cp|cd|mv|mkdir|git|bundle|bundler|gem|rails|rake|foreman|overmind|hivemind|ruby|rbenv|python3?|pip3?|pipx|pipenv|poetry|uv|pyenv|virtualenv|source|django-admin|composer|php|symfony|artisan|mix|cargo|rustup|go|mvn|gradle|dotnet|sbt|lerna|nx|turbo|direnv|supabase|createdb|dropdb|initdb|brew|apt|apt-get|dnf|yum|apk|pre-commit|honcho|prisma|knex|elm|elm-app|flutter|meltano|dvc|terraform|minikube|kubectl|tilt|devbox|nix|\.{0,2}\/?(?:[\w.-]+\/)+[\w.-]+|\.\/[\w.-]+)(?=\s|$)/;

/** Whatever its value is written like, a line that opens something isn't repeated. */
const opening =
  /passw|passwd|\bmdp\b|mot[-_ ]de[-_ ]passe|secret|token|jeton|api[-_ ]?key|credential|identified by|authorization|-----BEGIN|<<|@[\w.-]+:\d/i;

/** What opens a session waits for someone: it's no step. */
const session = /\bexec\s+(?:-\w+\s+)*\S+\s+(?:psql|mysql|mongo\w*|redis-cli|(?:ba|z)?sh)\b(?!.*(?:\s-c\b|<))/;

/** An image or a repository, `owner/name`: nobody types it alone. */
const namesOnly =
  /^(?!(?:bin|sbin|scripts?|tools?|dev|docker|vendor|ops|make|cmd|exe|node_modules|\.?v?env)\/)[\w-]+\/[\w-]+$/;

const shells = new Set(['', 'sh', 'bash', 'shell', 'zsh', 'console', 'terminal', 'shell-session', 'shellsession']);

/** Of all the blocks of one README together. */
const mostLines = 12;
const longestLine = 160;

interface Section {
  readonly title: string;
  readonly level: number;
  readonly line: number;
  readonly endLine: number;
}

/**
 * What a README tells newcomers to type, from the shell blocks of its installation sections, in their order; where there
 * is none, from the commands that its sentences quote.
 *
 * @param sections the README's, in their order
 */
export function installCommands({ code }: Outline, sections: readonly Section[]): InstallCommands[] {
  const inPlace = code.filter(({ range }) => isInstallation(sections, range.start.line + 1));
  const found = commandsOf(
    inPlace.filter(({ kind, language }) => kind !== 'span' && shells.has(language)),
    code,
  );
  return found.length > 0 ? found : commandsOf(inPlace.filter(({ kind }) => kind === 'span'));
}

/** Commands under which a part of a guide only explains something. */
const fewest = 3;

/** The same, of a guide whose whole text tells how: what its sections on other subjects give is left out. */
export function guideCommands({ text }: SourceText): InstallCommands[] {
  const { code, headings } = readOutline(text);
  const others = headings.filter(({ text: title }) => otherTitles.test(title) || withoutTool.test(title));
  const inPlace = code.filter(
    ({ range }) =>
      !others.some(
        ({ sectionRange: { start, end } }) =>
          start.line <= range.start.line && range.start.line < Math.max(end.line, start.line + 1),
      ),
  );
  // Of several ways to do it, the first is the one that is meant.
  const top = Math.min(...headings.map(({ level }) => level));
  const starts = headings.filter(({ level }) => level === top).map(({ range }) => range.start.line);
  const ways = [0, ...starts].map((start, index) =>
    inPlace.filter(
      ({
        range: {
          start: { line },
        },
      }) => line >= start && line < (starts[index] ?? Number.POSITIVE_INFINITY),
    ),
  );
  for (const way of ways) {
    const blocks = commandsOf(
      way.filter(({ kind, language }) => kind !== 'span' && shells.has(language)),
      code,
    );
    const spans = blocks.length > 0 ? [] : commandsOf(way.filter(({ kind }) => kind === 'span'));
    const found = [...blocks, ...spans].filter(({ text: lines }) => !/<|^cd \/(?:my|path)/.test(lines));
    if (found.reduce((sum, { text: lines }) => sum + lines.split('\n').length, 0) >= fewest) {
      return found;
    }
  }
  return [];
}

/** The second of two ways, and what is done later than a first run. */
const withoutTool =
  /\b(?:sans|without) docker|docker only|restaur|restor|\bdump\b|login|e-?mails?|ldap|optional|optionnel|upgrade|mise à jour/i;

function isInstallation(sections: readonly Section[], line: number): boolean {
  const around = sections.filter((section) => section.line <= line && line <= section.endLine);
  return (
    around.some(({ title, level }) => (level > 1 || sections.length === 1) && installTitles.test(title)) &&
    !around.some(({ title, level }) => level > 1 && otherTitles.test(title))
  );
}

/** What Compose can be told to do: of anything else, it says that it doesn't know it. */
const composeActs =
  /^(?:attach|bridge|build|commit|config|convert|cp|create|down|events|exec|export|images|kill|logs|ls|pause|port|ps|publish|pull|push|restart|rm|run|scale|start|stats|stop|top|unpause|up|version|volumes|wait|watch)$/;

/** `docker-compose django dev` lacks what it does: the text that gives the whole of it somewhere is believed. */
function mended(command: string, code: readonly Code[]): string {
  const [, act = '', words = ''] = /^docker(?:-| )compose ((?!-)\S+)(.*)$/.exec(command) ?? [];
  if (act === '' || composeActs.test(act)) {
    return command;
  }
  const whole = code
    .filter(({ kind }) => kind === 'span')
    .map(({ text }) => commandIn(text))
    .filter((other) => /^docker(?:-| )compose (?:run|up|exec)\s/.test(other) && other.endsWith(` ${act}${words}`))
    .sort((a, b) => b.length - a.length);
  return whole[0] ?? command;
}

function commandsOf(code: readonly Code[], all: readonly Code[] = code): InstallCommands[] {
  const found: InstallCommands[] = [];
  const known = new Set<string>();
  let count = 0;
  for (const { text, range } of code) {
    const kept: { readonly command: string; readonly line: number }[] = [];
    // A command goes on below when its line ends with a backslash: half of one is no use.
    let isContinued = false;
    for (const [index, raw] of text.split('\n').entries()) {
      const command = isContinued ? '' : mended(commandIn(raw), all);
      isContinued = raw.trimEnd().endsWith('\\');
      if (command !== '' && !isContinued && count < mostLines && !known.has(command)) {
        known.add(command);
        kept.push({ command, line: range.start.line + 1 + index });
        count++;
      }
    }
    const [first] = kept;
    const last = kept.at(-1);
    if (first && last) {
      found.push({ line: first.line, endLine: last.line, text: kept.map(({ command }) => command).join('\n') });
    }
  }
  return found;
}

/** The command alone, without its prompt nor its comment; empty when the line holds none that may be repeated. */
function commandIn(raw: string): string {
  const line = raw
    .replace(/^\s*(?:[$>%]\s+)?/, '')
    .replace(/\s+#.*$/, '')
    .trim();
  return line.length <= longestLine &&
    programs.test(line) &&
    !opening.test(line) &&
    !session.test(line) &&
    !namesOnly.test(line) &&
    !/\s(?:--version|-v|-V|version(?:\s+v?\d.*)?)$/.test(line) &&
    !line.includes('`')
    ? line
    : '';
}
