import * as assert from 'node:assert/strict';
import { format } from 'prettier';
import { api as apiAnnex } from '../../../../src/compose/annexes/api';
import { baseDeDonnees } from '../../../../src/compose/annexes/baseDeDonnees';
import type { AnnexWriter, Answer, AnswerWriter, Page } from '../../../../src/compose/answers/answer';
import { api } from '../../../../src/compose/answers/api';
import { depot } from '../../../../src/compose/answers/depot';
import { dettes } from '../../../../src/compose/answers/dettes';
import { installation } from '../../../../src/compose/answers/installation';
import { jeuxDeDonnees } from '../../../../src/compose/answers/jeuxDeDonnees';
import { migrations } from '../../../../src/compose/answers/migrations';
import { nettoyage } from '../../../../src/compose/answers/nettoyage';
import { roles } from '../../../../src/compose/answers/roles';
import { schema } from '../../../../src/compose/answers/schema';
import { createPage } from '../../../../src/compose/page';
import type { Column, Contradiction, Endpoint, Example, Inventory, Role, Table } from '../../../../src/survey/facts';
import { inventoryOf } from '../inventories';

const at = (path: string, line = 1): { path: string; line: number }[] => [{ path, line }];
const pageOf = (inventory: Inventory): Page =>
  createPage({ inventory, today: '2026-11-24', dossier: 'arret/dossier.md', items: new Map() });
const write = (writer: AnswerWriter, inventory: Inventory): Answer => writer.write(pageOf(inventory));

function annex(writer: AnnexWriter, inventory: Inventory): string {
  const page = createPage({
    inventory,
    today: '2026-11-24',
    dossier: 'arret/dossier.md',
    annex: writer.id,
    items: new Map(),
  });
  return writer.write(page)?.join('\n\n') ?? '';
}

/** What a person reads: without links, tables' rules and the padding of cells. */
function linesOf(blocks: readonly string[]): string[] {
  return blocks
    .flatMap((block) => block.split('\n'))
    .filter((line) => line !== '' && !/^\|[ |-]*-[ |-]*\|$/.test(line))
    .map((line) =>
      line
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .replace(/\u00A0/g, ' ')
        .replace(/ +\|/g, ' |'),
    );
}

function column(name: string, more: Partial<Column> = {}): Column {
  return { name, evidence: { path: 'db/schema.rb', line: 9 }, ...more };
}

function table(name: string, columns: readonly Column[], more: Partial<Table> = {}): Table {
  return { name, from: 'Rails', source: 'schema', evidence: at('db/schema.rb', 8), columns: [...columns], ...more };
}

const usagers = table('usagers', [
  column('id', { type: 'bigint', key: 'primary', implicit: true }),
  column('courriel', { type: 'string', nullable: false, unique: true, label: 'adresse | de contact' }),
  column('deleted_at', { type: 'datetime', nullable: true }),
]);
const dossiers = table(
  'dossiers',
  [
    column('id', { key: 'primary' }),
    column('usager_id', { key: 'foreign', references: 'usagers' }),
    column('pieces', { type: 'jsonb' }),
  ],
  { label: 'Dossier d’une personne' },
);

