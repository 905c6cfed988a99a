import * as assert from 'node:assert/strict';
import { sinatra } from '../../../../src/survey/frameworks/sinatra';
import { surveyFiles } from '../memoryTree';

describe('Sinatra’s routes', () => {
  it('aren’t calls without a block, nor those of other classes', async () => {
    const { api } = await surveyFiles(
      {
        'app.rb': 'require "sinatra"\n\nget "/a/:id?" do\n  get "/b"\nend\nclass Client\n  get "/c" do\n  end\nend\n',
      },
      [sinatra],
    );
    assert.deepEqual(
      api.map(({ name, evidence }) => [name, evidence[0]?.line]),
      [['GET /a/{id}', 3]],
    );
  });
});
