import { positionAt } from '../outline/lines';
import type { Range } from '../outline/types';
import { findSecrets } from '../secrets/findSecrets';
import { secretKinds, type FoundSecret, type SecretKindId } from '../secrets/secretKinds';
import type { Candidate } from '../secrets/secretPatterns';
import type { Problem, Rule, Surroundings } from './rule';

/** What takes a secret's place. */
const redacted = '[secret retiré]';

/** Files whose values are there to be copied: they open nothing. */
const sampleFiles = ['.env.example', '.env.sample', '.env.dist', '.env.template', '.env.test', '.env.exemple'];

/** A credential anywhere in a document, code, comments and front matter included. */
export const secret: Rule = {
  code: 'secret',
  summary: 'Mot de passe, jeton ou clé écrits dans le document',
  severity: 'error',
  async check({ lines }, surroundings, breathe) {
    const { text } = lines;
    const kept = await leaveSamples(await findSecrets(text, breathe), text, surroundings);
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
