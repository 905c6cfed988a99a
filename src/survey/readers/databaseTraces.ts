import { Clue } from '../clues';
import { engineName } from '../data/engines';
import type { Evidence } from '../facts';
import type { SurveyedFile } from '../repository';
import type { SourceText } from '../sourceText';
import { tagVersion, type ImageName } from './imageName';

/** One place that says which engine holds the product's data. */
export interface EngineTrace {
  readonly name: string;
  readonly version: string | undefined;
  readonly evidence: Evidence;
  /** What a test or a place of work uses, or what may well not be used at all. */
  readonly isProbable: boolean;
}

/** The engine that an image runs. */
export function engineOfImage({ name, repository, tag }: ImageName, evidence: Evidence): EngineTrace[] {
  // Exporters, administration and backups of an engine aren't the engine.
  const inTag = /(?:^|-)pg(\d{1,2})(?:[-_.]|$)/.exec(tag ?? '')?.[1];
  const engine = /(?:^|\/)mssql\/server$/.test(repository)
    ? 'SQL Server'
    : (engineName(name) ?? (inTag === undefined ? undefined : 'PostgreSQL'));
  return engine === undefined || /(?:^|\/)(?:selenium|prom|mcp)\//.test(repository)
    ? []
    : [{ name: engine, version: inTag ?? tagVersion(tag), evidence, isProbable: false }];
}

interface LinePattern {
  readonly file: RegExp;
  /** What a text must hold for one of its lines to match: most hold none, and a search of the whole is much faster. */
  readonly holds: Clue;
  /** The first group that matches is the engine, as it is called there. */
  readonly line: RegExp;
}

const quote = `["']`;

