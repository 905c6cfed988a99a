import type { Endpoint, Example } from '../facts';
import { bodyText } from '../readers/bodyText';
import { textAt, valueAt, type Located } from '../readers/located';
import { mediaOf, writtenExample } from '../readers/openapi/writtenExamples';
import { References, type Placed } from '../readers/openapi/references';
import { routePath } from '../readers/routePath';
import type { SurveyedFile } from '../repository';
import type { Framework } from './framework';

const methods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query']);

/** A specification of another's API, that a client was generated from. */
const ofOthers =
  /(?:^|\/)(?:clients?|external|third[-_]?part(?:y|ies)|partners?|partenaires?|providers?|connectors?)\//i;

/** Operations whose examples are kept: they show the form of the bodies, and a dossier isn't a specification. */
const mostExamples = 40;

/** OpenAPI 3 and Swagger 2, in YAML or JSON, in one file or several. */
export const openApi: Framework = {
  name: 'openApi',
  start(repository) {
    const specifications: SurveyedFile[] = [];
    return {
      wants: ({ path, name, isTest }) =>
        !isTest && /\.(?:ya?ml|json)$/i.test(name) && /(?:open-?api|swagger|oas|api|spec|schema|contract)/i.test(path),
      read({ text }, file) {
        if (/^[ \t]*(?:\{\s*)?["']?(?:openapi|swagger)["']?\s*:\s*["']?[23](?:\.\d)/m.test(text.slice(0, 4000))) {
          specifications.push(file);
        }
      },
      async find() {
        const api: Endpoint[] = [];
        const examples: Example[] = [];
        const catalogue = catalogueFolders(specifications);
        for (const { path, folder } of specifications) {
          const references = new References(repository);
          const root = await references.file(path);
          if (root) {
            const isOfOthers = ofOthers.test(path) || catalogue.has(folder);
            await readSpecification(references, { path, value: root }, { api, examples, isOfOthers });
          }
        }
        return { api, examples };
      },
    };
  },
};

interface Found {
  readonly api: Endpoint[];
  readonly examples: Example[];
  readonly isOfOthers: boolean;
}

async function readSpecification(references: References, root: Placed, found: Found): Promise<void> {
  const prefix = prefixOf(root.value);
  const paths = await references.at(root, 'paths');
  for (const { key: path, value } of paths?.value.entries ?? []) {
    const item = await references.resolve({ path: paths?.path ?? root.path, value });
    for (const operation of item?.value.entries ?? []) {
      if (!item || !methods.has(operation.key)) {
        continue;
      }
      const placed = { path: item.path, value: operation.value };
      const endpoint = endpointOf(root, placed, operation.key.toUpperCase(), routePath(prefix, path), operation.line);
      found.api.push(found.isOfOthers ? { ...endpoint, certainty: 'probable' } : endpoint);
      if (!found.isOfOthers && found.examples.length < mostExamples) {
        found.examples.push(...(await examplesOf(references, placed, endpoint)));
      }
    }
  }
}

/** More specifications in one folder are those of a catalogue, of many products. */
const mostOfOneProduct = 8;

function catalogueFolders(specifications: readonly SurveyedFile[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { folder } of specifications) {
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return new Set([...counts].flatMap(([folder, count]) => (count > mostOfOneProduct ? [folder] : [])));
}

/** What stands before all paths: that of the first server, or Swagger 2's base. */
function prefixOf(root: Located): string {
  const server = textAt(valueAt(root, 'servers')?.items[0], 'url');
  const path = server?.replace(/^(?:[a-z][a-z\d+.-]*:)?\/\/[^/]*/i, '') ?? textAt(root, 'basePath') ?? '';
  return path.replace(/\/$/, '').replace(/[?#].*$/, '');
}

function endpointOf(root: Placed, { path, value }: Placed, method: string, route: string, line: number): Endpoint {
  const summary = textAt(value, 'summary') ?? textAt(value, 'description')?.split('\n')[0];
  const security = valueAt(value, 'security') ?? valueAt(root.value, 'security');
  const access = security && [...new Set(security.items.flatMap(({ entries }) => entries.map(({ key }) => key)))];
  return {
    name: `${method} ${route}`,
    method,
    path: route,
    from: 'OpenAPI',
    ...(summary === undefined || summary.trim() === '' ? {} : { summary: summary.trim() }),
    ...(access === undefined ? {} : { access }),
    evidence: [{ path, line }],
  };
}

/** Of each operation, the body it asks for and the first answer that succeeds, when the specification writes one. */
async function examplesOf(references: References, operation: Placed, endpoint: Endpoint): Promise<Example[]> {
  const { method, path, evidence } = endpoint;
  const base = { name: endpoint.name, method, path, source: 'specification' as const, evidence };
  const found: Example[] = [];
  const request = (await references.at(operation, 'requestBody')) ?? (await bodyParameter(references, operation));
  const asked = request && (await exampleIn(references, request));
  if (asked !== undefined) {
    found.push({ ...base, kind: 'request', body: asked });
  }
  const responses = await references.at(operation, 'responses');
  const success = responses?.value.entries.find(({ key }) => /^2\d\d$/.test(key));
  const response = responses && success && (await references.resolve({ path: responses.path, value: success.value }));
  const answered = response && (await exampleIn(references, response));
  if (success && answered !== undefined) {
    found.push({ ...base, kind: 'response', status: Number(success.key), body: answered });
  }
  return found;
}

/** Swagger 2 gives the body among the parameters. */
async function bodyParameter(references: References, operation: Placed): Promise<Placed | undefined> {
  for (const value of valueAt(operation.value, 'parameters')?.items ?? []) {
    const parameter = await references.resolve({ path: operation.path, value });
    if (textAt(parameter?.value, 'in') === 'body') {
      return parameter;
    }
  }
  return undefined;
}

async function exampleIn(references: References, holder: Placed): Promise<string | undefined> {
  const media = await mediaOf(references, holder);
  const example = media && (await writtenExample(references, media));
  return example === undefined || example === null ? undefined : bodyText(JSON.stringify(example));
}