describe('The answer on the schema', () => {
  it('draws how the main tables hold together, and counts the rest', () => {
    const { blocks, question } = write(schema, inventoryOf({ tables: [dossiers, usagers] }));
    assert.deepEqual(linesOf(blocks), [
      'Base de données : non détectée ; cherché dans `docker-compose.yml`, les dépendances, la configuration, les variables.',
      '2 tables et 6 colonnes, d’après le schéma versionné (Rails) : annexe de la base.',
      '```mermaid',
      'erDiagram',
      '  usagers ||--o{ dossiers : "usager_id"',
      '```',
      '| Table | Nom dans le code | Colonnes | Déclarée par |',
      '| `dossiers` | Dossier d’une personne | 3 | schema.rb:8 |',
      '| `usagers` | | 3 | schema.rb:8 |',
      '1 table garde les lignes supprimées (`deleted_at` ou `deletedAt`).',
      '1 colonne JSON n’a pas de schéma en base : `dossiers.pieces`.',
    ]);
    assert.match(question ?? '', /données personnelles/);
  });

  it('draws a dozen relations at most, of the tables that most others lean on, and names any table', () => {
    const many = Array.from({ length: 30 }, (_, index) =>
      table(`t-${String(index)}`, [column('usager_id', { references: 'usagers.id', unique: index === 0 })]),
    );
    const { blocks } = write(schema, inventoryOf({ tables: [...many, usagers] }));
    const lines = linesOf(blocks);
    assert.equal(lines.filter((line) => line.includes('--o')).length, 12);
    assert.ok(lines.includes('  usagers ||--o| "t-0" : "usager_id"'), lines.join('\n'));
    assert.equal(lines.filter((line) => line.startsWith('| `')).length, 10);
    assert.ok(lines.some((line) => line.startsWith('| `usagers` |')));
  });

  it('says why the list is incomplete, once a cause', () => {
    const notes = [1, 2].map((line) => ({
      message: 'table dont le nom est calculé',
      path: 'db/migrate/1_x.rb',
      line,
      about: 'tables' as const,
    }));
    const { blocks } = write(schema, inventoryOf({ tables: [usagers], notes: [...notes, { message: 'autre' }] }));
    assert.deepEqual(linesOf(blocks).slice(-2), [
      'Cette liste est incomplète :',
      '- table dont le nom est calculé (1_x.rb:1), et 1 autre',
    ]);
  });

  it('leads to an annex with each column, what it holds and where it stands', () => {
    assert.deepEqual(linesOf([annex(baseDeDonnees, inventoryOf({ tables: [usagers] }))]), [
      'Tables et colonnes relevées d’après le schéma versionné (Rails) ; les types sont ceux que la source écrit. Une colonne « ajoutée par le cadre » n’est écrite nulle part : elle va avec la table.',
      '## `usagers`',
      'Déclarée par schema.rb:8.',
      '| Colonne | Type | Contraintes | Preuve |',
      '| `id` | bigint | clé primaire ; ajoutée par le cadre | schema.rb:9 |',
      '| `courriel` | string | non nul ; unique ; « adresse \\| de contact » | schema.rb:9 |',
      '| `deleted_at` | datetime | nul admis | schema.rb:9 |',
    ]);
    assert.equal(annex(baseDeDonnees, inventoryOf()), '');
  });
});

describe('The answer on migrations', () => {
  it('gives each folder its count, its first and last, and those that change data', () => {
    const set = {
      name: 'Knex',
      folder: 'src/migrations',
      count: 23,
      first: 'src/migrations/2019_init.js',
      last: 'src/migrations/2021_alter.js',
      evidence: at('src/migrations/2019_init.js'),
      data: at('src/migrations/2020_fill.js', 4),
    };
    assert.deepEqual(linesOf(write(migrations, inventoryOf({ migrations: [set] })).blocks), [
      '| Outil | Dossier | Migrations | Première | Dernière |',
      '| Knex | src/migrations | 23 | 2019_init.js | 2021_alter.js |',
      '1 migration modifie des données (2020_fill.js:4).',
      'Appliquer, d’après l’outil : `npx knex migrate:latest`.',
    ]);
  });
});

describe('The answer on data sets', () => {
  it('puts what fills a base first, and asks what an encrypted file holds', () => {
    const datasets = (['factory', 'encrypted', 'seed', 'personal'] as const).map((kind) => ({
      name: `${kind}.x`,
      path: `${kind}.x`,
      kind,
      tables: kind === 'seed' ? ['usagers'] : [],
      evidence: at(`${kind}.x`),
    }));
    const { blocks, question } = write(jeuxDeDonnees, inventoryOf({ datasets }));
    assert.deepEqual(linesOf(blocks).slice(1), [
      '| seed.x | jeu de départ | 1 table : `usagers` |',
      '| encrypted.x | chiffré, contenu inconnu | |',
      '| factory.x | fabriques d’objets fictifs, pour les tests | |',
    ]);
    assert.equal(question, 'que contient `encrypted.x` (données réelles ?), et quelle équipe en a la clé ?');
  });
});

