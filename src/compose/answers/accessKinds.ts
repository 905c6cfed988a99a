import type { EnvVariable } from '../../survey/facts';

const sqlEngines = /^(?:PostgreSQL|MySQL|MariaDB|SQL Server|Oracle)$/;

/** Names that say nothing of the engine. */
const ofAnySql = /^(?:(?:DATABASE|DB)_UR[IL]|(?:DB|DATABASE)_(?:HOST|USER|USERNAME|PASSWORD|NAME|PORT|SSL))$/;

/** What variables are called when they open a base, by its engine. */
const ofEngines: readonly (readonly [engine: RegExp, variables: RegExp])[] = [
  [/^PostgreSQL$/, /^(?:POSTGRES(?:QL)?_|PG)(?:HOST|USER|USERNAME|PASSWORD|NAME|DB|DATABASE|PORT|SSL|SSLMODE|URL)$/],
  [/^(?:MySQL|MariaDB)$/, /^(?:MYSQL|MARIADB)_(?:HOST|USER|USERNAME|PASSWORD|NAME|DB|DATABASE|PORT|URL)$/],
  [/^Redis$/, /^(?:REDIS_\w+|CELERY_BROKER_URL|BROKER_URL)$/],
  [/^MongoDB$/, /^MONGO(?:DB)?_?\w*$/],
  [/^(?:Elasticsearch|OpenSearch)$/, /^(?:ELASTIC|ES_|OPENSEARCH)\w*$/],
  [/^RabbitMQ$/, /^(?:RABBITMQ|AMQP|CLOUDAMQP)\w*$/],
];

/**
 * The variables that open a base.
 *
 * @param name its engine, as in the inventory
 * @param engines all of them: of two that speak SQL, a name that fits both says nothing
 */
export function variablesOfBase(name: string, engines: readonly string[], env: readonly EnvVariable[]): EnvVariable[] {
  const pattern = ofEngines.find(([engine]) => engine.test(name))?.[1];
  const isOnly = sqlEngines.test(name) && new Set(engines.filter((each) => sqlEngines.test(each))).size === 1;
  return env.filter((variable) => pattern?.test(variable.name) === true || (isOnly && ofAnySql.test(variable.name)));
}

/** What has to be asked for, by the names of the variables: « identifiant et mot de passe », « jeton ou clé »… */
export function accessOf(variables: readonly string[]): string {
  const has = (pattern: RegExp): boolean => variables.some((name) => pattern.test(name));
  const isOAuth = has(/CLIENT_?SECRET/);
  const kinds = [
    ...(isOAuth ? ['identifiant et secret de client'] : []),
    ...(has(/PASSWORD|PASSWD|_PASS$|_MDP(?:_|$)/)
      ? [has(/USER|LOGIN/) ? 'identifiant et mot de passe' : 'mot de passe']
      : []),
    ...(has(/DSN$/) ? ['DSN'] : []),
    ...(has(/WEBHOOK/) ? ['adresse de webhook, secrète'] : []),
    ...(has(/TOKEN|API_?KEY|ACCESS_?KEY|(?<!PUBLIC_|SITE_)KEY$|(?<!CLIENT_)SECRET$/) ? ['jeton ou clé'] : []),
  ];
  if (kinds.length > 0) {
    return kinds.slice(0, 2).join(', ');
  }
  if (has(/^(?:DATABASE|DB|REDIS|CELERY_BROKER|BROKER|MONGO\w*|\w*AMQP)_UR[IL]$/)) {
    return 'adresse, identifiants compris';
  }
  return has(/USER|LOGIN/)
    ? 'identifiant'
    : has(/SITE_?ID$|TRACKING_?ID$/)
      ? 'numéro de site'
      : has(/(?:HOST|SERVER|UR[IL]|PORT|ENDPOINT)$/)
        ? 'adresse'
        : '';
}

/** Variables of e-mails, whichever company carries them. */
const ofMail = /^(?:MAIL|EMAIL|SMTP|MAILER)_/;

/** The variables of a service, with those that go with them although only some name it. */
export function withKin(variables: readonly string[], env: readonly EnvVariable[]): string[] {
  const prefixes = new Set(variables.flatMap((name) => ofMail.exec(name)?.[0] ?? []));
  const kin = env.flatMap(({ name }) => (prefixes.has(ofMail.exec(name)?.[0] ?? '') ? [name] : []));
  return [...new Set([...variables, ...kin])];
}

/** What a framework, or the product, begins all its variables with. */
const shared = /^(?:NEXT|NUXT|VITE|REACT|VUE|GATSBY|EXPO|APP|DJANGO|SPRING|PUBLIC)_$/;

/** `MAIL_*` stands for all that begin so, when most are the service's; else each. */
export function grouped(variables: readonly string[], env: readonly EnvVariable[]): string[] {
  const byPrefix = new Map<string, string[]>();
  for (const name of variables) {
    const prefix = /^[A-Z\d]+_/.exec(name)?.[0] ?? name;
    byPrefix.set(prefix, [...(byPrefix.get(prefix) ?? []), name]);
  }
  return [...byPrefix].flatMap(([prefix, own]) => {
    const others = env.filter(({ name }) => name.startsWith(prefix) && !own.includes(name));
    return prefix.length > 2 && !shared.test(prefix) && own.length > 2 && others.length <= own.length
      ? [`${prefix}*`]
      : own;
  });
}
