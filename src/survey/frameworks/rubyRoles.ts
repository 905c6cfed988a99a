import type { Inventory, Role, Table } from '../facts';
import { rolesOfAbilities } from '../readers/ruby/rubyAbilities';
import { rubyStatements } from '../readers/ruby/rubyCode';
import { policiesIn, rolesOfPolicies, type RubyPolicy } from '../readers/ruby/rubyPolicies';
import { mayNameRoles, rolesNamedIn } from '../readers/ruby/rubyRoleNames';
import type { Repository, SurveyedFile } from '../repository';
import type { SourceText } from '../sourceText';
import { Syntax } from '../syntax/syntax';
import type { Framework, FrameworkDetection, StructureFindings } from './framework';

const policyFile = /(?:^|\/)app\/policies\/.+_policy\.rb$/;
const modelFile = /(?:^|\/)app\/(?:models|abilities)\/.+\.rb$|(?:^|\/)db\/seeds(?:\/.+)?\.rb$/;

/** Who may do what: Pundit's and Action Policy's policies, CanCanCan's abilities, the roles that models list. */
export const rubyRoles: Framework = {
  name: 'rubyRoles',
  start: (repository) => new RubyRolesDetection(repository),
};

class RubyRolesDetection implements FrameworkDetection {
  private readonly roles: Role[] = [];
  private readonly policies: RubyPolicy[] = [];
  private readonly accounts: Role[] = [];
  /** Roles given by name, which count when some model is Rolify's. */
  private readonly given: Role[] = [];
  private isRolify = false;
  private isActionPolicy = false;

  constructor(private readonly repository: Repository) {}

  wants({ path, isTest }: SurveyedFile): boolean {
    return !isTest && (policyFile.test(path) || modelFile.test(path));
  }

  async read(source: SourceText, { path }: SurveyedFile): Promise<void> {
    const { text } = source;
    if (policyFile.test(path)) {
      this.isActionPolicy ||= /\bActionPolicy::/.test(text);
      const found = await this.tree(source, policiesIn);
      this.policies.push(...(found ?? []));
      return;
    }
    if (/\bCanCan::Ability\b/.test(text)) {
      this.roles.push(...((await this.tree(source, rolesOfAbilities)) ?? []));
    }
    if (mayNameRoles.test(text)) {
      this.roles.push(...((await this.tree(source, rolesNamedIn)) ?? []));
    }
    this.readLines(source);
  }

  find(before: Inventory): StructureFindings {
    const named = new Set(this.roles.map(({ name }) => name));
    return {
      roles: [
        ...this.roles,
        ...rolesOfColumns(before.tables).filter(({ name }) => !named.has(name)),
        ...rolesOfPolicies(this.policies, this.isActionPolicy ? 'Action Policy' : 'Pundit'),
        ...(this.isRolify ? this.given : []),
        // One kind of accounts is no role.
        ...(this.accounts.length > 1 ? this.accounts : []),
      ],
    };
  }

  private async tree<T>(
    source: SourceText,
    use: (statements: ReturnType<typeof rubyStatements>) => T,
  ): Promise<T | undefined> {
    return Syntax.of(this.repository).read(source, 'ruby', (tree) => use(rubyStatements(tree, source)));
  }

  /** What one line tells: accounts of Devise, roles of Rolify. */
  private readLines({ path, text, lines }: SourceText): void {
    if (!/\bdevise\b|\brolify\b|\badd_role\b/.test(text)) {
      return;
    }
    this.isRolify ||= /^[ \t]*rolify\b/m.test(text);
    const modules: string[] = [];
    let account: { readonly name: string; readonly line: number } | undefined;
    for (const [index, code] of lines.entries()) {
      const [, kind, name] = /^\s*(class|module)\s+([\w:]+)/.exec(code) ?? [];
      if (kind === 'module') {
        modules.push(name ?? '');
      } else if (name !== undefined) {
        account = { name: [...modules, name].join('::'), line: index + 1 };
      }
      if (account && /^\s*devise[\s(]+:/.test(code)) {
        this.accounts.push({
          name: account.name,
          kind: 'role',
          from: 'Devise',
          permissions: [],
          evidence: [{ path, line: account.line }],
        });
      }
      const given = /^[^#]*\.add_role[\s(]+[:'"](\w+)/.exec(code)?.[1];
      if (given !== undefined) {
        this.given.push({
          name: given,
          kind: 'role',
          from: 'Rolify',
          permissions: [],
          evidence: [{ path, line: index + 1 }],
        });
      }
    }
  }
}

const accounts = /(?:^|_)(?:users|accounts|members|people|agents|utilisateurs|comptes|usagers)$/;
const flag = /^(?:is_|est_)?((?:super_?)?(?:admin|administrator|administrateur|moderator|moderateur)|superuser|staff)$/;

/** The roles that accounts bear each in a column of its own: `t.boolean "is_moderator"`. */
function rolesOfColumns(tables: readonly Table[]): Role[] {
  return tables
    .filter(({ name, from }) => from === 'Rails' && accounts.test(name))
    .flatMap(({ name: table, columns }) =>
      columns.flatMap(({ name: column, type, evidence }): Role[] => {
        const name = type === 'boolean' ? flag.exec(column)?.[1] : undefined;
        return name === undefined
          ? []
          : [{ name, kind: 'role', from: `${table}.${column}`, permissions: [], evidence: [evidence] }];
      }),
    );
}