describe('The answer on cleaning', () => {
  it('locates secrets, and makes them the first thing to do', () => {
    const exposures = ['adresse avec mot de passe', 'adresse avec mot de passe', 'clé privée'].map((name, line) => ({
      name,
      kind: 'secret' as const,
      evidence: at('deploy.sh', line + 1),
    }));
    const { blocks, urgent } = write(nettoyage, inventoryOf({ exposures }));
    assert.deepEqual(linesOf(blocks).slice(1, 4), [
      '| Quoi | Pourquoi | Preuve |',
      '| Adresse avec mot de passe (2) | à révoquer : le dépôt le garde, historique compris | deploy.sh:1, deploy.sh:2 |',
      '| Clé privée | à révoquer : le dépôt le garde, historique compris | deploy.sh:3 |',
    ]);
    assert.deepEqual(urgent, [{ rank: 1, text: '3 secrets sont en clair dans le dépôt, à révoquer' }]);
  });
});

function endpoint(method: string, path: string, more: Partial<Endpoint> = {}): Endpoint {
  return { name: `${method} ${path}`, method, path, from: 'Express', evidence: at('src/app.js', 3), ...more };
}

const example: Example = {
  name: 'GET /api/actes',
  kind: 'response',
  source: 'snapshot',
  status: 200,
  body: '{"id":1,"tags":["a","b"],"vide":{},"liste":[{"x":1}]}',
  evidence: at('test/actes.snap', 3),
};

