/** A place that a pipeline sends the product to. */
export interface DeployTarget {
  readonly name: string;
  /** Actions, orbs, pipes and plugins that do it, without their version. */
  readonly action?: RegExp;
  /** Commands that do it. */
  readonly command?: RegExp;
  /** A way of doing, which a step's title may name without doing it. */
  readonly isTool?: boolean;
}

/** Starts a command: at the start of a line, or after what joins two. */
const start = String.raw`(?:^|[\n;&|(]|\s(?:sudo|exec|npx|yarn|pnpm|dlx|bunx)\s|\brun\s)[ \t]*(?:npx |yarn |pnpm |bundle exec )?`;
const command = (rest: string): RegExp => new RegExp(start + rest, 'i');

export const deployTargets: readonly DeployTarget[] = [
  {
    name: 'Scalingo',
    action: /scalingo/i,
    command:
      /\bgit push\b[^\n]{0,200}scalingo|\bscalingo\b[^\n]{0,200}\b(?:deploy|integration-link-manual-deploy|run)\b|@[\w.-]*scalingo\.(?:com|io)|api\.[\w.-]+\.scalingo\.com/i,
  },
  {
    name: 'Clever Cloud',
    action: /clever-?cloud/i,
    command:
      /(?:\bclever|\$\{?\w*CLEVER\w*\}?)\s+(?:deploy|restart)\b|\bclever-deploy\b|\bgit push\b[^\n]{0,200}clever/i,
  },
  {
    name: 'Heroku',
    action: /heroku/i,
    command:
      /\bgit push\b[^\n]{0,200}heroku|\bheroku\s+(?:container:(?:push|release)|builds:create|deploy\S*)|git\.heroku\.com|registry\.heroku\.com/i,
  },
  {
    name: 'GitHub Pages',
    action: /actions\/deploy-pages|gh-pages|github-pages|ghpages|^pages$/i,
    command: /\bgh-pages\s+-d|\bmkdocs gh-deploy|\bgit push\b[^\n]{0,200}\bgh-pages\b|\bmike deploy\b/i,
  },
  { name: 'GitLab Pages', action: /^gitlab:pages$/ },
  {
    name: 'Vercel',
    action: /vercel/i,
    command: command(String.raw`vercel(?:@\S+)?\s+(?:deploy|--prod|-p\b|--token|-t\b)`),
  },
  {
    name: 'Netlify',
    action: /netlify/i,
    command: /\bnetlify(?:-cli)?(?:@\S+)?\s+deploy\b|api\.netlify\.com\/build_hooks/i,
  },
  {
    name: 'Cloudflare',
    action: /cloudflare\/(?:pages|wrangler)-action/i,
    command: /\bwrangler(?:@\S+)?\s+(?:deploy|publish|pages\s+(?:deploy|publish))\b/i,
  },
  {
    name: 'Fly.io',
    action: /superfly\/flyctl-actions(?!\/setup)/i,
    command: /\bfly(?:ctl)?\s+deploy\b/i,
  },
  { name: 'Render', action: /render-deploy|render-action/i, command: /api\.render\.com\/deploy/i },
  { name: 'Dokku', action: /dokku\//i, command: /\bgit push\b[^\n]{0,200}dokku/i },
  { name: 'CapRover', action: /caprover/i, command: /\bcaprover deploy\b/i },
  { name: 'Platform.sh', action: /platformsh/i, command: /\bplatform push\b|\bgit push\b[^\n]{0,200}platform\.sh/i },
  {
    name: 'Firebase',
    action: /action-hosting-deploy|firebase-action|^firebase$/i,
    command: /\bfirebase(?:-tools)?(?:@\S+)?\s+(?:[\w-]+\s+){0,4}?deploy\b/i,
  },
  {
    name: 'Google Cloud',
    action: /google-github-actions\/(?:deploy|get-gke)|^(?:gae|cloudrun|gcs|cloudfunctions)$/i,
    command: /\bgcloud\s+(?:[\w-]+\s+){0,3}?(?:deploy|submit)\b|\bgsutil\b[^\n]{0,200}\b(?:rsync|cp)\b/i,
  },
  {
    name: 'AWS',
    action:
      /aws-actions\/|^(?:s3|lambda|elasticbeanstalk|codedeploy|cloudformation)$|s3-sync-action|\baws-(?:s3|ecs|ecr|lambda|code-deploy|eks)|circleci\/aws/i,
    command:
      /\baws\s[^\n]{0,120}?(?:s3\s+(?:sync|cp)|s3api\s+put-object|ecs\s+update-service|ecs\s+deploy|lambda\s+update-|deploy\s|elasticbeanstalk|cloudformation\s+deploy|cloudfront\s+create-invalidation|eks\s+update-kubeconfig)|\beb deploy\b|\b(?:serverless|sls|cdk|sam)\s+deploy\b/i,
  },
  {
    name: 'Azure',
    action:
      /azure\/(?:webapps|static-web-apps|functions|container|k8s|aks|arm|appservice|login)[\w-]*|^Azure(?:WebApp|RmWebAppDeployment|FunctionApp|StaticWebApp|WebAppContainer|KeyVault|CLI)/i,
    command: command(String.raw`az\s+(?:webapp|functionapp|containerapp|staticwebapp|aks|acr)\b`),
  },
  {
    name: 'Scaleway',
    action: /^scaleway\//i,
    command: command(String.raw`scw\s+(?:container|function|k8s|object|registry|instance)\b`),
  },
  {
    name: 'DigitalOcean',
    action: /^digitalocean\//i,
    command: command(String.raw`doctl\s+(?:apps|kubernetes|compute|registry)\b`),
  },
  {
    name: 'OpenShift',
    action: /redhat-actions\/oc/i,
    command: command(String.raw`oc\s+(?:apply|rollout|start-build|new-app|set)\b`),
  },
  {
    name: 'Kubernetes',
    action:
      /k8s-(?:deploy|set-context)|kubernetes|kubectl|kontinuous|auto-?devops|\bhelm\b(?!.*lint)|kustomize|^HelmDeploy/i,
    command:
      /\bkubectl\b[^\n]{0,200}\s(?:apply|set\s+image|rollout|replace|create|patch)\b|\bhelm\b[^\n]{0,200}\s(?:upgrade|install)\b|\bhelmfile\b[^\n]{0,200}\s(?:apply|sync)\b|\bargocd\s+app\s+(?:sync|set)\b|\bkontinuous\b/i,
  },
  { name: 'Terraform', isTool: true, command: /\b(?:terraform|tofu|terragrunt)\b[^\n]{0,200}\sapply\b/i },
  { name: 'Ansible', isTool: true, action: /ansible-playbook/i, command: command(String.raw`ansible-playbook\b`) },
  { name: 'Kamal', isTool: true, command: /\bkamal\s+(?:deploy|redeploy)\b/i },
  { name: 'Capistrano', isTool: true, command: command(String.raw`(?:bundle exec )?cap\s+\S+\s+deploy\b`) },
  { name: 'FTP', isTool: true, action: /ftp-deploy|sftp/i, command: /\blftp\b|\bsftp\s+\S*@/i },
  {
    name: 'SSH',
    isTool: true,
    action:
      /appleboy\/(?:ssh|scp)-action|ssh-deploy|rsync-deployments|ssh-scp|easingthemes\/|ssh-run|ssh-execute|remote-?ssh/i,
    command: command(String.raw`(?:ssh|scp|rsync|sshpass)\s[^\n]{0,200}(?:@|\$\{?\w*(?:HOST|SERVER|USER)|:[/~])`),
  },
  {
    name: 'npm',
    isTool: true,
    action: /npm-publish|^npm$/i,
    command: command(String.raw`(?:npm|yarn npm|yarn|pnpm(?: -r)?|lerna|changeset)\s+publish\b`),
  },
  {
    name: 'PyPI',
    isTool: true,
    action: /pypi-publish|^pypi$/i,
    command: /\btwine upload\b|\b(?:poetry|uv|flit|hatch)\s+publish\b/i,
  },
  { name: 'RubyGems', isTool: true, action: /rubygems\/release-gem|^rubygems$/i, command: /\bgem push\b/i },
  { name: 'crates.io', isTool: true, command: /\bcargo publish\b/i },
  { name: 'Visual Studio Marketplace', command: /\bvsce publish\b/i },
];

/** Registries of container images, by their host. */
export const registries: readonly (readonly [host: RegExp, name: string])[] = [
  [/^ghcr\.io/i, 'GitHub Container Registry'],
  [/^(?:index\.|registry-1\.)?docker\.io|^hub\.docker\.com/i, 'Docker Hub'],
  [/^(?:registry\.gitlab\.com|\$\{?CI_REGISTRY)/i, 'GitLab Container Registry'],
  [/^quay\.io/i, 'Quay'],
  [/\.scw\.cloud/i, 'Scaleway Container Registry'],
  [/\.azurecr\.io/i, 'Azure Container Registry'],
  [/\.ecr\.[\w-]+\.amazonaws\.com|^public\.ecr\.aws/i, 'Amazon ECR'],
  [/(?:^|\.)gcr\.io|-docker\.pkg\.dev/i, 'Google Artifact Registry'],
  [/^registry\.heroku\.com/i, 'Heroku'],
];
