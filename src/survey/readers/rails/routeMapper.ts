import { underscored } from '../ruby/inflector';
import type { RubyBlock, RubyCall, RubyNode, RubyPlace } from '../ruby/rubyNodes';
import { RubyRun, type RubyVisitor } from '../ruby/rubyRun';
import { rubyName, rubyOption, rubyOptions, rubyText, rubyTexts, RubyScope } from '../ruby/rubyValues';
import { devisedRoutes } from './deviseRoutes';
import {
  actionsOf,
  arrowOf,
  drawnBy,
  evidenceFor,
  isComputed,
  methodsOf,
  nameOfMounted,
  levelOf,
  resourceOf,
  scopeOf,
  isDeclaration,
  transparent,
  verbs,
  pathOfArgs,
  pathText,
  versionPath,
  withDefaults,
  type RailsRoute,
  type RouteSurroundings,
} from './routeParts';
import {
  collectionScope,
  memberScope,
  nestedScope,
  newScope,
  outermostScope,
  pathOfAction,
  resourceScope,
  withPath,
  type RouteScope,
} from './routeScope';
import { targetOfAction, targetOfVerb } from './routeTargets';

/** Files that draw one another for longer than that go round. */
const mostDrawn = 12;

/** Follows the declarations of routes as Rails does, and collects what they declare. */
export class RouteMapper {
  readonly routes: RailsRoute[] = [];
  private readonly concerns = new Map<string, RubyBlock>();
  readonly run = new RubyRun();
  private readonly noted = new Set<string>();
  private drawn = 0;

  constructor(private readonly around: RouteSurroundings) {}

  /**
   * @param program the statements of a file of routes
   * @param name the object whose routes are drawn, `Rails.application` or an engine
   * @param path where they are mounted
   */
  map(program: readonly RubyNode[], name: string, path = ''): void {
    // The controllers of an engine are in its own module.
    const scope = { ...outermostScope(path), module: underscored(/^(.+)::Engine$/.exec(name)?.[1] ?? '') };
    this.run.follow(program, this.around.constants, {
      call: (call, ruby) => {
        if (call.block && drawnBy(call) === name) {
          this.run.follow(call.block.body, new RubyScope(ruby), this.visitor(scope));
        }
      },
    });
  }

  private visitor(scope: RouteScope): RubyVisitor {
    return {
      call: (call, ruby) => {
        this.call(call, ruby, scope);
      },
      unsure: ({ condition }, consequence, alternative) => {
        const before = this.routes.length;
        consequence();
        alternative();
        if (this.routes.length > before) {
          this.note('routes déclarées sous une condition', condition);
        }
      },
      loop: (call) => {
        this.note('routes déclarées par une boucle sur des valeurs calculées, non développées', call);
      },
    };
  }

  private follow(call: RubyCall, ruby: RubyScope, scope: RouteScope): void {
    this.run.follow(call.block?.body ?? [], new RubyScope(ruby), this.visitor(scope));
  }

  private call(written: RubyCall, ruby: RubyScope, scope: RouteScope): void {
    const given = written.receiver?.kind === 'name' ? scope.given.get(written.receiver.name) : undefined;
    if (written.receiver && !given) {
      if (written.args.some((arg) => arg.kind === 'name' && arg.name === 'self')) {
        this.note(`routes de ${rubyName(written.receiver) ?? written.name}, non développées`, written);
      }
      return;
    }
    const call = given ? withDefaults(written, given) : written;
    const { name } = call;
    if (verbs.has(name)) {
      this.verb(call, ruby, scope);
    } else if (transparent.has(name)) {
      this.follow(call, ruby, scope);
    } else {
      this.declaration(call, ruby, scope);
    }
  }

