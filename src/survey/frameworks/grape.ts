import { Clue } from '../clues';
import type { Endpoint } from '../facts';
import { receivedHooks } from '../readers/receivedHooks';
import { routePath } from '../readers/routePath';
import { rubyStatements } from '../readers/ruby/rubyCode';
import { kinNamed, mountsIn, rubyFamily } from '../readers/ruby/rubyFamily';
import type { RubyCall, RubyNode } from '../readers/ruby/rubyNodes';
import { RubyRun, type RubyVisitor } from '../readers/ruby/rubyRun';
import { calledIn, isGuardName } from '../readers/ruby/rubyGuards';
import { evidenceNaming, rubyName, rubyOption, rubyText, rubyTexts, RubyScope } from '../readers/ruby/rubyValues';
import type { Repository, SurveyedFile } from '../repository';
import type { SourceText } from '../sourceText';
import { Syntax } from '../syntax/syntax';
import type { Framework, FrameworkDetection, StructureFindings } from './framework';

const mayDeclare = new Clue(
  /\bGrape::API\b|^[ \t]*(?:route_param|desc|version|prefix|mount|get|post|put|patch|delete)\b/m,
);
const mounter = /(?:^|\/)(?:config\/routes(?:\/.+)?\.rb|config\.ru)$/;

/** Classes that mount one another for longer than that go round. */
const deepest = 12;

/** Expands the operations of Grape's classes, each below what mounts it. */
export const grape: Framework = {
  name: 'grape',
  start: (repository) => new GrapeDetection(repository),
};

/** What the classes around say of the paths inside. */
interface GrapeScope {
  readonly mount: string;
  readonly prefix: string;
  readonly version: string;
  readonly path: string;
  /** What is called before, to let in or keep out. */
  readonly access: readonly string[];
}

class GrapeDetection implements FrameworkDetection {
  private readonly files: (readonly RubyNode[])[] = [];
  private readonly mounts = new Map<string, string>();
  private readonly lines = new Map<string, readonly string[]>();
  private hasGrape = false;

  constructor(private readonly repository: Repository) {}

  wants({ path, isTest }: SurveyedFile): boolean {
    return (
      !isTest && ((path.endsWith('.rb') && /(?:^|\/)\w*apis?(?:\/|\.rb$|_\w*\.rb$)/i.test(path)) || mounter.test(path))
    );
  }

  async read(source: SourceText, { path }: SurveyedFile): Promise<void> {
    if (mounter.test(path)) {
      for (const [name, at] of mountsIn(source.text)) {
        this.mounts.set(name, at);
      }
      return;
    }
    this.hasGrape ||= source.text.includes('Grape::API');
    if (mayDeclare.test(source.text) && /^[ \t]*class\b/m.test(source.text)) {
      const statements = await Syntax.of(this.repository).read(source, 'ruby', (tree) => rubyStatements(tree, source));
      this.files.push(statements ?? []);
      this.lines.set(path, source.lines);
    }
  }

  find(): StructureFindings {
    if (!this.hasGrape) {
      return {};
    }
    const family = rubyFamily(this.files, (name) => /^Grape::API(?:\.|::|$)/.test(name));
    const bodies = new Map<string, readonly RubyNode[]>();
    for (const { name, body } of family) {
      bodies.set(name, [...(bodies.get(name) ?? []), ...body]);
    }
    const reader = new GrapeReader(bodies, this.lines, this.repository);
    const mounted = reader.mountedNames();
    for (const name of [...bodies.keys()].filter((each) => !mounted.has(each))) {
      const at = [...this.mounts].find(([written]) => kinNamed([name], written) !== undefined)?.[1] ?? '';
      reader.follow(name, { mount: at, prefix: '', version: '', path: '', access: [] });
    }
    return { api: reader.endpoints, webhooks: receivedHooks(reader.endpoints) };
  }
}

class GrapeReader {
  readonly endpoints: Endpoint[] = [];
  private readonly run = new RubyRun();
  private depth = 0;
  /** What `desc` said last: it tells of the operation that comes next. */
  private summary: string | undefined;

  constructor(
    private readonly bodies: ReadonlyMap<string, readonly RubyNode[]>,
    private readonly lines: ReadonlyMap<string, readonly string[]>,
    private readonly repository: Repository,
  ) {}

  mountedNames(): ReadonlySet<string> {
    const found = new Set<string>();
    const note = (call: RubyCall): void => {
      if (call.name === 'mount') {
        const name = mountedBy(call) ?? '';
        found.add(kinNamed(this.bodies.keys(), name) ?? name);
      }
      this.run.follow(call.block?.body ?? [], new RubyScope(), { call: note });
    };
    for (const body of this.bodies.values()) {
      this.run.follow(body, new RubyScope(), { call: note });
    }
    return found;
  }

