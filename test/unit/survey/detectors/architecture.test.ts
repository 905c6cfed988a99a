import * as assert from 'node:assert/strict';
import { allDetectors } from '../../../../src/survey/allDetectors';
import type { Inventory } from '../../../../src/survey/facts';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

const drawn = async (files: MemoryFiles): Promise<string[]> => linesOf(await surveyFiles(files, allDetectors));

function linesOf({ architecture }: Inventory): string[] {
  return architecture.map(
    ({ name, kind, label, links, evidence: [first] }) =>
      `${name} (${[kind, label].filter(Boolean).join(', ')}) -> ${links.join(', ')} | ${first?.path ?? ''}:${String(first?.line)}`,
  );
}

const manifest = (dependencies: Record<string, string>): string => JSON.stringify({ dependencies }, undefined, 1);

describe('The pieces of a product', () => {
  it('are what runs in the browser, in the server and beside it, what holds data and what is called', async () => {
    const files = {
      'package.json': manifest({ vue: '2.6.14', bootstrap: '4.6.0' }),
      'requirements.txt': 'django==3.2.7\ncelery==4.4.5\npsycopg2==2.9\nredis==3.5\n',
      '.env.sample': 'SENTRY_DSN=\nMATOMO_URL=\n',
    };
    assert.deepEqual(await drawn(files), [
      'Navigateur (client, Vue.js 2.6) -> Django, Matomo | package.json:3',
      'Django (component, Django 3.2) -> PostgreSQL, Redis, Sentry | requirements.txt:1',
      'Celery (component, Celery 4.4) -> PostgreSQL, Redis | requirements.txt:2',
      'PostgreSQL (database) ->  | requirements.txt:3',
      'Redis (database) ->  | requirements.txt:4',
      'Matomo (service, mesure d’audience) ->  | .env.sample:2',
      'Sentry (service, suivi des erreurs) ->  | .env.sample:1',
    ]);
  });

  it('are also what another file starts, whom it serves, and where people’s files are', async () => {
    const files = {
      'requirements.txt': 'django==3.2.7\ncelery==4.4.5\npsycopg2==2.9\n',
      'produit/settings.py': "import os\nMEDIA_ROOT = os.environ['MEDIA_ROOT']\nEMAIL_HOST = os.environ['SMTP_HOST']\n",
      'produit/wsgi.py': 'from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n',
      'depot/wsgi.py':
        'import django\nfrom wsgidav.wsgidav_app import WsgiDAVApp\ndjango.setup()\nracine = settings.MEDIA_ROOT\napplication = WsgiDAVApp({})\n',
      'rapports/tasks.py':
        "from celery import shared_task\n\n@shared_task\ndef rapport():\n    send_mail('Votre rapport', corps, None, agents)\n",
      'tech.yml': 'tools:\n  uptime: https://uptimerobot.com/\n',
    };
    assert.deepEqual(await drawn(files), [
      'Navigateur (client) -> Django | requirements.txt:1',
      'Client WebDAV (client) -> depot | depot/wsgi.py:2',
      'Django (component, Django 3.2) -> Fichiers déposés, PostgreSQL, SMTP | requirements.txt:1',
      'Celery (component, Celery 4.4) -> PostgreSQL, SMTP | requirements.txt:2',
      'depot (component, WsgiDAV) -> Fichiers déposés, PostgreSQL | depot/wsgi.py:2',
      'PostgreSQL (database) ->  | requirements.txt:3',
      'Fichiers déposés (storage, MEDIA_ROOT) ->  | produit/settings.py:2',
      'SMTP (service, envoi de courriels) ->  | produit/settings.py:3',
      'UptimeRobot (service) -> Django | tech.yml:2',
    ]);
  });

  it('are told apart by their folder when two programs are built alike, each with its own services', async () => {
    const files = {
      'api/package.json': manifest({ express: '4.18.2', pg: '8.0.0', '@sentry/node': '7.0.0' }),
      'admin/package.json': manifest({ express: '4.18.2' }),
      'front/package.json': manifest({ react: '18.2.0' }),
    };
    const lines = await drawn(files);
    assert.deepEqual(
      lines.filter((line) => /client|component/.test(line)),
      [
        'Navigateur (client, React 18.2) -> Express (admin), Express (api) | front/package.json:3',
        'Express (admin) (component, Express 4.18) ->  | admin/package.json:3',
        'Express (api) (component, Express 4.18) -> PostgreSQL, Sentry | api/package.json:3',
      ],
    );
  });

  it('speak to what no part names through the server, not through what makes pages', async () => {
    const files = {
      '.env.example': 'SMTP_HOST=\n',
      'api/package.json': manifest({ '@nestjs/core': '10.0.0', express: '4.18.2' }),
      'api/scripts/envoi.js': "fetch('https://api-adresse.data.gouv.fr/search/?q=a');",
      'site/package.json': manifest({ nuxt: '3.1.0' }),
    };
    const lines = await drawn(files);
    assert.deepEqual(
      lines.filter((line) => line.includes('component')),
      [
        'NestJS (component, NestJS 10.0) -> Base Adresse Nationale, SMTP | api/package.json:3',
        'Nuxt (component, Nuxt 3.1) ->  | site/package.json:3',
      ],
    );
  });

  it('are none where nothing is known to run', async () => {
    assert.deepEqual(await drawn({ 'README.md': '# Produit\n' }), []);
  });
});
