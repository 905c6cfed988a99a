import * as assert from 'node:assert/strict';
import { format } from 'prettier';
import { liens as liensAnnex } from '../../../../src/compose/annexes/liens';
import { acces } from '../../../../src/compose/answers/acces';
import type { Answer, AnswerWriter, Page } from '../../../../src/compose/answers/answer';
import { api } from '../../../../src/compose/answers/api';
import { automatisations } from '../../../../src/compose/answers/automatisations';
import { choix } from '../../../../src/compose/answers/choix';
import { coffre } from '../../../../src/compose/answers/coffre';
import { dettes } from '../../../../src/compose/answers/dettes';
import { depot } from '../../../../src/compose/answers/depot';
import { docMetier } from '../../../../src/compose/answers/docMetier';
import { docUtilisateur } from '../../../../src/compose/answers/docUtilisateur';
import { hebergement } from '../../../../src/compose/answers/hebergement';
import { installation } from '../../../../src/compose/answers/installation';
import { jeuxDeDonnees } from '../../../../src/compose/answers/jeuxDeDonnees';
import { liens } from '../../../../src/compose/answers/liens';
import { migrations } from '../../../../src/compose/answers/migrations';
import { nettoyage } from '../../../../src/compose/answers/nettoyage';
import { saas } from '../../../../src/compose/answers/saas';
import { servicesExternes } from '../../../../src/compose/answers/servicesExternes';
import { supervision } from '../../../../src/compose/answers/supervision';
import { testsCi } from '../../../../src/compose/answers/testsCi';
import { createPage } from '../../../../src/compose/page';
import { typesetMarkdown } from '../../../../src/compose/typography';
import type { EnvVariable, Inventory, ProductLink } from '../../../../src/survey/facts';
import { inventoryOf } from '../inventories';

const at = (path: string, line = 1): { path: string; line: number }[] => [{ path, line }];
const pageOf = (inventory: Inventory): Page =>
  createPage({ inventory, today: '2026-11-24', dossier: 'arret/dossier.md', items: new Map() });

/** What a person reads, once it is checked that a formatter would leave it as it is. */
async function read(writer: AnswerWriter, inventory: Inventory): Promise<{ text: string; answer: Answer }> {
  const answer = writer.write(pageOf(inventory));
  const markdown = typesetMarkdown(answer.blocks.join('\n\n'));
  assert.equal(markdown, (await format(markdown, { parser: 'markdown' })).trimEnd());
  const text = markdown
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\u00A0/g, ' ')
    .replace(/ +\|/g, ' |');
  return { text, answer };
}

const variable = (name: string, secret = false): EnvVariable => ({
  name,
  evidence: at('.env.sample', 4),
  declared: [],
  read: [],
  secret,
});

const link = (url: string, line: number, kind: ProductLink['kind'] = 'document', name = 'ici'): ProductLink => ({
  name,
  url,
  kind,
  evidence: at('README.md', line),
});

const readme = {
  name: 'README.md',
  path: 'README.md',
  evidence: at('README.md'),
  sections: [
    { title: 'En vidéo :', level: 3, line: 10, endLine: 20 },
    { title: 'Descriptions fonctionnelles', level: 2, line: 4, endLine: 8 },
    { title: 'Matomo', level: 2, line: 30, endLine: 40 },
    { title: 'Migrations', level: 2, line: 41, endLine: 50 },
  ],
};

