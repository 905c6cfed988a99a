import { FlaskReader } from '../readers/flask/flaskReader';
import { endpointsOf } from '../readers/pythonCode/endpoints';
import { PythonCode } from '../readers/pythonCode/pythonCode';
import { receivedWebhooks } from '../readers/pythonCode/pythonWebhooks';
import type { Framework } from './framework';
import type { PythonModule } from '../readers/pythonCode/pythonModel';
import { isOwnModule } from '../readers/pythonCode/moduleFiles';

const mayDeclare =
  /\bflask|\bquart\b|\bsanic\b|\bbottle\b|\bBlueprint\b|\bregister_blueprint\(|\badd_url_rule\(|\badd_resource\(|@\w+(?:\.\w+)*\.(?:route|get|post|put|patch|delete)\(/i;

/** Flask's routes: from each application down its blueprints, with Flask-RESTful's and Flask-RESTX's classes. */
export const flask: Framework = {
  name: 'flask',
  start(repository) {
    const code = PythonCode.of(repository);
    const modules: PythonModule[] = [];
    return {
      wants: isOwnModule,
      async read(source) {
        const module = mayDeclare.test(source.text) ? await code.read(source) : undefined;
        if (module) {
          modules.push(module);
        }
      },
      async find() {
        const api = await endpointsOf(code, await new FlaskReader(code).read(modules), 'Flask');
        return { api, webhooks: await receivedWebhooks(code, api) };
      },
    };
  },
};
