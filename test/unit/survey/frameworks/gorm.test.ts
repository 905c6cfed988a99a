import * as assert from 'node:assert/strict';
import { gorm } from '../../../../src/survey/frameworks/gorm';
import { surveyFiles } from '../memoryTree';

const model = 'type CompteAPI struct {\n\tgorm.Model\n\tURLCourte string\n\tOAuth2Jeton string\n}\n';

describe('GORM’s tables', () => {
  it('are named in the plural, with a prefix or not, as the product is told', async () => {
    const head = 'package a\nimport "gorm.io/gorm"\n';
    const names = async (settings: string): Promise<string[]> =>
      (await surveyFiles({ 'a.go': head + model + settings }, [gorm])).tables.map(({ name }) => name);
    assert.deepEqual(await names(''), ['compte_apis']);
    assert.deepEqual(await names('var n = schema.NamingStrategy{\n\tTablePrefix: "t_",\n\tSingularTable: true,\n}\n'), [
      't_compte_api',
    ]);
  });

  it('have columns in snake case, initials counted as a word', async () => {
    const { tables } = await surveyFiles({ 'a.go': `package a\nimport "gorm.io/gorm"\n${model}` }, [gorm]);
    assert.deepEqual(
      tables[0]?.columns.map(({ name }) => name),
      ['id', 'created_at', 'updated_at', 'deleted_at', 'url_courte', 'o_auth2_jeton'],
    );
  });

  it('are only those that are migrated, when all of them are named', async () => {
    const text =
      'package a\nimport "gorm.io/gorm"\ntype A struct {\n\tgorm.Model\n}\ntype B struct {\n\tgorm.Model\n}\nfunc m(db *gorm.DB) {\n\tdb.AutoMigrate(&A{})\n}\n';
    const { tables } = await surveyFiles({ 'a.go': text }, [gorm]);
    assert.deepEqual(
      tables.map(({ name }) => name),
      ['as'],
    );
  });

  it('are those of a list that is migrated, also of models that say nothing of GORM', async () => {
    const { tables } = await surveyFiles(
      {
        'go.mod': 'module gouv.fr/a\n',
        'base.go':
          'package a\nimport (\n\t"gorm.io/gorm"\n\t"gouv.fr/a/modele"\n)\nfunc m(db *gorm.DB) {\n\tdb.AutoMigrate(modele.Tous()...)\n}\n',
        'modele/tous.go':
          'package modele\nfunc Tous() []interface{} {\n\treturn []interface{}{\n\t\tnew(Bac),\n\t\t&Quai{}, // le dernier\n\t}\n}\n',
        'modele/bac.go': 'package modele\ntype Bac struct {\n\tNom string\n}\n',
        'modele/quai.go': 'package modele\ntype Quai struct {\n\tID int `gorm:"primaryKey"`\n}\n',
        'modele/vue.go': 'package modele\ntype Vue struct {\n\tID int `gorm:"primaryKey"`\n}\n',
      },
      [gorm],
    );
    assert.deepEqual(
      tables.map(({ name, evidence }) => `${name} ${evidence[0]?.path ?? ''}:${String(evidence[0]?.line)}`),
      ['bacs modele/bac.go:2', 'quais modele/quai.go:2'],
    );
  });

  it('lead to others by constraints written after a type, and by lists under a name of their own', async () => {
    const text =
      'package a\nimport "gorm.io/gorm"\ntype Bac struct {\n\tID int `gorm:"primaryKey"`\n\tQuaiID int `gorm:"type:int REFERENCES quais(id) ON DELETE CASCADE"`\n\tPlaces Places `gorm:"constraint:OnDelete:CASCADE"`\n}\ntype Places []*Place\ntype Place struct {\n\tID int `gorm:"primaryKey"`\n\tBacID int\n}\n';
    const { tables } = await surveyFiles({ 'a.go': text }, [gorm]);
    assert.deepEqual(tables[0]?.columns, [
      { name: 'id', type: 'int', nullable: false, key: 'primary', evidence: { path: 'a.go', line: 4 } },
      { name: 'quai_id', type: 'int', key: 'foreign', references: 'quais', evidence: { path: 'a.go', line: 5 } },
    ]);
  });
});
