import type { Repository } from '../../repository';
import { Syntax } from '../../syntax/syntax';
import { underscored } from '../ruby/inflector';
import { rubyStatements } from '../ruby/rubyCode';
import type { RubyCall, RubyClass, RubyDefinition, RubyNode } from '../ruby/rubyNodes';
import { calledIn, isGuardName } from '../ruby/rubyGuards';
import { rubyClasses } from '../ruby/rubyPolicies';
import { rubyName, rubyOption, rubyText, rubyTexts } from '../ruby/rubyValues';

/** Controllers that come from one another for longer than that go round. */
const deepest = 12;

/** What guards by itself. */
const wholeGuard = /^(?:load_and_authori[sz]e_resource|authori[sz]e_resource|http_basic_authenticate_with)$/;

/** A step before the actions of a controller, by its name. */
interface Guard {
  readonly name: string;
  readonly isSkipped: boolean;
  readonly only: readonly string[] | undefined;
  readonly except: readonly string[] | undefined;
}

/** What a controller calls on itself, other than steps: a method of its own class may add some. */
interface OwnCall {
  readonly called: string;
  readonly only: readonly string[] | undefined;
  readonly except: readonly string[] | undefined;
}

interface Controller {
  readonly superclass: string | undefined;
  /** In the order they are written: its guards, the modules it includes, what it calls. */
  readonly steps: readonly (Guard | OwnCall | { readonly included: string })[];
  /** The guards that its methods add or skip: `def self.allow_anyone(**options)`. */
  readonly methods: ReadonlyMap<string, readonly Guard[]>;
}

interface Guarded {
  readonly guards: readonly Guard[];
  readonly methods: ReadonlyMap<string, readonly Guard[]>;
}

/** Tells what Rails' controllers ask for before an action, those they come from included. */
export class ControllerGuards {
  private readonly read = new Map<string, Promise<Controller | undefined>>();

  /** @param root the path of the application, with a `/` at its end; `''` for the root */
  constructor(
    private readonly repository: Repository,
    private readonly root: string,
  ) {}

  /**
   * The guards of an action, the outermost first: `authenticate_user!`.
   *
   * @param target `admin/usagers#show`
   */
  async of(target: string): Promise<readonly string[]> {
    const [path = '', action = ''] = target.split('#');
    const asked = new Set<string>();
    for (const guard of (await this.guards(`${path}_controller`, 0)).guards) {
      const isOfAction = guard.only ? guard.only.includes(action) : guard.except?.includes(action) !== true;
      if (isOfAction && guard.isSkipped) {
        asked.delete(guard.name);
      } else if (isOfAction) {
        asked.add(guard.name);
      }
    }
    return [...asked];
  }

  private async guards(path: string, depth: number): Promise<Guarded> {
    const controller = depth > deepest ? undefined : await this.controller(path);
    const superclass = controller?.superclass;
    const above = superclass === undefined ? undefined : await this.pathOf(superclass, path);
    const outer = above === undefined ? undefined : await this.guards(above, depth + 1);
    const guards = [...(outer?.guards ?? [])];
    const methods = new Map([...(outer?.methods ?? []), ...(controller?.methods ?? [])]);
    for (const step of controller?.steps ?? []) {
      if ('included' in step) {
        const included = await this.pathOf(step.included, path);
        const inner = included === undefined ? undefined : await this.guards(included, depth + 1);
        guards.push(...(inner?.guards ?? []));
        for (const [name, added] of inner?.methods ?? []) {
          methods.set(name, added);
        }
      } else if ('called' in step) {
        const { only, except } = step;
        guards.push(...(methods.get(step.called) ?? []).map((guard) => ({ ...guard, only, except })));
      } else {
        guards.push(step);
      }
    }
    return { guards, methods };
  }

