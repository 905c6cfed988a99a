import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { doctrine } from '../../../../src/survey/frameworks/doctrine';
import { doctrineEntities } from '../../../../src/survey/frameworks/doctrineEntities';
import { phinx } from '../../../../src/survey/frameworks/phinx';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

const migration = (up: string): string =>
  `<?php\nuse Doctrine\\Migrations\\AbstractMigration;\nfinal class V extends AbstractMigration {\n  public function up(Schema $schema): void {\n${up}\n  }\n  public function down(Schema $schema): void { $this->addSql('DROP TABLE t'); }\n}\n`;

async function tables(files: MemoryFiles): Promise<Record<string, string[]>> {
  const { tables: all } = await surveyFiles(files, [doctrine, doctrineEntities, phinx]);
  return Object.fromEntries(all.map(({ name, columns }) => [name, columns.map((column) => column.name)]));
}

const entity = (body: string, before = '#[ORM\\Entity]'): string =>
  `<?php\nnamespace App\\Entity;\nuse Doctrine\\ORM\\Mapping as ORM;\n${before}\nclass DossierLogement2 {\n${body}\n}\n`;

describe('Doctrine’s migrations', () => {
  it('are replayed in the order of their versions, with the lines of their SQL', async () => {
    const files = {
      'migrations/Version2.php': migration("$this->addSql('ALTER TABLE t DROP b');"),
      'migrations/Version1.php': migration(
        '$this->addSql(<<<SQL\n  CREATE TABLE t (\n    a INT,\n    b INT\n  )\n  SQL);',
      ).replaceAll('\n', '\r\n'),
    };
    const { tables: all, migrations } = await surveyFiles(files, [doctrine]);
    assert.deepEqual(
      all.map(({ name, columns }) => [name, columns.map((column) => [column.name, column.evidence.line])]),
      [['t', [['a', 7]]]],
    );
    assert.deepEqual(
      migrations.map(({ count, first, last }) => [count, first, last]),
      [[2, 'migrations/Version1.php', 'migrations/Version2.php']],
    );
  });

  it('are those of Doctrine only', async () => {
    assert.deepEqual(
      await tables({
        'src/VersionChecker.php':
          "<?php class VersionChecker { function up() { $this->addSql('CREATE TABLE x (a INT)'); } }",
      }),
      {},
    );
  });

  it('give lines of an escaped text, of pieces and of a list', async () => {
    const up = `    $this->addSql('CREATE TABLE t (a VARCHAR(5) DEFAULT \\'x\\' NOT NULL,
      b INT)');
    foreach (explode(';', "ALTER TABLE t ADD c INT;
      ALTER TABLE t ADD d INT") as $sql) { $this->addSql($sql); }`;
    const { tables: all } = await surveyFiles({ 'migrations/Version1.php': migration(up) }, [doctrine]);
    assert.deepEqual(
      all[0]?.columns.map(({ name, evidence }) => [name, evidence.line]),
      [
        ['a', 5],
        ['b', 6],
        ['c', 7],
        ['d', 8],
      ],
    );
  });

  it('survive broken and hostile code', async () => {
    const start = Date.now();
    for (const up of [
      "$this->addSql('non fini",
      '('.repeat(100_000),
      `$this->addSql('a'${" . 'b'".repeat(20_000)});`,
      '$schema->createTable();',
    ]) {
      await tables({ 'migrations/Version1.php': migration(up) });
    }
    assert.ok(Date.now() - start < 6000, `${String(Date.now() - start)} ms`);
  });
});

