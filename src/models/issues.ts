import type * as z from 'zod/mini';

/** Keys and list positions (from 0), from the file's root. */
export type Path = readonly (string | number)[];

/** What is wrong at a path, in French. */
export interface Mistake {
  readonly path: Path;
  readonly message: string;
}

/**
 * Says in French what the schema found. The keys missing from one place make one mistake: a file just begun is not
 * covered with squiggles.
 *
 * @param isMissing whether nothing is written at a path
 */
export function describeIssues(issues: readonly z.core.$ZodIssue[], isMissing: (path: Path) => boolean): Mistake[] {
  const mistakes: Mistake[] = [];
  const missing = new Map<string, { readonly path: Path; readonly keys: string[] }>();
  for (const issue of issues) {
    const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
    if ((issue.code === 'invalid_type' || issue.code === 'invalid_value') && isMissing(path)) {
      const parent = path.slice(0, -1);
      const place = missing.get(JSON.stringify(parent)) ?? { path: parent, keys: [] };
      const choices = issue.code === 'invalid_value' ? ` (${listChoices(issue)})` : '';
      place.keys.push(`« ${String(path.at(-1))} »${choices}`);
      missing.set(JSON.stringify(parent), place);
    } else {
      mistakes.push(...describeIssue(issue, path));
    }
  }
  for (const { path, keys } of missing.values()) {
    mistakes.push({
      path,
      message:
        keys.length === 1 ? `il manque la clé ${keys.join('')}` : `il manque les clés ${listFormat.format(keys)}`,
    });
  }
  return mistakes;
}

const listFormat = new Intl.ListFormat('fr', { type: 'conjunction' });

function describeIssue(issue: z.core.$ZodIssue, path: Path): Mistake[] {
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        message: `clé inconnue « ${onOneLine(key)} » : corrigez-la ou retirez-la`,
      }));
    case 'invalid_type':
      return [
        { path, message: issue.expected === 'int' ? issue.message : (expectations[issue.expected] ?? issue.message) },
      ];
    case 'invalid_value':
      return [{ path, message: `valeur inconnue : choisissez parmi ${listChoices(issue)}` }];
    default:
      return [{ path, message: issue.message }];
  }
}

/** A key as a message can quote it: YAML allows any text there. */
export function onOneLine(key: string): string {
  const line = key.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}

function listChoices({ values }: z.core.$ZodIssueInvalidValue): string {
  return values.map((choice) => `« ${String(choice)} »`).join(', ');
}

const expectations: Partial<Record<string, string>> = {
  string: 'écrivez un texte ici (entre guillemets s’il ressemble à un nombre ou à oui/non)',
  number: 'écrivez un nombre entier : 1, 2, 3…',
  array: 'écrivez une liste ici : une ligne par entrée, qui commence par « - »',
  object: 'écrivez des clés ici : « id: … », « titre: … »',
};
