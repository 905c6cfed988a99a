import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { laravelMigrations } from '../../../../src/survey/frameworks/laravelMigrations';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

function migration(up: string, before = ''): string {
  return `<?php\n\nreturn new class extends Migration {\n${before}    public function up()\n    {\n${up}\n    }\n};\n`;
}

async function tables(files: MemoryFiles): Promise<Record<string, string[]>> {
  const { tables: all } = await surveyFiles(files, [laravelMigrations]);
  return Object.fromEntries(all.map(({ name, columns }) => [name, columns.map((column) => column.name)]));
}

async function notes(files: MemoryFiles): Promise<string[]> {
  return (await surveyFiles(files, [laravelMigrations])).notes.map(({ line, message }) => `${String(line)} ${message}`);
}

const create = `Schema::create('usagers', function (Blueprint $table) { $table->id(); $table->string('nom'); });`;
const folder = 'database/migrations';

describe('Laravel’s tables', () => {
  it('follow the names of the files wherever they lie, with their ends of lines', async () => {
    const files = {
      'packages/zebre/database/migrations/2020_01_01_000000_create.php': migration(create).replaceAll('\n', '\r\n'),
      [`${folder}/2021_01_01_000000_drop.php`]: `\uFEFF${migration(`Schema::table('usagers', fn ($t) => $t->dropColumn('nom'));`)}`,
    };
    assert.deepEqual(await tables(files), { usagers: ['id'] });
    const [table] = (await surveyFiles(files, [laravelMigrations])).tables;
    assert.deepEqual(table?.evidence, [
      { path: 'packages/zebre/database/migrations/2020_01_01_000000_create.php', line: 6 },
    ]);
  });

  it('keep apart the applications of one repository', async () => {
    assert.deepEqual(
      await tables({
        'api/artisan': '',
        'api/database/migrations/2020_01_01_000000_a.php': migration(create),
        'bo/artisan': '',
        'bo/database/migrations/2021_01_01_000000_a.php': migration(
          `Schema::dropIfExists('usagers'); Schema::create('agents', fn ($table) => $table->id());`,
        ),
      }),
      { agents: ['id'], usagers: ['id', 'nom'] },
    );
  });

  it('obey conditions that are known, and loops over what is written', async () => {
    const files = {
      [`${folder}/1.php`]: migration(`
        ${create}
        if (Schema::hasColumn('usagers', 'nom') && !Schema::hasTable('autres')) {
            Schema::create('autres', function ($table) { $table->uuid(); });
        } else {
            Schema::create('jamais', function ($table) { $table->id(); });
        }
        if (DB::getDriverName() === 'sqlite') { return; }
        foreach (['a', 'b'] as $nom) {
            Schema::table('usagers', function ($table) use ($nom) { $table->integer("rang_{$nom}"); });
        }
        if (Schema::hasTable('usagers')) { return; }
        Schema::drop('usagers');`),
    };
    assert.deepEqual(await tables(files), { autres: ['uuid'], usagers: ['id', 'nom', 'rang_a', 'rang_b'] });
  });

  it('forget that a column may be empty when a change doesn’t say it again, from the eleventh version on', async () => {
    const nullable = async (version: string): Promise<boolean | undefined> => {
      const { tables: all } = await surveyFiles(
        {
          'composer.json': `{"require": {"laravel/framework": "${version}"}}`,
          [`${folder}/1.php`]: migration(
            `Schema::create('t', function ($table) { $table->string('a')->nullable(); });`,
          ),
          [`${folder}/2.php`]: migration(`Schema::table('t', function ($table) { $table->text('a')->change(); });`),
        },
        [laravelMigrations],
      );
      return all[0]?.columns[0]?.nullable;
    };
    assert.deepEqual([await nullable('^10.0'), await nullable('^11.2')], [true, false]);
  });

  it('begin with the dump of the squashed ones, which are not run again', async () => {
    const files = {
      'database/schema/mysql-schema.sql':
        "CREATE TABLE `usagers` (`id` int NOT NULL);\nINSERT INTO `migrations` VALUES (1,'2020_01_01_000000_vieille',1);\n",
      [`${folder}/2020_01_01_000000_vieille.php`]: migration(
        `Schema::create('vieille', function ($table) { $table->id(); });`,
      ),
      [`${folder}/2021_01_01_000000_b.php`]: migration(
        `Schema::table('usagers', function ($table) { $table->string('b'); });`,
      ),
    };
    assert.deepEqual(await tables(files), { usagers: ['id', 'b'] });
  });

  it('lose the keys that are dropped', async () => {
    const { tables: all } = await surveyFiles(
      {
        [`${folder}/1.php`]: migration(`
          Schema::create('t', function ($table) {
              $table->foreignId('role_id')->constrained();
              $table->foreignId('pays_id')->constrained('pays')->unique();
          });
          Schema::table('t', function ($table) {
              $table->dropForeign(['role_id']);
              $table->dropForeign('t_pays_id_foreign');
              $table->dropUnique('t_pays_id_unique');
          });`),
      },
      [laravelMigrations],
    );
    assert.deepEqual(
      all[0]?.columns.map(({ key, references, unique }) => [key, references, unique]),
      [
        [undefined, undefined, undefined],
        [undefined, undefined, undefined],
      ],
    );
  });

  it('take only what goes up, and nothing of tests', async () => {
    const down = `<?php class A extends Migration { public function up() {} public function down() { ${create} } }`;
    assert.deepEqual(
      await tables({ [`${folder}/1.php`]: down, 'tests/database/migrations/1.php': migration(create) }),
      {},
    );
  });

  it('say what couldn’t be read, once', async () => {
    assert.deepEqual(
      await notes({
        [`${folder}/1.php`]: migration(
          `Schema::create($x, fn () => 1);\nSchema::drop($y);\nSchema::table('z', fn ($t) => $t->string('a'));`,
        ),
      }),
      ['6 table dont le nom n’est pas écrit : non lue', '8 table « z » modifiée sans qu’une migration la crée'],
    );
  });

  it('are read in no time from hostile code', async () => {
    const hostile = [
      '('.repeat(100_000),
      `$table${"->string('a')".repeat(20_000)};`,
      `$a = ${'['.repeat(20_000)}`,
      `$a = 'x'${" . 'x'".repeat(20_000)};`,
      `foreach ([${'1,'.repeat(5000)}] as $a) { foreach ([${'1,'.repeat(5000)}] as $b) { f($a); } }`,
      `Schema::create('non terminé`,
    ];
    for (const code of hostile) {
      const start = Date.now();
      await surveyFiles({ [`${folder}/1.php`]: migration(code) }, [laravelMigrations]);
      assert.ok(Date.now() - start < 3000, `${code.slice(0, 40)}: ${String(Date.now() - start)} ms`);
    }
    const calls = `<?php class A extends M { function up() { $this->a(); } function a() { $this->b(); $this->b(); } function b() { $this->a(); $this->a(); } }`;
    assert.deepEqual(await tables({ [`${folder}/1.php`]: calls }), {});
  });

  it('never throw', async () => {
    const pieces = [
      "Schema::create('a', ",
      'function ($t) {',
      '$t->id()',
      '->',
      '}',
      ')',
      ';',
      '$t',
      '=',
      '[',
      ']',
      "'",
      '"',
      '{$a}',
      '<<<X\n',
      '?',
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...pieces), { maxLength: 30 }), async (parts) => {
        await surveyFiles({ [`${folder}/1.php`]: migration(parts.join(' ')) }, [laravelMigrations]);
      }),
      { numRuns: 60 },
    );
  });
});
