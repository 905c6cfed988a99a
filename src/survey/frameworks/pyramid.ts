import { Clue } from '../clues';
import { PyramidReader } from '../readers/pyramid/pyramidReader';
import { endpointsOf } from '../readers/pythonCode/endpoints';
import { PythonCode } from '../readers/pythonCode/pythonCode';
import { receivedWebhooks } from '../readers/pythonCode/pythonWebhooks';
import { mergedRoles } from '../readers/pythonRoles/mergedRoles';
import type { Framework } from './framework';
import type { PythonModule } from '../readers/pythonCode/pythonModel';
import { isOwnModule } from '../readers/pythonCode/moduleFiles';

const mayDeclare = new Clue(/\bview_config\b|\bview_defaults\b|\.add_route\(|__acl__/);

/** Pyramid's routes with their views, and the groups that its access lists name. */
export const pyramid: Framework = {
  name: 'pyramid',
  start(repository) {
    const code = PythonCode.of(repository);
    const modules: PythonModule[] = [];
    let isUsed = false;
    return {
      wants: isOwnModule,
      async read(source) {
        if (!mayDeclare.test(source.text)) {
          return;
        }
        isUsed ||= /\b(?:from|import)\s+pyramid\b/.test(source.text);
        const module = await code.read(source);
        if (module) {
          modules.push(module);
        }
      },
      async find() {
        if (!isUsed) {
          return {};
        }
        const reader = new PyramidReader(code);
        await reader.read(modules);
        const api = await endpointsOf(code, reader.operations, 'Pyramid');
        return { api, webhooks: await receivedWebhooks(code, api), roles: mergedRoles(reader.roles) };
      },
    };
  },
};
