import type { Role } from '../../facts';
import { classLine } from '../pythonCode/classLine';
import type { PythonCode } from '../pythonCode/pythonCode';
import { isRoleField, kindOfClass, kindOfConstant } from './roleNames';
import type { PythonClass, PythonExpression, PythonModule, PythonStatement } from '../pythonCode/pythonModel';
import { calledName, dottedName, flatStatements, lastName } from '../pythonCode/pythonParts';
import { textValue } from '../pythonCode/constantTexts';

/** What a class, a constant or a column lists, told apart by where Django or Python declares it. */
export interface ListedRole extends Omit<Role, 'from'> {
  readonly isDjango: boolean;
}

type Kind = Role['kind'];

const enumBases = /^(?:Enum|StrEnum|IntEnum|IntFlag|Flag|TextChoices|IntegerChoices|Choices)$/;

/** The roles, groups and permissions that a module lists: classes of constants, lists of choices. */
export async function listedRoles(code: PythonCode, module: PythonModule): Promise<ListedRole[]> {
  const found: ListedRole[] = [];
  const read = async (body: readonly PythonStatement[], inside: PythonClass | undefined): Promise<void> => {
    for (const statement of flatStatements(body)) {
      if (statement.kind === 'class') {
        const named = kindOfClass(statement.name);
        const isListing = await isEnum(code, statement, module);
        if (named && isListing) {
          found.push(...(await membersOf(code, statement, module, named)));
        } else if (!isListing) {
          await read(statement.body, statement);
        }
      } else if (statement.kind === 'assign') {
        found.push(...(await ofAssignment(code, statement, module, inside)));
      }
    }
  };
  await read(module.body, undefined);
  return found;
}

/** Whether a class lists constants, by itself or by what the product's own bases are. */
async function isEnum(code: PythonCode, definition: PythonClass, module: PythonModule): Promise<boolean> {
  const { outside } = await classLine(code, definition, module);
  return outside.some((base) => enumBases.test(lastName(base)));
}

function isChoices({ bases }: PythonClass): boolean {
  return bases.some((base) => dottedName(base).endsWith('Choices'));
}

async function membersOf(
  code: PythonCode,
  definition: PythonClass,
  module: PythonModule,
  kind: Kind,
): Promise<ListedRole[]> {
  const found: ListedRole[] = [];
  const isDjango = isChoices(definition);
  for (const statement of flatStatements(definition.body)) {
    if (
      statement.kind === 'assign' &&
      /^[A-Za-z]\w*$/.test(statement.target) &&
      !/^(?:do_not_call_in_templates|label|value)$/.test(statement.target)
    ) {
      const items = statement.value.kind === 'list' ? statement.value.items : [statement.value];
      const value = await textValue(code, items[0], module);
      const label = isDjango ? await textValue(code, items[1], module) : undefined;
      found.push(roleOf(kind, nameOf(value, statement.target), label, module, statement.line, isDjango));
    }
  }
  return found;
}

