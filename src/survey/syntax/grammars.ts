/** The grammars shipped with the product, by the names of their files. */
export type Grammar = 'go' | 'java' | 'javascript' | 'php' | 'python' | 'ruby' | 'tsx';

/** Where a file holds the code that a grammar reads. */
export interface CodeInFile {
  readonly grammar: Grammar;
  /** `whole`: all of it; `scripts`: between `<script>` tags; `erb`: between `<%` and `%>`. */
  readonly inside: 'whole' | 'scripts' | 'erb';
}

const byExtension: Readonly<Record<string, CodeInFile>> = {
  js: { grammar: 'javascript', inside: 'whole' },
  mjs: { grammar: 'javascript', inside: 'whole' },
  cjs: { grammar: 'javascript', inside: 'whole' },
  jsx: { grammar: 'javascript', inside: 'whole' },
  es6: { grammar: 'javascript', inside: 'whole' },
  ts: { grammar: 'tsx', inside: 'whole' },
  tsx: { grammar: 'tsx', inside: 'whole' },
  mts: { grammar: 'tsx', inside: 'whole' },
  cts: { grammar: 'tsx', inside: 'whole' },
  vue: { grammar: 'tsx', inside: 'scripts' },
  svelte: { grammar: 'tsx', inside: 'scripts' },
  py: { grammar: 'python', inside: 'whole' },
  rb: { grammar: 'ruby', inside: 'whole' },
  rake: { grammar: 'ruby', inside: 'whole' },
  ru: { grammar: 'ruby', inside: 'whole' },
  gemspec: { grammar: 'ruby', inside: 'whole' },
  jbuilder: { grammar: 'ruby', inside: 'whole' },
  erb: { grammar: 'ruby', inside: 'erb' },
  php: { grammar: 'php', inside: 'whole' },
  phtml: { grammar: 'php', inside: 'whole' },
  inc: { grammar: 'php', inside: 'whole' },
  java: { grammar: 'java', inside: 'whole' },
  go: { grammar: 'go', inside: 'whole' },
};

const rubyNames = new Set(['Rakefile', 'Gemfile', 'Capfile', 'Guardfile', 'Fastfile', 'Brewfile', 'Vagrantfile']);

/** The grammar that reads a file, told by its name; undefined when none does. */
export function grammarOf(path: string): CodeInFile | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (rubyNames.has(name)) {
    return { grammar: 'ruby', inside: 'whole' };
  }
  if (name.endsWith('.blade.php')) {
    return undefined;
  }
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return Object.hasOwn(byExtension, extension) ? byExtension[extension] : undefined;
}

/** Where a file holds code of a grammar: of a text that isn't code by its name, Ruby's is between `<%` and `%>`. */
export function insideOf(path: string, grammar: Grammar): CodeInFile['inside'] {
  return grammarOf(path)?.inside ?? (grammar === 'ruby' ? 'erb' : 'whole');
}

/** The code of a file, all else replaced by blanks so that every offset and line stays the same. */
export function codeIn(text: string, inside: CodeInFile['inside']): string {
  if (inside === 'whole') {
    return text;
  }
  // Both searches stop at the next opening mark: a text full of them, none closed, takes no longer.
  const [open, close] = inside === 'erb' ? [/<%[-=]?/g, '%>'] : [/<script\b[^<>]*>/gi, '</script'];
  let code = '';
  let end = 0;
  for (const { index, 0: mark } of text.matchAll(open)) {
    const start = index + mark.length;
    if (index < end) {
      continue;
    }
    const closed = text.indexOf(close, start);
    const stop = closed < 0 ? text.length : closed;
    const isComment = inside === 'erb' && text[start] === '#';
    code += blank(text.slice(end, start)) + (isComment ? blank(text.slice(start, stop)) : text.slice(start, stop));
    if (inside === 'erb' && stop < text.length) {
      // Two tags on a line are two statements.
      code += '; ';
      end = stop + 2;
    } else {
      end = stop;
    }
  }
  return code + blank(text.slice(end));
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}