describe('The answer on the API', () => {
  const operations = [
    endpoint('GET', '/api/actes', { access: ['lecture'] }),
    endpoint('POST', '/api/actes', { summary: 'Crée un acte' }),
    endpoint('GET', '/api/actes/{id}', { access: [] }),
    endpoint('GET', '/accueil'),
  ];

  it('sums operations up by what they are about, the pages last', () => {
    const { blocks, question } = write(api, inventoryOf({ api: operations }));
    assert.deepEqual(linesOf(blocks), [
      '4 opérations sur 3 chemins, dont 3 sous un chemin d’API (`api`, `rest`, `v1`…), d’après Express : annexe de l’API.',
      '| Chemins | Opérations | Méthodes | Preuve |',
      '| `/api/actes` | 3 | GET, POST | app.js:3 |',
      '| `/accueil` | 1 | GET | app.js:3 |',
      '- Spécification OpenAPI ou GraphQL : non détectée ; cherché dans `openapi.*`, `swagger.*`, `*.graphql`.',
      '- 3 opérations ne déclarent aucun accès réservé, dont `POST /api/actes` (app.js:3) et `GET /api/actes/{id}` (app.js:3) : à vérifier, une règle générale peut s’y appliquer.',
    ]);
    assert.match(question ?? '', /qui appelle/);
  });

  it('holds ten rows at most', () => {
    const many = Array.from({ length: 40 }, (_, index) => endpoint('GET', `/api/r${String(index)}`));
    const rows = linesOf(write(api, inventoryOf({ api: many })).blocks).filter((line) => line.startsWith('| '));
    assert.equal(rows.length, 11);
    assert.equal(rows.at(-1), '| 31 autres | 31 | GET | app.js:3 |');
  });

  it('leads to an annex with each operation and the examples there are, as a formatter leaves them', async () => {
    const text = annex(apiAnnex, inventoryOf({ api: operations, examples: [example] }));
    assert.deepEqual(linesOf([text]).slice(1, 4), [
      '## Opérations',
      '| Méthode | Chemin | Accès déclaré | Résumé | Preuve |',
      '| GET | `/api/actes` | `lecture` | | app.js:3 |',
    ]);
    assert.equal(await format(text, { parser: 'markdown' }), `${text}\n`);
    assert.match(text, /"tags": \["a", "b"\],\n/);
  });

  it('closes the fence of an example whatever it holds', () => {
    const body = 'avant\n```\naprès';
    assert.match(
      annex(apiAnnex, inventoryOf({ api: operations, examples: [{ ...example, body }] })),
      /````text\navant\n```\naprès\n````/,
    );
  });
});

describe('The answer on roles', () => {
  const role = (name: string, more: Partial<Role> = {}): Role => ({
    name,
    kind: 'role',
    from: 'code',
    permissions: [],
    evidence: at('src/roles.js', 4),
    ...more,
  });

  it('makes a matrix of what the code grants', () => {
    const list = [
      role('ADMIN', { label: 'Administration', permissions: ['LIRE', 'ECRIRE'] }),
      role('INVITE', { permissions: ['LIRE'] }),
      role('LIRE', { kind: 'permission' }),
      role('ActePolicy', { kind: 'policy', permissions: ['show', 'update'] }),
    ];
    assert.deepEqual(linesOf(write(roles, inventoryOf({ roles: list })).blocks), [
      '2 rôles :',
      '| | Rôle | Libellé | Preuve |',
      '| A | `ADMIN` | Administration | roles.js:4 |',
      '| B | `INVITE` | | roles.js:4 |',
      '| Droit | A | B |',
      '| `LIRE` | ✓ | ✓ |',
      '| `ECRIRE` | ✓ | |',
      '1 règle d’accès dans le code, dont le sens reste **à confirmer** :',
      '| Règle | Actions gardées | Preuve |',
      '| `ActePolicy` | `show` et `update` | roles.js:4 |',
      '1 droit nommé : `LIRE` (roles.js:4).',
    ]);
  });

  it('says which role each operation’s rules name, and leaves the rest to be completed', () => {
    const operation = (method: string, path: string, access: string[] = []): Endpoint => ({
      name: `${method} ${path}`,
      method,
      path,
      access,
      from: 'Django',
      evidence: at('src/api.py', 7),
    });
    const { blocks, question } = write(
      roles,
      inventoryOf({
        roles: [
          role('agent'),
          role('usager'),
          role('OnlyAgentCanChange', {
            kind: 'policy',
            permissions: ['POST', 'PUT', 'PATCH', 'DELETE'],
            requires: 'is_agent',
          }),
          role('DossierIsDraft', { kind: 'policy', permissions: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] }),
        ],
        api: [
          operation('GET', '/api/dossiers/', ['OnlyAgentCanChange']),
          operation('POST', '/api/dossiers/', ['OnlyAgentCanChange']),
          operation('PUT', '/api/dossiers/{id}/', ['OnlyAgentCanChange', 'DossierIsDraft']),
          operation('PATCH', '/api/avis/{id}/'),
          operation('GET', '/api/moi/', ['IsAuthenticated']),
          operation('GET', '/api/pieces/', ['DossierIsDraft']),
          operation('GET', '/api/courriers/', ['UsagerOuAgentPermission']),
          operation('GET', '/api/bilans/', ['IsNotUsager']),
          operation('GET', '/aide/'),
        ],
      }),
    );
    assert.deepEqual(linesOf(blocks).slice(4, 12), [
      'Matrice déduite de ce que chaque opération de l’API déclare et du nom de ses règles, **à confirmer** :',
      '| Ressource | Opérations | `agent` | `usager` | Preuve |',
      '| `/api/avis` | PATCH | à compléter | à compléter | api.py:7 |',
      '| `/api/courriers` | GET | ✓ sous condition | ✓ sous condition | api.py:7 |',
      '| `/api/dossiers/` | POST | ✓ | non | api.py:7 |',
      '| `/api/dossiers/{id}/` | PUT | ✓ sous condition | non | api.py:7 |',
      '« À compléter » : l’opération ne déclare aucune règle. « Sous condition » : une règle s’y ajoute, qui ne parle pas de rôle. Case vide : la règle ne nomme pas ce rôle. Autres opérations : 2 ouvertes à tout compte connecté et 2 gardées par des règles qui ne nomment aucun rôle.',
      '2 règles d’accès dans le code, dont le sens reste **à confirmer** :',
    ]);
    assert.equal(
      question,
      'qui peut appeler `PATCH /api/avis/{id}/`, qui ne déclare aucune règle, et qui attribuait les rôles ?',
    );
  });

  it('takes roles listed by their names for one or the other, and says nothing of the others', () => {
    const operation = (path: string, access: string[]): Endpoint => ({
      name: `GET ${path}`,
      method: 'GET',
      path,
      access,
      from: 'Spring',
      evidence: at('src/Api.java', 9),
    });
    const { blocks } = write(
      roles,
      inventoryOf({
        roles: ['ROLE_ADMIN', 'ROLE_ADMIN_LOCAL', 'ROLE_INSTRUCTEUR'].map((name) => role(name)),
        api: [
          operation('/api/bilans', ['ROLE_ADMIN', 'ROLE_ADMIN_LOCAL']),
          operation('/api/dossiers', ["hasRole('INSTRUCTEUR')"]),
          operation('/api/comptes', ['isAdmin', 'isInstructeur']),
          operation('/api/moi', ['ROLE_USER']),
        ],
      }),
    );
    assert.deepEqual(linesOf(blocks).slice(5, 9), [
      'Matrice déduite de ce que chaque opération de l’API déclare et du nom de ses règles, **à confirmer** :',
      '| Ressource | Opérations | `ROLE_ADMIN` | `ROLE_ADMIN_LOCAL` | `ROLE_INSTRUCTEUR` | Preuve |',
      '| `/api/bilans` | GET | ✓ | ✓ | | Api.java:9 |',
      '| `/api/dossiers` | GET | | | ✓ | Api.java:9 |',
    ]);
  });

  it('asks what they may do when the code doesn’t say', () => {
    const { blocks, question } = write(roles, inventoryOf({ roles: [role('admin', { from: 'Rails' })] }));
    assert.deepEqual(linesOf(blocks), [
      '1 rôle :',
      '| Rôle | Déclaré par | Preuve |',
      '| `admin` | Rails | roles.js:4 |',
    ]);
    assert.equal(question, 'que peut faire chacun, et qui attribuait les rôles ?');
  });
});

describe('The answers on what contradicts itself', () => {
  const contradiction = (name: string, kind: Contradiction['kind'], values: readonly string[]): Contradiction => ({
    name,
    kind,
    values: values.map((value, index) => ({ value, evidence: at('README.md', index + 1) })),
    evidence: at('README.md'),
  });
  const inventory = inventoryOf({
    contradictions: [
      contradiction('node', 'version', ['10', '16']),
      contradiction('PostgreSQL', 'port', ['5434', '5436']),
      contradiction('yarn absent', 'command', ['yarn absent']),
      contradiction('wsgidav', 'import', ['wsgidav']),
      contradiction('master', 'branch', ['master 2020-11-17', 'develop 2021-11-04']),
    ],
  });

  it('say each value and where it stands, in the item concerned, and what can’t wait', () => {
    const install = write(installation, inventory);
    assert.deepEqual(linesOf(install.blocks).slice(-3), [
      '**Contradiction :** la version de Node.js est `10` (README.md:1) ou `16` (README.md:2).',
      '**Contradiction :** le port local de PostgreSQL est `5434` (README.md:1) ou `5436` (README.md:2).',
      '**Contradiction :** la documentation donne une commande que rien ne définit : `yarn absent` (README.md:1).',
    ]);
    const debts = write(dettes, inventory);
    assert.deepEqual(linesOf(debts.blocks), [
      'Importé sans qu’aucun manifeste ni verrou ne le déclare : `wsgidav` (README.md:1).',
    ]);
    const repository = write(depot, inventory);
    assert.ok(
      linesOf(repository.blocks).includes(
        '**Contradiction :** `master` porte le nom d’une branche de production, mais s’arrête au 17 novembre 2020 ; `develop` va jusqu’au 4 novembre 2021.',
      ),
      linesOf(repository.blocks).join('\n'),
    );
    assert.deepEqual(
      [install, debts].flatMap(({ urgent = [] }) => urgent.map(({ rank, text }) => `${String(rank)} ${text}`)),
      [
        '2 Les versions de Node.js se contredisent d’un fichier à l’autre',
        '3 Les ports de PostgreSQL se contredisent d’un fichier à l’autre',
        '2 Le code importe un paquet qu’aucun manifeste ne déclare, `wsgidav`',
      ],
    );
  });
});