  follow(name: string, scope: GrapeScope): void {
    const body = this.bodies.get(name);
    if (!body || this.depth >= deepest) {
      return;
    }
    this.depth++;
    // What a class says of all its paths counts wherever it says it.
    let whole: GrapeScope = { ...scope, access: [...scope.access, ...guardsBefore(body)] };
    for (const call of body.flatMap((node) => (node.kind === 'call' && !node.block ? [node] : []))) {
      whole = settled(call, whole);
    }
    this.run.follow(body, new RubyScope(), this.visitor(whole));
    this.depth--;
  }

  private visitor(scope: GrapeScope): RubyVisitor {
    return {
      call: (call, ruby) => {
        this.call(call, ruby, scope);
      },
    };
  }

  private call(call: RubyCall, ruby: RubyScope, scope: GrapeScope): void {
    if (call.receiver) {
      return;
    }
    const [first] = call.args;
    const text = rubyText(first, ruby);
    const inside = (path: string): void => {
      const body = call.block?.body ?? [];
      const access = [...scope.access, ...guardsBefore(body)];
      this.run.follow(body, new RubyScope(ruby), this.visitor({ ...scope, path: `${scope.path}/${path}`, access }));
    };
    switch (call.name) {
      case 'desc':
        this.summary = text;
        break;
      case 'namespace':
      case 'resource':
      case 'resources':
      case 'group':
      case 'segment':
        if (text === undefined && first) {
          this.repository.note('préfixe calculé, routes non développées', call.path, call.line, 'api');
        } else {
          inside(text ?? '');
        }
        break;
      case 'route_param':
        inside(`:${text ?? 'id'}`);
        break;
      case 'version':
        if (call.block) {
          this.run.follow(call.block.body, new RubyScope(ruby), this.visitor(settled(call, scope)));
        }
        break;
      case 'mount':
        this.mount(call, scope);
        break;
      case 'route': {
        const methods = rubyTexts(first, ruby) ?? [];
        this.emit(
          methods.map((method) => (method === 'any' ? 'ANY' : method.toUpperCase())),
          rubyText(call.args[1], ruby) ?? '',
          call,
          scope,
        );
        break;
      }
      case 'get':
      case 'post':
      case 'put':
      case 'patch':
      case 'delete':
      case 'head':
      case 'options': {
        const paths = first ? rubyTexts(first, ruby) : [''];
        if (!paths) {
          this.repository.note('chemin calculé, route non développée', call.path, call.line, 'api');
        }
        for (const path of paths ?? []) {
          this.emit([call.name.toUpperCase()], path, call, scope);
        }
        this.summary = undefined;
        break;
      }
      default:
    }
  }

  private mount(call: RubyCall, scope: GrapeScope): void {
    const written = mountedBy(call);
    const at = call.pairs.find(({ key }) => key.kind === 'name')?.value;
    const name = written === undefined ? undefined : kinNamed(this.bodies.keys(), written);
    if (name === undefined) {
      this.repository.note(
        `routes de ${written ?? 'l’application montée'}, non développées`,
        call.path,
        call.line,
        'api',
      );
      return;
    }
    this.follow(name, { ...scope, path: `${scope.path}/${rubyText(at) ?? ''}` });
  }

  private emit(
    methods: readonly string[],
    path: string,
    call: RubyCall,
    { mount, prefix, version, path: around, access }: GrapeScope,
  ): void {
    const shown = routePath(
      ...[mount, prefix, version, around, path.replace(/\(\.:?\w+\)$/, '')].map((part) =>
        part.replace(/^\/+|\/+$/g, ''),
      ),
    ).replace(/(.)\/$/, '$1');
    for (const method of methods) {
      this.endpoints.push({
        name: `${method} ${shown}`,
        method,
        path: shown,
        ...(this.summary === undefined ? {} : { summary: this.summary }),
        ...(access.length > 0 ? { access: [...new Set(access)] } : {}),
        from: 'Grape',
        evidence: [evidenceNaming(path, call, this.lines.get(call.path) ?? [])],
      });
    }
  }
}

/** What a call says of all paths: a prefix, or a version that stands in the path. */
function settled(call: RubyCall, scope: GrapeScope): GrapeScope {
  const [text] = rubyTexts(call.args[0]) ?? [];
  if (call.receiver || text === undefined) {
    return scope;
  }
  if (call.name === 'prefix') {
    return { ...scope, prefix: text };
  }
  const using = rubyText(rubyOption(call, 'using'));
  return call.name === 'version' ? { ...scope, version: (using ?? 'path') === 'path' ? text : '' } : scope;
}

function mountedBy({ args, pairs }: RubyCall): string | undefined {
  return rubyName(args[0] ?? pairs.find(({ key }) => key.kind === 'name')?.key);
}

/** What `before do … end` calls to let in or keep out: `authenticate!`. */
function guardsBefore(body: readonly RubyNode[]): string[] {
  return body.flatMap((node) =>
    node.kind === 'call' && !node.receiver && /^(?:before|before_validation|after_validation)$/.test(node.name)
      ? calledIn(node.block?.body ?? []).filter(isGuardName)
      : [],
  );
}
