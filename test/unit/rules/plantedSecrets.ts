/**
 * Secrets made up at run time, from parts: no file of ours may hold what a scanner would take for a secret.
 */

const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();
const digits = '0123456789';
const hex = 'abcdef0123456789';
const base62 = lower + upper + digits;
const base64Url = `${base62}-_`;

/** Keeps the parts apart in this file. */
const join = (...parts: readonly string[]): string => parts.join('');

/** Signs at random, always the same ones for a seed. */
function signs(alphabet: string, length: number, seed: number): string {
  let state = (seed * 2_654_435_761) >>> 0;
  let text = '';
  for (let index = 0; index < length; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += alphabet[Math.floor((state / 2 ** 32) * alphabet.length)] ?? '';
  }
  return text;
}

/** A name that shows what is planted, the text it stands in, and the value to be found there. */
export type Planted = readonly [name: string, before: string, value: string, after: string, shown: string];

export function plantedSecrets(seed: number): readonly Planted[] {
  const some = (alphabet: string, length: number, shift = 0): string => signs(alphabet, length, seed * 101 + shift);
  const jwt = join('ey', 'J', some(base64Url, 20), '.ey', 'J', some(base64Url, 60, 1), '.', some(base64Url, 43, 2));
  const password = join('G7', some(base62, 10), '!k');
  const pem = (kind: string): string =>
    [
      `-----BEGIN ${kind}PRIVATE`,
      ` KEY-----\nMI${some(base62, 62)}\n${some(base62, 64, 1)}\n-----END ${kind}PRIVATE KEY-----`,
    ].join('');
  return [
    ['GitHub, personnel', '', join('ghp', '_', some(base62, 36)), '', 'ghp_'],
    ['GitHub, OAuth', 'Jeton : `', join('gho', '_', some(base62, 36)), '`', 'gho_'],
    ['GitHub, utilisateur', '', join('ghu', '_', some(base62, 36)), '', 'ghu_'],
    ['GitHub, serveur', '', join('ghs', '_', some(base62, 36)), '', 'ghs_'],
    ['GitHub, fin', '- ', join('github', '_pat_', some(base62, 82)), '.', 'gith'],
    ['GitHub, dans une adresse', 'https://', some(hex, 40), ':x-oauth-basic@github.com/a/b', ''],
    ['GitLab, personnel', '', join('gl', 'pat-', some(base62, 20)), '', 'glpa'],
    ['GitLab, déclencheur', '', join('gl', 'ptt-', some(hex, 40)), '', 'glpt'],
    ['npm', '', join('np', 'm_', some(base62, 36)), '', 'npm_'],
    ['npmrc', '//registry.npmjs.org/:_authToken=', some(`${hex}-`, 36), '\n', ''],
    ['PyPI', '', join('py', 'pi-AgEI', some(base64Url, 80)), '', 'pypi'],
    ['RubyGems', '', join('ruby', 'gems_', some(hex, 48)), '', 'ruby'],
    ['Docker Hub', '', join('dckr', '_pat_', some(base62, 27)), '', 'dckr'],
    ['Slack', '', join('xo', 'xb-', some(digits, 12), '-', some(digits, 12, 1), '-', some(base62, 24)), '', 'xoxb'],
    [
      'Slack, webhook',
      join('<https://hooks.', 'slack.com/services/'),
      join('T', some(upper, 9), '/B', some(upper, 9, 1), '/', some(base62, 24)),
      '>',
      '',
    ],
    ['Mattermost, webhook', 'https://mattermost.incubateur.net/hooks/', some(lower + digits, 26), '', ''],
    ['Discord, webhook', `https://discord.com/api/webhooks/${some('123456789', 18)}/`, some(base62, 68), '', ''],
    ['Telegram', 'robot ', join(some('123456789', 9), ':A', 'A', some(base64Url, 33)), '', ''],
    ['AWS, clé', 'AWS_SECRET_ACCESS_KEY=', some(`${base62}+`, 40), '\n', ''],
    ['AWS, identifiant', '', join('AK', 'IA', some(upper, 16)), '', 'AKIA'],
    ['Google', '', join('AI', 'za', some(base62, 35)), '', 'AIza'],
    ['Google, OAuth', '', join('GOC', 'SPX-', some(base62, 28)), '', 'GOCS'],
    ['Azure', 'DefaultEndpointsProtocol=https;AccountKey=', join(some(base62, 86), '=='), ';', ''],
    ['Scalingo', '', join('tk-', 'us-', some(base62, 48)), '', 'tk-u'],
    ['DigitalOcean', '', join('dop', '_v1_', some(hex, 64)), '', 'dop_'],
    ['Netlify', '', join('nf', 'p_', some(base62, 40)), '', 'nfp_'],
    ['Vercel', '', join('vc', 'p_', some(base62, 40)), '', 'vcp_'],
    ['clé RSA', '```\n', pem('RSA '), '\n```', ''],
    ['clé sans nom', '', pem(''), '', ''],
    ['age', '', join('AGE-SECRET', '-KEY-1', some(upper + digits, 58)), '', 'AGE-'],
    ['Vault', '', join('hv', 's.', some(base62, 95)), '', 'hvs.'],
    ['Brevo', 'Clé : ', join('xkey', 'sib-', some(hex, 64), '-', some(base62, 16)), '', 'xkey'],
    ['Brevo, SMTP', '', join('xsmtp', 'sib-', some(hex, 64), '-', some(base62, 16)), '', 'xsmt'],
    ['SendGrid', '', join('S', 'G.', some(base62, 22), '.', some(base62, 43, 1)), '', 'SG.'],
    ['Mailgun', '', join('key', '-', some(hex, 32)), '', 'key-'],
    ['Stripe', '', join('sk', '_live_', some(base62, 24)), '', 'sk_l'],
    ['Stripe, webhook', '', join('wh', 'sec_', some(base62, 32)), '', 'whse'],
    ['Shopify', '', join('shp', 'at_', some(hex, 32)), '', 'shpa'],
    ['Mapbox', '', join('s', 'k.ey', 'J', some(base62, 60), '.', some(base62, 22, 1)), '', 'sk.'],
    ['OpenAI', '', join('sk', '-proj-', some(base62, 48)), '', 'sk-'],
    ['Anthropic', '', join('sk', '-ant-api03-', some(base62, 93), 'AA'), '', 'sk-a'],
    ['Groq', '', join('gs', 'k_', some(base62, 52)), '', 'gsk_'],
    ['Hugging Face', '', join('h', 'f_', some(lower + upper, 34)), '', 'hf_'],
    ['Linear', '', join('lin', '_api_', some(base62, 40)), '', 'lin_'],
    ['Notion', '', join('nt', 'n_', some(digits, 11), some(base62, 35)), '', 'ntn_'],
    ['Airtable', '', join('pa', 't', some(base62, 14), '.', some(hex, 64)), '', 'pat'],
    ['Figma', '', join('fig', 'd_', some(base62, 44)), '', 'figd'],
    ['Grafana', '', join('gl', 'sa_', some(base62, 32), '_', some(hex, 8)), '', 'glsa'],
    ['Databricks', '', join('da', 'pi', some(hex, 32)), '', 'dapi'],
    ['Sentry', '', join('sntr', 'yu_', some(hex, 64)), '', 'sntr'],
    ['Sentry, DSN', 'SENTRY_DSN=https://', some(hex, 32), '@sentry.incubateur.net/42', ''],
    ['JWT', '<!-- ', jwt, ' -->', 'eyJ'],
    ['en-tête', 'curl -H "Authorization: Bearer ', some(base62, 40), '" https://api.gouv.fr', ''],
    ['curl', 'curl -u api:', password, ' https://api.gouv.fr', ''],
    ['PostgreSQL', 'postgres://medle:', password, '@medle-prod.postgres.database.azure.com:5432/medle', ''],
    ['MySQL', '`mysql://app:', password, '@bdd.scalingo.io/app`', ''],
    ['MongoDB', 'mongodb+srv://app:', password, '@grappe.mongodb.net', ''],
    ['Redis, sans compte', 'redis://:', password, '@redis.scalingo.io:3000', ''],
    ['adresse', '[préproduction](https://equipe:', password, '@preprod.medle.fabrique.social.gouv.fr/)', ''],
    ['variable', 'SESSION_SECRET=', some(hex, 64), '\n', ''],
    [
      'variable, YAML',
      'SCW_SECRET_KEY: ',
      join(some(hex, 8), '-', some(hex, 4), '-4', some(hex, 3), '-a', some(hex, 15)),
      '',
      '',
    ],
    ['variable, entre guillemets', 'export DB_PASSWORD="', password, '"', ''],
    ['propriété', '{ "client_secret": "', some(base62, 32), '" }', ''],
    ['clé dans une adresse', '[API](https://api.gouv.fr/v1?api_key=', some(hex, 40), '&format=json)', ''],
    ['entre parenthèses', '(mot de passe : ', password, ').', ''],
    ['en toutes lettres', 'Mot de passe : `', password, '`', ''],
  ];
}

