import type { Repository } from '../../repository';
import type { SchemaReplay } from './schemaReplay';

/** How many names one note gives. */
const mostNamed = 5;

/**
 * Notes the tables that migrations change though none of them creates them: one note for all, at the first of them.
 *
 * @param isExpected whether a table is one that a tool makes for itself
 */
export function noteUnknownTables(
  repository: Repository,
  replay: SchemaReplay,
  isExpected: (table: string) => boolean = () => false,
): void {
  const unknown = replay.unknown.filter(({ name }) => !isExpected(name));
  const [first] = unknown;
  if (!first) {
    return;
  }
  const named = unknown.slice(0, mostNamed).map(({ name }) => `« ${name} »`);
  const left = unknown.length - named.length;
  const names = [...named, ...(left > 0 ? [`${String(left)} autres`] : [])].join(', ');
  const message =
    unknown.length === 1
      ? `table ${names} modifiée sans qu’une migration la crée`
      : `tables modifiées sans qu’une migration les crée : ${names}`;
  repository.note(message, first.evidence.path, first.evidence.line, 'tables');
}
