/** A variable's name at one place of a text. */
export interface EnvPlace {
  readonly name: string;
  /** Of the name, in UTF-16 code units. */
  readonly offset: number;
  /** The name is deduced, or not surely read there. */
  readonly isProbable?: boolean;
  /** The place counts only when the name is found elsewhere too: alone, it may be anything. */
  readonly isHint?: boolean;
}

/** What a system lets a variable be called. */
export function isEnvName(name: string): boolean {
  return name.length <= 120 && /^[A-Za-z_]\w*$/.test(name);
}

/** As people write them: what another kind of key is hardly ever called. */
export function isUpperName(name: string): boolean {
  return name.length <= 120 && /^_?[A-Z][A-Z0-9]*(?:_+[A-Z0-9]+)*$/.test(name) && name.length > 1;
}

/** The name in a string literal of any language; undefined when it isn't one, or isn't the whole of it. */
export function literalName(literal: string): string | undefined {
  const name = /^[a-zA-Z@]{0,2}(["'`])(\w+)\1$/.exec(literal)?.[2];
  return name !== undefined && isEnvName(name) ? name : undefined;
}

/** Set by the system, the shell or the CI's machine: no one who takes the product over has to. */
const ofTheMachine =
  /^(?:PATH|HOME|USER|USERNAME|LOGNAME|SHELL|LANG|LANGUAGE|LC_[A-Z]+|PWD|OLDPWD|TERM|TERM_PROGRAM|COLORTERM|EDITOR|VISUAL|PAGER|HOSTNAME|TMPDIR|TEMP|TMP|UID|GID|EUID|DISPLAY|IFS|OS|OSTYPE|RANDOM|SECONDS|LINENO|BASH_\w+|PS[1-4]|PPID|SHLVL|SSH_AUTH_SOCK|XDG_\w+|APPDATA|LOCALAPPDATA|PROGRAMFILES|PROGRAMDATA|COMSPEC|SYSTEMROOT|WINDIR|USERPROFILE|HOMEDRIVE|HOMEPATH|CI|CONTINUOUS_INTEGRATION|NO_COLOR|FORCE_COLOR|CLICOLOR|CLICOLOR_FORCE|COLUMNS|LINES|npm_\w+|NPM_LIFECYCLE_\w+|INIT_CWD|PATH_INFO|REQUEST_\w+|REMOTE_\w+|HTTP_[A-Z_]+|QUERY_STRING|SCRIPT_NAME|SCRIPT_FILENAME|DOCUMENT_ROOT|CLASSPATH|LD_LIBRARY_PATH|LD_PRELOAD|CYPRESS_INTERNAL_\w+|JEST_WORKER_ID|VITEST(?:_\w+)?|MOCHA_\w+|TEST_ENV_NUMBER|PYTEST_\w+|GITPOD_\w+|NEXT_RUNTIME|ProgramData|ProgramFiles|SystemRoot|CODESPACES?|CODESPACE_NAME)$/;

const ofTheCi =
  /^(?:GITHUB_(?:TOKEN|SHA|REF|REF_NAME|REF_TYPE|HEAD_REF|BASE_REF|REPOSITORY(?:_\w+)?|ACTIONS?|ACTION_\w+|ACTOR|WORKSPACE|WORKFLOW(?:_\w+)?|RUN_\w+|EVENT_\w+|ENV|OUTPUT|PATH|STEP_SUMMARY|JOB|SERVER_URL|API_URL|GRAPHQL_URL|STATE|TRIGGERING_ACTOR)|ACTIONS_\w+|RUNNER_\w+|CI_(?:COMMIT|JOB|PIPELINE|PROJECT|REGISTRY|MERGE_REQUEST|ENVIRONMENT|SERVER|BUILD|RUNNER|DEFAULT|API|DEPENDENCY|PAGES|REPOSITORY|CONCURRENT|NODE|DEBUG|OPEN|EXTERNAL|KUBERNETES|DEPLOY|DISPOSABLE|SHARED|TEMPLATE|CONFIG|HAS|DEBUG)_\w+|CI_(?:JOB|PAGES|NAME|BRANCH|PULL_REQUEST)|GITLAB_(?:CI|FEATURES|USER_\w+)|CIRCLE(?:CI|_\w+)|TRAVIS(?:_\w+)?|BUILDKITE(?:_\w+)?|JENKINS_\w+|BITBUCKET_\w+|DRONE(?:_\w+)?|APPVEYOR(?:_\w+)?|TF_BUILD|BUILD_NUMBER|SEMAPHORE(?:_\w+)?|CHANGE_ID|NETLIFY|CONTEXT|DEPLOY_PRIME_URL|PULL_REQUEST|VERCEL|VERCEL_(?:ENV|URL|GIT_\w+|REGION|BRANCH_URL|PROJECT_PRODUCTION_URL))$/;

/** Set in an image or a pipeline to tune a tool; not the product's, unless its code reads them. */
const ofATool =
  /^(?:DEBIAN_FRONTEND|PYTHON\w*|PYLINTHOME|(?:GO|NODE|PYTHON|RUBY|JAVA)_VERSION|DOCKER_METADATA_\w+|GOARM|PIP_\w+|POETRY_\w+|PIPENV_\w+|UV_\w+|VIRTUAL_ENV|GEM_\w+|BUNDLE_\w+|BUNDLER_\w+|RUBY_\w+|NPM_CONFIG_\w+|npm_config_\w+|YARN_\w+|PNPM_\w+|COREPACK_\w+|NODE_VERSION|NVM_\w+|COMPOSER_\w+|PHP_\w+|GOPATH|GOCACHE|GOPROXY|GOFLAGS|GO111MODULE|CGO_ENABLED|GOOS|GOARCH|CARGO_\w+|RUST_BACKTRACE|RUSTFLAGS|RUSTUP_\w+|JAVA_(?:HOME|VERSION)|GRADLE_\w+|MAVEN_\w+|MVN_\w+|DOTNET_\w+|NUGET_\w+|DOCKER_(?:HOST|DRIVER|BUILDKIT|TLS_\w+|CERT_PATH|CLI_\w+)|COMPOSE_\w+|BUILDX_\w+|BUILDKIT_\w+|LD_\w+|MALLOC_ARENA_MAX|FF_\w+|GIT_(?:STRATEGY|DEPTH|CLEAN_FLAGS|SUBMODULE_\w+)|APT_\w+|HUSKY|ImageOS|CYPRESS_CACHE_FOLDER|PLAYWRIGHT_BROWSERS_PATH|PUPPETEER_\w+|CHROME_\w+|NEXT_TELEMETRY_DISABLED|IMAGE|IMAGE_\w+|TAG|REGISTRY|IMAGE_NAME)$/;

/** Whether a name is the machine's or the CI's own, set without anyone asking. */
export function isOfTheMachine(name: string): boolean {
  return ofTheMachine.test(name) || ofTheCi.test(name);
}

export function isOfATool(name: string): boolean {
  return ofATool.test(name);
}

const secretWords =
  /(?:^|_)(?:PASSWORD|PASSWD|USERPWD|PWD|PASSPHRASE|SECRET|SECRETS|TOKEN|TOKENS|KEY|KEYS|APIKEY|APIKEYS|DSN|CREDENTIAL|CREDENTIALS|SALT|PEPPER|HMAC|PEM|P12|PFX|KEYSTORE|MDP|MOTDEPASSE)(?:$|_|\d)|PASSWORD|SECRET(?:$|[A-Z]*KEY)|APIKEY|(?:^|_)(?:PASS|PAT|JWT|BASIC_?AUTH|HTPASSWD|PRIVATE|WEBHOOK|WEBHOOK_UR[LI]|WEBHOOKS?_ENDPOINT)$|^(?:HTTP_|\w+_HTTP_|PROXY_)?AUTHORIZATION$/;
/** Keys made to be shown, what is said of a secret without giving it, and choices about one. */
const notSecret =
  /(?:^|_)(?:PUBLIC|PUBLISHABLE|SITE|SITEKEY)(?:_?(?:KEY|TOKEN)|$)|(?:KEY|TOKEN|SECRET|PASSWORD|PRIVATE)S?_?(?:ID|IDS|NAME|PATH|FILE|UR[LI]|ENDPOINT|EXPIRY|EXPIRATION|EXPIRES(?:_\w+)?|TTL|LIFETIME|DURATION|DELAY|LENGTH|SIZE|TYPE|ALGORITHM|PREFIX|VERSION|HEADER|MIN_LENGTH|ENABLED|ISSUER|AUDIENCE|ROUNDS|VALIDITY(?:_\w+)?|AGE|MAX_AGE|TIMEOUT|EMAIL|REGION)$|_ENABLED$|^(?:(?:DJANGO|APP)_)?(?:ENABLE|DISABLE|USE|ALLOW|SHOW|FEATURE|SKIP|VERIFY|FORCE)_/;
/** What the browser is given is read by anyone. */
const ofTheBrowser = /^(?:NEXT_PUBLIC|NUXT_PUBLIC|VITE|REACT_APP|VUE_APP|GATSBY|EXPO_PUBLIC|PUBLIC|NG_APP)_/;
const addressesWithCredentials =
  /(?:^|_)(?:DATABASE|DB|POSTGRES|POSTGRESQL|PG|MYSQL|MARIADB|MONGO|MONGODB|REDIS|RABBITMQ|AMQP|ELASTICSEARCH|ELASTIC|CELERY_BROKER|BROKER|CLOUDAMQP|CACHE|SMTP|MAILER|EMAIL|MAIL|MESSENGER_TRANSPORT|CLICKHOUSE|SQL|JDBC)_(?:\w+_)?(?:URL|URI|CONNECTION_STRING)$|^(?:DATABASE_URL|REDIS_URL)(?:_\w+)?$|CONNECTION_?STRINGS?(?:_|$)/;

/** Whether a name says that its value opens something: a password, a key, an address with credentials. */
export function isSecretName(name: string): boolean {
  // `ConnectionStrings__Default`, `apiKey`
  const upper = name.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
  if (ofTheBrowser.test(upper)) {
    return false;
  }
  return addressesWithCredentials.test(upper) || (secretWords.test(upper) && !notSecret.test(upper));
}
