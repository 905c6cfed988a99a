import type { Repository } from '../repository';
import { jsonFile } from './json';
import { textAt } from './located';

/** A script may call another: how far they are followed. */
const deepest = 3;

/**
 * What the repository's own scripts run when these commands call them: `./scripts/deploy.sh`, `yarn deploy`. The commands
 * themselves come first.
 */
export async function withScripts(repository: Repository, commands: readonly string[]): Promise<string[]> {
  const all = [...commands];
  const seen = new Set<string>();
  let pending = commands.join('\n');
  for (let depth = 0; depth < deepest && pending; depth++) {
    const found: string[] = [];
    for (const [, path = ''] of pending.matchAll(/(?<![\w./-])(?:\.\/)?([\w-][\w./-]{1,200})(?![\w./-])/g)) {
      if (!seen.has(path) && repository.has(path) && /\.sh$|(?:^|\/)(?:bin|scripts?|deploy|ops|ci)\//.test(path)) {
        seen.add(path);
        found.push((await repository.text(path))?.text ?? '');
      }
    }
    for (const [, name = ''] of pending.matchAll(
      /\b(?:npm run|pnpm run|pnpm|yarn run|yarn|bun run)\s+(?:--?\S+\s+)*([\w:.-]+)/g,
    )) {
      const key = `script ${name}`;
      if (!seen.has(key) && repository.has('package.json')) {
        seen.add(key);
        found.push(textAt(await jsonFile(repository, 'package.json'), 'scripts', name) ?? '');
      }
    }
    pending = found.filter((text) => text !== '').join('\n');
    all.push(...(pending ? [pending] : []));
  }
  return all;
}
