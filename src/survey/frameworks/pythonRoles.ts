import type { Role } from '../facts';
import { guardedRoles } from '../readers/pythonRoles/guardedRoles';
import { PythonCode } from '../readers/pythonCode/pythonCode';
import type { PythonModule } from '../readers/pythonCode/pythonModel';
import { mergedRoles } from '../readers/pythonRoles/mergedRoles';
import { listedRoles } from '../readers/pythonRoles/roleEnums';
import type { Framework } from './framework';

const mayDeclare =
  /\bclass\s+\w{0,40}(?:Role|Kind|Type|Profil|Permission|Group|Level|Droit|Privilege|Scope)\w{0,40}\(|(?:ROLE|PROFIL|PERMISSION)\w{0,40}\s{0,9}=\s*[[({]|\bLiteral\[|\bRoleNeed\(|\broles?_(?:required|accepted)\(/;

/** Roles that Python lists outside Django: enumerations, constants, and those that Flask's extensions ask for. */
export const pythonRoles: Framework = {
  name: 'pythonRoles',
  start(repository) {
    const code = PythonCode.of(repository);
    const modules: PythonModule[] = [];
    return {
      wants: (file) => PythonCode.isOwn(file) && !/(?:^|\/)migrations\/|\/versions\//.test(file.path),
      async read(source) {
        const module = mayDeclare.test(source.text) ? await code.read(source) : undefined;
        if (module) {
          modules.push(module);
        }
      },
      async find() {
        const found: Role[] = [];
        for (const module of modules) {
          for (const { isDjango, ...role } of await listedRoles(code, module)) {
            found.push(...(isDjango ? [] : [{ ...role, from: 'Déclarations du code' }]));
          }
          found.push(...(await guardedRoles(code, module)));
        }
        return { roles: mergedRoles(found) };
      },
    };
  },
};
