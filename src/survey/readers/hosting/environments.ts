import type { Evidence } from '../../facts';
import { compare, type Repository } from '../../repository';
import { ciFiles, visit } from '../ciFiles';
import { valueAt } from '../located';

/** An environment the product is put in, where its name stands. */
export interface EnvironmentTrace {
  readonly name: string;
  readonly evidence: Evidence;
}

/** Where one works or tries, and what says nothing of where the product runs. */
const notAnEnvironment =
  /^(?:development|local|test(?:s|ing)?|ci|example|exemple|sample|template|dist|default|defaults|base|common|shared|all|docker|github-pages|vault|schema|defaut|application|index|\.\.?)$/i;

/** Folders and files named after an environment. */
interface NamedPath {
  readonly path: RegExp;
  /** Names that whoever begins a product is given, wherever it runs in the end. */
  readonly given?: RegExp;
  /** Whether any name is one of an environment there. */
  readonly isAny?: boolean;
}

const named: readonly NamedPath[] = [
  { path: /(?:^|\/)(?:environments|envs|overlays|env\.d)\/([\w-]+)\// },
  { path: /(?:^|\/)\.kontinuous\/env\/([\w-]+)\//, isAny: true },
  { path: /(?:^|\/)\.k8s\/environments\/([\w-]+)\//, isAny: true },
  { path: /(?:^|\/)config\/deploy\/([\w-]+)\.rb$/, isAny: true },
  { path: /(?:^|\/)config\/environments\/([\w-]+)\.rb$/, given: /^production$/ },
  { path: /(?:^|\/)environments\/environment\.([\w-]+)\.ts$/, given: /^prod$/ },
  { path: /(?:^|\/)\.env[.-]([a-z][\w-]*)$/, given: /^dev$/ },
];

const usual =
  /^(?:prod(?:uction)?|pre-?prod(?:uction)?|staging|stage|demo|recette|review|qualif\w*|integration|int|sandbox|formation|uat|preview|beta|dev|preproduction)(?:[-_]\w+)?$/i;

/** The environments that pipelines and folders name. */
export async function environments(repository: Repository): Promise<EnvironmentTrace[]> {
  const found: EnvironmentTrace[] = [];
  const add = (name: string, evidence: Evidence): void => {
    if (/^[a-z\d][\w ./-]{0,60}$/i.test(name) && !notAnEnvironment.test(name)) {
      found.push({ name, evidence });
    }
  };
  for (const { system, root, path } of await ciFiles(repository)) {
    visit(root, [], ({ key, line, value }, above) => {
      const isJob = system === 'github' ? above.length === 2 && above[0] === 'jobs' : above.length === 1;
      if (key !== 'environment' || !isJob || (system !== 'github' && system !== 'gitlab')) {
        return;
      }
      const text = value.kind === 'map' ? (valueAt(value, 'name')?.text ?? '') : value.text;
      for (const name of literals(text)) {
        add(name, { path, line: value.kind === 'map' ? (valueAt(value, 'name')?.line ?? line) : line });
      }
    });
  }
  for (const { path, isTest } of repository.files) {
    for (const { path: pattern, given, isAny } of isTest ? [] : named) {
      const name = pattern.exec(path)?.[1];
      if (name !== undefined && !given?.test(name) && (isAny === true || usual.test(name))) {
        add(name, { path, line: 1 });
      }
    }
  }
  return found.sort((a, b) => compare(a.name, b.name));
}

/** `production`; both of `${{ … && 'production' || 'recette' }}`; `review` of `review/$CI_COMMIT_REF_SLUG`. */
function literals(text: string): string[] {
  if (!text.includes('$')) {
    return [text.trim()];
  }
  const chosen = [...text.matchAll(/(?:&&|\|\|)\s*'([^'$]{1,60})'/g)].map(([, name = '']) => name);
  const start = /^([\w-]+)[/-]?\$/.exec(text)?.[1]?.replace(/[-_]$/, '');
  return start === undefined ? chosen : [...chosen, start];
}