  /** The path of a class or a module that a controller names, its own modules tried first. */
  private async pathOf(name: string, from: string): Promise<string | undefined> {
    const path = underscored(name).replace(/^\//, '');
    const folders = from.split('/').slice(0, -1);
    for (let depth = folders.length; depth >= 0; depth--) {
      const candidate = [...folders.slice(0, depth), path].join('/');
      if (candidate !== from && (await this.controller(candidate))) {
        return candidate;
      }
    }
    return undefined;
  }

  private controller(path: string): Promise<Controller | undefined> {
    const known = this.read.get(path) ?? this.readController(path);
    this.read.set(path, known);
    return known;
  }

  private async readController(path: string): Promise<Controller | undefined> {
    const ends = [`app/controllers/${path}.rb`, `app/controllers/concerns/${path}.rb`];
    const candidates = this.repository
      .named(`${path.replace(/^.*\//, '')}.rb`)
      .filter((file) => !file.isTest && ends.some((end) => file.path === end || file.path.endsWith(`/${end}`)));
    const file = candidates.find((one) => ends.some((end) => one.path === `${this.root}${end}`)) ?? candidates[0];
    const source = file && (await this.repository.text(file.path));
    return (
      source && Syntax.of(this.repository).read(source, 'ruby', (tree) => controllerIn(rubyStatements(tree, source)))
    );
  }
}

/** The first class of a file, else what its modules do where they are included. */
function controllerIn(statements: readonly RubyNode[]): Controller {
  const [owner] = rubyClasses(statements);
  const body = owner ? owner.node.body : modulesIn(statements).flatMap((module) => module.body);
  return {
    superclass: owner && rubyName(owner.node.superclass),
    steps: stepsOf(body),
    methods: new Map(
      classMethodsIn(body).map((method) => [
        method.name,
        method.body.flatMap((each) => (each.kind === 'call' && !each.receiver ? guardsOf(each) : [])),
      ]),
    ),
  };
}

function modulesIn(statements: readonly RubyNode[]): RubyClass[] {
  return statements.flatMap((node) => (node.kind === 'module' ? [node, ...modulesIn(node.body)] : []));
}

/** `def self.x`, and what stands in `class_methods do` or in the module `ClassMethods`. */
function classMethodsIn(body: readonly RubyNode[]): RubyDefinition[] {
  return body.flatMap((node) => {
    const block =
      node.kind === 'call' && node.name === 'class_methods'
        ? (node.block?.body ?? [])
        : node.kind === 'module' && node.name === 'ClassMethods'
          ? node.body
          : [];
    return node.kind === 'def' && node.isStatic ? [node] : block.filter((each) => each.kind === 'def');
  });
}

function stepsOf(body: readonly RubyNode[]): Controller['steps'] {
  return body.flatMap((node): Controller['steps'] => {
    if (node.kind === 'name') {
      const limits = { only: undefined, except: undefined };
      return wholeGuard.test(node.name)
        ? [{ name: node.name, isSkipped: false, ...limits }]
        : [{ called: node.name, ...limits }];
    }
    if (node.kind !== 'call' || node.receiver) {
      return [];
    }
    if (node.name === 'include') {
      return node.args.flatMap((arg) => rubyName(arg) ?? []).map((included) => ({ included }));
    }
    if (node.name === 'included') {
      return stepsOf(node.block?.body ?? []);
    }
    const limits = limitsOf(node);
    return [...guardsOf(node), ...(limits ? [{ called: node.name, ...limits }] : [])];
  });
}

/** The actions that a call is for; undefined when they can't be told. */
function limitsOf(call: RubyCall): Pick<Guard, 'only' | 'except'> | undefined {
  const only = rubyTexts(rubyOption(call, 'only'));
  const except = rubyTexts(rubyOption(call, 'except'));
  const isOfSome = Boolean(rubyOption(call, 'only') ?? rubyOption(call, 'except'));
  return isOfSome && !only && !except ? undefined : { only, except };
}

function guardsOf(call: RubyCall): Guard[] {
  const isSkipped = /^skip_(?:before_action|before_filter|authori[sz]ation_check)$/.test(call.name);
  const isBefore = /^(?:prepend_|append_)?before_(?:action|filter)$/.test(call.name);
  const isWhole = wholeGuard.test(call.name);
  // A guard under a condition isn't asked of everyone; that of Devise only lets its own pages through.
  const isSure = !rubyOption(call, 'if') && [undefined, 'devise_controller?'].includes(unless(call));
  if (!(isSkipped || isBefore || isWhole) || (!isSure && !isSkipped)) {
    return [];
  }
  const names = isWhole
    ? [call.name]
    : [...call.args.flatMap((arg) => rubyTexts(arg) ?? blockNames(arg)), ...blockNames(call)];
  const limits = limitsOf(call);
  return limits ? names.filter(isGuardName).map((name) => ({ name, isSkipped, ...limits })) : [];
}

function unless(call: RubyCall): string | undefined {
  const written = rubyOption(call, 'unless');
  return written && (rubyText(written) ?? '');
}

/** What a block or a lambda calls: `before_action { authorize! :read }`. */
function blockNames(node: RubyNode): string[] {
  return calledIn(node.kind === 'call' ? (node.block?.body ?? []) : [node]);
}
