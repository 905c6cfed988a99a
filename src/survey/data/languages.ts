/** How a language writes its comments. */
export type CommentStyle = 'slash' | 'hash' | 'dash' | 'markup' | 'percent' | 'semicolon';

export interface CodeLanguage {
  readonly name: string;
  readonly comments: readonly CommentStyle[];
}

/** Names as those who write the language give them, each with its extensions: code and templates, not data nor prose. */
const table: readonly (readonly [name: string, extensions: string, ...comments: CommentStyle[]])[] = [
  ['TypeScript', 'ts tsx mts cts', 'slash'],
  ['JavaScript', 'js jsx mjs cjs es6', 'slash'],
  ['Vue', 'vue', 'slash', 'markup'],
  ['Svelte', 'svelte', 'slash', 'markup'],
  ['Astro', 'astro', 'slash', 'markup'],
  ['Python', 'py pyw pyi pyx', 'hash'],
  ['Ruby', 'rb rake ru gemspec jbuilder', 'hash'],
  ['PHP', 'php phtml php5', 'slash', 'hash'],
  ['Java', 'java', 'slash'],
  ['Kotlin', 'kt kts', 'slash'],
  ['Scala', 'scala sc', 'slash'],
  ['Groovy', 'groovy gradle', 'slash'],
  ['Clojure', 'clj cljs cljc', 'semicolon'],
  ['Go', 'go', 'slash'],
  ['Rust', 'rs', 'slash'],
  ['C', 'c', 'slash'],
  ['C++', 'cpp cc cxx hpp hh hxx', 'slash'],
  ['C#', 'cs csx', 'slash'],
  ['Razor', 'cshtml razor', 'slash', 'markup'],
  ['F#', 'fs fsx', 'slash'],
  ['Visual Basic .NET', 'vb'],
  ['Objective-C', 'm mm', 'slash'],
  ['Swift', 'swift', 'slash'],
  ['Dart', 'dart', 'slash'],
  ['Elixir', 'ex exs', 'hash'],
  ['HEEx', 'heex leex eex', 'markup'],
  ['Erlang', 'erl hrl', 'percent'],
  ['Haskell', 'hs lhs', 'dash'],
  ['OCaml', 'ml mli'],
  ['Elm', 'elm', 'dash'],
  ['ReScript', 're res', 'slash'],
  ['PureScript', 'purs', 'dash'],
  ['R', 'r rmd', 'hash'],
  ['Julia', 'jl', 'hash'],
  ['Jupyter Notebook', 'ipynb'],
  ['Lua', 'lua', 'dash'],
  ['Perl', 'pl pm', 'hash'],
  ['Crystal', 'cr', 'hash'],
  ['Nim', 'nim', 'hash'],
  ['Zig', 'zig', 'slash'],
  ['COBOL', 'cob cbl'],
  ['Fortran', 'f90 f95'],
  ['Pascal', 'pas dpr', 'slash'],
  ['Catala', 'catala_fr catala_en', 'hash'],
  ['Solidity', 'sol', 'slash'],
  ['CoffeeScript', 'coffee', 'hash'],
  ['Shell', 'sh bash zsh ksh fish', 'hash'],
  ['PowerShell', 'ps1 psm1', 'hash'],
  ['Batchfile', 'bat cmd'],
  ['SQL', 'sql', 'dash', 'slash'],
  ['HTML', 'html htm xhtml', 'markup', 'slash'],
  ['ERB', 'erb', 'markup'],
  ['Haml', 'haml'],
  ['Slim', 'slim'],
  ['Pug', 'pug jade', 'slash'],
  ['EJS', 'ejs', 'markup'],
  ['Handlebars', 'hbs handlebars mustache', 'markup'],
  ['Twig', 'twig', 'markup'],
  ['Jinja', 'jinja jinja2 j2', 'markup'],
  ['Nunjucks', 'njk', 'markup'],
  ['Liquid', 'liquid', 'markup'],
  ['JSP', 'jsp jspx', 'markup', 'slash'],
  ['FreeMarker', 'ftl ftlh', 'markup'],
  ['Mako', 'mako', 'hash'],
  ['MJML', 'mjml', 'markup'],
  ['MDX', 'mdx', 'slash'],
  ['CSS', 'css pcss', 'slash'],
  ['SCSS', 'scss', 'slash'],
  ['Sass', 'sass', 'slash'],
  ['Less', 'less', 'slash'],
  ['Stylus', 'styl', 'slash'],
  ['XSLT', 'xsl xslt', 'markup'],
  ['HCL', 'tf hcl', 'hash', 'slash'],
  ['Nix', 'nix', 'hash'],
  ['Gherkin', 'feature', 'hash'],
  ['Apex', 'cls trigger', 'slash'],
];

/** Files that say their language by their name. */
const names: Readonly<Record<string, string>> = {
  Dockerfile: 'Dockerfile',
  Containerfile: 'Dockerfile',
  Makefile: 'Makefile',
  GNUmakefile: 'Makefile',
  makefile: 'Makefile',
  Jenkinsfile: 'Groovy',
  Rakefile: 'Ruby',
  Gemfile: 'Ruby',
  Capfile: 'Ruby',
  Guardfile: 'Ruby',
  Vagrantfile: 'Ruby',
  Fastfile: 'Ruby',
  Podfile: 'Ruby',
};

const languages = new Map<string, CodeLanguage>(table.map(([name, , ...comments]) => [name, { name, comments }]));
for (const name of ['Dockerfile', 'Makefile']) {
  languages.set(name, { name, comments: ['hash'] });
}

const byExtension = new Map(table.flatMap(([name, extensions]) => extensions.split(' ').map((end) => [end, name])));

/** Programs named in the first line of a script. */
const interpreters: readonly (readonly [RegExp, string])[] = [
  [/\b(?:ba|da|z|k|a)?sh\b/, 'Shell'],
  [/\bpython[\d.]*\b/, 'Python'],
  [/\bruby\b/, 'Ruby'],
  [/\b(?:node|bun)\b/, 'JavaScript'],
  [/\b(?:tsx|ts-node|deno)\b/, 'TypeScript'],
  [/\bphp\b/, 'PHP'],
  [/\bperl\b/, 'Perl'],
  [/\belixir\b/, 'Elixir'],
];

/**
 * The language that a file's name tells.
 *
 * @returns undefined for data, prose, and what isn't known; a C header, whose language its neighbours tell, is C
 */
export function languageOf(name: string): CodeLanguage | undefined {
  const exact = names[name] ?? (/^Dockerfile[.-]|\.dockerfile$/i.test(name) ? 'Dockerfile' : undefined);
  if (exact !== undefined) {
    return languages.get(exact);
  }
  if (name.endsWith('.blade.php')) {
    return blade;
  }
  const dot = name.lastIndexOf('.');
  const extension = dot < 0 ? '' : name.slice(dot + 1);
  return ofExtension(extension) ?? ofExtension(extension.toLowerCase());
}

const blade: CodeLanguage = { name: 'Blade', comments: ['markup'] };

function ofExtension(extension: string): CodeLanguage | undefined {
  return languages.get(extension === 'h' ? 'C' : extension === 'mk' ? 'Makefile' : (byExtension.get(extension) ?? ''));
}

/** The language of a script without an extension. @param firstLine `#!/usr/bin/env ruby` */
export function languageOfScript(firstLine: string): CodeLanguage | undefined {
  if (!firstLine.startsWith('#!')) {
    return undefined;
  }
  return languages.get(interpreters.find(([program]) => program.test(firstLine))?.[1] ?? '');
}
