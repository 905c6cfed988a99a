import type { AlembicRevision } from './alembicRevision';
import type { PythonBlock, PythonCall, PythonExpression, PythonStatement } from '../pythonCode/pythonModel';
import { calledOn } from '../pythonCode/pythonParts';
import type { PythonScope } from '../pythonCode/pythonScope';

/** One call that a migration makes, all that the file says of names put in its place. */
export interface AlembicCall {
  readonly call: PythonCall;
  /** The table that `batch_alter_table` opened, when the call is made on what it gave. */
  readonly batch: PythonCall | undefined;
}

/** What one file may do: real ones do a few hundred things. */
const mostSteps = 20_000;
const deepest = 12;

/** Follows a migration's `upgrade`: its loops over what it says itself, the functions of its file that it calls. */
export class AlembicCalls {
  readonly calls: AlembicCall[] = [];
  /** The line where a loop goes through what the file doesn't say. */
  unreadAt: number | undefined;
  private steps = 0;

  constructor(private readonly revision: AlembicRevision) {
    const { upgrade, scope } = revision;
    if (upgrade) {
      this.follow(upgrade.body, scope.inside(), new Map(), 0);
    }
  }

  private follow(
    body: readonly PythonStatement[],
    scope: PythonScope,
    batches: ReadonlyMap<string, PythonCall>,
    depth: number,
  ): void {
    for (const statement of body) {
      if (++this.steps > mostSteps || depth > deepest) {
        return;
      }
      if (statement.kind === 'assign') {
        const value = scope.resolve(statement.value);
        this.visit(value, scope, batches, depth);
        scope.bind(statement.target, value);
      } else if (statement.kind === 'expression' || statement.kind === 'return') {
        this.visit(scope.resolve(statement.value), scope, batches, depth);
      } else if (statement.kind === 'block' && statement.each) {
        this.loop(statement, scope, batches, depth);
      } else if (statement.kind === 'block') {
        const opened = new Map(batches);
        for (const { value, name } of statement.opened ?? []) {
          const call = scope.resolve(value);
          if (call.kind === 'call' && call.name.endsWith('batch_alter_table')) {
            opened.set(name, call);
          } else {
            this.visit(call, scope, batches, depth);
          }
        }
        this.follow(statement.body, scope, opened, depth + 1);
      }
    }
  }

  private loop(
    { each, body }: PythonBlock,
    scope: PythonScope,
    batches: ReadonlyMap<string, PythonCall>,
    depth: number,
  ): void {
    const values = each && scope.each(each.list);
    if (!each || !values) {
      const before = this.calls.length;
      this.follow(body, scope, batches, depth + 1);
      if (this.calls.slice(before).some(({ call }) => changesTables.test(call.name))) {
        this.unreadAt ??= each?.list.line;
      }
      return;
    }
    for (const value of values) {
      if (this.steps > mostSteps) {
        return;
      }
      scope.take(each.targets, value);
      this.follow(body, scope, batches, depth + 1);
    }
  }

  private visit(
    value: PythonExpression,
    scope: PythonScope,
    batches: ReadonlyMap<string, PythonCall>,
    depth: number,
  ): void {
    if (value.kind === 'list') {
      value.items.forEach((item) => {
        this.visit(item, scope, batches, depth);
      });
    }
    if (value.kind !== 'call') {
      return;
    }
    const own = value.callee.kind === 'name' ? this.revision.functions.get(value.name) : undefined;
    if (own) {
      const inside = scope.inside();
      own.parameters.forEach(({ name: parameter }, index) => {
        const given = value.named.get(parameter) ?? value.args[index];
        if (parameter.startsWith('*')) {
          const { line } = value;
          inside.bind(parameter.slice(1), { kind: 'list', items: value.args.slice(index), line });
        } else if (given) {
          inside.bind(parameter, given);
        }
      });
      this.follow(own.body, inside, batches, depth + 1);
      return;
    }
    const on = calledOn(value);
    if (on) {
      this.visit(on, scope, batches, depth);
    }
    this.calls.push({ call: value, batch: batches.get(value.name.slice(0, Math.max(0, value.name.lastIndexOf('.')))) });
  }
}

const changesTables = /(?:create_table|(?:add|drop|alter)_column|(?:drop|rename)_table)$/;