describe('Answers on documents and links', () => {
  const links = [
    link('https://docs.google.com/document/d/a/edit', 5),
    ...[11, 12, 13].map((line) => link(`https://drive.google.com/file/d/${String(line)}/view`, line)),
  ];

  it('tell of what lies elsewhere, together, with the section that leads there', async () => {
    const inventory = inventoryOf({ readme: [readme] }, { links });
    const user = await read(docUtilisateur, inventory);
    assert.match(user.text, /^- Trois vidéos, sur Google Drive, section « En vidéo » \(README\.md:11-13\)\.$/m);
    assert.match(user.answer.question ?? '', /copie durable/);
    const business = await read(docMetier, inventory);
    assert.match(business.text, /^- Ce qui est mesuré : section « Matomo » \(README\.md:30-40\)$/m);
    assert.match(
      business.text,
      /^- Un document, sur Google Docs, section « Descriptions fonctionnelles » \(README\.md:5\)$/m,
    );
    assert.doesNotMatch(business.text, /vidéo/);
    const all = await read(liens, inventory);
    assert.match(all.text, /^\| 3 documents \| Google Drive \|/m);
    assert.equal(
      all.answer.question,
      'quelle équipe détient les 3 documents de Google Drive, et où en est la copie durable ?',
    );
    assert.match((await read(saas, inventory)).text, /^\| Google Drive, Docs \| 4 documents \|/m);
  });

  it('know that a page whose text is in the base goes with it', async () => {
    const table = {
      name: 'faq_item',
      from: 'Django',
      source: 'models' as const,
      columns: [],
      evidence: at('faq/models.py', 8),
    };
    const documents = [{ name: 'faq.html', path: 'x/faq.html', kind: 'user' as const, evidence: at('x/faq.html') }];
    const route = { name: 'GET /faq/', method: 'GET', path: '/faq/', from: 'Django', evidence: at('urls.py', 3) };
    const { text, answer } = await read(docUtilisateur, inventoryOf({ tables: [table], api: [route] }, { documents }));
    assert.match(text, /^\| Foire aux questions \| faq\.html:1 \| `\/faq\/` \|$/m);
    assert.match(text, /table `faq_item`/);
    assert.match(answer.question ?? '', /disparaîtra avec la base/);
  });

  it('put more than ten links in an annex, which says that none was followed', async () => {
    const many = Array.from({ length: 12 }, (_, index) =>
      link(`https://a${String(index)}.exemple.fr`, index + 1, 'site'),
    );
    const inventory = inventoryOf({}, { links: many });
    const { text } = await read(liens, inventory);
    assert.match(text, /Les 12 adresses trouvées sont dans l’annexe des liens ; aucune n’a été suivie\./);
    const annex = liensAnnex.write(pageOf(inventory)) ?? [];
    assert.match(annex.join('\n'), /Aucune n’a été suivie[^]*a11\.exemple\.fr/);
    assert.equal(liensAnnex.write(pageOf(inventoryOf({}, { links: many.slice(0, 3) }))), undefined);
  });

  it('tell the addresses that documents only cite in the annex, or when there is nothing else', async () => {
    const cited = Array.from({ length: 12 }, (_, index) => ({
      ...link(`https://a${String(index)}.exemple.fr`, index + 1, 'cited'),
    }));
    const inventory = inventoryOf({}, { links: [link('https://produit.gouv.fr', 1, 'site'), ...cited] });
    const { text } = await read(liens, inventory);
    assert.match(text, /produit\.gouv\.fr/);
    assert.doesNotMatch(text, /a1\.exemple/);
    assert.match(text, /Les 13 adresses/);
    const annex = liensAnnex.write(pageOf(inventory)) ?? [];
    assert.equal(annex.length, 4);
    assert.match(annex[3] ?? '', /^\| Où +\| Citée par/);
    const few = await read(liens, inventoryOf({}, { links: cited.slice(0, 2) }));
    assert.match(few.text, /^\| Adresse citée \| https:\/\/a0\.exemple\.fr|a0\.exemple\.fr/m);
  });
});

describe('Answers on where it runs and what is measured', () => {
  it('compare environments without a value', async () => {
    const inventory = inventoryOf({
      comparisons: [
        { name: 'POSTGRES_HOST', groups: [['dev', 'preprod'], ['prod']], evidence: at('k8s/dev.yaml', 9) },
        { name: 'MATOMO_SITE_ID', groups: [['dev', 'prod']], evidence: at('k8s/dev.yaml', 8) },
      ],
      monitoring: [{ name: 'Matomo', kind: 'analytics', evidence: at('a.ts', 3) }],
      services: [{ name: 'Matomo', variables: ['MATOMO_SITE_ID'], evidence: at('a.ts', 3) }],
      readme: [readme],
    });
    assert.match(
      (await read(hebergement, inventory)).text,
      /`POSTGRES_HOST` : un même serveur pour `dev` et `preprod`, un autre pour `prod` \(dev\.yaml:9\)/,
    );
    const { text, answer } = await read(supervision, inventory);
    assert.match(text, /même `MATOMO_SITE_ID` en `dev` et `prod`/);
    assert.match(text, /Événements suivis : section « Matomo » \(README\.md:30-40\)/);
    assert.match(answer.question ?? '', /quelle instance Matomo/);
  });
});

