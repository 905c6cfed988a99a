import type { Evidence } from '../../facts';
import type { GoExpression, GoFile, GoFunction, GoStatement, GoStruct } from './goCode';

/** Packages of Beego that have routes: before its second version, and since. */
const beegoImport = /^github\.com\/(?:astaxie\/beego|beego\/beego(?:\/v2)?(?:\/server\/web)?)$/;

const verbs = /^(?:Get|Post|Put|Patch|Delete|Head|Options|Any)$/;

/** How deep code is followed: what people write is less deep. */
const deepest = 40;

type Call = Extract<GoExpression, { kind: 'call' }>;

/** What a call puts before the routes that are written in it. */
export interface BeegoGroup {
  readonly prefixes: readonly GoExpression[];
  readonly access: readonly string[];
}

/** What one call of Beego's declares, before its texts are known. */
export interface BeegoCall extends BeegoGroup {
  readonly what:
    /** `Router("/gares", &Gares{}, "get:Lister")`: what the methods of a controller answer. */
    | 'controller'
    /** `Get("/gares", lister)` */
    | 'function'
    /** `Include(&Gares{})`: what the comments of a controller's methods say. */
    | 'comments'
    /** `AutoRouter(&Gares{})`: each method at its own name. */
    | 'methods';
  readonly method: string;
  readonly path: GoExpression | undefined;
  readonly given: readonly GoExpression[];
  readonly evidence: Evidence;
  readonly file: GoFile;
}

/** The name that a file calls Beego by; undefined when it doesn't import it. */
export function beegoName(file: GoFile): string | undefined {
  return [...file.imports].find(([, path]) => beegoImport.test(path))?.[0];
}

/** What the functions of a file declare of routes, in their order. */
export function beegoCalls(file: GoFile): BeegoCall[] {
  const name = beegoName(file);
  return name === undefined ? [] : new CallsOf(file, name).found();
}

class CallsOf {
  private readonly calls: BeegoCall[] = [];

  constructor(
    private readonly file: GoFile,
    private readonly beego: string,
  ) {}

  found(): BeegoCall[] {
    for (const { body } of this.file.functions) {
      this.statements(body, 0);
    }
    for (const { value } of this.file.values) {
      this.take(value, { prefixes: [], access: [] }, 0);
    }
    return this.calls;
  }

  private statements(body: readonly GoStatement[], depth: number): void {
    for (const statement of depth < deepest ? body : []) {
      if (statement.kind === 'block' || statement.kind === 'each') {
        this.statements(statement.body, depth + 1);
      } else {
        for (const value of statement.kind === 'run' ? [statement.value] : statement.values) {
          this.take(value, { prefixes: [], access: [] }, depth);
        }
      }
    }
  }

  /** Gives the group that the value is, when it is one: what is chained to it stands in it. */
  private take(value: GoExpression | undefined, group: BeegoGroup, depth: number): BeegoGroup {
    if (value?.kind === 'function') {
      this.statements(value.function.body, depth + 1);
    }
    if (value?.kind !== 'call' || value.called.kind !== 'member' || depth > deepest) {
      return group;
    }
    const { of, name } = value.called;
    if (of.kind === 'name' && of.name === this.beego) {
      return this.call(name.replace(/^NS(?=[A-Z])/, ''), value, group, depth);
    }
    const outer = of.kind === 'call' ? this.take(of, group, depth + 1) : group;
    // `beego.NewNamespace("/v1").Router(…)`, `beego.Router(…).Filter(…)`
    return outer === group ? group : this.call(name, value, outer, depth);
  }

  private call(name: string, { given, line }: Call, group: BeegoGroup, depth: number): BeegoGroup {
    const evidence = { path: this.file.path, line };
    const [first, ...rest] = given;
    const add = (what: BeegoCall['what'], method: string, path: GoExpression | undefined): void => {
      const controllers = path ? rest : given;
      this.calls.push({ ...group, what, method, path, given: controllers, evidence, file: this.file });
    };
    if (name === 'NewNamespace' || name === 'Namespace') {
      const before = rest.flatMap((each) => guardsOf(each, this.beego));
      const inner = {
        prefixes: [...group.prefixes, ...(first ? [first] : [])],
        access: [...group.access, ...before],
      };
      for (const each of rest) {
        this.take(each, inner, depth + 1);
      }
      return inner;
    }
    if (name === 'AddNamespace') {
      for (const each of given) {
        this.take(each, group, depth + 1);
      }
    } else if (name === 'Include') {
      add('comments', 'ANY', undefined);
    } else if (name === 'AutoRouter') {
      add('methods', 'ANY', undefined);
    } else if (name === 'AutoPrefix') {
      add('methods', 'ANY', first);
    } else if (name === 'Router') {
      add('controller', 'ANY', first);
    } else if (name === 'Handler' || verbs.test(name)) {
      add('function', name === 'Handler' ? 'ANY' : name.toUpperCase(), first);
    }
    return group;
  }
}