  private declaration(call: RubyCall, ruby: RubyScope, scope: RouteScope): void {
    const [first] = call.args;
    switch (call.name) {
      case 'resources':
      case 'resource':
        this.resources(call, ruby, scope);
        break;
      case 'namespace':
        this.namespace(call, ruby, scope);
        break;
      case 'scope':
        this.follow(call, ruby, scopeOf(call, ruby, scope, pathOfArgs(call, ruby)));
        if ([...call.args, rubyOption(call, 'path')].some((path) => path && rubyText(path, ruby) === undefined)) {
          this.note('préfixe calculé : son nom est donné entre accolades', call);
        }
        break;
      case 'member':
        this.follow(call, ruby, memberScope(scope));
        break;
      case 'collection':
        this.follow(call, ruby, collectionScope(scope));
        break;
      case 'new':
        this.follow(call, ruby, newScope(scope));
        break;
      case 'shallow':
        this.follow(call, ruby, { ...scope, isShallow: true });
        break;
      case 'authenticate':
      case 'authenticated': {
        const account = rubyText(first, ruby);
        this.follow(call, ruby, account === undefined ? scope : { ...scope, access: [...scope.access, account] });
        break;
      }
      case 'with_options': {
        const variable = call.block?.params[0]?.[0];
        this.follow(call, ruby, { ...scope, given: new Map([...scope.given, [variable ?? 'self', call.pairs]]) });
        break;
      }
      case 'concern':
        if (call.block) {
          this.concerns.set(rubyText(first, ruby) ?? '', call.block);
        }
        break;
      case 'concerns':
        this.useConcerns(call.args, call, ruby, scope);
        break;
      case 'root':
        this.root(call, ruby, scope);
        break;
      case 'mount':
        this.mount(call, ruby, scope);
        break;
      case 'draw':
        this.draw(call, ruby, scope);
        break;
      case 'controller':
        this.follow(call, ruby, { ...scope, controller: rubyText(first, ruby) });
        break;
      case 'devise_for':
        this.devise(call, ruby, scope);
        break;
      case 'api_version':
        this.follow(call, ruby, withPath(scope, versionPath(call, ruby)));
        break;
      default:
        if (isDeclaration(call)) {
          this.note(`déclaration « ${call.name} » du produit ou d’un paquet, routes non développées`, call);
        }
    }
  }

  private resources(call: RubyCall, ruby: RubyScope, outer: RouteScope): void {
    const names = call.args.flatMap((arg) => rubyTexts(arg, ruby) ?? []);
    if (names.length === 0) {
      this.note('routes au nom calculé, non développées', call);
    }
    const options = rubyOptions(call.pairs, ruby);
    const own = options.get('shallow') === true ? { ...outer, isShallow: true } : outer;
    const around = own.level === 'resources' || own.level === 'resource' ? nestedScope(own) : own;
    const scope = scopeOf(call, ruby, around);
    for (const name of names) {
      const resource = resourceOf(name, call, ruby, this.around.inflector);
      this.resource(call, ruby, resourceScope(scope, resource));
    }
  }

  private resource(call: RubyCall, ruby: RubyScope, scope: RouteScope): void {
    this.follow(call, ruby, scope);
    const concerns = rubyOption(call, 'concerns');
    if (concerns) {
      this.useConcerns([concerns], call, ruby, scope);
    }
    const actions = actionsOf(call, ruby, scope, this.around.isApi);
    if (isComputed(call, ruby)) {
      this.note('actions calculées : toutes sont données', call);
    }
    const emit = (action: string, inside: RouteScope, ...methods: readonly string[]): void => {
      if (actions.has(action)) {
        this.emit(methods, pathOfAction(inside, action), call, scope, targetOfAction(action, scope));
      }
    };
    emit('index', collectionScope(scope), 'GET');
    emit('create', collectionScope(scope), 'POST');
    emit('new', newScope(scope), 'GET');
    emit('edit', memberScope(scope), 'GET');
    emit('show', memberScope(scope), 'GET');
    emit('update', memberScope(scope), 'PATCH', 'PUT');
    emit('destroy', memberScope(scope), 'DELETE');
  }

  private useConcerns(named: readonly RubyNode[], call: RubyCall, ruby: RubyScope, scope: RouteScope): void {
    for (const name of named.flatMap((each) => rubyTexts(each, ruby) ?? [])) {
      const block = this.concerns.get(name);
      if (block) {
        const inside = new RubyScope(ruby);
        inside.set(block.params[0]?.[0] ?? '', rubyOptions(call.pairs, ruby));
        this.run.follow(block.body, inside, this.visitor(scope));
      } else {
        this.note(`partie « ${name} » déclarée ailleurs, routes non développées`, call);
      }
    }
  }

  private namespace(call: RubyCall, ruby: RubyScope, outer: RouteScope): void {
    const scope = outer.level === 'resources' || outer.level === 'resource' ? nestedScope(outer) : outer;
    const given = rubyOption(call, 'path') ?? call.args[0];
    const path = given && pathText(given, ruby);
    if (path === undefined) {
      this.note('préfixe calculé : chemins donnés sans lui', call);
    }
    const shallowPath = `${scope.shallowPath}/${path ?? ''}`;
    this.follow(call, ruby, { ...scopeOf(call, ruby, withPath(scope, path ?? '')), shallowPath });
  }