describe('Answers on the repository', () => {
  const branch = (name: string, date?: string): Inventory['repository']['branches'][number] => ({
    name,
    evidence: at(`.git/refs/heads/${name}`),
    ...(date === undefined ? {} : { date }),
  });

  it('ask of the branch that went on, and count those of robots', async () => {
    const branches = [
      { ...branch('main', '2021-11-04'), isDefault: true },
      ...['a', 'b', 'c', 'd', 'e'].map((name) => branch(name, '2020-01-01')),
      branch('suite', '2022-02-22'),
      branch('snyk-fix-1'),
      branch('snyk-fix-2'),
      branch('dependabot/npm/x'),
    ];
    const release = { name: '1.2.0', date: '2021-09-15', evidence: at('CHANGELOG.md', 3) };
    const inventory = inventoryOf(
      {
        robots: [
          {
            name: 'Snyk',
            kind: 'updates',
            certainty: 'probable',
            does: 'corrige',
            evidence: at('.git/refs/heads/snyk-fix-1'),
          },
        ],
      },
      { branches, releases: [release] },
    );
    const { text, answer } = await read(depot, inventory);
    assert.match(text, /Autres branches : 6 ouvertes par l’équipe, 1 par Dependabot, 2 par Snyk\./);
    assert.match(text, /1\.2\.0, le 15 septembre 2021 \(CHANGELOG\.md:3\)/);
    assert.match(answer.question ?? '', /`suite` \(22 février 2022\)/);
    assert.match((await read(testsCi, inventory)).text, /\| Snyk \| corrige \| 2 branches `snyk-\*` \|/);
    assert.match((await read(dettes, inventory)).text, /jamais fusionnés : 2 branches\./);
  });

  it('say which pipelines are defined elsewhere', async () => {
    const ci = {
      name: 'GitLab CI',
      triggers: [],
      schedules: [],
      jobs: [{ name: 'lint', line: 9 }],
      deploysTo: [],
      includes: [{ name: 'equipe/modeles', version: 'v2', line: 2 }],
      disabled: ['lint'],
      evidence: at('.gitlab-ci.yml', 5),
    };
    const { text, answer } = await read(testsCi, inventoryOf({ ci: [ci] }));
    assert.match(text, /`lint` désactivé/);
    assert.match(text, /à obtenir pour les rejouer : `equipe\/modeles` v2 \(\.gitlab-ci\.yml:2\)\./);
    assert.deepEqual(answer.urgent, [
      { rank: 2, text: 'Les travaux d’intégration continue sont définis hors du dépôt' },
    ]);
    assert.match((await read(acces, inventoryOf({ ci: [ci] }))).text, /compte : GitLab/);
  });

  it('follow a guide when the README gives no command, with what the system needs', async () => {
    const guide = {
      name: 'dev.md',
      path: 'docs/dev.md',
      kind: 'technical' as const,
      commands: [{ line: 4, endLine: 6, text: 'make setup\nmake dev' }],
      evidence: at('docs/dev.md'),
    };
    const installs = [{ name: 'libmagic', kind: 'system' as const, evidence: at('docs/dev.md', 9) }];
    const { text } = await read(installation, inventoryOf({ readme: [readme] }, { documents: [guide], installs }));
    assert.match(text, /Les commandes du guide, dans son ordre \(dev\.md:4-6\) :\n\n```sh\nmake setup\nmake dev\n```/);
    assert.match(text, /Il faut aussi `libmagic` \(dev\.md:9\)\./);
  });
});

