import type { Evidence } from '../../facts';
import type { PythonCode } from '../pythonCode/pythonCode';
import { guardsOf } from '../pythonCode/accessNames';
import { NinjaApis } from './ninja';
import { regexPath } from './regexPath';
import { isRouter, RestRouters } from './restRouters';
import { isDebugOnly, piecesOf, type Piece } from './urlLists';
import { Views, type ViewOperation } from './views';
import type { PythonCall, PythonExpression, PythonModule } from '../pythonCode/pythonModel';
import { argumentOf, calledName, dottedName, lastName } from '../pythonCode/pythonParts';
import { textValue } from '../pythonCode/constantTexts';

/** An operation, where its address stands. */
export interface DjangoRoute extends Omit<ViewOperation, 'isRest'> {
  /** As Django joins it, its parameters as they are written. */
  readonly path: string;
}

/** Where a list of routes is put. */
interface Place {
  readonly prefix: string;
  /** The lines that put it there, the outermost first. */
  readonly lines: readonly Evidence[];
  readonly guards: readonly string[];
  /** The lists that lead to it: none leads to itself. */
  readonly above: readonly string[];
  readonly depth: number;
}

const deepest = 15;

/** Several thousand are a loop of ours. */
const mostRoutes = 20_000;

/** Lists put in lists that are put in lists: a product has a few hundred. */
const mostFollowed = 20_000;

/** Follows Django's `urlpatterns` from a first module. */
export class UrlPatterns {
  readonly routes: DjangoRoute[] = [];
  /** The modules whose `urlpatterns` were followed. */
  readonly seen = new Set<string>();
  private readonly noted = new Set<string>();
  private followed = 0;
  private readonly views: Views;
  private readonly routers: RestRouters;
  private readonly ninja: NinjaApis;

  /** @param registering modules that register views with routers */
  constructor(
    private readonly code: PythonCode,
    private readonly settings: readonly PythonModule[],
    registering: () => readonly PythonModule[],
  ) {
    this.views = new Views(code, settings);
    this.routers = new RestRouters(code, settings, this.views, registering, (...told) => this.note(...told));
    this.ninja = new NinjaApis(code, registering, (...told) => this.note(...told));
  }

  async follow(module: PythonModule): Promise<void> {
    await this.variable('urlpatterns', module, { prefix: '', lines: [], guards: [], above: [], depth: 0 });
  }

  /** Once a file: the first place tells enough. */
  private note(message: string, path: string, line: number): void {
    const key = `${path} ${message}`;
    if (!this.noted.has(key)) {
      this.noted.add(key);
      this.code.repository.note(message, path, line, 'api');
    }
  }

  private async variable(name: string, module: PythonModule, place: Place, before?: number): Promise<void> {
    if (name === 'urlpatterns') {
      this.seen.add(module.path);
    }
    const key = `${module.path} ${name} ${String(before)}`;
    if (place.above.includes(key)) {
      return;
    }
    for (const piece of piecesOf(name, module, before)) {
      await this.piece(piece, module, { ...place, above: [...place.above, key] }, name);
    }
  }

  private async piece(piece: Piece, module: PythonModule, place: Place, variable: string): Promise<void> {
    if (piece.isDebug) {
      this.note('routes du seul mode de mise au point, laissées de côté', module.path, piece.value.line);
    } else if (piece.isRepeated) {
      this.note('routes ajoutées dans une boucle, non développées', module.path, piece.value.line);
    } else if (piece.isOne) {
      await this.item(piece.value, module, place);
    } else {
      await this.list(piece.value, module, place, { variable, before: piece.index });
    }
  }

  /** @param own the list being set, which may be made of what it was before */
  private async list(
    list: PythonExpression,
    module: PythonModule,
    place: Place,
    own?: { readonly variable: string; readonly before: number },
  ): Promise<void> {
    if (place.depth > deepest || this.routes.length > mostRoutes || this.followed++ > mostFollowed) {
      return;
    }
    switch (list.kind) {
      case 'list':
        for (const item of list.items) {
          await (item.kind === 'splat'
            ? this.list(item.of, module, deeper(place), own)
            : this.item(item, module, place));
        }
        return;
      case 'operation':
        if (list.operator === '+') {
          for (const side of list.sides) {
            await this.list(side, module, deeper(place), own);
          }
        } else if (list.operator === 'if' && list.sides.length === 3) {
          const [yes, condition, no] = list.sides;
          for (const side of isDebugOnly(condition) ? [no] : [yes, no]) {
            await (side ? this.list(side, module, deeper(place), own) : undefined);
          }
        }
        return;
      case 'splat':
        return this.list(list.of, module, deeper(place), own);
      case 'name':
        return own && list.name === own.variable
          ? this.variable(list.name, module, deeper(place), own.before)
          : this.named(list, module, deeper(place));
      case 'call':
        return this.listCall(list, module, deeper(place), own);
      case 'loop':
        return this.note('routes faites dans une boucle, non développées', module.path, list.line);
      default:
        return this.note('liste de routes calculée, non développée', module.path, list.line);
    }
  }

