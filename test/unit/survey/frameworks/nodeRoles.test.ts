import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { nodeRoles } from '../../../../src/survey/frameworks/nodeRoles';
import { surveyFiles } from '../memoryTree';

async function roles(text: string, path = 'src/roles.ts'): Promise<string[]> {
  const { roles: found } = await surveyFiles({ [path]: text }, [nodeRoles]);
  return found.map(({ kind, name, label, permissions, evidence: [first] }) =>
    [kind, name, label && `« ${label} »`, permissions.join('+'), String(first?.line)].filter(Boolean).join(' '),
  );
}

describe('Roles of JavaScript and TypeScript', () => {
  it('are read from lists, maps and validators that bear their name', async () => {
    assert.deepEqual(await roles("export const USER_ROLES = ['agent', 'chef'] as const;"), [
      'role agent 1',
      'role chef 1',
    ]);
    assert.deepEqual(await roles("export const ROLES = ['super', 'bureau d’études'] as const;"), [
      'role bureau d’études 1',
      'role super 1',
    ]);
    assert.deepEqual(await roles("export const ZTeamRole = z.enum([\n  'owner',\n  'viewer',\n]);"), [
      'role owner 2',
      'role viewer 3',
    ]);
    assert.deepEqual(await roles('export enum Role {\n  Agent,\n  Chef,\n}'), ['role Agent 2', 'role Chef 3']);
    assert.deepEqual(await roles('const roles = Object.freeze({\r\n  AGENT: 1,\r\n  CHEF: 2,\r\n});'), [
      'role AGENT 2',
      'role CHEF 3',
    ]);
    assert.deepEqual(
      await roles(
        "const ROLES = [\n  { value: 'agent', label: 'Agent instructeur' },\n  { value: 'chef', label: 'Cheffe' },\n];",
      ),
      ['role agent « Agent instructeur » 2', 'role chef « Cheffe » 3'],
    );
    assert.deepEqual(await roles("export const ROLE_AGENT = 'agent';\nexport const ROLE_CHEF = 2;"), [
      'role ROLE_CHEF 2',
      'role agent 1',
    ]);
  });

  it('have what a map says each may do, whichever way it is written', async () => {
    assert.deepEqual(
      await roles(
        "const rolePermissions = {\n  agent: ['lire'],\n  chef: { label: 'Chef', permissions: ['lire', 'clore'] },\n};",
      ),
      ['role agent lire 2', 'role chef « Chef » lire+clore 3'],
    );
    assert.deepEqual(
      await roles("const permissions = {\n  'dossier.lire': ['agent', 'chef'],\n  'dossier.clore': ['chef'],\n};"),
      ['role agent dossier.lire 2', 'role chef dossier.lire+dossier.clore 2'],
    );
    assert.deepEqual(
      await roles(
        "import { UserRole } from '@prisma/client';\nexport const grants = {\n  [UserRole.AGENT]: ['lire'],\n  [UserRole.CHEF]: ['clore'],\n};",
      ),
      ['role AGENT lire 3', 'role CHEF clore 4'],
    );
  });

  it('are no roles of messages, of screens, of other things that have some', async () => {
    const others = [
      "export type ChatRole = 'user' | 'assistant' | 'system';",
      "export const roles = ['button', 'dialog', 'alert'];",
      "export type AriaRole = 'tab' | 'tabpanel' | 'autre';",
      "const routeByRole = { agent: '/agent', chef: '/chef' };",
      "const roleColors = { agent: 'red', chef: 'blue' };",
      'enum PermissionType { USER, GROUP }',
      "type PermissionValue = 'allow' | 'deny';",
      "const profiles = ['victime', 'temoin'];",
      "const DEFAULT_ROLE = 'agent';",
      'export enum RoleService { A, B }',
      "export enum StatusHabilitationEnum { ACCEPTED = 'accepted', PENDING = 'pending' }",
      "export type LayerRole = 'edit' | 'visu';",
    ];
    for (const text of others) {
      assert.deepEqual(await roles(text), [], text);
    }
  });

  it('aren’t read from tests', async () => {
    assert.deepEqual(await roles("const ROLES = ['agent', 'chef'];", 'src/roles.test.ts'), []);
  });

  it('never make anything fail, whatever a file holds', async () => {
    const piece = fc.constantFrom(
      'const ROLES = ',
      'enum Role ',
      'type Role = ',
      '{',
      '}',
      '[',
      ']',
      "'a'",
      ' | ',
      '...ROLES',
      ',\n',
      '[Role.A]: ',
      'permissions: ',
      '`${',
      '@Roles(',
      'z.enum(',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 25 }), async (pieces) => {
        const { notes } = await surveyFiles({ 'a.ts': pieces.join('') }, [nodeRoles]);
        assert.deepEqual(notes, []);
      }),
      { numRuns: 60 },
    );
  });

  it('are read from what guards ask for, whose names say so', async () => {
    assert.deepEqual(
      await roles(
        "route.get('/', requireRole('chef'), f);\nroute.put('/', validateUser([\n  'superadmin',\n  'lecteur',\n]), f);",
      ),
      ['role chef 1', 'role lecteur 4', 'role superadmin 3'],
    );
    assert.deepEqual(await roles("validateUser(['email', 'nom']);\ngetByRole('button');\nhasRole(role);"), []);
  });

  it('are read from the enumerations of a namespace, not from maps of tabs', async () => {
    assert.deepEqual(await roles("export namespace Droits {\n  export enum Role {\n    AGENT = 'agent',\n  }\n}"), [
      'role agent 3',
    ]);
    assert.deepEqual(
      await roles("export const TAB_PERMISSIONS = {\n  stats: ['stats:read'],\n  agents: ['agents:read'],\n};"),
      [],
    );
  });
});