  private verb(call: RubyCall, ruby: RubyScope, scope: RouteScope): void {
    const arrow = call.args.length === 0 ? arrowOf(call) : undefined;
    const given = arrow ? [arrow.key] : call.args;
    const paths = given.flatMap((each) => rubyTexts(each, ruby) ?? pathText(each, ruby) ?? []);
    if (paths.length < given.length) {
      this.note('chemin calculé, route non développée', call);
    }
    const inside = levelOf(call, ruby, scope);
    const written = rubyOption(call, 'path');
    const own = written && pathText(written, ruby);
    const isPlain = given.every(({ kind }) => kind === 'text' || kind === 'list');
    for (const path of paths) {
      this.emit(
        methodsOf(call, ruby, scope),
        pathOfAction(inside, path, own),
        call,
        inside,
        targetOfVerb(call, ruby, inside, path),
        isPlain ? undefined : path,
      );
    }
  }

  private root(call: RubyCall, ruby: RubyScope, scope: RouteScope): void {
    const inside =
      scope.level === 'resources' ? withPath(scope, scope.resource?.path ?? '') : levelOf(call, ruby, scope);
    const methods = rubyOption(call, 'via') ? methodsOf({ ...call, name: 'match' }, ruby, scope) : ['GET'];
    const to = rubyText(rubyOption(call, 'to') ?? call.args[0], ruby)?.split('#');
    const target = to?.[1] === undefined ? undefined : targetOfAction(to[1], { ...inside, controller: to[0] });
    this.emit(methods, pathOfAction({ ...inside, level: 'none' }, '/'), call, inside, target);
  }

  private mount(call: RubyCall, ruby: RubyScope, scope: RouteScope): void {
    const arrow = arrowOf(call);
    const target = arrow?.key ?? call.args[0];
    const at = arrow?.value ?? rubyOption(call, 'at');
    const path = at && pathText(at, ruby);
    const name = nameOfMounted(target);
    if (path === undefined) {
      this.note(`${name ?? 'application'} montée à un chemin calculé`, call);
      return;
    }
    const mounted = pathOfAction(levelOf(call, ruby, scope), path);
    const programs = name === undefined ? [] : this.around.engine(name);
    if (name !== undefined && programs.length > 0 && this.drawn < mostDrawn) {
      this.drawn++;
      for (const program of programs) {
        this.map(program, name, mounted === '/' ? '' : mounted);
      }
      this.drawn--;
      return;
    }
    if (name !== undefined && this.around.isReadElsewhere(name)) {
      return;
    }
    this.emit(['ANY'], mounted, call, scope);
    this.note(`routes de ${name ?? 'l’application montée'}, non développées`, call);
  }

  private draw(call: RubyCall, ruby: RubyScope, scope: RouteScope): void {
    const name = rubyText(call.args[0], ruby);
    const program = name === undefined ? undefined : this.around.drawn(name);
    if (!program || this.drawn >= mostDrawn) {
      this.note('fichier de routes introuvable, routes non développées', call);
      return;
    }
    this.drawn++;
    this.run.follow(program, new RubyScope(ruby), this.visitor(scope));
    this.drawn--;
  }

  private devise(call: RubyCall, ruby: RubyScope, scope: RouteScope): void {
    const missing = (name: string): void => {
      this.note(`routes de Devise pour « ${name} », non développées : modèle introuvable, ou modules calculés`, call);
    };
    for (const { method, path } of devisedRoutes(call, ruby, scope, this.around.devise, missing)) {
      this.emit([method], path, call, scope);
    }
  }

  private emit(
    methods: readonly string[],
    path: string,
    call: RubyCall,
    { access }: RouteScope,
    target?: string,
    computed?: string,
  ): void {
    const evidence = evidenceFor(call, computed, this.around.linesOf(call.path));
    for (const method of methods) {
      this.routes.push({ method, path, access, target, evidence });
    }
  }

  /** The first place of each cause is enough. */
  private note(message: string, { path, line }: RubyPlace): void {
    if (!this.noted.has(message)) {
      this.around.note(message, { path, line });
    }
    this.noted.add(message);
  }
}
