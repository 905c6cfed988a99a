import type { Example } from '../../survey/facts';
import type { Page } from './answer';

const sourceLabels: Readonly<Record<Example['source'], string>> = {
  specification: 'la spécification',
  http: 'un fichier de requêtes',
  collection: 'une collection de requêtes',
  snapshot: 'la réponse figée d’un test',
};

/** An example and where it comes from. */
export function fencedExample(page: Page, { name, status, source, body, evidence }: Example): string[] {
  const answered = status === undefined ? '' : `, réponse ${String(status)}`;
  const json = asJson(body);
  const text = json ?? body.replace(/\r\n?/g, '\n').trimEnd();
  const fence = '`'.repeat(Math.max(3, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length + 1)));
  return [
    `${page.code(name)}${answered}, d’après ${sourceLabels[source]} ${page.proof(evidence.slice(0, 1))} :`,
    [`${fence}${json === undefined ? 'text' : 'json'}`, text, fence].join('\n'),
  ];
}

function asJson(body: string): string | undefined {
  try {
    return writeJson(JSON.parse(body), '', 0);
  } catch {
    return undefined;
  }
}

/** Of a formatter's usual line. */
const width = 80;

/** As Prettier leaves it: an object takes a line a key, a list of plain values one line when it fits. */
function writeJson(value: unknown, indent: string, used: number): string {
  const inner = `${indent}  `;
  if (Array.isArray(value) && value.length > 0) {
    const plain = value.every((entry) => typeof entry !== 'object' || entry === null);
    const inline = `[${value.map((entry) => JSON.stringify(entry)).join(', ')}]`;
    return plain && used + inline.length <= width
      ? inline
      : `[\n${value.map((entry) => inner + writeJson(entry, inner, inner.length)).join(',\n')}\n${indent}]`;
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const entries = Object.entries(value).map(([key, entry]) => {
      const start = `${inner}${JSON.stringify(key)}: `;
      return start + writeJson(entry, inner, start.length);
    });
    return entries.length === 0 ? '{}' : `{\n${entries.join(',\n')}\n${indent}}`;
  }
  return JSON.stringify(value);
}
