import { Clue } from '../clues';
import type { Role } from '../facts';
import { PythonCode } from '../readers/pythonCode/pythonCode';
import { madeRights, modelPermissions, restPolicies } from '../readers/pythonRoles/djangoRights';
import { listedRoles } from '../readers/pythonRoles/roleEnums';
import { mergedRoles } from '../readers/pythonRoles/mergedRoles';
import { mayListRoles } from '../readers/pythonRoles/roleNames';
import type { Framework } from './framework';
import type { PythonModule } from '../readers/pythonCode/pythonModel';
import { isOwnModule } from '../readers/pythonCode/moduleFiles';

const usesDjango = new Clue(/\bdjango\b|\brest_framework\b|\brules\b|\bChoices\b/);

const mayDeclare = new Clue(
  /\bGroup\s*[.(]|\bBasePermission\b|\brest_framework\.permissions\b|\bpermissions\.\w+\)|\bpermissions\s*=\s*[[(]|\badd_perm\(/,
);

/** Django's groups, permissions and lists of roles, and the permissions of Django REST framework. */
export const djangoRoles: Framework = {
  name: 'djangoRoles',
  start(repository) {
    const code = PythonCode.of(repository);
    const modules: PythonModule[] = [];
    const making = new Set<PythonModule>();
    return {
      wants: isOwnModule,
      async read(source) {
        const isDjango = usesDjango.test(source.text);
        const isRead = isDjango && (mayDeclare.test(source.text) || mayListRoles(source.text));
        const module = isRead ? await code.read(source) : undefined;
        if (module) {
          modules.push(module);
          if (/\bGroup\b|\badd_perm\b/.test(source.text)) {
            making.add(module);
          }
        }
      },
      async find() {
        const found: Role[] = [];
        for (const module of modules) {
          found.push(...(making.has(module) ? await madeRights(code, module) : []));
          // A migration tells of what was: what is stands in the models.
          if (!/(?:^|\/)migrations\//.test(module.path)) {
            found.push(...(await modelPermissions(code, module)));
            found.push(...(await restPolicies(code, module)));
            for (const { isDjango, ...role } of await listedRoles(code, module)) {
              found.push(...(isDjango ? [{ ...role, from: 'Django' }] : []));
            }
          }
        }
        return { roles: mergedRoles(found) };
      },
    };
  },
};