describe('Answers on data', () => {
  it('say where migrations apply by themselves, and where they are explained', async () => {
    const { text, answer } = await read(
      migrations,
      inventoryOf({
        readme: [readme],
        migrations: [{ name: 'Django', folder: 'a/migrations', count: 3, evidence: at('a/migrations/0001.py') }],
        automations: [{ name: 'manage.py migrate', kind: 'startup', evidence: at('Procfile', 1) }],
      }),
    );
    assert.match(text, /Appliquer, d’après l’outil : `python manage\.py migrate`\./);
    assert.match(text, /Appliquées d’elles-mêmes au démarrage ou au déploiement \(Procfile:1\)\./);
    assert.match(text, /« Migrations » \(README\.md:41-50\)/);
    assert.equal(answer.question, undefined);
  });

  it('say which tables no set fills, and how old a saved base is', async () => {
    const table = (name: string): Inventory['tables'][number] => ({
      name,
      from: 'Django',
      source: 'migrations',
      columns: [],
      evidence: at('m.py'),
    });
    const { text } = await read(
      jeuxDeDonnees,
      inventoryOf({
        tables: [table('actes'), table('usagers')],
        migrations: [
          {
            name: 'Django',
            folder: 'app/migrations',
            count: 9,
            last: 'app/migrations/0009_x.py',
            evidence: at('m.py'),
          },
        ],
        datasets: [
          { name: 's', kind: 'seed', path: 'seeds/', tables: ['usagers'], evidence: at('seeds/a.js') },
          {
            name: 'd',
            kind: 'dump',
            path: 'db.dump',
            tables: [],
            migrations: ['app 0004_y'],
            evidence: at('db.dump', 7),
          },
        ],
      }),
    );
    assert.match(text, /Sans jeu : `actes`\./);
    assert.match(text, /db\.dump s’arrête à d’anciennes migrations \(`app` 0004 au lieu de 0009\)/);
    assert.doesNotMatch(text, /Sauvegarde versionnée : non/);
  });

  it('quote how long the public was told that data is kept, and name the fallback', async () => {
    const quote = 'Données des agents : 3 ans.';
    const { text, answer } = await read(
      nettoyage,
      inventoryOf(
        {
          exposures: [
            { name: 'valeur de repli de JWT_SECRET', kind: 'fallback', evidence: at('a.js', 3) },
            { name: 'CORS ouvert à toute origine', kind: 'setting', evidence: at('a.js', 4) },
          ],
          env: [variable('MEDIA_ROOT')],
        },
        { statements: [{ name: 'conservation', kind: 'retention', quote, evidence: at('privacy.mdx', 77) }] },
      ),
    );
    assert.match(text, /\| Valeur de repli de `JWT_SECRET` \|/);
    assert.doesNotMatch(text, /CORS/);
    assert.match(text, /\(privacy\.mdx:77\), dont « Données des agents : 3 ans\. »/);
    assert.match(text, /fichiers déposés, dossier `MEDIA_ROOT`/);
    assert.deepEqual(answer.urgent, [
      { rank: 1, text: 'Le secret `JWT_SECRET` a une valeur de repli écrite dans le code' },
    ]);
  });
});

