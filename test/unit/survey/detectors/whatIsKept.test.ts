import * as assert from 'node:assert/strict';
import { datasets } from '../../../../src/survey/detectors/datasets';
import { documents } from '../../../../src/survey/detectors/documents';
import { exposures } from '../../../../src/survey/detectors/exposures';
import { hosting } from '../../../../src/survey/detectors/hosting';
import { monitoring } from '../../../../src/survey/detectors/monitoring';
import { robots } from '../../../../src/survey/detectors/robots';
import { statements } from '../../../../src/survey/detectors/statements';
import { surveyFiles } from '../memoryTree';

describe('Data that is kept', () => {
  it('names the tables that each set fills', async () => {
    const { datasets: found } = await surveyFiles(
      {
        'seeds/dev/a.js': "exports.seed = (knex) => knex('actes').del().then(() => knex('usagers').insert([{}]));\n",
        'seeds/dev/b.js': "queryInterface.bulkInsert('pieces', rows);\n",
        'faq/fixtures/a.json': '[{"model": "faq.FaqItem", "pk": 1}]\n',
        'database/seeders/A.php': "<?php DB::table('communes')->insert([]);\n",
      },
      [datasets],
    );
    assert.deepEqual(
      found.map(({ path, tables }) => [path, tables]),
      [
        ['database/seeders/', ['communes']],
        ['seeds/dev/', ['pieces', 'usagers']],
        ['faq/fixtures/', ['faq_faqitem']],
      ],
    );
  });

  it('tells the last migrations of a saved base, by their names alone', async () => {
    const { datasets: found } = await surveyFiles(
      {
        'db.dump':
          '--\n-- PostgreSQL database dump\n--\nCOPY public.django_migrations (id, app, name, applied) FROM stdin;\n1\tactes\t0001_initial\t2019-01-01\n3\tactes\t0003_lieu\t2019-01-03\n2\tfaq\t0002_ordre\t2019-01-02\n\\.\n',
      },
      [datasets],
    );
    assert.deepEqual(found[0]?.migrations, ['actes 0003_lieu', 'faq 0002_ordre']);
  });

  it('locates the accounts that documents and seeds give, without their password', async () => {
    const inventory = await surveyFiles(
      {
        'docs/essai.md':
          '# Essai\n- Agent : agent@exemple.fr / essai2024!\n- Écrire à contact@exemple.fr : réponse rapide\n',
        'db/seeds/users.js': "module.exports = [\n  { email: 'a', password: hash('essai-agent') },\n];\n",
      },
      [exposures],
    );
    assert.deepEqual(
      inventory.exposures.map(({ name, kind, evidence }) => [
        name,
        kind,
        `${String(evidence[0]?.path)}:${String(evidence[0]?.line)}`,
      ]),
      [
        ['comptes de démonstration, avec mot de passe', 'account', 'docs/essai.md:2'],
        ['comptes de test, avec mot de passe', 'account', 'db/seeds/users.js:2'],
      ],
    );
    assert.doesNotMatch(JSON.stringify(inventory), /essai2024/);
  });
});

