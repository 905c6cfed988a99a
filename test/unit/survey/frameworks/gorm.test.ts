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
});
