import type { SourceText } from '../../sourceText';
import { entryAt, textAt, valueAt, type Located } from '../located';
import { readYaml } from '../yaml';
import { declaredUnderEnv, namesSet, type DeclaredName } from './declaredInMaps';
import { isUpperName } from './envName';

const workflow = /(?:^|\/)\.(?:github|forgejo|gitea)\/(?:workflows|actions)\/.+\.ya?ml$|(?:^|\/)action\.ya?ml$/i;
const gitlab = /(?:^|\/)(?:\.gitlab-ci|\.?gitlab-ci[\w.-]*|\.gitlab\/.+)\.ya?ml$/i;
const compose = /(?:^|\/)(?:(?:[\w-]+[.-])?(?:docker-)?compose(?:[.-][\w.-]+)?|docker\/[\w.-]+)\.ya?ml$/i;
const others =
  /(?:^|\/)(?:render|serverless[\w.-]*|app|app\.dev|cloudbuild|bitbucket-pipelines|azure-pipelines[\w.-]*|\.travis|\.drone|\.woodpecker|\.woodpecker\/[\w.-]+|appspec|template|sam|docker-stack[\w.-]*|stack|captain-definition|\.circleci\/config|\.do\/app|buildspec[\w.-]*|scalingo|copilot\/.+)\.ya?ml$/i;
const helm =
  /(?:^|\/)values[\w.-]*\.ya?ml(?:\.gotmpl)?$|(?:helm|chart|k8s|kube|deploy|manifests|\.infra|infra|openshift|argo|env\.d)[\w.-]*\/.*\.ya?ml(?:\.gotmpl)?$/i;

/** Those that hold nothing of interest, and weigh. */
const locks = /(?:^|\/)(?:pnpm-lock|pubspec\.lock|mkdocs|openapi|swagger)[\w.-]*\.ya?ml$|\/locales?\/|\/i18n\//i;

/** Whether a YAML file may set variables. */
export function mayDeclareInYaml(path: string): boolean {
  return /\.ya?ml(?:\.gotmpl)?$/i.test(path) && !locks.test(path);
}

/** The variables that a YAML file sets, by what it is; none when it isn't of a kind known to. */
export function declaredInYaml(source: SourceText): DeclaredName[] {
  const { path, text } = source;
  const isManifest = /^kind:/m.test(text) && /^apiVersion:/m.test(text);
  const kinds = [workflow, gitlab, compose, others, helm];
  if (!isManifest && !kinds.some((kind) => kind.test(path))) {
    return [];
  }
  const { documents, brokenAt } = readYaml(source);
  if (brokenAt !== undefined && text.includes('{{')) {
    return inTemplate(source);
  }
  return documents.flatMap((root) => {
    if (isManifest) {
      return inManifest(root);
    }
    if (workflow.test(path)) {
      return [...declaredUnderEnv(root, true, /^env$/, ofTheRun), ...inExpressions(source)];
    }
    if (gitlab.test(path)) {
      return inGitlab(root);
    }
    if (compose.test(path)) {
      return [...declaredUnderEnv(root), ...interpolatedInCompose(source)];
    }
    return declaredUnderEnv(root, true);
  });
}

/** What a job is told of its own run, passed on under another name: no one sets it. */
const ofTheRun =
  /^\$\{\{\s*!?\(?(?:github|steps|needs|matrix|runner|inputs|job|strategy|fromJSON)\b(?![^}]*\b(?:secrets|vars)\.)/;

/** `secrets.X` and `vars.X`: what someone set in the host's settings. */
function inExpressions(source: SourceText): DeclaredName[] {
  return [...source.text.matchAll(/\$\{\{([^{}]{1,400})\}\}/g)].flatMap(({ index, 1: expression = '' }) =>
    isCommented(source.text, index)
      ? []
      : [...expression.matchAll(/\b(?:secrets|vars)\.([A-Za-z_]\w{0,100})(?![\w.])/g)].flatMap(({ 1: name = '' }) =>
          name === 'GITHUB_TOKEN' ? [] : [{ name, line: source.lineAt(index) }],
        ),
  );
}

function interpolatedInCompose(source: SourceText): DeclaredName[] {
  return [...source.text.matchAll(/(?<!\$)\$\{?([A-Za-z_]\w{0,100})/g)].flatMap(({ index, 1: name }) =>
    name !== undefined && isUpperName(name) && !isCommented(source.text, index)
      ? [{ name, line: source.lineAt(index) }]
      : [],
  );
}

function isCommented(text: string, offset: number): boolean {
  const start = text.lastIndexOf('\n', offset) + 1;
  return /^\s*#|\s#\s/.test(text.slice(Math.max(start, offset - 300), offset));
}

function inGitlab(root: Located): DeclaredName[] {
  return [root, ...root.entries.map(({ value }) => value)].flatMap((place) =>
    namesSet(valueAt(place, 'variables') ?? place, true).filter(() => entryAt(place, 'variables') !== undefined),
  );
}

function inManifest(root: Located): DeclaredName[] {
  const kind = textAt(root, 'kind') ?? '';
  if (/^(?:ConfigMap|Secret)$/.test(kind)) {
    return ['data', 'stringData', 'binaryData'].flatMap((key) => upperKeys(valueAt(root, key)));
  }
  if (kind === 'SealedSecret') {
    return upperKeys(valueAt(root, 'spec', 'encryptedData'));
  }
  const external = valueAt(root, 'spec', 'data')?.items ?? [];
  return [
    ...declaredUnderEnv(root, true),
    ...external.flatMap((item) => {
      const key = entryAt(item, 'secretKey');
      return key && isUpperName(key.value.text) ? [{ name: key.value.text, line: key.line }] : [];
    }),
  ];
}

function upperKeys(value: Located | undefined): DeclaredName[] {
  return value ? namesSet(value, true) : [];
}

/** A template isn't YAML: the lines that set a variable are read where they stand under a key of variables. */
function inTemplate(source: SourceText): DeclaredName[] {
  const found: DeclaredName[] = [];
  let under = -1;
  for (const [index, line] of source.lines.entries()) {
    const indent = line.search(/\S/);
    if (indent < 0 || /^\s*(?:#|\{\{)/.test(line)) {
      continue;
    }
    if (
      /^\s*(?:- )?(?:extra)?(?:env(?:ironment)?(?:Vars)?|data|stringData|encryptedData|variables):\s*(?:&\w+\s*)?$/i.test(
        line,
      )
    ) {
      under = indent;
      continue;
    }
    if (under >= 0 && (indent < under || (indent === under && !line.trimStart().startsWith('-')))) {
      under = -1;
    }
    const name = /^\s*(?:-\s+name:\s*|-\s+)?["']?([A-Z_][A-Z0-9_]{1,100})["']?\s*(?::|=|$)/.exec(line)?.[1];
    if (under >= 0 && name !== undefined && isUpperName(name)) {
      found.push({ name, line: index + 1 });
    }
  }
  return found;
}
