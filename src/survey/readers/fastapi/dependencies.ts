import type { PythonCode } from '../pythonCode/pythonCode';
import type { PythonCall, PythonExpression, PythonFunction, PythonModule } from '../pythonCode/pythonModel';
import { calledName, dottedName, lastName } from '../pythonCode/pythonParts';
import { writtenTexts } from '../pythonCode/constantTexts';

/** Names of dependencies that tell who asks, or keep them out. */
const guarding =
  /auth(?!or)|(?:^|_)users?(?:$|_)|User|token|admin|(?:^|_)roles?(?:$|_)|Role|perm(?:ission)?|login|require|scope|api_?key|secur|verif|current|owner|protect|jwt|credential|bearer|oauth|allowed|access|signature/i;

/** Services about users, rather than users. */
const harmless =
  /service|repo(?:sitory)?$|repository|manager|crud|dao|store|filter|params?$|query|settings|config|factory|use_?case/i;

const deepest = 6;

/** What `dependencies=[Depends(…)]` requires. */
export function dependenciesOf(list: PythonExpression | undefined): string[] {
  return list?.kind === 'list' ? list.items.flatMap((item) => dependency(item)) : [];
}

/** What the parameters of a function require: `user: CurrentUser`, `user = Depends(current_user)`. */
export async function parameterGuards(
  code: PythonCode,
  { parameters }: PythonFunction,
  module: PythonModule,
): Promise<string[]> {
  const found: string[] = [];
  for (const { value, type } of parameters) {
    found.push(...dependency(value));
    found.push(...(await ofType(code, type, module, 0)));
  }
  return [...new Set(found)];
}

/** `Annotated[User, Depends(get_current_user)]`, or the name given to it. */
async function ofType(
  code: PythonCode,
  type: PythonExpression | undefined,
  module: PythonModule,
  depth: number,
): Promise<string[]> {
  if (type?.kind === 'index') {
    return lastName(dottedName(type.of)) === 'Annotated' ? type.items.flatMap((item) => dependency(item)) : [];
  }
  const name = dottedName(type);
  const resolved = depth < deepest && name !== '' ? await code.resolve(name, module) : undefined;
  return resolved?.kind === 'found' && resolved.definition.kind === 'assign' && resolved.rest.length === 0
    ? ofType(code, resolved.definition.value, resolved.module, depth + 1)
    : [];
}

function dependency(expression: PythonExpression | undefined): string[] {
  if (expression?.kind !== 'call' || !/^(?:Depends|Security)$/.test(lastName(calledName(expression)))) {
    return [];
  }
  const [of] = [...expression.args, ...expression.named.values()];
  const scopes = writtenTexts(expression.named.get('scopes'));
  const name = lastName(calledName(of));
  const guards = of?.kind === 'call' ? argumentGuards(of) : [];
  return [...(guards.length > 0 ? guards : guarding.test(name) && !harmless.test(name) ? [name] : []), ...scopes];
}

/** `Depends(require_role('admin'))`, `Depends(Permissions([IsOwner, IsAdmin]))`: what is required, rather than how. */
function argumentGuards(call: PythonCall): string[] {
  if (!guarding.test(lastName(calledName(call)))) {
    return [];
  }
  return [...call.args, ...call.named.values()].flatMap((argument) => {
    const items = argument.kind === 'list' ? argument.items : [argument];
    return items.flatMap((item) =>
      item.kind === 'text'
        ? [item.text]
        : item.kind === 'name' && /^[A-Z]/.test(item.name) && !/^(?:True|False|None)$/.test(item.name)
          ? [lastName(item.name)]
          : [],
    );
  });
}
