import type { PythonCode } from '../pythonCode/pythonCode';
import { guardsOf, isGuard, permissionNames } from '../pythonCode/accessNames';
import { attributeOf, methodOf, type ClassLine } from '../pythonCode/classLine';

import { knownMethods } from './knownViews';
import { holds, type Asked } from './requestConditions';
import type { PythonExpression, PythonFunction, PythonModule, PythonStatement } from '../pythonCode/pythonModel';
import { calledName, dottedName, lastName } from '../pythonCode/pythonParts';
import { writtenTexts } from '../pythonCode/constantTexts';

/** What a class requires: undefined when it doesn't say, or when only the running product knows; empty when nothing. */
export class ViewAccess {
  /** @param defaults what is required where the class says nothing */
  constructor(
    private readonly code: PythonCode,
    private readonly line: ClassLine,
    private readonly defaults: readonly string[] | undefined,
  ) {}

  /** @param handler the method that answers */
  async of(asked: Asked, handler: PythonFunction | undefined): Promise<string[] | undefined> {
    const guards = [...this.mixins(), ...this.decorators(asked, handler)];
    const named = attributeOf(this.line, 'permission_required');
    const permissions = named && this.mixins().some((name) => /Permission/.test(name)) ? writtenTexts(named.value) : [];
    const classes = await this.permissions(asked);
    // A permission says more than the class that asks for it.
    const kept = permissions.length > 0 ? guards.filter((name) => name !== 'PermissionRequiredMixin') : guards;
    const found = [...new Set([...kept, ...permissions, ...(classes ?? [])])];
    return found.length > 0 || classes !== undefined ? found : undefined;
  }

  /** Bases that keep people out, the nearest alone: what they inherit in turn goes without saying. */
  private mixins(): string[] {
    const found = new Set<string>();
    const [view] = this.line.own;
    const seen = new Set(view ? [view.definition] : []);
    for (const { bases } of seen) {
      for (const base of bases) {
        const name = lastName(dottedName(base));
        const own = this.line.own.find(({ definition }) => definition.name === name)?.definition;
        if (isGuard(name) && !/View(?:set)?$/i.test(name) && !knownMethods(name)) {
          found.add(name);
        } else if (own) {
          seen.add(own);
        }
      }
    }
    return [...found];
  }

  private decorators({ method, action }: Asked, handler: PythonFunction | undefined): string[] {
    const names = new Set(['dispatch', method.toLowerCase(), ...(action === undefined ? [] : [action])]);
    const ofClasses = this.line.own
      .flatMap(({ definition }) => definition.decorators)
      .filter((decorator) => {
        const target = decorator.kind === 'call' ? decorator.named.get('name') : undefined;
        return target === undefined || (target.kind === 'text' && names.has(target.text));
      });
    const dispatch = methodOf(this.line, 'dispatch')?.method.decorators ?? [];
    return [...ofClasses, ...dispatch, ...(handler?.decorators ?? [])].flatMap((decorator) =>
      isAction(decorator) ? [] : guardsOf(decorator),
    );
  }

  private async permissions(asked: Asked): Promise<readonly string[] | undefined> {
    const computed = methodOf(this.line, 'get_permissions');
    if (computed) {
      const byAction = this.byAction(asked);
      if (byAction) {
        return byAction;
      }
      const found = returned(computed.method.body, asked, undefined);
      if (found !== 'super') {
        return found === 'unknown' ? undefined : found;
      }
    }
    const declared = attributeOf(this.line, 'permission_classes');
    return declared ? this.names(declared.value, declared.module) : this.defaults;
  }

  /** Names a list, followed through the names it is made of. */
  async names(value: PythonExpression, module: PythonModule, depth = 0): Promise<string[] | undefined> {
    const written = permissionNames(value);
    if (written || depth > 4) {
      return written;
    }
    if (value.kind === 'operation' && value.operator === '+') {
      const sides = await Promise.all(value.sides.map(async (side) => this.names(side, module, depth + 1)));
      return sides.includes(undefined) ? undefined : sides.flatMap((side) => side ?? []);
    }
    const resolved = await this.code.resolve(dottedName(value), module);
    return resolved?.kind === 'found' && resolved.definition.kind === 'assign' && resolved.rest.length === 0
      ? this.names(resolved.definition.value, resolved.module, depth + 1)
      : undefined;
  }

  /** `permission_classes_by_action = {'create': […], 'default': […]}`. */
  private byAction({ action }: Asked): string[] | undefined {
    for (const { definition } of this.line.own) {
      for (const statement of definition.body) {
        if (
          statement.kind !== 'assign' ||
          statement.value.kind !== 'map' ||
          !/permission/.test(statement.target) ||
          action === undefined
        ) {
          continue;
        }
        const { entries } = statement.value;
        const of = (key: string): string[] | undefined =>
          permissionNames(entries.find(([name]) => name.kind === 'text' && name.text === key)?.[1]);
        // Django REST framework makes a partial update by an update.
        return of(action) ?? (action === 'partial_update' ? of('update') : undefined) ?? of('default');
      }
    }
    return undefined;
  }
}

function isAction(decorator: PythonExpression): boolean {
  return /^(?:action|list_route|detail_route|api_view)$/.test(lastName(calledName(decorator)));
}

type Answer = string[] | 'super' | 'unknown';

/** What `get_permissions` returns for one request. @param current what was set before */
function returned(body: readonly PythonStatement[], asked: Asked, current: Answer | undefined): Answer {
  const state = { current };
  return run(body, asked, state) ?? 'unknown';
}

function run(
  body: readonly PythonStatement[],
  asked: Asked,
  state: { current: Answer | undefined },
): Answer | undefined {
  let isSettled = false;
  for (const statement of body) {
    if (statement.kind === 'block') {
      if (statement.of === 'for' || statement.of === 'other') {
        return 'unknown';
      }
      isSettled &&= statement.of === 'else' || statement.isAlternative === true;
      const isRun: boolean | undefined = isSettled
        ? false
        : statement.of === 'else' || holds(statement.condition, asked);
      if (isRun === undefined) {
        return 'unknown';
      }
      isSettled ||= isRun;
      const answer = isRun ? run(statement.body, asked, state) : undefined;
      if (answer) {
        return answer;
      }
    } else if (statement.kind === 'assign' && /(?:^|\.)permission(?:s|_classes|_list)$/.test(statement.target)) {
      state.current = statement.operator === '=' ? (permissionNames(statement.value) ?? 'unknown') : 'unknown';
    } else if (statement.kind === 'return') {
      return answerOf(statement.value, state.current);
    }
  }
  return undefined;
}

function answerOf(value: PythonExpression, current: Answer | undefined): Answer {
  if (value.kind === 'loop') {
    return current ?? 'super';
  }
  if (value.kind === 'call') {
    return value.callee.kind === 'member' && value.callee.name === 'get_permissions' ? (current ?? 'super') : 'unknown';
  }
  return value.kind === 'name' ? (current ?? 'unknown') : (permissionNames(value) ?? 'unknown');
}