/** Where frameworks are told their engine. Values are never kept: only which engine they name. */
const patterns: readonly LinePattern[] = [
  // Rails
  {
    file: /(?:^|\/)config\/database[\w.-]*\.yml(?:\.\w+)?$/,
    holds: new Clue(/adapter:/),
    line: /^\s*adapter:\s*["']?(\w+)/,
  },
  { file: /(?:^|\/)mongoid\.yml$/, holds: new Clue(/mongodb/), line: /^\s*(?:uri:\s*["']?)(mongodb)/ },
  // Django
  {
    file: /\.py$/,
    holds: new Clue(/ENGINE/),
    line: /["']ENGINE["']\s*:\s*["'](?:[\w.]*\.)?(postgresql_psycopg2|postgresql|postgis|mysql|sqlite3|spatialite|oracle|mssql|psqlextra)\b/,
  },
  {
    file: /\.py$/,
    holds: new Clue(/:\/\//),
    line: /\b(?:DATABASE_URL|SQLALCHEMY_DATABASE_URI|CACHE_URL|REDIS_URL|BROKER_URL|MONGO\w*_UR[IL])\b.{0,80}["'](postgres|postgresql|postgis|mysql|sqlite|mongodb|redis|rediss|amqp)(?:\+\w+)?:\/\//,
  },
  {
    file: /\.py$/,
    holds: new Clue(/BACKEND/),
    line: /["']BACKEND["']\s*:\s*["'](?:django_redis\.cache|django\.core\.cache\.backends\.redis)\.(Redis)Cache/,
  },
  {
    file: /\.py$/,
    holds: new Clue(/db\.backends/),
    line: /["']django\.(?:contrib\.gis\.)?db\.backends\.(postgresql_psycopg2|postgresql|postgis|mysql|sqlite3|spatialite|oracle)["']/,
  },
  // Laravel, Symfony
  {
    file: /(?:^|\/)config\/database\.php$/,
    holds: new Clue(/default/),
    line: /['"]default['"]\s*=>\s*(?:env\(\s*['"]DB_CONNECTION['"]\s*,\s*)?['"](\w+)['"]/,
  },
  { file: /(?:^|\/)doctrine\.ya?ml$/, holds: new Clue(/driver:/), line: /^\s*driver:\s*["']?(pdo_\w+|mysqli|pgsql)/ },
  // JavaScript
  {
    file: /(?:^|\/)(?:schema|[\w-]+)\.prisma$/,
    holds: new Clue(/provider/),
    line: /^\s*provider\s*=\s*["'](postgresql|mysql|sqlite|sqlserver|mongodb|cockroachdb)["']/,
  },
  {
    file: /(?:^|\/)(?:knexfile|ormconfig|drizzle\.config|mikro-orm\.config|[\w.-]*(?:knex|sequelize|data-?source|database|typeorm|db)[\w.-]*)\.(?:[cm]?[jt]s|json)$/i,
    holds: new Clue(/client|dialect|type/),
    line: new RegExp(
      String.raw`\b(?:client|dialect|type)${quote}?\s*:\s*${quote}(pg|postgres|postgresql|mysql2?|mariadb|sqlite3?|better-sqlite3|mssql|oracledb|mongodb)${quote}`,
    ),
  },
  { file: /(?:^|\/)config\/config\.json$|\.sequelizerc$/, holds: new Clue(/dialect/), line: /"dialect"\s*:\s*"(\w+)"/ },
  // Java, .NET
  {
    file: /\.(?:properties|ya?ml|xml|conf)$/,
    holds: new Clue(/jdbc:/),
    line: /\bjdbc:(postgresql|mysql|mariadb|h2|oracle|sqlserver|sqlite|hsqldb|derby)(?::|\b)/,
  },
  {
    file: /(?:^|\/)application[\w-]*\.(?:properties|ya?ml)$/,
    holds: new Clue(/mongodb/),
    line: /\b(mongodb)(?:\+srv)?:\/\//,
  },
  // Samples of the environment, pipelines, containers: the scheme of an address.
  {
    file: /(?:^|\/)\.?env(?:[._-][\w.-]+)?$|\.env(?:\.[\w.-]+)?$/,
    holds: new Clue(/:\/\/|:file/),
    line: /^\s*(?:export\s+)?\w+\s*[=:]\s*["']?(postgres|postgresql|postgis|mysql2?|mariadb|sqlite3?|mongodb|redis|rediss|amqps?|elasticsearch)(?:\+\w+)?:(?:\/\/|file)/,
  },
  {
    file: /(?:^|\/)\.?env(?:[._-][\w.-]+)?$|\.env(?:\.[\w.-]+)?$/,
    holds: new Clue(/DB_/),
    line: /^\s*(?:export\s+)?DB_(?:CONNECTION|DIALECT|DRIVER|TYPE|ENGINE|CLIENT)\s*=\s*["']?(?:[\w.]+\.)?(\w+)["']?\s*$/,
  },
  {
    file: /\.(?:ya?ml|json|toml)$/,
    holds: new Clue(/:\/\//),
    line: /\b\w*(?:DATABASE|DB|REDIS|MONGO\w*|BROKER|CACHE|CELERY\w*|QUEUE|AMQP|RABBITMQ)_?(?:URL|URI)\b["']?\s*[:=]\s*["']?(postgres|postgresql|postgis|mysql2?|mariadb|sqlite3?|mongodb|redis|rediss|amqps?)(?:\+\w+)?:\/\//,
  },
  // Clusters
  { file: /\.ya?ml$/, holds: new Clue(/cnpg/), line: /^apiVersion:\s*["']?(postgres)ql\.cnpg\.io/ },
  { file: /\.ya?ml$/, holds: new Clue(/^kind:/m), line: /^kind:\s*["']?(postgresql|Elasticsearch|Kafka)\s*$/ },
];

const dependencyOfChart =
  /^\s*-?\s*name:\s*["']?(postgresql|postgresql-ha|mysql|mariadb|redis|mongodb|elasticsearch|rabbitmq|minio|memcached|opensearch|kafka)["']?\s*$/;

/** Terraform's managed databases. */
const managed =
  /^\s*(?:database_version|engine)\s*=\s*"(POSTGRES|MYSQL|PostgreSQL|MySQL|postgres|mysql|mariadb|aurora-postgresql|aurora-mysql|redis)(?:[_-](\d+(?:[._]\d+)?))?"/;
const managedResource = /^\s*resource\s+"\w+?_(postgresql|mysql|mariadb|redis|mongodb|elasticsearch|opensearch)_/;

const readFiles =
  /\.(?:py|php|prisma|[cm]?[jt]s|json|ya?ml|properties|xml|conf|tf|toml)$|^\.?env(?:[._-]|$)|\.env(?:\.|$)|\.yml\.\w+$/;

/** Whether a file may name an engine. */
export function mayNameEngine({ path, name }: SurveyedFile): boolean {
  return (
    readFiles.test(name) &&
    !/(?:^|\/)\.(?:vscode|fleet|zed)\/|(?:^|\/)(?:docs?|documentation)\//.test(path) &&
    !/^(?:package(?:-lock)?|composer|npm-shrinkwrap)\.json$|^pnpm-lock\.yaml$/.test(name) &&
    (name.endsWith('.tf') || patterns.some(({ file }) => file.test(path)))
  );
}

/** The engines that one file names. */
export function engineTraces(source: SourceText, file: SurveyedFile): EngineTrace[] {
  const isTerraform = file.name.endsWith('.tf');
  const isChart = /(?:^|\/)(?:Chart|requirements)\.yaml$/.test(file.path);
  const used = patterns.filter(({ file: pattern, holds }) => pattern.test(file.path) && holds.test(source.text));
  if (used.length === 0 && !isTerraform && !isChart) {
    return [];
  }
  const isProbable = file.isTest || /(?:^|[/._-])(?:tests?|ci)(?:[/._-]|$)/i.test(file.path);
  const found: EngineTrace[] = [];
  for (const [index, line] of source.lines.entries()) {
    if (line.length > 1000 || /^\s*(?:#|\/\/|\*|;|<!--)/.test(line)) {
      continue;
    }
    const add = (written: string | undefined, version?: string): void => {
      const name = engineName(
        (written ?? '')
          .replace(/^(?:amqps)$/, 'amqp')
          .replace(/^aurora-|-ha$/, '')
          .replace(/^psqlextra$/, 'postgresql'),
      );
      if (name !== undefined) {
        found.push({ name, version, evidence: { path: file.path, line: index + 1 }, isProbable });
      }
    };
    for (const pattern of used) {
      add(pattern.line.exec(line)?.[1]);
    }
    if (isChart) {
      add(dependencyOfChart.exec(line)?.[1]);
    }
    if (isTerraform) {
      const [, engine, version] = managed.exec(line) ?? [];
      add(engine, version?.replace('_', '.') ?? managedVersion(source, index, engine));
      add(managedResource.exec(line)?.[1], undefined);
    }
  }
  return found;
}

/** `engine_version = "14.7"`, near its `engine`. */
function managedVersion(source: SourceText, index: number, engine: string | undefined): string | undefined {
  const near = engine === undefined ? [] : source.lines.slice(Math.max(0, index - 3), index + 4);
  return near.flatMap((line) => /^\s*engine_version\s*=\s*"(\d[\w.]*)"/.exec(line)?.[1] ?? [])[0];
}
