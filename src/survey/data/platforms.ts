import type { Hosting } from '../facts';

type Kind = Hosting['kind'];

/** A file that says by itself what the product is put on line with. */
export interface PlatformFile {
  readonly name: string;
  /** Of the whole path. */
  readonly path: RegExp;
  /** What its text must hold, where the name alone isn't enough; the evidence is there. */
  readonly holds?: RegExp;
  readonly certainty?: 'probable';
  /** `platform` when left out. */
  readonly kind?: Kind;
}

export const platformFiles: readonly PlatformFile[] = [
  { name: 'Scalingo', path: /(?:^|\/)(?:scalingo\.json|\.scalingo(?:\/.+)?)$/ },
  { name: 'Scalingo', path: /(?:^|\/)cron\.json$/, holds: /"jobs"\s*:/ },
  // Other platforms read this file too, but not their own copies of what it names.
  { name: 'Scalingo', path: /(?:^|\/)\.buildpacks$/, holds: /github\.com\/Scalingo\//i },
  { name: 'Clever Cloud', path: /(?:^|\/)(?:clevercloud\/[^/]+\.json|\.clever\.json)$/ },
  { name: 'Heroku', path: /(?:^|\/)heroku\.yml$/ },
  {
    name: 'Heroku',
    path: /(?:^|\/)app\.json$/,
    holds: /"(?:addons|buildpacks|formation|stack|success_url)"\s*:/,
    certainty: 'probable',
  },
  {
    name: 'AWS',
    path: /(?:^|\/)(?:\.ebextensions\/.+|\.elasticbeanstalk\/.+|Dockerrun\.aws\.json|cdk\.json|amplify\.yml|samconfig\.toml)$/,
  },
  { name: 'AWS', path: /(?:^|\/)appspec\.ya?ml$/, holds: /^(?:os|hooks|Resources)\s*:/m },
  { name: 'AWS', path: /(?:^|\/)serverless\.ya?ml$/, holds: /^ +name:\s*["']?aws\b/m },
  { name: 'AWS', path: /\.(?:ya?ml|template)$/, holds: /^(?:AWSTemplateFormatVersion|Transform:\s*["']?AWS::)/m },
  { name: 'Serverless Framework', path: /(?:^|\/)serverless\.(?:ya?ml|ts|js)$/, holds: /\bprovider\b/ },
  { name: 'Google Cloud', path: /(?:^|\/)app\.ya?ml$/, holds: /^runtime:\s*\S/m },
  { name: 'Google Cloud', path: /(?:^|\/)cloudbuild\.ya?ml$/ },
  { name: 'Firebase', path: /(?:^|\/)(?:firebase\.json|\.firebaserc)$/ },
  { name: 'Azure', path: /(?:^|\/)(?:staticwebapp\.config\.json|azure\.yaml)$/ },
  {
    name: 'Kubernetes',
    path: /(?:^|\/)(?:kustomization\.ya?ml|skaffold\.ya?ml|kosko\.toml|\.kontinuous\/.+|\.k8s\/.+)$/,
  },
  {
    name: 'Kubernetes',
    path: /\.(?:ya?ml|tpl|tmpl)(?:\.erb)?$/,
    holds:
      /^kind:[ \t]*["']?(?:Deployment|StatefulSet|DaemonSet|CronJob|Ingress|IngressRoute|HelmRelease|SealedSecret|Kustomization|PersistentVolumeClaim|HorizontalPodAutoscaler)\b/m,
  },
  { name: 'OpenShift', path: /\.(?:ya?ml)$/, holds: /^kind:[ \t]*["']?(?:DeploymentConfig|BuildConfig|Route)\s*$/m },
  { name: 'Helm', path: /(?:^|\/)(?:Chart\.yaml|helmfile\.ya?ml)$/ },
  { name: 'Terraform', path: /\.tf$/ },
  { name: 'Ansible', path: /(?:^|\/)(?:ansible\.cfg|roles\/[^/]+\/tasks\/main\.ya?ml)$/ },
  { name: 'Ansible', path: /(?:^|\/)(?:ansible\/.+|playbooks?(?:[/_-].+)?)\.ya?ml$/, holds: /^-? *hosts:/m },
  { name: 'Netlify', path: /(?:^|\/)netlify\.toml$/ },
  { name: 'Netlify', path: /(?:^|\/)_redirects$/, certainty: 'probable' },
  { name: 'Vercel', path: /(?:^|\/)(?:vercel|now)\.json$/ },
  { name: 'GitHub Pages', path: /^(?:docs\/|public\/|static\/)?CNAME$/, certainty: 'probable' },
  { name: 'GitBook', path: /(?:^|\/)\.gitbook\.yaml$/ },
  { name: 'Fly.io', path: /(?:^|\/)fly(?:\.[\w-]+)?\.toml$/ },
  { name: 'Render', path: /(?:^|\/)render\.yaml$/ },
  { name: 'Railway', path: /(?:^|\/)railway\.(?:json|toml)$/ },
  { name: 'Platform.sh', path: /(?:^|\/)\.platform(?:\/.+|\.app\.yaml)$/ },
  { name: 'CapRover', path: /(?:^|\/)captain-definition$/ },
  { name: 'Dokku', path: /(?:^|\/)DOKKU_SCALE$/ },
  { name: 'DigitalOcean', path: /^\.do\/(?:app|deploy\.template)\.yaml$/ },
  { name: 'Cloudflare', path: /(?:^|\/)wrangler\.(?:toml|jsonc?)$/ },
  { name: 'Kamal', path: /(?:^|\/)config\/deploy\.yml$/, holds: /^(?:servers|service):/m },
  { name: 'Capistrano', path: /(?:^|\/)Capfile$/ },
  { name: 'Capistrano', path: /(?:^|\/)config\/deploy\.rb$/, holds: /^(?:lock|set :repo_url)/m },
  { name: 'Mina', path: /(?:^|\/)config\/deploy\.rb$/, holds: /^require ['"]mina/m },
  { name: 'Passenger', path: /(?:^|\/)(?:passenger_wsgi\.py|Passengerfile\.json)$/ },
  { name: 'uWSGI', path: /(?:^|\/)uwsgi\.(?:ini|ya?ml)$/ },
  { name: 'systemd', path: /\.(?:service|timer)(?:\.j2|\.erb)?$/, holds: /^\[(?:Unit|Service|Timer)\]/m },
  {
    name: 'Supervisor',
    path: /(?:^|\/)supervisord?(?:\.conf)?(?:\/[^/]+\.conf)?$/,
    holds: /^\[(?:program:|supervisord\])/m,
  },
  {
    name: 'nginx',
    path: /(?:\.conf|\.nginx|nginx[^/]*|sites-(?:available|enabled)\/[^/]+|\.conf\.(?:erb|j2|template|tmpl))$/,
    holds: /^[ \t]*server\s*\{/m,
  },
  { name: 'nginx', path: /(?:^|\/)servers\.conf\.erb$/ },
  {
    name: 'Apache',
    path: /(?:\.conf|(?:apache|httpd)[^/]*|sites-(?:available|enabled)\/[^/]+)$/,
    holds: /^[ \t]*<VirtualHost\b/im,
  },
  { name: 'Caddy', path: /(?:^|\/)Caddyfile$/ },
];

/** Hosts that only who is hosted there has. The `certainty` is that of a host written in a configuration. */
export const platformHosts: readonly (readonly [host: RegExp, name: string])[] = [
  [/\.scalingo\.io$|^(?:ssh|api|db-api)\.[\w-]+\.scalingo\.com$|\.dbs\.scalingo\.com$/, 'Scalingo'],
  [/\.cleverapps\.io$|\.services\.clever-cloud\.com$|^push-[\w-]+\.[\w-]*\.?clever-cloud\.com$/, 'Clever Cloud'],
  [/(?<!^cors-anywhere)\.herokuapp\.com$|^(?:git|registry)\.heroku\.com$/, 'Heroku'],
  [/\.scw\.cloud$/, 'Scaleway'],
  [/\.(?:cloud\.ovh\.(?:net|us)|hosting\.ovh\.net|ovh\.cloud)$|^vps[\w-]+\.(?:vps\.)?ovh\.net$/, 'OVHcloud'],
  [/\.outscale\.com$/, 'Outscale'],
  [
    /\.(?:elb|rds|ecr|cache|es|elasticbeanstalk)\.(?:[\w-]+\.)?amazonaws\.com$|\.dkr\.ecr\.[\w-]+\.amazonaws\.com$|\.[\w-]+\.(?:elb|rds|es)\.amazonaws\.com$|\.elasticbeanstalk\.com$|\.execute-api\.[\w-]+\.amazonaws\.com$/,
    'AWS',
  ],
  [/\.(?:appspot\.com|run\.app|cloudfunctions\.net)$/, 'Google Cloud'],
  [/\.firebaseapp\.com$/, 'Firebase'],
  [
    /\.(?:azurewebsites\.net|database\.azure\.com|database\.windows\.net|azurecr\.io|azurestaticapps\.net|blob\.core\.windows\.net|cloudapp\.azure\.com)$/,
    'Azure',
  ],
  [/(?<!^(?:app|api|www|docs))\.netlify\.(?:app|com)$/, 'Netlify'],
  [/\.(?:vercel\.app|now\.sh)$/, 'Vercel'],
  [/\.fly\.dev$/, 'Fly.io'],
  [/\.onrender\.com$/, 'Render'],
  [/\.up\.railway\.app$/, 'Railway'],
  [/\.platformsh\.site$/, 'Platform.sh'],
  [/\.pages\.dev$|\.workers\.dev$/, 'Cloudflare'],
];

/** How all of these end: a text or a line without it holds none. */
export const platformEnds = /\.(?:io|com|cloud|net|us|app|sh|dev|site)(?![\w-])/i;

/** Terraform's providers, and what their resources begin with. */
export const terraformProviders: ReadonlyMap<string, string> = new Map([
  ['aws', 'AWS'],
  ['google', 'Google Cloud'],
  ['google-beta', 'Google Cloud'],
  ['azurerm', 'Azure'],
  ['scaleway', 'Scaleway'],
  ['ovh', 'OVHcloud'],
  ['outscale', 'Outscale'],
  ['openstack', 'OpenStack'],
  ['clevercloud', 'Clever Cloud'],
  ['scalingo', 'Scalingo'],
  ['heroku', 'Heroku'],
  ['kubernetes', 'Kubernetes'],
  ['helm', 'Helm'],
  ['digitalocean', 'DigitalOcean'],
  ['hcloud', 'Hetzner'],
  ['cloudflare', 'Cloudflare'],
  ['vercel', 'Vercel'],
  ['netlify', 'Netlify'],
  ['fly', 'Fly.io'],
  ['render', 'Render'],
]);

/** Packages whose only use is to put a product on line: ecosystem:name → platform. */
export const platformPackages: ReadonlyMap<string, string> = new Map([
  ['npm:gh-pages', 'GitHub Pages'],
  ['npm:clever-tools', 'Clever Cloud'],
  ['npm:vercel', 'Vercel'],
  ['npm:netlify-cli', 'Netlify'],
  ['npm:serverless', 'Serverless Framework'],
  ['npm:aws-cdk', 'AWS'],
  ['npm:firebase-tools', 'Firebase'],
  ['npm:wrangler', 'Cloudflare'],
  ['npm:@kosko/cli', 'Kubernetes'],
  ['npm:pm2', 'PM2'],
  ['rubygems:capistrano', 'Capistrano'],
  ['rubygems:mina', 'Mina'],
  ['rubygems:kamal', 'Kamal'],
  ['rubygems:passenger', 'Passenger'],
  ['pypi:zappa', 'AWS'],
  ['pypi:django-heroku', 'Heroku'],
]);

/** What scripts order a platform to do. */
export const platformCommands: readonly (readonly [command: RegExp, name: string])[] = [
  [
    /(?:^|[\s;&|(])heroku (?:(?:apps|config|addons|pg|ps|domains|pipelines|buildpacks|container|git):?\w*|create|run|logs)\b/,
    'Heroku',
  ],
  [/(?:^|[\s;&|(])scalingo (?:--?[\w-]+|login|deploy|run|env|create|backups|logs|scale)\b/, 'Scalingo'],
  [/"scalingo-postbuild"\s*:/, 'Scalingo'],
  [/(?:^|[\s;&|(])clever (?:create|deploy|env|login|link|restart|addon|domain|scale|ssh)\b/, 'Clever Cloud'],
  [
    /(?:^|[\s;&|(])(?:kubectl|helm) (?:apply|create|get|exec|rollout|port-forward|upgrade|install|logs)\b/,
    'Kubernetes',
  ],
];

/** What pipelines deploy to that isn't a place of hosting. */
export const notHosting: ReadonlySet<string> = new Set([
  'FTP',
  'SSH',
  'npm',
  'PyPI',
  'RubyGems',
  'crates.io',
  'Visual Studio Marketplace',
]);