  private async listCall(
    call: PythonCall,
    module: PythonModule,
    place: Place,
    own: { readonly variable: string; readonly before: number } | undefined,
  ): Promise<void> {
    const name = lastName(calledName(call));
    const args = { kind: 'list', items: call.args, line: call.line } as const;
    if (/^(?:static|staticfiles_urlpatterns)$/.test(name)) {
      return;
    }
    if (name === 'i18n_patterns') {
      const isBare = dottedName(call.named.get('prefix_default_language')) === 'False';
      return this.list(args, module, isBare ? place : { ...place, prefix: `${place.prefix}{langue}/` }, own);
    }
    if (name === 'patterns') {
      return this.list({ ...args, items: call.args.slice(1) }, module, place, own);
    }
    if (/^(?:format_suffix_patterns|list|tuple|decorated_patterns|required)$/.test(name)) {
      const list = call.args.at(-1);
      return list ? this.list(list, module, place, own) : undefined;
    }
    if (/^(?:path|re_path|url)$/.test(name)) {
      return this.item(call, module, place);
    }
    this.note(`routes faites par ${name || 'un calcul'}, non développées`, module.path, call.line);
  }

  private async item(item: PythonExpression, module: PythonModule, place: Place, depth = 0): Promise<void> {
    if (item.kind === 'name' && depth < 5) {
      const resolved = await this.code.resolve(item.name, module);
      if (resolved?.kind === 'found' && resolved.definition.kind === 'assign') {
        await this.item(resolved.definition.value, resolved.module, place, depth + 1);
      }
      return;
    }
    if (item.kind === 'list') {
      // Django 1: `(r'^x$', 'app.views.x')`.
      const [route, view] = item.items;
      return route?.kind === 'text' && view ? this.route(route, view, true, module, place) : undefined;
    }
    if (item.kind !== 'call') {
      return;
    }
    const name = await this.calledAs(item, module);
    const route = argumentOf(item, name === 'path' ? 'route' : item.named.has('regex') ? 'regex' : 'route', 0);
    const view = argumentOf(item, 'view', 1);
    if (/^(?:path|re_path|url)$/.test(name) && route && view) {
      return this.route(route, view, name !== 'path', module, place);
    }
    if (name === 'include') {
      return this.include(item, module, place);
    }
    this.note(
      `routes faites par ${lastName(calledName(item)) || 'un calcul'}, non développées`,
      module.path,
      item.line,
    );
  }

  /** The own name of what is called, whatever it is imported as. */
  private async calledAs(call: PythonCall, module: PythonModule): Promise<string> {
    const name = calledName(call);
    const resolved = await this.code.resolve(name, module);
    return lastName(resolved?.kind === 'outside' ? resolved.name : name);
  }

  private async route(
    route: PythonExpression,
    view: PythonExpression,
    isRegex: boolean,
    module: PythonModule,
    place: Place,
  ): Promise<void> {
    const text = await textValue(this.code, route, module, this.settings);
    const at = { path: module.path, line: route.line };
    if (text === undefined) {
      this.note('adresse calculée : route laissée de côté', at.path, at.line);
      return;
    }
    // A name between braces stands for what isn't written, and is no repetition.
    const path = isRegex && !text.startsWith('{') ? regexPath(text) : text;
    const inner = { ...deeper(place), prefix: `${place.prefix}${path}`, lines: [...place.lines, at] };
    const { inside, guards } = unwrapped(view);
    const guarded = { ...inner, guards: [...inner.guards, ...guards] };
    if (inside.kind === 'call' && lastName(calledName(inside)) === 'include') {
      return this.include(inside, module, guarded);
    }
    if (inside.kind === 'list') {
      const [list] = inside.items;
      return list ? this.list(list, module, guarded) : undefined;
    }
    if (/\.urls(?:\[0\])?$/.test(dottedName(inside)) || (inside.kind === 'member' && inside.name === 'urls')) {
      return this.list(inside, module, guarded);
    }
    for (const operation of await this.views.operations(view, module)) {
      this.add(operation, inner.prefix, [at], inner);
    }
  }

