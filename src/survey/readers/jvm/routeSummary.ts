import type { JvmPlace, JvmSources } from './jvmSources';
import { annotated, type JvmMethod } from './jvmTypes';

/** What is written of a method that answers requests: OpenAPI's summary, else the first words of its documentation. */
export async function summaryOf(
  sources: JvmSources,
  declarations: readonly { readonly declared: JvmMethod; readonly place: JvmPlace }[],
): Promise<string | undefined> {
  for (const { declared, place } of declarations) {
    const operation = annotated(declared, 'Operation');
    const older = annotated(declared, 'ApiOperation');
    const value = operation?.values.get('summary') ?? older?.values.get('value');
    const text = value && (await sources.textOf(value, place));
    if (text !== undefined && text.trim() !== '') {
      return oneLine(text);
    }
  }
  const comment = declarations.find(({ declared }) => declared.comment !== undefined)?.declared.comment;
  // JHipster writes the operation itself first: « GET /communes : lists… ».
  return comment === undefined
    ? undefined
    : oneLine(comment.replace(/^(?:GET|POST|PUT|PATCH|DELETE)\s+\S+\s*:\s*/, ''));
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 300);
}
