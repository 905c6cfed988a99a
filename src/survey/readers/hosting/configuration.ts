import type { SurveyedFile } from '../../repository';

const configurationNames =
  /^(?:\.env(?:\..+)?|.*\.env(?:\..+)?|env\.\w+|Procfile.*|[Mm]akefile|.*[Dd]ockerfile.*|Containerfile|Caddyfile|CNAME|(?:package|app|scalingo|vercel|now|netlify|firebase|host)\.json|[\w.-]*config[\w.-]*\.json|.*\.(?:ya?ml|toml|tf|tfvars|hcl|sh|conf|cfg|ini|properties|nginx|service|erb|j2|tpl|tmpl|gotmpl))$/;

const sourceNames = /\.(?:py|rb|php|[cm]?[jt]sx?|java|kt|go|rs|cs|ex|exs)$/;

/** Folders of words, data and descriptions of interfaces: what they name isn't where the product runs. */
const contents =
  /(?:^|\/)(?:locales?|i18n|lang|translations?|contents?|data|docs?|documentation|seeds?|db|migrations?|openapi|swagger|public|static|assets|_data|_posts|views|templates|emails?|app|openfisca|parameters)\//i;

const unlike =
  /(?:^|[-.])(?:lock|openapi|swagger|test|tests)(?:[-.]|$)|^(?:pnpm-lock|mkdocs|pubspec|CITATION|codemeta|publiccode|dependabot|renovate)\b/i;

/** Whether a file sets the product up. A folder of a pipeline or of a deployment counts wherever it lies. */
export function isConfiguration({ path, name, isTest }: SurveyedFile): boolean {
  if (isTest || /(?:^|\/)\.(?:vscode|fleet|zed)\//.test(path) || unlike.test(name) || !configurationNames.test(name)) {
    return false;
  }
  return (
    !contents.test(path) || /^\.(?:github|gitlab|circleci|k8s|kontinuous)\/|(?:^|\/)(?:Dockerfile|\.env)/.test(path)
  );
}

/** Whether a source file is one of settings. */
export function isSettingsSource({ path, name, isTest }: SurveyedFile): boolean {
  return (
    !isTest &&
    sourceNames.test(name) &&
    /(?:^|[/._-])(?:settings?|config|configuration|constants?|environments?|env|nuxt\.config|next\.config|vite\.config|docusaurus\.config|gatsby-config)(?:[/._-]|$)|(?:^|[/._-])site(?:[._-][^/]*)?$/i.test(
      path,
    )
  );
}

/** Whether a line of a configuration or a source says something: it isn't a comment. */
export function isComment(line: string): boolean {
  return /^\s*(?:#(?!!)|\/\/|;|\*|\/\*|<!--|--\s|<%#)/.test(line);
}

/** A line without the comment at its end, told by the blanks around its mark. */
export function withoutComment(line: string): string {
  const mark = line.search(/\s(?:#|\/\/)\s/);
  return mark < 0 ? line : line.slice(0, mark);
}