describe('Doctrine’s classes', () => {
  it('are named as the configuration says, else as PHP names them', async () => {
    const code = entity(
      '#[ORM\\Id]\n#[ORM\\Column]\nprivate int $idFiscal;\n#[ORM\\ManyToOne]\nprivate ?DossierLogement2 $dossierLie;',
    );
    const config = (strategy: string): MemoryFiles => ({
      'config/packages/doctrine.yaml': `doctrine:\n  orm:\n    naming_strategy: doctrine.orm.naming_strategy.${strategy}\n`,
    });
    assert.deepEqual(await tables({ 'src/Entity/A.php': code }), { DossierLogement2: ['idFiscal', 'dossierLie_id'] });
    assert.deepEqual(await tables({ 'src/Entity/A.php': code, ...config('underscore_number_aware') }), {
      dossier_logement2: ['id_fiscal', 'dossier_lie_id'],
    });
  });

  it('bear the prefix that the product’s own listener puts before them, when it is written', async () => {
    const files = {
      'src/Entity/A.php': entity('#[ORM\\Id]\n#[ORM\\Column]\nprivate int $id;\n#[ORM\\ManyToOne]\nprivate ?A $lie;'),
      'src/Doctrine/Prefixe.php':
        "<?php\nclass Prefixe {\n  public function loadClassMetadata($e) {\n    $m->setPrimaryTable(['name' => $this->prefix . $m->getTableName()]);\n  }\n}\n",
    };
    const parameters = 'parameters:\n  app.table_prefix: dgfip_\n';
    assert.deepEqual(await tables({ ...files, 'config/services.yaml': parameters }), {
      dgfip_DossierLogement2: ['id', 'lie_id'],
    });
    const { tables: found, notes } = await surveyFiles(files, [doctrineEntities]);
    assert.deepEqual(
      found.map(({ name }) => name),
      ['DossierLogement2'],
    );
    assert.deepEqual(notes, [
      {
        message: 'noms de tables changés par le code : lus sans',
        path: 'src/Doctrine/Prefixe.php',
        line: 3,
        about: 'tables',
      },
    ]);
  });

  it('hold what superclasses and traits of other files bring', async () => {
    assert.deepEqual(
      await tables({
        'src/Entity/A.php': entity('use Dates;\n#[ORM\\Column]\nprivate string $nom;'),
        'src/Entity/Dates.php':
          '<?php namespace App\\Entity; use Doctrine\\ORM\\Mapping as ORM; trait Dates { #[ORM\\Column] private \\DateTime $le; }',
      }),
      { DossierLogement2: ['le', 'nom'] },
    );
  });

  it('are joined to their parent’s table when they inherit with keys', async () => {
    const files = {
      'src/Entity/A.php': entity(
        '#[ORM\\Id]\n#[ORM\\Column]\nprivate int $id;',
        "#[ORM\\Entity]\n#[ORM\\InheritanceType('JOINED')]",
      ),
      'src/Entity/B.php':
        '<?php namespace App\\Entity; use Doctrine\\ORM\\Mapping as ORM; #[ORM\\Entity] class B extends DossierLogement2 { #[ORM\\Column] private int $b; }',
    };
    assert.deepEqual(await tables(files), { B: ['id', 'b'], DossierLogement2: ['id', 'dtype'] });
  });

  it('make no table of classes that map nothing, and survive circles', async () => {
    assert.deepEqual(await tables({ 'src/Entity/A.php': entity('private int $a;', '') }), {});
    assert.deepEqual(
      await tables({
        'src/Entity/A.php': entity('#[ORM\\Column]\nprivate int $a;').replace(
          'class DossierLogement2',
          'class DossierLogement2 extends DossierLogement2',
        ),
      }),
      { DossierLogement2: ['a'] },
    );
  });

  it('never throw', async () => {
    const pieces = [
      '#[ORM\\Column(',
      "name: 'a'",
      ')]',
      'private $a;',
      '#[ORM\\ManyToMany(',
      'targetEntity: self::class',
      '/** @ORM\\Column(name="',
      '"',
      '{',
      '*/',
      '\n',
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...pieces), { maxLength: 30 }), async (parts) => {
        await tables({ 'src/Entity/A.php': entity(parts.join(' ')) });
      }),
      { numRuns: 60 },
    );
  });
});
