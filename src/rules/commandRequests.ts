import { joinPath } from './filePaths';
import type { ProjectScripts } from './projectScripts';
import type { Step, Word } from './shellCommands';
import { readPath, tools, type Request, type Where } from './toolReaders';

/** Whether a word starts commands that we know: anything may stand in a code that doesn't say what it is. */
export function isKnownTool(word: string): boolean {
  return tools.has(word) || wrappers.has(word) || /^\.{1,2}\/./.test(word);
}

/** What comes before a command without changing what it is. */
const wrappers = new Set(['sudo', 'time', 'exec', 'command', 'env', 'nohup', 'then', 'do', 'else', 'dotenv']);

/** Commands that run another one, of which the rest is to be read. */
const runners: readonly (readonly string[])[] = [
  ['bundle', 'exec'],
  ['poetry', 'run'],
  ['uv', 'run'],
  ['pipenv', 'run'],
  ['pdm', 'run'],
  ['hatch', 'run'],
  ['rye', 'run'],
];

/**
 * What commands ask of the repository, following them from folder to folder. From the first folder that isn't known
 * on, nothing more is said.
 */
export async function readRequests(steps: readonly Step[], project: ProjectScripts): Promise<Request[]> {
  const requests: Request[] = [];
  const outer: Where[] = [];
  let where: Where = { kind: 'root' };
  let hasCloned = false;
  for (const step of steps) {
    if (step.kind === 'open') {
      outer.push(where);
    } else if (step.kind === 'close') {
      where = outer.length > 0 ? outer.pop() : where;
    } else {
      const words = withoutPrefixes(step.words);
      const [first, second] = words;
      if (first?.text === 'git' && words.some(({ text }) => text === 'clone')) {
        hasCloned = true;
      } else if (first?.text === 'cd' || first?.text === 'pushd') {
        where = await goTo(second, where, hasCloned, project);
      } else if (first?.text === 'popd') {
        where = undefined;
      } else if (first && where) {
        requests.push(...readCommand(words, where).map((request) => ({ ...request, first })));
      }
    }
  }
  return requests;
}

async function goTo(
  target: Word | undefined,
  where: Where,
  hasCloned: boolean,
  project: ProjectScripts,
): Promise<Where> {
  if (!target?.isPlain || !where || target.text === '-' || target.text.startsWith('/')) {
    return undefined;
  }
  const from = where.kind === 'folder' ? where.folder : '';
  const folder = joinPath(from, target.text);
  if (folder === undefined) {
    return undefined;
  }
  if (folder === '' || (await project.exists(folder))) {
    return { kind: 'folder', folder };
  }
  // The folder that a clone has just made is the repository's own.
  return hasCloned && where.kind === 'root' ? where : undefined;
}

/** Without `A=b`, `sudo` and the like. */
function withoutPrefixes(words: readonly Word[]): readonly Word[] {
  let start = 0;
  while (start < words.length) {
    const text = words[start]?.text ?? '';
    const isWrapper = wrappers.has(text) || (start > 0 && (text === '--' || /^-[a-zA-Z]*$/.test(text)));
    if (!isWrapper && !/^[A-Za-z_]\w*=/.test(text)) {
      break;
    }
    start++;
  }
  return words.slice(start);
}

function readCommand(words: readonly Word[], place: Exclude<Where, undefined>): readonly Omit<Request, 'first'>[] {
  const [first] = words;
  if (!first?.isPlain) {
    return [];
  }
  const own = tools.get(first.text)?.({ words, place }) ?? readPath({ words, place });
  const runner = runners.find((names) => names.every((name, index) => words[index]?.text === name));
  return runner ? [...own, ...readCommand(withoutPrefixes(words.slice(runner.length)), place)] : own;
}
