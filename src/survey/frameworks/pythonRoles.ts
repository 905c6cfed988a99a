import { Clue } from '../clues';
import type { Role } from '../facts';
import { guardedRoles } from '../readers/pythonRoles/guardedRoles';
import { PythonCode } from '../readers/pythonCode/pythonCode';
import { mergedRoles } from '../readers/pythonRoles/mergedRoles';
import { listedRoles } from '../readers/pythonRoles/roleEnums';
import { mayListRoles } from '../readers/pythonRoles/roleNames';
import type { Framework } from './framework';
import type { PythonModule } from '../readers/pythonCode/pythonModel';
import { isOwnModule } from '../readers/pythonCode/moduleFiles';

const mayDeclare = new Clue(/\bRoleNeed\(|\broles?_(?:required|accepted)\(/);

/** Roles that Python lists outside Django: enumerations, constants, and those that Flask's extensions ask for. */
export const pythonRoles: Framework = {
  name: 'pythonRoles',
  start(repository) {
    const code = PythonCode.of(repository);
    const modules: PythonModule[] = [];
    return {
      wants: (file) => isOwnModule(file) && !/(?:^|\/)migrations\/|\/versions\//.test(file.path),
      async read(source) {
        const isRead = mayDeclare.test(source.text) || mayListRoles(source.text);
        const module = isRead ? await code.read(source) : undefined;
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
