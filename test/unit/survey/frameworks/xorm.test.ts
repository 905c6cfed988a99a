import * as assert from 'node:assert/strict';
import { xorm } from '../../../../src/survey/frameworks/xorm';
import { surveyFiles } from '../memoryTree';

const models =
  'package a\ntype Bac struct {\n\tID int64 `xorm:"pk autoincr"`\n}\ntype BacVu struct {\n\tNom string `xorm:"nom"`\n}\n';

async function names(sync: string): Promise<string[]> {
  const { tables } = await surveyFiles({ 'a.go': models, 'b.go': `package a\n${sync}` }, [xorm]);
  return tables.map(({ name }) => name);
}

describe('xorm’s tables', () => {
  it('are all structs with its tags, when nothing says which are made', async () => {
    assert.deepEqual(await names(''), ['bac', 'bac_vu']);
  });

  it('are only those that are synchronised, by name or in a list', async () => {
    assert.deepEqual(await names('func m(x *xorm.Engine) {\n\tx.Sync2(new(Bac))\n}\n'), ['bac']);
    assert.deepEqual(await names('var tous = []any{\n\t&Bac{},\n}\nfunc m(x *xorm.Engine) {\n\tx.Sync(tous...)\n}\n'), [
      'bac',
    ]);
  });

  it('are all of them where what is synchronised can’t be told', async () => {
    assert.deepEqual(await names('func m(x *xorm.Engine) {\n\tx.Sync(new(Bac))\n\tx.Sync(autres()...)\n}\n'), [
      'bac',
      'bac_vu',
    ]);
  });
});
