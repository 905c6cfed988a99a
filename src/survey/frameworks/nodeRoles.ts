import { Clue } from '../clues';
import type { Evidence, Role } from '../facts';
import { tidyEvidence } from '../evidence';
import { writtenNames } from '../readers/nodeCode/accessNames';
import { abilitiesIn, grantsIn, type Ability } from '../readers/nodeCode/abilities';
import { guardedRoles } from '../readers/nodeCode/guardedRoles';
import { Interpreter } from '../readers/nodeCode/interpreter';
import { nothingKnown } from '../readers/nodeCode/library';
import { isServerCode, Modules } from '../readers/nodeCode/modules';
import { labelOf, type Program } from '../readers/nodeCode/program';
import { declaredRoles, type DeclaredRole } from '../readers/nodeCode/roleDeclarations';
import { isOtherRoles, readRoleName } from '../readers/nodeCode/roleNames';
import { grammarOf } from '../syntax/grammars';
import { Syntax } from '../syntax/syntax';
import { compare, type Repository } from '../repository';
import type { Framework } from './framework';

/** A declaration of roles or permissions, a decorator that asks for some. */
const mayDeclare = new Clue(
  /\b(?:enum|const|let|var|type)\s+\w{0,60}(?:role|profil|privil|permission|droits|rights|habilit|grants)|@\w{0,60}Roles\w{0,60}\(|\[\s{0,60}\w{0,60}Roles?\w{0,60}\./i,
);

/** Files of libraries that say what each role may do. */
const abilityLibraries = new Clue(/['"](?:@casl\/ability|accesscontrol|role-acl)['"]/);

const forms = { enum: 'énumération', constant: 'constante', use: 'décorateur' } as const;

/** As many places as it takes to be sure. */
const mostPlaces = 4;

export const nodeRoles: Framework = {
  name: 'nodeRoles',
  start(repository) {
    const modules = Modules.of(repository);
    const programs: Program[] = [];
    const abilities: Ability[] = [];
    const grants: Ability[] = [];
    const guarded: DeclaredRole[] = [];
    return {
      wants: isServerCode,
      async read(source) {
        guarded.push(...guardedRoles(source));
        const program = mayDeclare.test(source.text) ? await modules.read(source) : undefined;
        if (program) {
          programs.push(program);
        }
        const grammar = grammarOf(source.path)?.grammar;
        if (grammar && abilityLibraries.test(source.text)) {
          await Syntax.of(repository).read(source, grammar, ({ root }) => {
            abilities.push(...(source.text.includes('@casl/ability') ? abilitiesIn(source.path, root) : []));
            grants.push(...(/accesscontrol|role-acl/.test(source.text) ? grantsIn(source.path, root) : []));
          });
        }
      },
      async find() {
        const interpreter = new Interpreter(repository, nothingKnown);
        const declared: (DeclaredRole & { readonly from: string })[] = [];
        for (const program of programs) {
          const roles = [...(await declaredRoles(interpreter, program)), ...decoratedRoles(program)];
          declared.push(...roles.map((role) => ({ ...role, from: forms[role.form] })));
        }
        declared.push(...(await prismaRoles(repository)).map((role) => ({ ...role, from: 'Prisma' })));
        declared.push(...abilities.map((ability) => ({ ...ofAbility(ability), from: 'CASL' })));
        declared.push(...grants.map((ability) => ({ ...ofAbility(ability), from: 'AccessControl' })));
        declared.push(...guarded.map((role) => ({ ...role, from: 'garde' })));
        return { roles: merged(declared) };
      },
    };
  },
};

function ofAbility({ role, permission, subject, evidence }: Ability): DeclaredRole {
  return role === undefined
    ? {
        kind: 'policy',
        name: subject,
        permissions: [permission.slice(0, -subject.length - 1)],
        evidence,
        form: 'constant',
      }
    : { kind: 'role', name: role, permissions: [permission], evidence, form: 'constant' };
}

/** What decorators ask for by name: `@Roles('admin')`. */
function decoratedRoles(program: Program): DeclaredRole[] {
  const decorators = program.classes.flatMap(({ decorators: own, members }) => [
    ...own,
    ...members.flatMap((member) => member.decorators),
  ]);
  return decorators.flatMap((decorator) => {
    const isOfRoles = /^(?:\w*[a-z])?Roles$/.test(labelOf(decorator) ?? '');
    const args = isOfRoles && decorator.kind === 'call' ? decorator.args : [];
    return args
      .filter(({ kind }) => kind === 'text')
      .flatMap((argument) =>
        writtenNames(argument).map((name) => ({
          kind: 'role' as const,
          name,
          permissions: [],
          evidence: { path: program.path, line: argument.line },
          form: 'use' as const,
        })),
      );
  });
}

/** Enumerations of Prisma's schema. */
async function prismaRoles(repository: Repository): Promise<DeclaredRole[]> {
  const roles: DeclaredRole[] = [];
  for (const { path, isTest } of repository.matching(/\.prisma$/)) {
    const source = isTest ? undefined : await repository.text(path);
    let holds: string | undefined;
    let found: DeclaredRole[] = [];
    for (const [index, line] of (source?.lines ?? []).entries()) {
      const [, opened] = /^\s*enum\s+(\w+)\s*\{/.exec(line) ?? [];
      const [, member] = /^\s*([A-Za-z]\w*)\s*(?:@map\([^()]*\)\s*)?(?:\/\/.*)?$/.exec(line) ?? [];
      if (opened !== undefined) {
        holds = readRoleName(opened)?.holds;
        found = [];
      } else if (/^\s*\}/.test(line)) {
        roles.push(...(isOtherRoles(found.map(({ name }) => name)) ? [] : found));
        holds = undefined;
        found = [];
      } else if (member !== undefined && (holds === 'roles' || holds === 'permissions')) {
        const kind = holds === 'roles' ? 'role' : 'permission';
        found.push({ kind, name: member, permissions: [], evidence: { path, line: index + 1 }, form: 'enum' });
      }
    }
  }
  return roles;
}

type Declared = DeclaredRole & { readonly from: string };

/** One role of all that tells of it; a permission that some role has isn't one alone. */
function merged(all: readonly Declared[]): Role[] {
  const byName = new Map<string, Declared[]>();
  for (const one of withoutGroups(all)) {
    const key = `${one.kind} ${one.name.toLowerCase()}`;
    byName.set(key, [...(byName.get(key) ?? []), one]);
  }
  const given = new Set(all.flatMap(({ permissions }) => permissions));
  return [...byName.values()]
    .flatMap((told) => {
      // What gives a role its permissions says most of it; what only uses it says least.
      const withRights = told.filter(({ permissions }) => permissions.length > 0);
      const declared = told.filter(({ form }) => form !== 'use');
      const best = withRights.length > 0 ? withRights : declared.length > 0 ? declared : told;
      const [first] = best;
      const label = told.find((one) => one.label !== undefined)?.label;
      return first && (first.kind !== 'permission' || !given.has(first.name))
        ? [
            {
              kind: first.kind,
              name: first.name,
              from: first.from,
              ...(label === undefined ? {} : { label }),
              permissions: [...new Set(told.flatMap(({ permissions }) => permissions))],
              evidence: tidyEvidence(
                best.map(({ evidence }): Evidence => evidence),
                mostPlaces,
              ),
            },
          ]
        : [];
    })
    .sort((a, b) => compare(a.kind, b.kind) || compare(a.name, b.name));
}

/** Leaves out lists of roles that a map gives a group's name to: they are no permissions. */
function withoutGroups(all: readonly Declared[]): readonly Declared[] {
  const roles = new Set(
    all.filter(({ kind, permissions }) => kind === 'role' && permissions.length === 0).map(({ name }) => name),
  );
  const isGroup = ({ name, permissions }: Declared): boolean =>
    permissions.every((permission) => roles.has(permission)) && (permissions.length > 1 || !roles.has(name));
  return all.filter((one) => one.permissions.length === 0 || !isGroup(one));
}
