import { Clue } from '../clues';
import type { Role } from '../facts';
import { configuredRights, ofRights } from '../readers/laravel/configuredRights';
import { mayMakeRoles, seededRoles } from '../readers/laravel/seededRoles';
import { policyOf, rolesOf } from '../readers/php/classRoles';
import { phpClasses, phpConstants, type PhpClass } from '../readers/php/phpClasses';
import { securityRoles } from '../readers/symfony/securityRoles';
import { Syntax } from '../syntax/syntax';
import type { Framework } from './framework';

const mayDeclare = new Clue(
  /\bROLE_[A-Z]|\bLEVEL_ADMIN|\benum\s+\w*(?:Role|Permission|Profil|Abilit)|\bclass\s+\w*(?:Roles?|Permissions?|Profils?)(?:Enum|Type)?\b|Voter(?:Interface)?\b/,
);
const isOfPolicies = /(?:^|\/)Policies\/(?:.*\/)?\w+Policy\.php$/;

/** The roles of PHP products: Symfony's configuration and voters, Laravel's policies, gates and seeders, constants and enumerations. */
export const phpRoles: Framework = {
  name: 'phpRoles',
  start(repository) {
    const roles: Role[] = [];
    const classes = new Map<string, PhpClass>();
    return {
      wants: ({ name, isTest }) => !isTest && name.endsWith('.php') && !name.endsWith('.blade.php'),
      async read(source, file) {
        if (ofRights.test(file.path)) {
          const listed = await Syntax.of(repository).read(source, 'php', ({ root }) => configuredRights(source, root));
          roles.push(...(listed ?? []));
        }
        if (mayMakeRoles.test(source.text)) {
          const constants = phpConstants(repository);
          await constants.prepare(source.text);
          const seeded = await Syntax.of(repository).read(source, 'php', ({ root }) =>
            seededRoles(source, root, (name, constant) => constants.get(name, constant)),
          );
          roles.push(...(seeded ?? []));
        }
        if (
          isOfPolicies.test(file.path) ||
          (mayDeclare.test(source.text) && /\b(?:const|case|extends|implements)\b/.test(source.text))
        ) {
          for (const owner of await phpClasses(repository, source)) {
            classes.set(owner.name, owner);
          }
        }
      },
      async find() {
        const declared = [...classes.values()].flatMap((owner) => {
          const policy = policyOf(owner, classes);
          return [...rolesOf(owner), ...(policy ? [policy] : [])];
        });
        return { roles: [...(await securityRoles(repository)), ...roles, ...declared] };
      },
    };
  },
};
