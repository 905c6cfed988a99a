import { FastapiReader } from '../readers/fastapi/fastapiReader';
import { declaringModules } from '../readers/pythonCode/declaringModules';
import { endpointsOf } from '../readers/pythonCode/endpoints';
import { PythonCode } from '../readers/pythonCode/pythonCode';
import { receivedWebhooks } from '../readers/pythonCode/pythonWebhooks';
import type { Framework } from './framework';

const mayDeclare =
  /\bfastapi\b|\bstarlette\b|\bAPIRouter\b|\binclude_router\(|\badd_api_route\(|^[ \t]*@\w+(?:\.\w+)*\.(?:get|post|put|patch|delete|api_route)\(/m;

/** FastAPI's routes, and Starlette's: from each application down its routers. */
export const fastapi: Framework = {
  name: 'fastapi',
  start(repository) {
    const code = PythonCode.of(repository);
    const { modules, wants, read } = declaringModules(code, mayDeclare);
    return {
      wants,
      read,
      async find() {
        const reader = new FastapiReader(code);
        const api = await endpointsOf(code, await reader.read(modules), 'FastAPI');
        return { api, webhooks: await receivedWebhooks(code, api) };
      },
    };
  },
};