describe('Documents', () => {
  it('have the address at which the site serves them', async () => {
    const { repository } = await surveyFiles(
      {
        'src/mdx/faq.mdx': '# FAQ\n',
        'src/mdx/privacy.mdx': '# Données\n',
        'src/mdx/cgu.mdx': '# CGU\n',
        'src/pages/questions.js': "import Faq from '../mdx/faq.mdx';\n",
        'src/pages/aide/[id].js': "import Privacy from '../../mdx/privacy.mdx';\n",
        'src/pages/autre.js': "import Cgu from './cgu.mdx';\n",
        'packages/app/src/app/(public)/mentions-legales/page.tsx': 'export default function Page() {}\n',
      },
      [documents],
    );
    assert.deepEqual(
      repository.documents.flatMap(({ path, route }) => (route === undefined ? [] : [[path, route]])),
      [
        ['packages/app/src/app/(public)/mentions-legales/page.tsx', '/mentions-legales'],
        ['src/mdx/faq.mdx', '/questions'],
      ],
    );
  });

  it('are guides with their commands, of the first way to do it, and queries that count', async () => {
    const { repository } = await surveyFiles(
      {
        'docs/dev_environment.md':
          '# Environnement de développement\n\n## Avec Docker\n\n```sh\ncp .env.sample .env\nmake build\nmake dev\n```\n\n## Sans Docker\n\n```sh\nnpm ci\nnpm run dev\n```\n',
        'scripts/stats.sql': 'select count(*) from actes;\n',
        'scripts/stats_init.sql': 'create table stats (id int); select 1;\n',
      },
      [documents],
    );
    assert.deepEqual(
      repository.documents.map(({ path, kind, commands }) => [path, kind, commands?.map(({ text }) => text)]),
      [
        ['docs/dev_environment.md', 'technical', ['cp .env.sample .env\nmake build\nmake dev']],
        ['scripts/stats.sql', 'business', undefined],
      ],
    );
  });

  it('tell the public how long its data is kept, who hosts it and what the product is for', async () => {
    const { repository } = await surveyFiles(
      {
        'src/mdx/privacy.mdx':
          '# Données personnelles\n\n## Durée de conservation\n\n| Données | Durée |\n| --- | --- |\n| Agents | __3 ans__ après leur départ |\n| Cookies | 13 mois |\n\nUn mineur a moins de 15 ans.\n',
        'src/mdx/mentions.mdx': '# Mentions\n\nCe site est hébergé par :\n\n<address>\nUne Société<br/>\n</address>\n',
        'src/mdx/faq.mdx': '# FAQ\n\n## Pourquoi ce service a-t-il été créé ?\n\n## Comment me connecter ?\n',
      },
      [documents, statements],
    );
    assert.deepEqual(
      repository.statements.map(({ kind, quote, evidence }) => `${kind} ${quote} ${String(evidence[0]?.line)}`).sort(),
      [
        'business Pourquoi ce service a-t-il été créé ? 3',
        'hosting Ce site est hébergé par : Une Société 3',
        'retention Agents : 3 ans après leur départ 7',
      ],
    );
  });
});

describe('What goes on while the product runs', () => {
  it('is what starts tasks at their hour, and what a platform does at each branch', async () => {
    const { robots: found } = await surveyFiles(
      {
        'deploy/celery.service': '[Service]\nExecStart=/opt/venv/bin/celery multi start worker\\\n   --beat -A app\n',
        Procfile: '# clock: clockwork\nclock: bundle exec clockwork clock.rb\nweb: puma\n',
        'app.json': '{\n  "addons": ["heroku-postgresql"],\n  "scripts": {\n    "postdeploy": "make seed"\n  }\n}\n',
      },
      [hosting, robots],
    );
    assert.deepEqual(
      found.map(
        ({ name, does, evidence }) =>
          `${name} | ${String(does)} | ${String(evidence[0]?.path)}:${String(evidence[0]?.line)}`,
      ),
      [
        'Clockwork | lance les tâches planifiées | Procfile:2',
        'Celery Beat | lance les tâches planifiées | deploy/celery.service:3',
        'Applications de revue | lance « make seed » | app.json:4',
      ],
    );
  });

  it('writes its journals where its settings say', async () => {
    const { monitoring: found } = await surveyFiles(
      {
        'deploy/worker.service':
          '[Service]\nExecStart=celery worker \\\n  --logfile=/var/log/worker.log\nStandardOutput=journal\n',
        'src/utils/logger.js': 'export const log = (m) => console.info(m);\n',
        'app/settings.py': '# LOGGING = {}\nLOGGING = {}\n',
        'src/page.js': "console.log('x');\n",
      },
      [monitoring],
    );
    assert.deepEqual(
      found.map(
        ({ name, kind, evidence }) => `${kind} ${name} ${String(evidence[0]?.path)}:${String(evidence[0]?.line)}`,
      ),
      [
        'logs /var/log/worker.log deploy/worker.service:3',
        'logs LOGGING app/settings.py:2',
        'logs journal de systemd deploy/worker.service:4',
        'logs sortie standard src/utils/logger.js:1',
      ],
    );
  });
});
