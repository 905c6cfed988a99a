import { FlaskReader } from '../readers/flask/flaskReader';
import { declaringModules } from '../readers/pythonCode/declaringModules';
import { endpointsOf } from '../readers/pythonCode/endpoints';
import { PythonCode } from '../readers/pythonCode/pythonCode';
import { receivedWebhooks } from '../readers/pythonCode/pythonWebhooks';
import type { Framework } from './framework';

/** An application may be of a class of the product’s own, which another module makes from Flask’s. */
const mayDeclare =
  /\bflask|\bquart\b|\bsanic\b|\bbottle\b|\bBlueprint\b|\bregister_blueprint\(|\badd_url_rule\(|\badd_resource\(|@\w+(?:\.\w+)*\.(?:route|get|post|put|patch|delete)\(|^[ \t]*(?:\w*_)?app(?:lication)?[ \t]*=[ \t]*\w+\(/im;

/** Flask's routes: from each application down its blueprints, with Flask-RESTful's and Flask-RESTX's classes. */
export const flask: Framework = {
  name: 'flask',
  start(repository) {
    const code = PythonCode.of(repository);
    const { modules, wants, read } = declaringModules(code, mayDeclare);
    return {
      wants,
      read,
      async find() {
        const api = await endpointsOf(code, await new FlaskReader(code).read(modules), 'Flask');
        return { api, webhooks: await receivedWebhooks(code, api) };
      },
    };
  },
};