/** What stands for a secret and is none: nothing may be said of it. */
export const placeholders: readonly string[] = [
  'DATABASE_URL=postgres://postgres:postgres@db:5432/app',
  'http://user:pass@127.0.0.1:8080',
  'https://utilisateur:mot_de_passe@preprod.passerelle.incubateur.net',
  'https://user:password@localhost/',
  'postgresql://app:app@bdd.incubateur.net/app',
  'postgresql://$USER:$PASSWORD@bdd.incubateur.net/app',
  'postgresql://${DB_USER}:${DB_PASSWORD}@bdd.incubateur.net/app',
  'postgresql://<utilisateur>:<motdepasse>@bdd.incubateur.net/app',
  'postgresql://utilisateur:********@bdd.incubateur.net/app',
  'mysql://root:root@bdd.incubateur.net/app',
  'amqp://guest:guest@rabbitmq:5672',
  'redis://:changeme@redis.incubateur.net',
  join('mongodb://admin:', 'Xk39fLq2', '@192.168.1.12/app'),
  join('https://api:', 'Xk39fLq2', '@api.example.com'),
  join('gh', 'p_', 'x'.repeat(36)),
  join('gh', 'p_', lower, digits),
  join('gh', 'p_', '1234567890'.repeat(4).slice(0, 36)),
  join('gl', 'pat-votre-jeton-personnel-ici'),
  join('xo', 'xb-your-token-here'),
  join('AK', 'IAIOSFODNN7EXAMPLE'),
  'sk_test_xxx',
  join('sk', '_live_', '0'.repeat(24)),
  `xkeysib-${'a'.repeat(64)}-${'b'.repeat(16)}`,
  join('s', 'k-proj-remplacez-moi-par-votre-cle'),
  'SECRET_KEY_BASE=changeme',
  'SECRET_KEY_BASE=${SECRET_KEY_BASE}',
  'JWT_SECRET=<à demander à l’équipe>',
  'JWT_SECRET={{ .Values.jwtSecret }}',
  'JWT_SECRET=your-256-bit-secret',
  'SESSION_SECRET=$(openssl rand -hex 32)',
  'SESSION_SECRET=********',
  'DB_PASSWORD=motdepasse',
  'DB_PASSWORD=azerty123',
  'API_TOKEN=%API_TOKEN%',
  'API_TOKEN=…',
  'API_KEY=[secret retiré]',
  'PASSWORD_MIN_LENGTH=12 ; TOKEN_TTL=86400000',
  '`SENTRY_TOKEN` : obligatoire, à créer dans Sentry',
  'JWT_SECRET : même valeur dans les trois environnements',
  'Mot de passe : dans le coffre de l’équipe, collection « Passerelle »',
  'Mot de passe : 12 caractères au moins, dont 2 chiffres',
  'Mot de passe : chapitre2',
  'token: process.env.API_TOKEN_V2',
  'password: os.environ["DB_PASSWORD_1"]',
  'api_key: config/cles/api-2024.json',
  'secret: kubernetes.io/service-account-token',
  '[guide](https://fichiers.gitbook.io/guide.pdf?alt=media&token=228e63c7-a168-4656-9cda-3f53a10645c2).',
  'Authorization: Bearer <jeton>',
  'Authorization: Bearer ${ACCESS_TOKEN_FROM_LOGIN_2}',
  'curl -u utilisateur:motdepasse https://api.gouv.fr',
  '-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----',
  '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A\n-----END PUBLIC KEY-----',
  'commit 7325010b24b2e58f355b8665e6e15e0ea451e3ab',
  'sha512-9bqLq0mS1sL9QxY2o7bV0Jm3s8eQfWz4b1T6yKcRk2uV5nHd7pX3aG8jZ0lMwEiC==',
  '550e8400-e29b-41d4-a716-446655440000',
  '[roles.js:36-71](../src/utils/roles.js#L36-L71)',
  'contact@passerelle.beta.gouv.fr',
  'git@github.com:betagouv/passerelle.git',
];
