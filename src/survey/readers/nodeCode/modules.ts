import type { Repository, SurveyedFile } from '../../repository';
import type { SourceText } from '../../sourceText';
import { grammarOf } from '../../syntax/grammars';
import { ImportPaths } from '../javascript/importPaths';
import { treeOf } from '../javascript/jsTree';
import { jsonFile } from '../json';
import type { Located } from '../located';
import type { Expression, Program } from './program';
import { readProgram } from './readProgram';

const known = new WeakMap<Repository, Modules>();

/** Constants are in small files. In bytes. */
const biggestJson = 100_000;

/** What the product's files of JavaScript and TypeScript declare, and the paths that they import one another with. */
export class Modules {
  readonly paths: ImportPaths;
  private readonly programs = new Map<string, Promise<Program | undefined>>();

  private constructor(private readonly repository: Repository) {
    this.paths = ImportPaths.of(repository);
  }

  /** Those of one repository: the same each time, so that a file is read once for all frameworks. */
  static of(repository: Repository): Modules {
    const modules = known.get(repository) ?? new Modules(repository);
    known.set(repository, modules);
    return modules;
  }

  /** What a file declares, from its text; undefined when it isn't code, or can't be read as such. */
  async read(source: SourceText): Promise<Program | undefined> {
    const reading = this.programs.get(source.path) ?? this.parse(source);
    this.programs.set(source.path, reading);
    return reading;
  }

  /** What a file declares. @param path from the root */
  async load(path: string): Promise<Program | undefined> {
    const reading = this.programs.get(path);
    if (reading) {
      return reading;
    }
    if (path.endsWith('.json')) {
      const loading = this.loadJson(path);
      this.programs.set(path, loading);
      return loading;
    }
    const source = grammarOf(path) ? await this.repository.text(path) : undefined;
    return source && this.read(source);
  }

  /** A JSON file, as a module that exports what it holds. */
  private async loadJson(path: string): Promise<Program | undefined> {
    const size = await this.repository.size(path);
    const root = size !== undefined && size < biggestJson ? await jsonFile(this.repository, path) : undefined;
    const value = root && expressionOf(root);
    const nothing = { steps: [], stars: [], functions: [], classes: [], enums: [], unions: [] };
    return value && { path, ...nothing, exports: [{ name: '=', value }] };
  }

  private async parse(source: SourceText): Promise<Program | undefined> {
    const root = await treeOf(this.repository, source);
    return root && readProgram(source, root);
  }
}

function expressionOf({ kind, line, text, items, entries }: Located): Expression {
  switch (kind) {
    case 'map':
      return {
        kind,
        line,
        entries: entries.map((entry) => ({
          key: { kind: 'text', text: entry.key, line: entry.line },
          value: expressionOf(entry.value),
        })),
      };
    case 'list':
      return { kind, line, items: items.map(expressionOf) };
    default:
      return kind === 'text' ? { kind, text, line } : { kind: 'other', line };
  }
}

/** Whether a file may hold code that runs on a server: no test, no story, no declaration of types. */
export function isServerCode({ name, path, isTest }: SurveyedFile): boolean {
  return (
    !isTest &&
    /\.[cm]?[jt]sx?$/.test(name) &&
    !/\.d\.[cm]?ts$|(?:^|[.-])(?:stories|story|mocks?|bench|spec|tests?)(?:[.-][\w-]+)?\.\w+$/.test(name) &&
    !/(?:^|\/)(?:public|static|assets|docs?|stories|\.storybook)\/.*\.js$/.test(path)
  );
}
