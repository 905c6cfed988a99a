import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { djangoTables } from '../../../../src/survey/frameworks/djangoTables';
import { surveyFiles, type MemoryFiles } from '../memoryTree';
import { structureText } from '../structureText';

const header = 'from django.db import migrations, models\n';

function migration(operations: string, others = ''): string {
  return `${header}\n\nclass Migration(migrations.Migration):\n    ${others}\n    operations = [\n${operations}\n    ]\n`;
}

async function found(files: MemoryFiles): Promise<string[]> {
  return structureText(await surveyFiles(files, [djangoTables]))
    .split('\n')
    .filter((line) => line !== '');
}

/** The names of tables, each with those of its columns. */
async function tables(files: MemoryFiles): Promise<Record<string, string[]>> {
  const { tables: all } = await surveyFiles(files, [djangoTables]);
  return Object.fromEntries(all.map(({ name, columns }) => [name, columns.map((column) => column.name)]));
}

const createDossier = `migrations.CreateModel(name="Dossier", fields=[("id", models.AutoField(primary_key=True)), ("nom", models.CharField(max_length=10))]),`;

describe('Django’s tables', () => {
  it('are read whatever the ends of lines and the mark at the start', async () => {
    const text = migration(createDossier).replaceAll('\n', '\r\n');
    assert.deepEqual(await found({ 'dossiers/migrations/0001_initial.py': `\uFEFF${text}` }), [
      'tables',
      '  dossiers_dossier | Django | migrations | dossiers/migrations/0001_initial.py:7',
      '    id | AutoField | not null | primary | dossiers/migrations/0001_initial.py:7',
      '    nom | CharField(10) | not null | dossiers/migrations/0001_initial.py:7',
      'migrations',
      '  Django | dossiers/migrations | 1 | dossiers/migrations/0001_initial.py | dossiers/migrations/0001_initial.py',
    ]);
  });

  it('lead to the table of a package’s model through what stands for it', async () => {
    const operations = [
      'migrations.CreateModel(name="Agent", fields=[], options={"proxy": True}, bases=("auth.user",)),',
      'migrations.CreateModel(name="Note", fields=[("auteur", models.ForeignKey(to="a.Agent"))]),',
    ];
    const { tables: all } = await surveyFiles({ 'a/migrations/0001_initial.py': migration(operations.join('\n')) }, [
      djangoTables,
    ]);
    assert.deepEqual(
      all.map(({ name, columns }) => [name, ...columns.map(({ references }) => references)]),
      [['a_note', undefined, 'auth_user']],
    );
  });

  it('of a part of an application are that application’s, unless something names the part', async () => {
    const model = 'from django.db import models\n\n\nclass Fiche(models.Model):\n    nom = models.TextField()\n';
    const files = {
      'labo/migrations/0001_initial.py': migration(createDossier),
      'labo/objets/models.py': model,
      'labo/mesures/models.py': model,
      'labo/essais/models.py': model,
      'labo/essais/apps.py':
        'from django.apps import AppConfig\n\n\nclass EssaisConfig(AppConfig):\n    name = "labo.essais"\n',
      'conf/settings.py': 'AUTRE = "objets"\nINSTALLED_APPS = ["labo", "labo.mesures", "objets"]\n',
    };
    assert.deepEqual(Object.keys(await tables(files)), ['essais_fiche', 'labo_dossier', 'mesures_fiche']);
  });

  it('are read in a migration with a list of values on one line', async () => {
    const values = Array.from({ length: 3000 }, (_, index) => `("zone-${String(index)}", "Zone ${String(index)}")`);
    const field = `migrations.AddField("dossier", "zone", models.CharField(max_length=9, choices=[${values.join(', ')}])),`;
    const files = {
      'a/migrations/0001_initial.py': migration(createDossier),
      'a/migrations/0002_zone.py': migration(field, 'dependencies = [("a", "0001_initial")]'),
    };
    assert.deepEqual(await tables(files), { a_dossier: ['id', 'nom', 'zone'] });
  });

  it('follow what migrations depend on, not the names of their files', async () => {
    assert.deepEqual(
      await tables({
        'a/migrations/0001_zero.py': migration(
          'migrations.RenameField("Dossier", "nom", "titre"),',
          'dependencies = [("a", "0009_premiere")]',
        ),
        'a/migrations/0009_premiere.py': migration(createDossier),
        'a/migrations/0002_suite.py': migration(
          'migrations.AddField("dossier", "age", models.IntegerField()),\nmigrations.RemoveField("dossier", "titre"),',
          'dependencies = [("a", "0001_zero")]',
        ),
      }),
      { a_dossier: ['id', 'age'] },
    );
  });

  it('follow run_before, to another application too', async () => {
    assert.deepEqual(
      await tables({
        'a/migrations/0001_fin.py': migration('migrations.DeleteModel("Dossier"),', 'dependencies = []'),
        'b/migrations/0001_vide.py': migration(
          '',
          'run_before = [("a", "0001_fin")]\n    dependencies = [("a", "0000_debut")]',
        ),
        'a/migrations/0000_debut.py': migration(createDossier),
      }),
      {},
    );
  });

  it('are those of each product when two have an application of the same label', async () => {
    const files = {
      'un/api/migrations/0001_initial.py': migration(createDossier),
      'deux/api/migrations/0001_initial.py': migration(
        `migrations.CreateModel("Avis", [("suivi", models.ForeignKey(to="api.Avis", on_delete=models.CASCADE))]),`,
      ),
      'deux/api/migrations/0002_suite.py': migration(
        'migrations.RenameModel("Avis", "Retour"),',
        'dependencies = [("api", "0001_initial")]',
      ),
    };
    assert.deepEqual(await tables(files), { api_dossier: ['id', 'nom'], api_retour: ['id', 'suivi_id'] });
    const lines = await found(files);
    assert.ok(
      lines.includes(
        '    suivi_id | ForeignKey | not null | foreign | -> api_retour | deux/api/migrations/0001_initial.py:7',
      ),
    );
  });

  it('lose nothing to migrations that wait for each other', async () => {
    assert.deepEqual(
      await tables({
        'a/migrations/0001_a.py': migration(createDossier, 'dependencies = [("a", "0002_b")]'),
        'a/migrations/0002_b.py': migration('', 'dependencies = [("a", "0001_a")]'),
      }),
      { a_dossier: ['id', 'nom'] },
    );
  });

  it('keep what only the models forget, and lose what only the database does', async () => {
    const split = (database: string, state: string): string =>
      migration(
        `${createDossier}\nmigrations.SeparateDatabaseAndState(database_operations=[${database}], state_operations=[${state}]),`,
      );
    assert.deepEqual(await tables({ 'a/migrations/0001.py': split('', 'migrations.DeleteModel("Dossier")') }), {
      a_dossier: ['id', 'nom'],
    });
    assert.deepEqual(await tables({ 'a/migrations/0001.py': split('migrations.RemoveField("dossier", "nom")', '') }), {
      a_dossier: ['id'],
    });
  });

  it('rename what stands between two models as either end is', async () => {
    const many = `migrations.AddField("dossier", "themes", models.ManyToManyField(to="a.Theme")),`;
    const theme = `migrations.CreateModel("Theme", [("code", models.CharField(max_length=3, primary_key=True))]),`;
    assert.deepEqual(
      await tables({
        'a/migrations/0001.py': migration(
          [createDossier, theme, many, 'migrations.RenameModel("Theme", "Sujet"),'].join('\n'),
        ),
        'a/migrations/0002.py': migration(
          'migrations.AlterModelTable("dossier", "dossiers"),\nmigrations.RenameField("dossier", "themes", "sujets"),',
          'dependencies = [("a", "0001")]',
        ),
      }),
      { a_sujet: ['code'], dossiers: ['id', 'nom'], dossiers_sujets: ['id', 'dossier_id', 'sujet_id'] },
    );
  });

  it('say what couldn’t be followed', async () => {
    const files = {
      'a/migrations/0001_a.py': migration(
        `migrations.AddField("inconnu", "age", models.IntegerField()),\nmigrations.RunSQL(open("schema.sql").read()),`,
      ),
      'a/migrations/0002_b.py': `${header}\nclass Migration(migrations.Migration):\n    operations = produites()\n`,
    };
    assert.deepEqual((await found(files)).slice(2), [
      'notes',
      '  a/migrations/0001_a.py:7 | tables | modifie des tables qu’aucune migration lue ne crée : a_inconnu',
      '  a/migrations/0001_a.py:8 | tables | SQL que le fichier ne contient pas, non rejoué',
      '  a/migrations/0002_b.py:4 | tables | opérations calculées, non rejouées',
    ]);
  });

  it('take operations from a list that is written elsewhere in the file', async () => {
    const text = `${header}
CHAMPS = [("id", models.AutoField(primary_key=True))]
NOM = "Do" + "ssier"

class Migration(migrations.Migration):
    operations = [migrations.CreateModel(name=NOM, fields=CHAMPS + [("vu", models.BooleanField())])]
    operations += [migrations.AddField("dossier", champ, models.CharField()) for champ in ("un", "deux")]
`;
    assert.deepEqual(await tables({ 'a/migrations/0001.py': text }), { a_dossier: ['id', 'vu', 'un', 'deux'] });
  });

  it('aren’t those of forms, of serializers, of tests nor of classes that are abstract', async () => {
    const models = `from django.db import models
from django import forms
from rest_framework import serializers

class Formulaire(forms.ModelForm):
    nom = forms.CharField()

class Lu(serializers.ModelSerializer):
    nom = serializers.CharField()

class Base(models.Model):
    nom = models.CharField(max_length=3)
    class Meta:
        abstract = True

class Boucle(Boucle):
    nom = models.CharField()
`;
    assert.deepEqual(
      await tables({
        'a/models.py': models,
        'a/tests/models.py': `${header}class X(models.Model):\n  a = models.TextField()\n`,
      }),
      {},
    );
  });

  it('take the columns that a function of the product’s own makes, and lose those that are taken away', async () => {
    const models = `from django.db import models

def montant_field(**options):
    return models.DecimalField(max_digits=8, decimal_places=2, **options)

class Base(models.Model):
    note = models.TextField()
    class Meta:
        abstract = True

class Aide(Base):
    note = None
    montant = montant_field(null=True, verbose_name="montant versé")
`;
    assert.deepEqual((await found({ 'aides/models.py': models })).slice(1), [
      '  aides_aide | Django | models | aides/models.py:11',
      '    id | not null | primary | implicit | aides/models.py:11',
      '    montant | DecimalField(8, 2) | null | « montant versé » | aides/models.py:13',
    ]);
  });

  it('are read from broken code as far as it goes', async () => {
    const text = migration(
      `${createDossier}\nmigrations.AddField(model_name="dossier", name="age", field=models.IntegerField(`,
    );
    assert.deepEqual(Object.keys(await tables({ 'a/migrations/0001.py': text })), ['a_dossier']);
  });

  it('take no time on hostile code', async () => {
    const nested = `x = [1]\n${Array.from({ length: 40 }, (_, index) => `x${index + 1} = [x${index || ''}, x${index || ''}]\n`).join('')}`;
    const chain = Array.from(
      { length: 3000 },
      (_, index) => `class C${index + 1}(C${index}):\n  f${index} = models.TextField()\n`,
    );
    const many = Array.from(
      { length: 3000 },
      (_, index) => `migrations.CreateModel("M${index}", [("x", models.TextField())]),`,
    );
    const renames = Array.from({ length: 500 }, (_, index) => `migrations.RenameModel("M${index}", "N${index}"),`);
    const start = performance.now();
    await surveyFiles(
      {
        'a/migrations/0001.py': `${nested}${migration('*x40,')}`,
        'b/migrations/0001.py': migration('('.repeat(100_000)),
        'c/models.py': `${header}class C0(models.Model):\n  a = models.TextField()\n${chain.join('')}`,
        'd/migrations/0001.py': migration([...many, ...renames].join('\n')),
        'e/migrations/0001.py': `${header}class Migration(migrations.Migration):\n  operations = ["${'%s'.repeat(50_000)}" % (1,)]`,
      },
      [djangoTables],
    );
    assert.ok(performance.now() - start < 15_000);
  });

  it('never throw, whatever stands in the files', async () => {
    const words = [
      'migrations.CreateModel(',
      'migrations.RenameModel("Dossier", "X")',
      '"a"',
      'name=',
      'fields=[',
      '("id", models.AutoField())',
      ')',
      ']',
      ',',
      '*',
      '**{',
      '}',
      '\n',
      'models.ForeignKey("self")',
      'f"{x}"',
      '% x',
      '[y for y in z]',
      'class Meta:',
      '    ',
      'lambda: 1',
      createDossier,
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 6 })), { maxLength: 30 }),
        async (parts) => {
          const text = migration(parts.join(' '));
          const { notes } = await surveyFiles(
            { 'a/migrations/0001.py': text, 'b/models.py': `${header}${parts.join(' ')}` },
            [djangoTables],
          );
          assert.deepEqual(
            notes.filter(({ message }) => message.startsWith('lecture interrompue')),
            [],
          );
        },
      ),
      { numRuns: 100 },
    );
  });
});
