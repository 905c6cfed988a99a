import type { Detector } from '../detector';
import type { Contradiction, Evidence, Inventory } from '../facts';
import { documentedText } from '../readers/documentedText';

/** Commands of package managers that a product doesn't declare, and files of `bin` that it would have. */
const documented =
  /(?<![\w./-])(?:(npm run|yarn run|pnpm run|yarn|make|composer run|composer run-script) ([a-z][\w:.-]*)|\.?\/?(bin\/[a-z][\w-]*))(?![\w/:-])/g;

/** What `yarn` does by itself, and what every project of Rails or Symfony has without a file. */
const builtIn =
  /^(?:add|autoclean|bin|cache|check|config|create|dedupe|dlx|exec|generate-lock-entry|global|help|import|info|init|install|licenses|link|list|login|logout|node|npm|outdated|owner|pack|patch|plugin|policies|prod|publish|rebuild|remove|run|search|set|stage|tag|team|test|unlink|unplug|up|upgrade|upgrade-interactive|version|versions|why|workspace|workspaces|cmd)$/;

/** What a document tells to type and the product doesn't have. */
export const missingCommands: Detector = {
  name: 'missingCommands',
  start: (repository) => ({
    async find({ repository: { commands } }) {
      const declared = declaredNames(commands);
      const missing = new Map<string, Evidence[]>();
      for (const source of await documentedText(repository)) {
        for (const { index, 1: tool, 2: name, 3: file } of source.text.matchAll(documented)) {
          if (!isInCode(source.text, index)) {
            continue;
          }
          const command = file ?? `${tool ?? ''} ${name ?? ''}`;
          const isKnown =
            file === undefined
              ? isDeclared(tool ?? '', name ?? '', declared)
              : repository.has(file) || !repository.hasFolder('bin') || file.startsWith('bin/console');
          if (!isKnown) {
            const place = { path: source.path, line: source.lineAt(index) };
            missing.set(command, [...(missing.get(command) ?? []), place]);
          }
        }
      }
      return {
        contradictions: [...missing].map(([name, evidence]): Contradiction => ({
          name,
          kind: 'command',
          values: [{ value: name, evidence }],
          evidence: evidence.slice(0, 3),
        })),
      };
    },
  }),
};

interface Declared {
  readonly scripts: ReadonlySet<string>;
  readonly targets: ReadonlySet<string>;
  readonly composer: ReadonlySet<string>;
}

function declaredNames(commands: Inventory['repository']['commands']): Declared {
  const namesOf = (kind: RegExp): Set<string> =>
    new Set(commands.flatMap(({ name, command }) => (kind.test(command ?? '') ? [name] : [])));
  return {
    scripts: namesOf(/^(?:npm|yarn|pnpm|bun)\b/),
    targets: namesOf(/^make\b/),
    composer: namesOf(/^composer\b/),
  };
}

/** A tool of which the product declares nothing is another's: a document may speak of other repositories. */
function isDeclared(tool: string, name: string, { scripts, targets, composer }: Declared): boolean {
  if (tool === 'make') {
    return targets.size === 0 || targets.has(name) || !/[:_-]/.test(name);
  }
  if (tool.startsWith('composer')) {
    return composer.size === 0 || composer.has(name);
  }
  // Without « run », a word may be a program that a dependency brings.
  const isBare = tool === 'yarn' && !name.includes(':');
  return scripts.size === 0 || scripts.has(name) || builtIn.test(name) || isBare;
}

/** Between back quotes, in a fenced block or after a prompt: what is typed, and not a word of a sentence. */
function isInCode(text: string, index: number): boolean {
  const lineStart = text.lastIndexOf('\n', index - 1) + 1;
  const before = text.slice(lineStart, index);
  const ticks = before.split('`').length - 1;
  return ticks % 2 === 1 || /^\s*(?:[$>%#]\s*)?(?:docker[- ]compose [\w -]*)?$/.test(before);
}
