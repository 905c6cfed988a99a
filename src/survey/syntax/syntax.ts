import { Language, Parser, Query, type Node, type QueryMatch, type Tree } from 'web-tree-sitter';
import type { Repository } from '../repository';
import type { SourceText } from '../sourceText';
import { codeIn, insideOf, type Grammar } from './grammars';

/** What a query named, as plain data: it outlives the tree. */
export interface SyntaxCapture {
  /** As in the query, without `@`. */
  readonly name: string;
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
  /** In UTF-16 code units. */
  readonly offset: number;
}

/** One place where a pattern of a query fits. */
export interface SyntaxMatch {
  /** Which pattern of the query, counted from 0. */
  readonly pattern: number;
  readonly captures: readonly SyntaxCapture[];
}

/** The tree of one file, to be read at once: its nodes are gone when the function that was given it returns. */
export interface SyntaxTree {
  readonly root: Node;
  /** Where the patterns of a query fit, with their nodes. */
  matches(query: string): readonly QueryMatch[];
}

/** Bigger code is generated, and its tree would take hundreds of megabytes. In UTF-16 code units. */
const biggest = 512_000;

/** How long the reading of one file may take, in milliseconds: real files take a few. */
const longest = 1000;

/** Patterns half matched at the same place: real code needs a few, hostile code as many as one lets it. */
const mostStarted = 4096;

const syntaxes = new WeakMap<Repository, Syntax>();
let started: Promise<Parser> | undefined;

/** Grammars stay loaded from one survey to the next: each is compiled WebAssembly. */
const languages = new Map<Grammar, Promise<Language>>();
const queries = new Map<Grammar, Map<string, Query>>();

/**
 * Reads the product's code as syntax trees: one parser for all, each grammar loaded when a first file needs it, each
 * query compiled once. What can't be read costs a note.
 */
export class Syntax {
  /** The last tree: detectors read a file one after the other, and each may want it. */
  private last: { readonly source: SourceText; readonly grammar: Grammar; readonly tree: Tree } | undefined;

  private constructor(private readonly repository: Repository) {}

  /** The reader of one repository: the same one each time it is asked for. */
  static of(repository: Repository): Syntax {
    const syntax = syntaxes.get(repository) ?? new Syntax(repository);
    syntaxes.set(repository, syntax);
    return syntax;
  }

  /**
   * Where the patterns of a query fit in a file, in the order of the text. Of a Vue or Svelte component the scripts are
   * read, of a template what stands between `<%` and `%>`.
   *
   * @param query in tree-sitter's language; the same text each time, so that it is compiled once
   * @throws the signal's reason when cancelled; what the library says of a query with a mistake
   */
  async query(source: SourceText, grammar: Grammar, query: string): Promise<readonly SyntaxMatch[]> {
    const found = await this.read(source, grammar, (tree) =>
      tree.matches(query).map(({ patternIndex, captures }) => ({
        pattern: patternIndex,
        captures: captures.map(({ name, node }) => ({
          name,
          text: node.text,
          line: source.lineAt(node.startIndex),
          offset: node.startIndex,
        })),
      })),
    );
    return found ?? [];
  }

  /**
   * Gives the tree of a file to a function.
   *
   * @param use must not keep any node
   * @returns what the function returns; undefined when the file couldn't be read as a tree
   * @throws the signal's reason when cancelled
   */
  async read<T>(source: SourceText, grammar: Grammar, use: (tree: SyntaxTree) => T): Promise<T | undefined> {
    const { readAsset } = this.repository.options;
    await this.repository.turn();
    if (source.text.length > biggest || isMinified(source.text, grammar)) {
      this.repository.note('code trop gros ou compressé : non lu', source.path);
      return undefined;
    }
    started ??= startParser(readAsset);
    const language = languages.get(grammar) ?? loadLanguage(grammar, readAsset);
    const ready = await Promise.all([started, language]).catch(() => undefined);
    if (!ready) {
      started = undefined;
      languages.delete(grammar);
      this.repository.note(`grammaire illisible (${grammar}) : code non lu`);
      return undefined;
    }
    return this.readWith(...ready, source, grammar, use);
  }

  private readWith<T>(
    parser: Parser,
    language: Language,
    source: SourceText,
    grammar: Grammar,
    use: (tree: SyntaxTree) => T,
  ): T | undefined {
    const { signal } = this.repository.options;
    let end = Date.now() + longest;
    let isCut = false;
    const progressCallback = (): boolean => (isCut ||= signal?.aborted === true || Date.now() > end);
    const tree = this.treeOf(parser, language, source, grammar, progressCallback);
    if (!tree) {
      signal?.throwIfAborted();
      this.repository.note('code trop long à lire : non lu', source.path);
      return undefined;
    }
    const { rootNode: root } = tree;
    const result = use({
      root,
      matches: (text) => {
        const query = compiled(language, grammar, text);
        // What compiling took is no fault of the file's.
        end = Date.now() + longest;
        return query.matches(root, { progressCallback, matchLimit: mostStarted });
      },
    });
    signal?.throwIfAborted();
    if (isCut) {
      this.repository.note('code trop long à lire : lu en partie seulement', source.path);
    }
    return result;
  }

  private treeOf(
    parser: Parser,
    language: Language,
    source: SourceText,
    grammar: Grammar,
    progressCallback: () => boolean,
  ): Tree | undefined {
    if (this.last?.source === source && this.last.grammar === grammar) {
      return this.last.tree;
    }
    this.release();
    parser.setLanguage(language);
    const tree = parser.parse(codeIn(source.text, insideOf(source.path, grammar)), null, { progressCallback });
    if (!tree) {
      parser.reset();
      return undefined;
    }
    this.last = { source, grammar, tree };
    return tree;
  }

  /** Frees the last tree, which lives in WebAssembly's memory, where nothing is collected. */
  release(): void {
    this.last?.tree.delete();
    this.last = undefined;
  }
}

async function startParser(readAsset: (name: string) => Promise<Uint8Array>): Promise<Parser> {
  const wasmBinary = await readAsset('web-tree-sitter.wasm');
  await Parser.init({ wasmBinary });
  return new Parser();
}

async function loadLanguage(grammar: Grammar, readAsset: (name: string) => Promise<Uint8Array>): Promise<Language> {
  const loading = Promise.all([readAsset(`tree-sitter-${grammar}.wasm`), started]).then(async ([bytes]) =>
    Language.load(bytes),
  );
  languages.set(grammar, loading);
  return loading;
}

function compiled(language: Language, grammar: Grammar, text: string): Query {
  const known = queries.get(grammar) ?? new Map<string, Query>();
  queries.set(grammar, known);
  const query = known.get(text) ?? new Query(language, text);
  known.set(text, query);
  return query;
}

/** Nobody writes lines of thousands of characters, all along. */
function isMinified(text: string, grammar: Grammar): boolean {
  // Python's lines can't be joined: a long one is a list of values.
  if (text.length < (grammar === 'python' ? 200_000 : 20_000)) {
    return false;
  }
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    lines++;
  }
  return text.length / lines > 500;
}
