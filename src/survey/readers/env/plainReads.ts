import type { CommentStyle } from '../../data/languages';
import type { SourceText } from '../../sourceText';
import { isInComment } from '../comments';
import { isEnvName, isUpperName, type EnvPlace } from './envName';

/** How files without a grammar of ours name the variables they read. */
interface PlainReads {
  readonly file: RegExp;
  /** Only in these folders. */
  readonly folder?: RegExp;
  readonly comments: readonly CommentStyle[];
  /** The first group is the name. Each ends soon after its fixed beginning, so that no text makes it slow. */
  readonly read?: RegExp;
  /** The same, where only a name written as variables are is one. */
  readonly upper?: RegExp;
  /** The same, where the name counts only if it is found elsewhere too. */
  readonly hint?: RegExp;
}

const shellVariable = /\$\{?([A-Z_][A-Z0-9_]{1,80})\b/g;

const table: readonly PlainReads[] = [
  {
    file: /\.(?:kt|kts|scala|groovy|gradle)$/,
    comments: ['slash'],
    read: /\b(?:System\s*\.\s*getenv\s*\(\s*|System\.getenv\(\)\s*(?:\[|\.get\()\s*|sys\.env\s*(?:\.\w+)?\s*\(\s*)["'](\w{1,100})["']/g,
    upper: /(?:\\\$\{|\bSystem\.env\.)(\w{1,100})/g,
  },
  {
    file: /\.(?:cs|csx|cshtml|vb|fs)$/,
    comments: ['slash'],
    read: /\bGetEnvironmentVariable\s*\(\s*"(\w{1,100})"/g,
    upper: /\b[cC]onfiguration\s*\[\s*"(\w{1,100})"\s*\]/g,
  },
  {
    file: /\.rs$/,
    comments: ['slash'],
    read: /\b(?:env::var(?:_os)?|(?:option_)?env!|dotenvy?::var)\s*\(\s*"(\w{1,100})"/g,
    upper: /\benv\s*=\s*"(\w{1,100})"|\b\w*env\w*\s*\(\s*"([A-Z]\w{1,100})"/g,
  },
  {
    file: /\.(?:ex|exs|eex|heex|leex)$/,
    comments: ['hash'],
    read: /\bSystem\.(?:get_env|fetch_env!?)\s*\(?\s*"(\w{1,100})"/g,
    upper: /\b\w*env!?\s*\(\s*"(\w{1,100})"/g,
  },
  {
    file: /\.dart$/,
    comments: ['slash'],
    upper: /\b(?:environment\s*\[\s*|fromEnvironment\s*\(\s*)['"](\w{1,100})['"]/g,
  },
  { file: /\.swift$/, comments: ['slash'], upper: /\benvironment\s*\[\s*"(\w{1,100})"/g },
  { file: /\.(?:clj|cljs|cljc)$/, comments: ['semicolon'], read: /\bSystem\/getenv\s+"(\w{1,100})"/g },
  { file: /\.(?:pl|pm)$/, comments: ['hash'], read: /\$ENV\{\s*['"]?(\w{1,100})/g },
  { file: /\.(?:r|R|Rmd)$/, comments: ['hash'], read: /\bSys\.getenv\s*\(\s*["'](\w{1,100})["']/g },
  { file: /\.lua$/, comments: ['dash'], read: /\bos\.getenv\s*\(\s*["'](\w{1,100})["']/g },
  { file: /\.cr$/, comments: ['hash'], read: /\bENV(?:\.fetch\(|\[)\s*"(\w{1,100})"/g },
  { file: /\.hs$/, comments: ['dash'], read: /\b(?:getEnv|lookupEnv)\s+"(\w{1,100})"/g },
  { file: /\.coffee$/, comments: ['hash'], read: /\bprocess\.env\.(\w{1,100})/g },
  { file: /\.(?:haml|slim|axlsx|prawn|arb)$/, comments: [], read: /\bENV(?:\.fetch\(|\[)\s*["'](\w{1,100})["']/g },
  { file: /\.blade\.php$/, comments: ['markup'], read: /\b(?:get)?env\s*\(\s*["'](\w{1,100})["']/g },
  { file: /\.prisma$/, comments: ['slash'], read: /\benv\s*\(\s*"(\w{1,100})"/g },
  {
    file: /\.(?:ya?ml|xml|php|env)$/,
    comments: ['hash', 'slash'],
    upper: /%env\((?:[^()%\s]{1,200}:)?(\w{1,100})\)%/g,
  },
  {
    file: /^(?:application|bootstrap)[\w.-]*\.(?:ya?ml|properties)$/,
    comments: ['hash'],
    upper: /\$\{(?:env:)?(\w{1,100})(?=[:}])/g,
  },
  { file: /^(?:log4j2?|logback)[\w.-]*\.xml$/, comments: ['markup'], read: /\$\{(?:env:|sys:env\.)(\w{1,100})/g },
  {
    file: /\.(?:ya?ml|properties)$/,
    folder: /(?:^|\/)src\/main\/resources(?:\/config)?$/,
    comments: ['hash'],
    upper: /\$\{(?:env:)?(\w{1,100})(?=[:}])/g,
  },
  { file: /^pom\.xml$/, comments: ['markup'], read: /\$\{env\.(\w{1,100})\}/g },
  {
    file: /\.(?:html|htm|ejs|hbs|njk)$/,
    comments: ['markup'],
    read: /\bprocess\.env\.([A-Z]\w{1,100})/g,
    upper:
      /%((?:VITE|REACT_APP|PUBLIC|VUE_APP|NEXT_PUBLIC)_\w{1,100})%|<%=\s*(?:htmlWebpackPlugin\.options\.)?((?:VUE_APP|VITE)_\w{1,100})\s*%>/g,
  },
  { file: /\.vue$/, comments: ['markup'], read: /\bimport\.meta\.env\.(VITE_\w{1,100})/g },
  {
    file: /^[\w.-]*custom-environment-variables\.(?:json5?|ya?ml)$/,
    comments: ['hash'],
    upper: /:\s*["']?([A-Z]\w{1,100})["']?\s*,?\s*$/gm,
  },
  { file: /^Caddyfile/, comments: ['hash'], upper: /\{(?:\$|env\.)(\w{1,100})/g },
  { file: /\.(?:tf|hcl)$/, comments: ['hash', 'slash'], hint: shellVariable },
  {
    file: /^(?:Makefile|GNUmakefile|makefile|.*\.mk|[Jj]ustfile)$/,
    comments: ['hash'],
    hint: /\$[({]{0,2}([A-Z_][A-Z0-9_]{1,80})\b/g,
  },
  {
    file: /\.(?:sh|bash|zsh|ksh|template|tmpl|tpl|envsubst|conf|nginx)$|^(?:Procfile[\w.-]*|Dockerfile[\w.-]*|.*entrypoint|\.envrc)$|\.dockerfile$/i,
    comments: ['hash'],
    hint: shellVariable,
  },
  { file: /^package\.json$/, comments: [], hint: /\$\{?([A-Z_][A-Z0-9_]{1,80})\b|["\s]([A-Z][A-Z0-9_]{1,80})=/g },
];

/** Scripts hardly ever have an extension in these folders. */
const scriptFolders = /(?:^|\/)(?:bin|scripts?|\.husky|hooks)$/;

/** Whether a file may name variables that it reads, without a grammar of ours. */
export function readsPlainly(name: string, folder: string): boolean {
  return rulesFor(name, folder).length > 0 || isScript(name, folder);
}

/** The variables that a file without a grammar of ours reads. */
export function plainReads(source: SourceText): EnvPlace[] {
  const slash = source.path.lastIndexOf('/');
  const name = source.path.slice(slash + 1);
  const folder = source.path.slice(0, Math.max(0, slash));
  const rules = rulesFor(name, folder);
  if (rules.length === 0 && isScript(name, folder) && source.text.startsWith('#!')) {
    rules.push({ file: /^/, comments: ['hash'], hint: shellVariable });
  }
  const places: EnvPlace[] = [];
  for (const { comments, read, upper, hint } of rules) {
    for (const [pattern, isName] of [
      [read, isEnvName],
      [upper, isUpperName],
      [hint, isUpperName],
    ] as const) {
      for (const { index, 0: whole, 1: first, 2: second } of pattern ? source.text.matchAll(pattern) : []) {
        const found = first ?? second ?? '';
        const offset = index + whole.lastIndexOf(found);
        if (isName(found) && !isInComment(source.text, offset, comments)) {
          places.push({ name: found, offset, ...(pattern === hint ? { isHint: true } : {}) });
        }
      }
    }
  }
  return places;
}

function rulesFor(name: string, folder: string): PlainReads[] {
  return table.filter((rules) => rules.file.test(name) && rules.folder?.test(folder) !== false);
}

function isScript(name: string, folder: string): boolean {
  return !name.includes('.') && scriptFolders.test(folder);
}
