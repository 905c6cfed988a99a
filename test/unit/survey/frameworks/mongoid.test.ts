import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { mongoid } from '../../../../src/survey/frameworks/mongoid';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function columns(files: MemoryFiles): Promise<Record<string, string[]>> {
  const { tables } = await surveyFiles(files, [mongoid]);
  return Object.fromEntries(tables.map(({ name, columns: all }) => [name, all.map((column) => column.name)]));
}

const lot = 'class Lot\n  include Mongoid::Document\n  field :nom, type: String\nend\n';

describe('Mongoid’s collections', () => {
  it('are read whatever the ends of lines, and not in tests', async () => {
    const files = { 'app/models/lot.rb': `\uFEFF${lot.replaceAll('\n', '\r\n')}`, 'spec/models/essai.rb': lot };
    assert.deepEqual(await columns(files), { lots: ['_id', 'nom'] });
  });

  it('are none where nothing includes a document', async () => {
    assert.deepEqual(await columns({ 'app/models/lot.rb': 'class Lot\n  field :nom\nend\n' }), {});
  });

  it('end with classes that come from each other', async () => {
    const files = { 'app/models/a.rb': `class A < B\n  field :x\nend\nclass B < A\nend\n${lot}` };
    assert.deepEqual(await columns(files), { lots: ['_id', 'nom'] });
  });

  it('never fail, whatever a class holds', async () => {
    const text = fc
      .array(fc.constantFrom(...(lot.match(/\w+|\W/g) ?? []), '"', '#{', 'do\n', ':x'), { maxLength: 60 })
      .map((parts) => `${lot}${parts.join('')}`);
    await fc.assert(
      fc.asyncProperty(text, async (model) => {
        await surveyFiles({ 'app/models/a.rb': model }, [mongoid]);
      }),
      { numRuns: 60 },
    );
  });
});
