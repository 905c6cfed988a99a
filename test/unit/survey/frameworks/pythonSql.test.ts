import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { pythonSql } from '../../../../src/survey/frameworks/pythonSql';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function columns(files: MemoryFiles): Promise<Record<string, string[]>> {
  const { tables } = await surveyFiles(files, [pythonSql]);
  return Object.fromEntries(tables.map(({ name, columns: all }) => [name, all.map((column) => column.name)]));
}

const create = 'db.execute("CREATE TABLE lots (" "id INTEGER, "\n  "nom TEXT)")\n';

describe('Tables of the SQL that Python code holds', () => {
  it('are read in strings side by side, with Windows’ line endings too', async () => {
    assert.deepEqual(await columns({ 'a.py': create.replaceAll('\n', '\r\n') }), { lots: ['id', 'nom'] });
  });

  it('leave out messages, tests, and what migrations of other tools run', async () => {
    const files = {
      'message.py': 'print("CREATE TABLE lots: %s", nom)\n',
      'tests/test_a.py': create,
      'alembic/versions/a.py': `from alembic import op\n${create}`,
      'app/migrations/0001_a.py': `from django.db import migrations\n${create}`,
    };
    assert.deepEqual(await columns(files), {});
  });

  it('are never a failure, whatever a file holds', async () => {
    const text = fc
      .array(fc.constantFrom(...(create.match(/\w+|\W/g) ?? []), "'", '"""', '{', '}'), { maxLength: 60 })
      .map((parts) => `"CREATE TABLE x (${parts.join('')}`);
    await fc.assert(
      fc.asyncProperty(text, async (module) => {
        await surveyFiles({ 'a.py': module }, [pythonSql]);
      }),
      { numRuns: 60 },
    );
  });
});
