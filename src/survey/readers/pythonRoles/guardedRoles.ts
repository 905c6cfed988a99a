import type { Role } from '../../facts';
import type { PythonCode } from '../pythonCode/pythonCode';
import type { PythonCall, PythonExpression, PythonModule } from '../pythonCode/pythonModel';
import { allStatements, calledName, lastName } from '../pythonCode/pythonParts';
import { textValue } from '../pythonCode/constantTexts';

/** Roles that Flask-Security and Flask-Principal ask for: `@roles_required('admin')`, `RoleNeed('admin')`. */
export async function guardedRoles(code: PythonCode, module: PythonModule): Promise<Role[]> {
  const found: Role[] = [];
  for (const statement of allStatements(module.body)) {
    const values =
      statement.kind === 'function' || statement.kind === 'class'
        ? statement.decorators
        : statement.kind === 'assign' || statement.kind === 'expression' || statement.kind === 'return'
          ? [statement.value]
          : [];
    for (const call of values.flatMap((value) => guardsIn(value, 0))) {
      for (const argument of call.args) {
        const name = await textValue(code, argument, module);
        if (name !== undefined && /^[\w-]+$/.test(name)) {
          found.push({
            name,
            kind: 'role',
            from: lastName(calledName(call)) === 'RoleNeed' ? 'Flask-Principal' : 'Flask-Security',
            permissions: [],
            evidence: [{ path: module.path, line: argument.line }],
          });
        }
      }
    }
  }
  return found;
}

function guardsIn(value: PythonExpression, depth: number): PythonCall[] {
  if (depth > 6) {
    return [];
  }
  const inner = (one: PythonExpression): PythonCall[] => guardsIn(one, depth + 1);
  switch (value.kind) {
    case 'call':
      return /^(?:RoleNeed|roles?_(?:required|accepted))$/.test(lastName(calledName(value)))
        ? [value]
        : [...value.args.flatMap(inner), ...(value.callee.kind === 'member' ? inner(value.callee.of) : [])];
    case 'list':
      return value.items.flatMap(inner);
    default:
      return [];
  }
}