describe('Answers on access and automations', () => {
  it('say how people are let in, and the default rule', async () => {
    const route = { name: 'GET /api/a', method: 'GET', path: '/api/a', from: 'Django', evidence: at('urls.py', 3) };
    const { text } = await read(
      api,
      inventoryOf({
        api: [route],
        access: [
          { name: 'jsonwebtoken', kind: 'authentication', evidence: at('package.json', 9) },
          { name: 'Set-Cookie', kind: 'session', evidence: at('login.ts', 4) },
          { name: 'IsAuthenticated', kind: 'default', evidence: at('settings.py', 5) },
        ],
      }),
    );
    assert.match(
      text,
      /- Authentification : `jsonwebtoken` \(package\.json:9\) ; jeton posé en cookie \(login\.ts:4\) ; règle par défaut de toutes les routes, `IsAuthenticated` \(settings\.py:5\)\./,
    );
  });

  it('tell the kind of access, and group variables', async () => {
    const names = [
      'MAIL_HOST',
      'MAIL_PORT',
      'MAIL_USERNAME',
      'MAIL_PASSWORD',
      'DATABASE_URL',
      'MATOMO_URL',
      'MATOMO_SITE_ID',
    ];
    const { text } = await read(
      servicesExternes,
      inventoryOf({
        env: names.map((name) => variable(name)),
        databases: [{ name: 'PostgreSQL', evidence: at('compose.yml', 4) }],
        services: [
          { name: 'Tipimail', variables: ['MAIL_HOST'], evidence: at('.env.sample', 4) },
          { name: 'Matomo', variables: ['MATOMO_SITE_ID', 'MATOMO_URL'], evidence: at('.env.sample', 4) },
          { name: 'Base Adresse Nationale', variables: ['BAN_URL'], evidence: at('.env.sample', 4) },
        ],
      }),
    );
    assert.match(text, /\| PostgreSQL \| adresse, identifiants compris \| `DATABASE_URL` \|/);
    assert.match(text, /\| Tipimail \| identifiant et mot de passe \| `MAIL_\*` \|/);
    assert.match(text, /\| Matomo \| numéro de site \| `MATOMO_SITE_ID`, `MATOMO_URL` \|/);
    assert.match(text, /\| Base Adresse Nationale \| aucun \|/);
  });

  it('tell what the product does by itself, and ask how often', async () => {
    const { text, answer } = await read(
      automatisations,
      inventoryOf({
        automations: [
          { name: 'send_report', kind: 'task', evidence: at('tasks.py', 9) },
          { name: 'sendMail', kind: 'email', evidence: at('mail.ts', 5) },
          { name: 'tenir_jour', kind: 'trigger', evidence: at('1.sql', 2) },
        ],
      }),
    );
    assert.match(
      text,
      /^- \*\*Tâches de fond\*\*, dont rien ici ne dit la fréquence : `send_report` \(tasks\.py:9\)\.$/m,
    );
    assert.match(text, /^- \*\*Courriels\*\* : 1 appel d’envoi dans le code \(mail\.ts:5\)\.$/m);
    assert.match(text, /`tenir_jour` \(1\.sql:2\)/);
    assert.match(text, /Webhooks : non détectés/);
    assert.match(answer.question ?? '', /`send_report`/);
  });

  it('tell of locked secrets, and leave out what needs no account', async () => {
    const locked = (path: string): Inventory['sealed'][number] => ({
      name: 'app',
      tool: 'Sealed Secrets',
      path,
      keys: ['JWT_SECRET', 'MAIL_PASSWORD'],
      evidence: at(path, 2),
    });
    const inventory = inventoryOf({
      sealed: [locked('k8s/preprod/s.yaml'), locked('k8s/prod/s.yaml')],
      env: [variable('JWT_SECRET', true), variable('MAIL_PASSWORD', true)],
      services: [
        { name: 'Base Adresse Nationale', variables: [], evidence: at('a.ts') },
        { name: 'Sentry', variables: [], evidence: at('a.ts') },
      ],
    });
    const { text, answer } = await read(acces, inventory);
    assert.match(text, /compte : Sentry \(/);
    assert.match(text, /chiffrés par Sealed Secrets \(prod\/s\.yaml:2, preprod\/s\.yaml:2\) : seule la grappe/);
    assert.match(text, /Procédure de récupération : non détectée/);
    assert.match(answer.question ?? '', /la clé qui ouvre/);
    assert.match(
      (await read(coffre, inventory)).text,
      /2 variables sont chiffrées dans le dépôt en production \(`JWT_SECRET` et `MAIL_PASSWORD`\)/,
    );
  });

  it('tell of settings and journals among the debts, with the systems that ended', async () => {
    const { text, answer } = await read(
      dettes,
      inventoryOf(
        {
          exposures: [
            { name: 'ALLOWED_HOSTS accepte tout hôte', kind: 'setting', evidence: at('settings.py', 2) },
            { name: 'DATABASE_URL', kind: 'logged', evidence: at('app.js', 3) },
          ],
        },
        { containers: [{ name: 'centos', kind: 'image', version: 'centos7', evidence: at('Dockerfile') }] },
      ),
    );
    assert.match(text, /\| CentOS \| `7` \| juin 2024 \|/);
    assert.match(text, /Réglages à revoir : ALLOWED\\_HOSTS accepte|Réglages à revoir : ALLOWED_HOSTS accepte/);
    assert.match(text, /`DATABASE_URL`, secret compris, est écrite dans les journaux \(app\.js:3\)\./);
    assert.deepEqual(answer.urgent?.[0], { rank: 2, text: 'Un secret est écrit dans les journaux, `DATABASE_URL`' });
  });

  it('say of a cluster what a container may take, and where it is asked whether it answers', async () => {
    const hosting = [
      { name: 'Kubernetes', kind: 'platform' as const, evidence: at('k8s/web.yaml') },
      {
        name: 'limits',
        kind: 'limit' as const,
        detail: 'mémoire 1Gi, processeur 500m',
        evidence: at('k8s/web.yaml', 7),
      },
      { name: 'requests', kind: 'limit' as const, detail: 'mémoire 128Mi', evidence: at('k8s/web.yaml', 5) },
      { name: '/sante', kind: 'probe' as const, evidence: at('k8s/web.yaml', 12) },
    ];
    const { text } = await read(hebergement, inventoryOf({ hosting }));
    assert.match(text, /^- Limites d’un conteneur : mémoire 1Gi, processeur 500m \(web\.yaml:7\)$/m);
    assert.match(text, /^- Sonde : `\/sante` \(web\.yaml:12\)$/m);
    assert.doesNotMatch(text, /128Mi/);
  });

  it('tell each e-mail that the code writes, and its calls only when it tells of none', async () => {
    const call = { name: 'send_mail', kind: 'email' as const, evidence: at('a.py', 9) };
    const message = {
      name: 'Votre dossier | suite',
      kind: 'message' as const,
      template: 'suite.html',
      recipient: 'agent.email',
      evidence: at('a.py', 4),
    };
    const action = { name: 'AvisMailer.rappel', kind: 'message' as const, evidence: at('b.rb', 2) };
    const { text } = await read(automatisations, inventoryOf({ automations: [call, message, action] }));
    assert.match(text, /^Courriels écrits par le code \(2\) :$/m);
    assert.match(text, /^\| « Votre dossier \\\| suite » \| `agent\.email` \| `suite\.html` \| a\.py:4 \|$/m);
    assert.match(text, /^\| `AvisMailer\.rappel` \| \| \| b\.rb:2 \|$/m);
    assert.doesNotMatch(text, /appel d’envoi/);
    assert.match((await read(automatisations, inventoryOf({ automations: [call] }))).text, /1 appel d’envoi/);
    const many = Array.from({ length: 12 }, (_, index) => ({ ...action, name: `Mailer.a${String(index)}` }));
    assert.match(
      (await read(automatisations, inventoryOf({ automations: many }))).text,
      /^Et 2 autres, dans b\.rb\.$/m,
    );
  });

  it('name the organisation’s own places among what asks for an account', async () => {
    const links = [
      link('http://wiki-interne.cour.fr/produit', 3),
      link('https://wiki.python.org/x', 4, 'cited'),
      link('https://docs.produit.gouv.fr', 5),
    ];
    const { text } = await read(acces, inventoryOf({}, { links }));
    assert.match(text, /^Outils qui demandent un compte : wiki \(wiki-interne\.cour\.fr\) \(preuves/m);
  });

  it('name what a sentence says was chosen when the product has it', async () => {
    const dependency = {
      name: 'parcel-bundler',
      ecosystem: 'npm' as const,
      dev: true,
      manifest: 'package.json',
      evidence: at('package.json', 8),
    };
    const statement = (quote: string, line: number): Inventory['repository']['statements'][number] => ({
      name: 'choix',
      kind: 'choice',
      quote,
      evidence: at('docs.md', line),
    });
    const { text } = await read(
      choix,
      inventoryOf(
        { dependencies: [dependency] },
        {
          statements: [
            statement('Nous avons fait le choix d’utiliser le bundler parcel.', 3),
            statement('This allows us to see parcel as history.', 4),
          ],
        },
      ),
    );
    assert.match(text, /^\| parcel-bundler \| « Nous avons/m);
    assert.match(text, /^\| +\| « This allows|^\| \| « This allows/m);
  });

  it('set the version that the site shows against the tags', async () => {
    const shown = { name: '1.10', source: 'page' as const, evidence: at('footer.html', 12) };
    const tag = (name: string): Inventory['repository']['tags'][number] => ({ name, evidence: at('.git/packed-refs') });
    const told = async (...tags: string[]): Promise<string> =>
      (await read(depot, inventoryOf({}, { releases: [shown], tags: tags.map(tag) }))).text;
    assert.match(
      await told('v1.2', 'v1.9'),
      /^\*\*Contradiction :\*\* le pied de page du site affiche 1\.10 \(footer\.html:12\), et les étiquettes s’arrêtent à `1\.9`\.$/m,
    );
    assert.match(await told('1.10'), /^Le pied de page du site affiche 1\.10 \(footer\.html:12\)\.$/m);
    assert.match(await told(), /^Le pied de page/m);
  });

  it('tell among debts what another package brings, and what documents lead to in vain', async () => {
    const told = (name: string, kind: 'transitive' | 'link'): Inventory['contradictions'][number] => ({
      name,
      kind,
      values: [{ value: name, evidence: at('a.js', 2) }],
      evidence: at('a.js', 2),
    });
    const contradictions = [told('lodash', 'transitive'), told('docs/a.md', 'link'), told('docs/b.md', 'link')];
    const { text } = await read(dettes, inventoryOf({ contradictions }));
    assert.match(text, /^Importé sans être déclaré, .* : `lodash` \(a\.js:2\)\.$/m);
    assert.match(
      text,
      /^La documentation mène à 2 fichiers absents : `docs\/a\.md` \(a\.js:2\) et `docs\/b\.md` \(a\.js:2\)\.$/m,
    );
  });
});
