/** A kind of credential: what a person calls it, and how it stops being one. */
export interface SecretKind {
  /** With a capital: « Jeton GitHub ». */
  readonly name: string;
  /** Whether its name is feminine, for « révoquez-la ». */
  readonly isFeminine?: true;
  /** What all secrets of the kind start with: public, so a message may show the start of it. */
  readonly prefixes?: readonly string[];
  /** How to revoke it, in a few French words without a full stop at the end. */
  readonly revoke: string;
}

const inAccount = (place: string): string => `supprimez-le dans ${place}`;

const kinds = {
  'github-token': {
    name: 'Jeton GitHub',
    prefixes: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
    revoke: inAccount('GitHub, Settings, Developer settings'),
  },
  'gitlab-token': {
    name: 'Jeton GitLab',
    prefixes: ['glpat-', 'glptt-', 'gldt-', 'glrt-', 'glcbt-', 'glsoat-', 'glft-'],
    revoke: inAccount('GitLab, Preferences, Access tokens, ou dans les réglages du projet'),
  },
  'npm-token': { name: 'Jeton npm', prefixes: ['npm_'], revoke: inAccount('npmjs.com, Access Tokens') },
  'pypi-token': { name: 'Jeton PyPI', prefixes: ['pypi-'], revoke: inAccount('pypi.org, Account settings') },
  'rubygems-key': {
    name: 'Clé RubyGems',
    isFeminine: true,
    prefixes: ['rubygems_'],
    revoke: 'supprimez-la dans rubygems.org, Settings, API keys',
  },
  'docker-token': {
    name: 'Jeton Docker Hub',
    prefixes: ['dckr_pat_'],
    revoke: inAccount('Docker Hub, Account settings, Personal access tokens'),
  },
  'slack-token': {
    name: 'Jeton Slack',
    prefixes: ['xoxb-', 'xoxp-', 'xapp-', 'xoxa-', 'xoxo-', 'xoxr-'],
    revoke: 'régénérez-le sur la page de l’application, dans api.slack.com',
  },
  'slack-webhook': {
    name: 'Webhook Slack',
    revoke: inAccount('l’application Slack, Incoming Webhooks'),
  },
  'mattermost-webhook': {
    name: 'Webhook Mattermost',
    revoke: inAccount('Mattermost, Intégrations, Webhooks entrants'),
  },
  'discord-webhook': { name: 'Webhook Discord', revoke: inAccount('les réglages du salon, Intégrations') },
  'teams-webhook': { name: 'Webhook Teams', revoke: inAccount('le canal Teams, Connecteurs') },
  'telegram-token': { name: 'Jeton de robot Telegram', revoke: 'demandez-en un autre à BotFather, avec /revoke' },
  'aws-secret': {
    name: 'Clé secrète AWS',
    isFeminine: true,
    revoke: 'désactivez puis supprimez la clé d’accès dans la console AWS, IAM',
  },
  'aws-id': {
    name: 'Identifiant de clé AWS',
    prefixes: ['AKIA', 'ASIA'],
    revoke: 'désactivez puis supprimez la clé d’accès dans la console AWS, IAM',
  },
  'google-key': {
    name: 'Clé d’API Google',
    isFeminine: true,
    prefixes: ['AIza'],
    revoke: 'supprimez-la dans la console Google Cloud, Identifiants',
  },
  'google-oauth': {
    name: 'Secret OAuth Google',
    prefixes: ['GOCSPX-'],
    revoke: 'réinitialisez-le dans la console Google Cloud, Identifiants',
  },
  'azure-key': {
    name: 'Clé de stockage Azure',
    isFeminine: true,
    revoke: 'régénérez-la dans le portail Azure, Clés d’accès',
  },
  'scalingo-token': {
    name: 'Jeton Scalingo',
    prefixes: ['tk-us-'],
    revoke: inAccount('le tableau de bord Scalingo, Jetons d’API'),
  },
  'digitalocean-token': {
    name: 'Jeton DigitalOcean',
    prefixes: ['dop_v1_', 'doo_v1_', 'dor_v1_'],
    revoke: inAccount('DigitalOcean, API, Tokens'),
  },
  'heroku-key': {
    name: 'Clé Heroku',
    isFeminine: true,
    prefixes: ['HRKU-'],
    revoke: 'régénérez-la dans le compte Heroku, API Key',
  },
  'netlify-token': { name: 'Jeton Netlify', prefixes: ['nfp_'], revoke: inAccount('Netlify, User settings') },
  'vercel-token': {
    name: 'Jeton Vercel',
    prefixes: ['vcp_', 'vci_', 'vca_', 'vcr_', 'vck_'],
    revoke: inAccount('Vercel, Account settings, Tokens'),
  },
  'private-key': {
    name: 'Clé privée',
    isFeminine: true,
    revoke: 'retirez la clé publique partout où elle est acceptée, puis créez une autre paire',
  },
  'age-key': {
    name: 'Clé privée age',
    isFeminine: true,
    prefixes: ['AGE-SECRET-KEY-1'],
    revoke: 'chiffrez de nouveau les fichiers pour une autre clé, et changez ce qu’ils contenaient',
  },
  'vault-token': {
    name: 'Jeton HashiCorp Vault',
    prefixes: ['hvs.', 'hvb.', 'hvr.'],
    revoke: 'lancez vault token revoke, ou demandez-le à qui tient le coffre',
  },
  '1password-token': {
    name: 'Jeton 1Password',
    prefixes: ['ops_'],
    revoke: 'supprimez le compte de service dans 1Password, Developer',
  },
  'brevo-key': {
    name: 'Clé Brevo',
    isFeminine: true,
    prefixes: ['xkeysib-', 'xsmtpsib-'],
    revoke: 'supprimez-la dans Brevo, SMTP et API',
  },
  'sendgrid-key': {
    name: 'Clé SendGrid',
    isFeminine: true,
    prefixes: ['SG.'],
    revoke: 'supprimez-la dans SendGrid, Settings, API Keys',
  },
  'mailgun-key': {
    name: 'Clé Mailgun',
    isFeminine: true,
    prefixes: ['key-'],
    revoke: 'supprimez-la dans Mailgun, API Security',
  },
  'stripe-key': {
    name: 'Clé Stripe',
    isFeminine: true,
    prefixes: ['sk_live_', 'rk_live_', 'whsec_'],
    revoke: 'remplacez-la dans Stripe, Développeurs, Clés API',
  },
  'shopify-token': {
    name: 'Jeton Shopify',
    prefixes: ['shppa_', 'shpca_', 'shpat_', 'shpss_'],
    revoke: 'désinstallez puis réinstallez l’application dans Shopify',
  },
  'mapbox-token': {
    name: 'Jeton secret Mapbox',
    prefixes: ['sk.'],
    revoke: inAccount('Mapbox, Access tokens'),
  },
  'openai-key': {
    name: 'Clé OpenAI',
    isFeminine: true,
    prefixes: ['sk-'],
    revoke: 'supprimez-la dans platform.openai.com, API keys',
  },
  'anthropic-key': {
    name: 'Clé Anthropic',
    isFeminine: true,
    prefixes: ['sk-ant-'],
    revoke: 'supprimez-la dans la console Anthropic, API keys',
  },
  'groq-key': {
    name: 'Clé Groq',
    isFeminine: true,
    prefixes: ['gsk_'],
    revoke: 'supprimez-la dans la console Groq, API Keys',
  },
  'huggingface-token': {
    name: 'Jeton Hugging Face',
    prefixes: ['hf_'],
    revoke: inAccount('Hugging Face, Settings, Access Tokens'),
  },
  'linear-key': {
    name: 'Clé Linear',
    isFeminine: true,
    prefixes: ['lin_api_'],
    revoke: 'supprimez-la dans Linear, Settings, API',
  },
  'notion-token': {
    name: 'Jeton Notion',
    prefixes: ['ntn_', 'secret_'],
    revoke: 'régénérez-le sur la page de l’intégration, dans Notion',
  },
  'airtable-token': { name: 'Jeton Airtable', prefixes: ['pat'], revoke: inAccount('airtable.com, Developer hub') },
  'figma-token': { name: 'Jeton Figma', prefixes: ['figd_'], revoke: inAccount('Figma, Settings, Security') },
  'grafana-token': {
    name: 'Jeton Grafana',
    prefixes: ['glc_', 'glsa_'],
    revoke: inAccount('Grafana, Service accounts'),
  },
  'databricks-token': {
    name: 'Jeton Databricks',
    prefixes: ['dapi'],
    revoke: inAccount('Databricks, Settings, Developer'),
  },
  'sentry-token': {
    name: 'Jeton Sentry',
    prefixes: ['sntrys_', 'sntryu_'],
    revoke: inAccount('Sentry, Settings, Auth Tokens'),
  },
  'sentry-dsn': {
    name: 'DSN Sentry',
    revoke: 'désactivez la clé dans les réglages du projet Sentry, Client Keys',
  },
  jwt: {
    name: 'Jeton JWT',
    prefixes: ['eyJ'],
    revoke: 'fermez la session ou l’accès auprès du service qui l’a émis ; à défaut, changez la clé de signature',
  },
  'bearer-token': { name: 'Jeton d’accès', revoke: inAccount('le service qui l’a émis') },
  'database-password': {
    name: 'Mot de passe d’une base de données',
    revoke: 'donnez un autre mot de passe à ce compte de la base',
  },
  'url-password': {
    name: 'Mot de passe dans une adresse',
    revoke: 'donnez un autre mot de passe à ce compte, ou fermez-le',
  },
  password: {
    name: 'Mot de passe ou secret',
    revoke: 'changez-le là où il sert, puis rangez le nouveau dans le coffre de l’équipe',
  },
} satisfies Record<string, SecretKind>;

export type SecretKindId = keyof typeof kinds;

export const secretKinds: Readonly<Record<SecretKindId, SecretKind>> = kinds;

/** Where a secret stands in a text: offsets in UTF-16 code units, the end exclusive, of the value alone. */
export interface FoundSecret {
  readonly kind: SecretKindId;
  readonly start: number;
  readonly end: number;
}