/** What the database holds, unless it is a number or a code that says nothing. */
function nameOf(value: string | undefined, member: string): string {
  return value !== undefined && /^[A-Za-zÀ-ÿ][\w:. À-ÿ'’-]{2,60}$/.test(value) ? value : member;
}

function roleOf(
  kind: Kind,
  name: string,
  label: string | undefined,
  { path }: PythonModule,
  line: number,
  isDjango: boolean,
): ListedRole {
  return {
    name,
    kind,
    ...(label === undefined || label === name ? {} : { label }),
    permissions: [],
    evidence: [{ path, line }],
    isDjango,
  };
}

async function ofAssignment(
  code: PythonCode,
  { target, value }: Extract<PythonStatement, { kind: 'assign' }>,
  module: PythonModule,
  inside: PythonClass | undefined,
): Promise<ListedRole[]> {
  const kind =
    kindOfConstant(lastName(target)) ?? (kindOfClass(target) && isLiteral(value) ? kindOfClass(target) : undefined);
  if (kind) {
    return choicesOf(code, value, module, inside, kind);
  }
  // `profile_type = models.CharField(choices=[…])`.
  const choices =
    value.kind === 'call' && /(?:Char|Integer|Text)Field$/.test(calledName(value)) && isRoleField(target)
      ? value.named.get('choices')
      : undefined;
  return choices ? ofChoices(code, choices, module, inside) : [];
}

function isLiteral(value: PythonExpression): boolean {
  return value.kind === 'index' && lastName(dottedName(value.of)) === 'Literal';
}

/** A list of texts, of pairs of a value and its label, or a map. */
async function choicesOf(
  code: PythonCode,
  value: PythonExpression,
  module: PythonModule,
  inside: PythonClass | undefined,
  kind: Kind,
): Promise<ListedRole[]> {
  const list =
    value.kind === 'call' && /^(?:frozenset|set|tuple|list|Choices|OrderedDict)$/.test(lastName(calledName(value)))
      ? value.args[0]?.kind === 'list' && value.args.length === 1
        ? value.args[0]
        : { kind: 'list' as const, items: value.args, line: value.line }
      : value;
  const entries =
    list.kind === 'map'
      ? list.entries
      : list.kind === 'index' && isLiteral(list)
        ? list.items.map((item) => [item, undefined] as const)
        : list.kind === 'list'
          ? list.items.map((item) =>
              item.kind === 'list' ? ([item.items[0], item.items[1]] as const) : ([item, undefined] as const),
            )
          : [];
  const found: ListedRole[] = [];
  for (const [item, labelled] of entries) {
    // What another class lists is told there.
    if (dottedName(item).includes('.')) {
      continue;
    }
    const declared = declaration(item, module, inside);
    const text = await textValue(code, declared?.value ?? item, module);
    const label =
      labelled?.kind === 'map' || labelled?.kind === 'list' ? undefined : await textValue(code, labelled, module);
    const name = nameOf(text?.startsWith('{') === true ? undefined : text, lastName(dottedName(item)));
    if (item && name !== '') {
      found.push(
        roleOf(
          kind,
          name,
          label?.startsWith('{') === true ? undefined : label,
          module,
          declared?.line ?? item.line,
          isDjangoModule(module),
        ),
      );
    }
  }
  return found;
}

/** Whether a module is one of Django's, rather than of plain Python. */
function isDjangoModule({ imports }: PythonModule): boolean {
  return [...imports.values()].some(({ module }) => /^(?:django|rest_framework)\b/.test(module));
}

/** The constant that a choice is, beside it in its class or its module: its line is the surest. */
function declaration(
  item: PythonExpression | undefined,
  module: PythonModule,
  inside: PythonClass | undefined,
): { readonly value: PythonExpression; readonly line: number } | undefined {
  const name = dottedName(item);
  const bodies = [...(inside ? [inside.body] : []), module.body];
  for (const body of name === '' ? [] : bodies) {
    for (const statement of flatStatements(body)) {
      if (statement.kind === 'assign' && statement.target === name) {
        return statement;
      }
    }
  }
  return undefined;
}

/** What a column may hold: a list of choices, a class of them, or the name of either. */
async function ofChoices(
  code: PythonCode,
  choices: PythonExpression,
  module: PythonModule,
  inside: PythonClass | undefined,
): Promise<ListedRole[]> {
  if (choices.kind === 'list') {
    return choicesOf(code, choices, module, inside, 'role');
  }
  const name = dottedName(choices.kind === 'call' ? choices.callee : choices).replace(/\.choices$/, '');
  const own = inside ? ownMember(inside, name) : undefined;
  const resolved = await code.resolve(name, module);
  const definition = own ?? (resolved?.kind === 'found' ? resolved.definition : undefined);
  const home = own || resolved?.kind !== 'found' ? module : resolved.module;
  if (definition?.kind === 'class') {
    return (await isEnum(code, definition, home)) ? membersOf(code, definition, home, 'role') : [];
  }
  return definition?.kind === 'assign' ? choicesOf(code, definition.value, home, own ? inside : undefined, 'role') : [];
}

function ownMember(
  inside: PythonClass,
  name: string,
): PythonClass | Extract<PythonStatement, { kind: 'assign' }> | undefined {
  for (const statement of flatStatements(inside.body)) {
    if (
      (statement.kind === 'class' && statement.name === name) ||
      (statement.kind === 'assign' && statement.target === name)
    ) {
      return statement;
    }
  }
  return undefined;
}
