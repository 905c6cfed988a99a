import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { sequel } from '../../../../src/survey/frameworks/sequel';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function columns(files: MemoryFiles): Promise<Record<string, string[]>> {
  const { tables } = await surveyFiles(files, [sequel]);
  return Object.fromEntries(tables.map(({ name, columns: all }) => [name, all.map((column) => column.name)]));
}

const first = 'Sequel.migration do\n  change do\n    create_table(:lots) { primary_key :id }\n  end\nend\n';

describe('Sequel’s tables', () => {
  it('follow the numbers of migrations, whatever the ends of lines', async () => {
    const files = {
      'db/migrations/10_nom.rb': 'Sequel.migration do\r\n  up { add_column :lots, :nom, String }\r\nend\r\n',
      'db/migrations/2_age.rb': `\uFEFF${first.replace('{ primary_key :id }', '{ primary_key :id; Integer :age }')}`,
      'db/schema.rb': first.replace(':lots', ':copie'),
    };
    assert.deepEqual(await columns(files), { lots: ['id', 'age', 'nom'] });
  });

  it('leave out what undoes, what tests hold and what isn’t Sequel’s', async () => {
    const files = {
      'db/migrations/1_lots.rb': first,
      'db/migrations/2_rien.rb': 'Sequel.migration do\n  down { drop_table :lots }\nend\n',
      'spec/db/3_essai.rb': first.replace(':lots', ':essais'),
      'lib/table.rb': 'def faire\n  create_table(:autres) { primary_key :id }\nend\n',
    };
    assert.deepEqual(await columns(files), { lots: ['id'] });
  });

  it('never fail, whatever a migration holds', async () => {
    const text = fc
      .array(fc.constantFrom(...(first.match(/\w+|\W/g) ?? []), '"', '#{', ' do\n', '[', ':x, '), { maxLength: 60 })
      .map((parts) => `Sequel.migration do\n${parts.join('')}`);
    await fc.assert(
      fc.asyncProperty(text, async (migration) => {
        await surveyFiles({ 'db/migrations/1_a.rb': migration }, [sequel]);
      }),
      { numRuns: 60 },
    );
  });
});
