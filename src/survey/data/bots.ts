export interface Bot {
  readonly name: string;
  readonly kind: 'updates' | 'bot';
  /** In a few French words. */
  readonly does: string;
  /** Paths of its configuration, from the root. */
  readonly files?: RegExp;
  /** Its key in the root's `package.json`. */
  readonly key?: string;
  /** Branches that it alone makes. */
  readonly branches?: RegExp;
}

const updates = 'propose des mises à jour de dépendances';

/** Robots that act on a repository once they are installed; their file, or the branches they make, tell of them. */
export const bots: readonly Bot[] = [
  {
    name: 'Dependabot',
    kind: 'updates',
    does: updates,
    files: /^(?:\.github\/dependabot|\.dependabot\/config)\.ya?ml$/,
    branches: /^dependabot\//,
  },
  {
    name: 'Renovate',
    kind: 'updates',
    does: updates,
    files: /^(?:(?:\.github\/|\.gitlab\/)?renovate\.json5?|\.renovaterc(?:\.json5?)?)$/,
    key: 'renovate',
    branches: /^renovate\//,
  },
  {
    name: 'Greenkeeper',
    kind: 'updates',
    does: updates,
    files: /^greenkeeper\.json$/,
    key: 'greenkeeper',
    branches: /^greenkeeper[/-]/,
  },
  {
    name: 'Snyk',
    kind: 'updates',
    does: 'propose des correctifs de sécurité',
    files: /^\.snyk$/,
    branches: /^snyk-(?:fix|upgrade)-/,
  },
  { name: 'PyUp', kind: 'updates', does: updates, files: /^\.pyup\.ya?ml$/, branches: /^pyup[/-]/ },
  {
    name: 'Depfu',
    kind: 'updates',
    does: updates,
    files: /^\.depfu\.ya?ml$/,
    branches: /^depfu\//,
  },
  {
    name: 'Mend',
    kind: 'updates',
    does: 'signale les dépendances vulnérables',
    files: /^\.whitesource$/,
    branches: /^whitesource(?:-|\/)/,
  },
  { name: 'Scala Steward', kind: 'updates', does: updates, files: /^(?:\.github\/)?\.scala-steward\.conf$/ },
  {
    name: 'pre-commit.ci',
    kind: 'updates',
    does: 'met à jour et lance les contrôles de pre-commit',
    branches: /^pre-commit-ci-update-config$/,
  },
  {
    name: 'Mergify',
    kind: 'bot',
    does: 'fusionne les demandes selon des règles',
    files: /^(?:\.mergify|\.mergify\/config|\.github\/mergify)\.ya?ml$/,
    branches: /^mergify\//,
  },
  {
    name: 'Kodiak',
    kind: 'bot',
    does: 'fusionne les demandes selon des règles',
    files: /^(?:\.github\/)?\.?kodiak\.toml$/,
  },
  { name: 'Bors', kind: 'bot', does: 'teste puis fusionne les demandes', files: /^(?:\.github\/)?bors\.toml$/ },
  { name: 'Stale', kind: 'bot', does: 'ferme les tickets sans activité', files: /^\.github\/stale\.ya?ml$/ },
  { name: 'No Response', kind: 'bot', does: 'ferme les tickets sans réponse', files: /^\.github\/no-response\.ya?ml$/ },
  { name: 'Lock Threads', kind: 'bot', does: 'verrouille les vieux tickets', files: /^\.github\/lock\.ya?ml$/ },
  { name: 'Settings', kind: 'bot', does: 'règle le dépôt GitHub', files: /^\.github\/settings\.ya?ml$/ },
  { name: 'Auto Assign', kind: 'bot', does: 'désigne les relecteurs', files: /^\.github\/auto[_-]assign\.ya?ml$/ },
  {
    name: 'Semantic Pull Requests',
    kind: 'bot',
    does: 'vérifie le titre des demandes',
    files: /^\.github\/semantic\.ya?ml$/,
  },
  {
    name: 'Imgbot',
    kind: 'bot',
    does: 'allège les images',
    files: /^\.imgbotconfig$/,
    branches: /^imgbot$/,
  },
  {
    name: 'All Contributors',
    kind: 'bot',
    does: 'tient la liste des contributeurs',
    files: /^\.all-contributorsrc$/,
    branches: /^all-contributors\//,
  },
  {
    name: 'Release Drafter',
    kind: 'bot',
    does: 'prépare les notes de version',
    files: /^\.github\/release-drafter\.ya?ml$/,
  },
  {
    name: 'release-please',
    kind: 'bot',
    does: 'prépare les versions',
    files: /^\.?release-please-config\.json$|^\.github\/release-please\.ya?ml$/,
    branches: /^release-please--/,
  },
  {
    name: 'semantic-release',
    kind: 'bot',
    does: 'publie les versions',
    files: /^(?:\.releaserc(?:\.(?:json|ya?ml|[cm]?js))?|release\.config\.[cm]?[jt]s)$/,
    key: 'release',
  },
  {
    name: 'Changesets',
    kind: 'bot',
    does: 'prépare les versions',
    files: /^\.changeset\/config\.json$/,
    branches: /^changeset-release\//,
  },
  {
    name: 'Crowdin',
    kind: 'bot',
    does: 'apporte les traductions',
    files: /^\.?crowdin\.ya?ml$/,
    branches: /^l10n_/,
  },
  { name: 'Transifex', kind: 'bot', does: 'apporte les traductions', files: /^\.tx\/(?:config|transifex\.ya?ml)$/ },
  { name: 'Weblate', kind: 'bot', does: 'apporte les traductions', files: /^\.weblate$/, branches: /^weblate[/-]/ },
  { name: 'DeepSource', kind: 'bot', does: 'relit le code', files: /^\.deepsource\.toml$/, branches: /^deepsource-/ },
  { name: 'Sourcery', kind: 'bot', does: 'relit le code', files: /^\.sourcery\.ya?ml$/, branches: /^sourcery[/-]/ },
  { name: 'CodeRabbit', kind: 'bot', does: 'relit le code', files: /^\.coderabbit\.ya?ml$/ },
  { name: 'LGTM', kind: 'bot', does: 'relit le code', files: /^\.?lgtm\.ya?ml$/, branches: /^lgtm-com/ },
  { name: 'Hound', kind: 'bot', does: 'relit le style du code', files: /^\.hound\.ya?ml$/ },
  {
    name: 'Restyled',
    kind: 'bot',
    does: 'remet le code en forme',
    files: /^\.restyled\.ya?ml$/,
    branches: /^restyled\//,
  },
  { name: 'GitGuardian', kind: 'bot', does: 'cherche les secrets dans le code', files: /^\.gitguardian\.ya?ml$/ },
  { name: 'Copilot', kind: 'bot', does: 'propose du code', branches: /^copilot\// },
];

/** Where a pipeline tells the team what happens. */
export const chats: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/mattermost/i, 'Mattermost'],
  [/slack/i, 'Slack'],
  [/discord/i, 'Discord'],
  [/rocket\.?chat/i, 'Rocket.Chat'],
  [/microsoft[-_ ]?teams|ms-?teams|office\.com\/webhook/i, 'Microsoft Teams'],
  [/tchap|matrix-(?:message|notif)/i, 'Tchap'],
  [/telegram/i, 'Telegram'],
];