/** The functions of `NSBefore(exigeConnexion)`. */
function guardsOf(value: GoExpression, beego: string): string[] {
  const isBefore =
    value.kind === 'call' &&
    value.called.kind === 'member' &&
    value.called.name === 'NSBefore' &&
    value.called.of.kind === 'name' &&
    value.called.of.name === beego;
  return isBefore
    ? value.given.flatMap((each) => (each.kind === 'name' || each.kind === 'member' ? [each.name] : []))
    : [];
}

/** `get,post:Lister;put:Modifier`: which method of a controller answers which method of HTTP. */
export function mappedMethods(text: string): { readonly method: string; readonly action: string }[] {
  return text.split(';').flatMap((part) => {
    const [methods = '', action = ''] = part.split(':');
    return methods
      .split(',')
      .map((each) => each.trim())
      .filter((each) => /^(?:\*|[A-Za-z]+)$/.test(each))
      .map((each) => ({ method: each === '*' ? 'ANY' : each.toUpperCase(), action: action.trim() }));
  });
}

/** What a comment line says of a route: `@router /gares/:id [get,put]`. */
export function routerComment(
  line: string,
): { readonly path: string; readonly methods: readonly string[] } | undefined {
  const found = /^\s*(?:\/\/|\*)?\s*@router\s+(\S{1,300})(?:[ \t]+\[([\w, ]{1,80})\])?/i.exec(line);
  const methods = (found?.[2] ?? 'get').split(',').map((each) => each.trim().toUpperCase());
  return found?.[1] === undefined ? undefined : { path: found[1], methods: methods.filter((each) => each !== '') };
}

/** A path without what a parameter may be, which Beego writes after its name: `:id:int`, `:id([0-9]+)`, `?:id`. */
export function beegoPath(path: string): string {
  return path
    .replace(/(:\w{1,80}):(?:int|string)\b/g, '$1')
    .replace(/\?(?=:)/g, '')
    .replace(/\*\.\*/g, '*');
}

/** What a method's comment says it does: Swagger's description, else its first sentence. */
export function beegoSummary({ comment, name }: GoFunction): string | undefined {
  const told = /^[ \t]*@Description\s+(.{1,300})/im.exec(comment)?.[1]?.trim();
  const [line = ''] = comment.split('\n');
  const plain = /^\s*@|^\s*$/.test(line) ? undefined : line.trim();
  const text = told === undefined || told === '' ? plain : told;
  return text === name || (text?.length ?? 0) > 200 ? undefined : text;
}

/** Methods of HTTP that a controller answers when its route names none: those it has a method for. */
export function restMethods(actions: ReadonlySet<string>): { readonly method: string; readonly action: string }[] {
  const answered = ['Get', 'Post', 'Put', 'Delete', 'Head', 'Patch', 'Options'].filter((each) => actions.has(each));
  return answered.length === 0
    ? [{ method: 'ANY', action: '' }]
    : answered.map((action) => ({ method: action.toUpperCase(), action }));
}

/** Methods of a controller that answer nothing. */
const noActions = /^(?:Init|Prepare|Finish|Render\w*|CheckXSRFCookie|XSRF\w*|HandlerFunc|URLMapping|Mapping|Trace)$/;

/** `AutoRouter`'s paths: `/gares/lister` for `Lister` of `GaresController`. */
export function automaticActions(
  { name }: GoStruct,
  actions: ReadonlySet<string>,
): { readonly path: string; readonly action: string }[] {
  const own = name.replace(/Controller$/, '').toLowerCase();
  return [...actions]
    .filter((action) => /^\p{Lu}/u.test(action) && !noActions.test(action))
    .map((action) => ({ path: `${own}/${action.toLowerCase()}`, action }));
}
