import { positionAt } from '../outline/lines';
import type { Range } from '../outline/types';
import type { Problem, Rule, Surroundings } from './rule';
import { secretKinds, type FoundSecret, type SecretKindId } from './secretKinds';
import { findWithLibrary } from './secretLibrary';
import { findWithPatterns, type Candidate } from './secretPatterns';
import { isPlaceholder } from './secretPlaceholders';

/** What takes a secret's place. */
const redacted = '[secret retiré]';

/** Files whose values are there to be copied: they open nothing. */
const sampleFiles = ['.env.example', '.env.sample', '.env.dist', '.env.template', '.env.test', '.env.exemple'];

/** A credential anywhere in a document, code, comments and front matter included. */
export const secret: Rule = {
  code: 'secret',
  summary: 'Mot de passe, jeton ou clé écrits dans le document',
  severity: 'error',
  async check({ lines }, surroundings) {
    const { text } = lines;
    const byForm = (await findWithLibrary(text)).map((found): Candidate => ({ ...found, isGuess: false }));
    const found = [...byForm, ...findWithPatterns(text)].filter(
      (candidate) => !isPlaceholder(text.slice(candidate.start, candidate.end), candidate.kind, candidate),
    );
    const kept = await leaveSamples(withoutOverlaps(found), text, surroundings);
    return kept.map(({ kind, start, end }): Omit<Problem, 'rule'> => {
      const range: Range = { start: positionAt(lines, start), end: positionAt(lines, end) };
      return {
        range,
        message: messageFor(kind, text.slice(start, end)),
        fixes: [
          {
            kind: 'edit',
            title: `Masquer : remplacer par « ${redacted} »`,
            edits: () => [{ range, newText: redacted }],
          },
        ],
      };
    });
  },
};

/** Never says more of the value than what all secrets of its kind start with. */
function messageFor(kind: SecretKindId, value: string): string {
  const { name, isFeminine, prefixes, revoke } = secretKinds[kind];
  const prefix = prefixes?.find((start) => value.startsWith(start));
  const shown = prefix === undefined ? '' : ` (${prefix.slice(0, 4)}…)`;
  const it = isFeminine ? 'la' : 'le';
  return `${name}${shown} en clair. Révoquez-${it} d’abord : ${revoke}. Puis masquez-${it} ici.`;
}

/** Those found first are the surest. */
function withoutOverlaps(found: readonly Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  for (const candidate of found) {
    if (!kept.some((other) => candidate.start < other.end && other.start < candidate.end)) {
      kept.push(candidate);
    }
  }
  return kept.sort((a, b) => a.start - b.start);
}

/** Leaves out the passwords that the repository itself gives as examples. */
async function leaveSamples(
  found: readonly Candidate[],
  text: string,
  surroundings: Surroundings,
): Promise<readonly FoundSecret[]> {
  if (!found.some(({ isGuess, host }) => isGuess || host !== undefined)) {
    return found;
  }
  const samples = (await Promise.all(sampleFiles.map((path) => surroundings.readText(path)))).join('\n');
  return found.filter(
    ({ isGuess, host, start, end }) => !((isGuess || host !== undefined) && samples.includes(text.slice(start, end))),
  );
}