  private add(operation: ViewOperation, path: string, lines: readonly Evidence[], place: Place): void {
    const { isRest, ...rest } = operation;
    const access = [...new Set([...place.guards, ...(operation.access ?? [])])];
    this.routes.push({
      ...rest,
      ...(access.length > 0 || operation.access ? { access } : {}),
      // As Django REST framework itself names it.
      path: isRest ? path.replace(/<(?:\w+:)?pk>|\{pk\}/g, '{id}') : path,
      places: [...lines, ...operation.places, ...[...place.lines].reverse()],
    });
  }

  private async include(call: PythonCall, module: PythonModule, place: Place): Promise<void> {
    const [argument] = [...call.args, ...call.named.values()];
    const target =
      argument?.kind === 'list' && argument.items.length <= 3 && !isRoute(argument.items[0])
        ? argument.items[0]
        : argument;
    if (target?.kind === 'text') {
      const other = await this.code.module(target.text, module);
      return other
        ? this.variable('urlpatterns', other, deeper(place))
        : this.outside(target.text, module, target.line);
    }
    return target ? this.list(target, module, place) : undefined;
  }

  /** A list by its name, a module, or the `urls` of something. */
  private async named(
    { name, line }: Extract<PythonExpression, { kind: 'name' }>,
    module: PythonModule,
    place: Place,
  ): Promise<void> {
    const resolved = await this.code.resolve(name, module);
    if (resolved?.kind === 'module') {
      return place.depth > deepest ? undefined : this.variable('urlpatterns', resolved.module, place);
    }
    if (resolved?.kind !== 'found' || resolved.definition.kind !== 'assign') {
      return this.outside(resolved?.kind === 'outside' ? resolved.name : name, module, line);
    }
    const { definition, rest } = resolved;
    if (rest.length === 0) {
      return place.depth > deepest ? undefined : this.variable(definition.target, resolved.module, place);
    }
    const made = await this.madeBy(definition.value, resolved.module);
    if (isRouter(made)) {
      for (const { path, registered, ...operation } of await this.routers.operations(
        definition.target,
        resolved.module,
      )) {
        this.add(operation, `${place.prefix}${path}`, [registered], place);
      }
      return;
    }
    if (lastName(made) === 'NinjaAPI' || made.endsWith('NinjaExtraAPI')) {
      for (const { path, ...operation } of await this.ninja.operations(definition.target, resolved.module)) {
        this.add(operation, `${place.prefix}${path}`, [], place);
      }
      return;
    }
    this.outside(made === '' ? name : made, module, line);
  }

  private async madeBy(value: PythonExpression, module: PythonModule): Promise<string> {
    const name = calledName(value);
    const resolved = await this.code.resolve(name, module);
    return resolved?.kind === 'outside' ? resolved.name : name;
  }

  private outside(name: string, module: PythonModule, line: number): void {
    const told = name.replace(/\.(?:urls|urlpatterns)\b.*$/, '');
    this.note(
      /(?:^|\.)(?:site|admin_site|\w*AdminSite)$|^django\.contrib\.admin$/.test(told)
        ? 'routes de l’administration Django, non développées'
        : `routes du paquet ${told}, non développées`,
      module.path,
      line,
    );
  }
}

function deeper(place: Place): Place {
  return { ...place, depth: place.depth + 1 };
}

function isRoute(item: PythonExpression | undefined): boolean {
  return /^(?:path|re_path|url)$/.test(lastName(calledName(item))) || item?.kind === 'splat';
}

/** `include` inside what decorates it. */
function unwrapped(view: PythonExpression): { readonly inside: PythonExpression; readonly guards: readonly string[] } {
  const inner = view.kind === 'call' ? view.args.find((one) => lastName(calledName(one)) === 'include') : undefined;
  return inner && view.kind === 'call'
    ? { inside: inner, guards: guardsOf(view.callee.kind === 'call' ? view.callee : { ...view, args: [] }) }
    : { inside: view, guards: [] };
}
