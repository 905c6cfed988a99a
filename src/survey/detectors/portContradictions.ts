import { engineName } from '../data/engines';
import type { Detector } from '../detector';
import type { Contradiction, Evidence } from '../facts';
import { composeServices } from '../readers/compose';
import { documentedText } from '../readers/documentedText';
import type { Repository } from '../repository';
import type { SourceText } from '../sourceText';

interface Spoken {
  /** The words that say that a sentence or an address is about it. */
  readonly words: RegExp;
  /** Its usual port, the one that its neighbours use within Compose. */
  readonly port: string;
}

const engines: Readonly<Record<string, Spoken>> = {
  PostgreSQL: { words: /postgres|psql|\bpg\b|\bdb\b|database|base de données/i, port: '5432' },
  MySQL: { words: /mysql|mariadb|\bdb\b|database|base de données/i, port: '3306' },
  MariaDB: { words: /mysql|mariadb|\bdb\b|database|base de données/i, port: '3306' },
  MongoDB: { words: /mongo|\bdb\b|database|base de données/i, port: '27017' },
  Redis: { words: /redis/i, port: '6379' },
  Elasticsearch: { words: /elastic/i, port: '9200' },
};

/** A port of this machine: `localhost:5434`, « le port 5434 », `port __5434__`. */
const localPort = /(?:localhost|127\.0\.0\.1|0\.0\.0\.0):(\d{4,5})(?!\d)|\bports?\s+[`*_]{0,3}(\d{4,5})(?!\d)/gi;

interface Published {
  readonly engine: string;
  readonly port: string;
  readonly evidence: Evidence;
}

/** A port on which documents say that a database answers, and Compose that it doesn't. */
export const portContradictions: Detector = {
  name: 'portContradictions',
  start: (repository) => ({
    async find() {
      const published = await publishedPorts(repository);
      if (published.length === 0) {
        return {};
      }
      const documents = await documentedText(repository);
      const byEngine = new Map<string, Published[]>();
      for (const port of published) {
        byEngine.set(port.engine, [...(byEngine.get(port.engine) ?? []), port]);
      }
      return { contradictions: [...byEngine].flatMap(([engine, own]) => contradictionOf(engine, own, documents)) };
    },
  }),
};

async function publishedPorts(repository: Repository): Promise<Published[]> {
  return (await composeServices(repository)).flatMap(({ path, image, ports }) => {
    const engine = image && engineName(image.name.replace(/^.*\//, ''));
    return engine === undefined || !Object.hasOwn(engines, engine)
      ? []
      : ports.map(({ port, line }) => ({ engine, port: String(port), evidence: { path, line } }));
  });
}

function contradictionOf(engine: string, own: readonly Published[], documents: readonly SourceText[]): Contradiction[] {
  const spoken = engines[engine];
  if (!spoken) {
    return [];
  }
  const told = new Map<string, Evidence[]>();
  for (const source of documents) {
    for (const [index, line] of source.lines.entries()) {
      for (const { 1: address, 2: said } of spoken.words.test(line) ? line.matchAll(localPort) : []) {
        const port = address ?? said ?? '';
        told.set(port, [...(told.get(port) ?? []), { path: source.path, line: index + 1 }]);
      }
    }
  }
  const known = new Set([spoken.port, ...own.map(({ port }) => port)]);
  const wrong = [...told].filter(([port]) => !known.has(port) && isNear(port, [...known]));
  if (wrong.length === 0) {
    return [];
  }
  const values = [
    ...wrong.map(([value, evidence]) => ({ value, evidence })),
    ...[...new Map(own.map((published) => [published.port, published.evidence]))].map(([value, evidence]) => ({
      value,
      evidence: [evidence, ...(told.get(value) ?? [])],
    })),
  ];
  return [{ name: engine, kind: 'port', values, evidence: values.flatMap(({ evidence }) => evidence.slice(0, 1)) }];
}

/** Ports of web servers stand in the same sentences: only one that could have been the database's is told. */
function isNear(port: string, known: readonly string[]): boolean {
  return known.some((other) => other.slice(0, 2) === port.slice(0, 2));
}
