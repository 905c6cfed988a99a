import type { Endpoint } from '../facts';
import { routePath } from '../readers/routePath';
import { rubyStatements } from '../readers/ruby/rubyCode';
import { kinNamed, mountsIn, rubyFamily } from '../readers/ruby/rubyFamily';
import type { RubyCall, RubyNode } from '../readers/ruby/rubyNodes';
import { RubyRun, type RubyVisitor } from '../readers/ruby/rubyRun';
import { evidenceNaming, rubyText, rubyTexts, RubyScope } from '../readers/ruby/rubyValues';
import type { Repository, SurveyedFile } from '../repository';
import type { SourceText } from '../sourceText';
import { Syntax } from '../syntax/syntax';
import type { Framework, FrameworkDetection, StructureFindings } from './framework';

const verbs = /^(?:get|post|put|patch|delete|options|link|unlink)$/;
const mayDeclare =
  /\bSinatra::|^\s*(?:get|post|put|patch|delete)\b[ \t(][^\n]*(?:\bdo\b|\{)|^\s*require\s+['"]sinatra['"]/m;
const mounter = /(?:^|\/)(?:config\/routes(?:\/.+)?\.rb|config\.ru)$/;

/** Reads the routes of Sinatra: those of its classes, and those of a script that requires it. */
export const sinatra: Framework = {
  name: 'sinatra',
  start: (repository) => new SinatraDetection(repository),
};

class SinatraDetection implements FrameworkDetection {
  private readonly files: (readonly RubyNode[])[] = [];
  /** Those that declare routes outside of any class. */
  private readonly scripts: (readonly RubyNode[])[] = [];
  private readonly mounts = new Map<string, string>();
  private readonly endpoints: Endpoint[] = [];
  private readonly lines = new Map<string, readonly string[]>();
  private hasSinatra = false;

  constructor(private readonly repository: Repository) {}

  wants({ path, isTest }: SurveyedFile): boolean {
    return !isTest && /\.(?:rb|ru)$/.test(path) && !/(?:^|\/)(?:db|spec|config\/initializers)\//.test(path);
  }

  async read(source: SourceText, { path }: SurveyedFile): Promise<void> {
    const { text } = source;
    if (mounter.test(path)) {
      for (const [name, at] of mountsIn(text)) {
        this.mounts.set(name, at);
      }
    }
    if (!mayDeclare.test(text) || /(?:^|\/)config\/routes/.test(path)) {
      return;
    }
    this.hasSinatra ||= /\bSinatra::|^\s*require\s+['"]sinatra/m.test(text);
    const statements = await Syntax.of(this.repository).read(source, 'ruby', (tree) => rubyStatements(tree, source));
    if (statements && /^\s*require\s+['"]sinatra['"]/m.test(text)) {
      this.scripts.push(statements);
    }
    this.files.push(statements ?? []);
    this.lines.set(path, source.lines);
  }

  find(): StructureFindings {
    if (!this.hasSinatra) {
      return {};
    }
    const run = new RubyRun();
    for (const { name, body } of rubyFamily(this.files, (superclass) =>
      /^(?:::)?Sinatra::(?:Base|Application)$/.test(superclass),
    )) {
      const at = [...this.mounts].find(([written]) => kinNamed([name], written) !== undefined)?.[1] ?? '';
      run.follow(body, new RubyScope(), this.visitor(run, at));
    }
    for (const statements of this.scripts) {
      run.follow(statements, new RubyScope(), this.visitor(run, ''));
    }
    return { api: this.endpoints };
  }

  private visitor(run: RubyRun, around: string): RubyVisitor {
    return {
      call: (call, ruby) => {
        if (call.receiver || !call.block) {
          return;
        }
        if (call.name === 'namespace' || call.name === 'configure') {
          const path = call.name === 'namespace' ? (rubyText(call.args[0], ruby) ?? '') : '';
          run.follow(call.block.body, new RubyScope(ruby), this.visitor(run, `${around}/${path}`));
        } else if (verbs.test(call.name)) {
          this.route(call, ruby, around);
        }
      },
      loop: ({ path, line }) => {
        this.repository.note(
          'routes déclarées par une boucle sur des valeurs calculées, non développées',
          path,
          line,
          'api',
        );
      },
    };
  }

  private route(call: RubyCall, ruby: RubyScope, around: string): void {
    const paths = rubyTexts(call.args[0], ruby);
    if (!paths) {
      this.repository.note('chemin calculé ou donné par un motif, route non développée', call.path, call.line, 'api');
    }
    const method = call.name.toUpperCase();
    for (const path of paths ?? []) {
      const shown = routePath(around, path.replace(/\.\?:format\?$|\/\?$/g, '').replace(/:(\w+)\??/g, '{$1}'));
      this.endpoints.push({
        name: `${method} ${shown}`,
        method,
        path: shown,
        from: 'Sinatra',
        evidence: [evidenceNaming(path, call, this.lines.get(call.path) ?? [])],
      });
    }
  }
}
