/** A host written on a line. */
export interface WrittenHost {
  /** In lower case. */
  readonly host: string;
  /** What stands before it on its line. */
  readonly before: string;
}

/** Lines beyond hold data. */
const longest = 2000;

/** What ends like a host and is none: files, and names of code. */
const notTopLevel =
  /\.(?:js|ts|tsx|jsx|mjs|cjs|py|rb|php|md|json|ya?ml|toml|html?|css|scss|txt|sh|sql|java|go|rs|cfg|conf|ini|env|lock|log|png|svg|jpe?g|gif|ico|pdf|csv|xml|zip|gz|jar|war|tf|hcl|erb|tpl|local|localhost|internal|svc|test|example|invalid|lan|name|value|values|url|host|image|tag|port|id|key|data|app\.config|sock|pid|service|timer|target|properties|class|length)$/;

/** The host names on a line, in its order; neither e-mail addresses nor names of files. */
export function hostsOn(line: string): WrittenHost[] {
  if (line.length > longest) {
    return [];
  }
  return [
    ...line.matchAll(
      /(?<![\w.@$/{}-]|\w\/)(?:[a-z][\w+.-]*:\/\/(?:[^\s/@"']*@)?|\/\/)?(?:\*\.|\.)?([a-z\d](?:[a-z\d-]*\.)+[a-z]{2,12})(?![\w.]*[\w(}-])/gi,
    ),
  ]
    .map(({ 1: host = '', index }) => ({ host: host.toLowerCase(), before: line.slice(0, index) }))
    .filter(({ host }) => !notTopLevel.test(host) && !/(?:^|\.)example\.(?:com|org|net|fr)$|\.\./.test(host));
}

/** Every word of a line that may be a host or the end of one: `.cleverapps.io` of `${APP}.cleverapps.io`. */
export function hostWords(line: string): string[] {
  return line.length > longest
    ? []
    : line
        .toLowerCase()
        .split(/[^\w.-]+/)
        .filter((word) => word.includes('.'));
}
