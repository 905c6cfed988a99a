import { Clue } from '../clues';
import type { Endpoint } from '../facts';
import { receivedHooks } from '../readers/receivedHooks';
import { routePath } from '../readers/routePath';
import { rubyStatements } from '../readers/ruby/rubyCode';
import { kinNamed, mountsIn, rubyFamily } from '../readers/ruby/rubyFamily';
import type { RubyCall, RubyNode } from '../readers/ruby/rubyNodes';
import { RubyRun, type RubyVisitor } from '../readers/ruby/rubyRun';
import { evidenceNaming, rubyName, rubyText, rubyTexts, RubyScope } from '../readers/ruby/rubyValues';
import type { Repository, SurveyedFile } from '../repository';
import type { SourceText } from '../sourceText';
import { Syntax } from '../syntax/syntax';
import type { Framework, FrameworkDetection, StructureFindings } from './framework';

const verbs = /^(?:get|post|put|patch|delete|options|link|unlink)$/;
const mayDeclare = new Clue(
  /\bSinatra::|^[ \t]*(?:get|post|put|patch|delete)\b[ \t(][^\n]*(?:\bdo\b|\{)|^[ \t]*require\s+['"]sinatra['"]/m,
);
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
  /** Those of each class that nothing read mounts. */
  private readonly unmounted = new Map<string, readonly Endpoint[]>();
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
    this.hasSinatra ||= /\bSinatra::|^[ \t]*require\s+['"]sinatra/m.test(text);
    const statements = await Syntax.of(this.repository).read(source, 'ruby', (tree) => rubyStatements(tree, source));
    if (statements && /^[ \t]*require\s+['"]sinatra['"]/m.test(text)) {
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
    const family = rubyFamily(
      this.files,
      (superclass) => /^(?:::)?Sinatra::(?:Base|Application)$/.test(superclass),
      isDelegating,
    );
    for (const { name, body } of family) {
      const at = [...this.mounts].find(([written]) => kinNamed([name], written) !== undefined)?.[1];
      const before = this.endpoints.length;
      run.follow(body, new RubyScope(), this.visitor(run, at ?? ''));
      if (at === undefined) {
        this.unmounted.set(name, [...(this.unmounted.get(name) ?? []), ...this.endpoints.slice(before)]);
      }
    }
    for (const statements of this.scripts) {
      run.follow(statements, new RubyScope(), this.visitor(run, ''));
    }
    const api = this.settled();
    return { api, webhooks: receivedHooks(api) };
  }

  /** Classes that answer at the same paths are mounted somewhere: what isn't read gives the paths their beginnings. */
  private settled(): Endpoint[] {
    const owners = new Map<string, string>();
    const shared: Endpoint[] = [];
    for (const [owner, endpoints] of this.unmounted) {
      shared.push(...endpoints.filter(({ name }) => (owners.get(name) ?? owner) !== owner));
      for (const { name } of endpoints) {
        owners.set(name, owner);
      }
    }
    const [first] = shared.flatMap(({ evidence }) => evidence);
    if (!first) {
      return [...this.endpoints];
    }
    this.repository.note(
      'classes montées à des chemins calculés : chemins donnés sans eux',
      first.path,
      first.line,
      'api',
    );
    const unsure = new Set([...this.unmounted.values()].flat());
    return this.endpoints.map((endpoint) => (unsure.has(endpoint) ? { ...endpoint, certainty: 'probable' } : endpoint));
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
    // Inside of a namespace, a verb alone answers at its path.
    const paths = call.args.length === 0 && around !== '' ? [''] : rubyTexts(call.args[0], ruby);
    if (!paths) {
      this.repository.note('chemin calculé ou donné par un motif, route non développée', call.path, call.line, 'api');
    }
    const method = call.name.toUpperCase();
    for (const path of paths ?? []) {
      const shown = routePath(around, shownPath(path));
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

/** A class that declares on the application of a script: `extend Sinatra::Delegator`. */
function isDelegating(body: readonly RubyNode[]): boolean {
  return body.some(
    (node) =>
      node.kind === 'call' && node.name === 'extend' && node.args.some((arg) => rubyName(arg) === 'Sinatra::Delegator'),
  );
}

/** Parameters between braces, without the marks of what may lack. */
function shownPath(path: string): string {
  return path
    .replace(/\.\?:format\?$|\/\?$/g, '')
    .replace(/\/\?(?=[:\w])/g, '/')
    .replace(/:(\w+)\??/g, '{$1}');
}
