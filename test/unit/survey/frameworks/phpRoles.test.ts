import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { phpRoles } from '../../../../src/survey/frameworks/phpRoles';
import { phpWebhooks } from '../../../../src/survey/frameworks/phpWebhooks';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function roles(files: MemoryFiles): Promise<string[]> {
  const { roles: all } = await surveyFiles(files, [phpRoles]);
  return all.map(({ kind, name, permissions }) => [kind, name, ...permissions].join(' '));
}

describe('The roles of PHP products', () => {
  it('are not what merely looks like them', async () => {
    assert.deepEqual(
      await roles({
        'src/TypeActivite.php':
          "<?php class TypeActivite { const ROLE_CREATE = 'role_create'; const PREFIXE = 'ROLE_'; }",
        'src/Etat.php': "<?php enum Etat: string { case Ouvert = 'ouvert'; } // Role",
        'tests/User.php': "<?php class User { const ROLE_ESSAI = 'ROLE_ESSAI'; }",
        'src/Regle/Role.php':
          "<?php use Symfony\\Component\\Validator\\Constraint; final class Role extends Constraint { const ROLE_ERROR = '1a2b-3c4d'; }",
        'src/RoleController.php': "<?php class RoleController { const VUE = 'role.html'; function a() {} }",
        'config/packages/security.yaml':
          'security:\n  access_control:\n    - { path: ^/, roles: IS_AUTHENTICATED_2FA_IN_PROGRESS }\n',
      }),
      [],
    );
  });

  it('are the levels of people, when one of them administers', async () => {
    assert.deepEqual(
      await roles({
        'src/User.php': '<?php class User { const LEVEL_ADMIN = 1; const LEVEL_AGENT = 2; const TRI = 3; }',
        'src/Niveau.php': '<?php class Cours { const LEVEL_ADMIN = 1; }',
        'src/Account.php': '<?php class Account { const LEVEL_LOW = 1; }',
      }),
      ['role LEVEL_ADMIN', 'role LEVEL_AGENT'],
    );
  });

  it('are read from configuration that Symfony reads and YAML doesn’t', async () => {
    assert.deepEqual(
      await roles({
        'config/packages/security.yaml':
          'security:\r\n  access_control:\r\n    - { path: ^/a/[^/]+/b, roles: ROLE_A }\r\n    - { path: ^/c, roles: [ROLE_A, ROLE_C] }\r\n',
      }),
      ['role ROLE_A /a/[^/]+/b /c', 'role ROLE_C /c'],
    );
  });

  it('follow constants into other classes', async () => {
    assert.deepEqual(
      await roles({
        'src/Security/V.php':
          '<?php namespace App; class V extends Voter { function supports($a, $b): bool { return $a === Droits::SIGNER; } }',
        'src/Security/Droits.php': "<?php namespace App; class Droits { const SIGNER = 'signer'; }",
      }),
      ['policy V signer'],
    );
  });

  it('are read in no time, and never throw', async () => {
    const start = Date.now();
    await roles({ 'a.php': `<?php class Roles { const ROLE_A = ${'['.repeat(50_000)}` });
    await roles({
      'a.php':
        '<?php class Roles { const ROLE_A = self::ROLE_B . self::ROLE_B; const ROLE_B = self::ROLE_A . self::ROLE_A; }',
    });
    await surveyFiles({ 'a.php': `<?php ${'->post($hook'.repeat(20_000)}` }, [phpWebhooks]);
    await surveyFiles({ 'a.php': `<?php ${'Http::a('.repeat(20_000)} hook` }, [phpWebhooks]);
    assert.ok(Date.now() - start < 4000, `${String(Date.now() - start)} ms`);
    const pieces = [
      'class Role {',
      'enum Role {',
      'case A',
      '=',
      "'ROLE_A'",
      ';',
      'const ROLE_B',
      '}',
      "Role::create(['name' =>",
      ')',
      ']',
      'extends Voter',
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...pieces), { maxLength: 30 }), async (parts) => {
        await roles({ 'a.php': `<?php ${parts.join(' ')}` });
      }),
      { numRuns: 60 },
    );
  });
});
