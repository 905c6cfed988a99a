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

  it('are also those of classes that declare on the application of a script', async () => {
    const { api } = await surveyFiles(
      {
        'controllers/base.rb': 'class Base\n  include Sinatra::Delegator\n  extend Sinatra::Delegator\nend\n',
        'controllers/lots.rb':
          'class Lots < Base\n  namespace "/lots" do\n    get do\n    end\n    get "/:id/?:vue?" do\n    end\n  end\n  get do\n  end\nend\n',
      },
      [sinatra],
    );
    assert.deepEqual(
      api.map(({ name, evidence }) => [name, evidence[0]?.line]),
      [
        ['GET /lots', 3],
        ['GET /lots/{id}/{vue}', 5],
      ],
    );
  });

  it('are only probable where classes that nothing read mounts share them', async () => {
    const one = (name: string, at: string): string =>
      `class ${name} < Sinatra::Base\n  get "/:id" do\n  end\n  get "${at}" do\n  end\nend\n`;
    const { api, notes } = await surveyFiles(
      {
        'app/a.rb': one('A', '/a'),
        'app/b.rb': one('B', '/b'),
        'app/c.rb': one('C', '/c'),
        'config.ru': 'map "/c" do\n  run C\nend\n',
      },
      [sinatra],
    );
    assert.deepEqual(
      api.map(({ name, certainty }) => [name, certainty].join(' ')),
      ['GET /a probable', 'GET /b probable', 'GET /c/c ', 'GET /c/{id} ', 'GET /{id} probable'],
    );
    assert.deepEqual(
      notes.map(({ path, line, message }) => [path, line, message]),
      [['app/b.rb', 2, 'classes montées à des chemins calculés : chemins donnés sans eux']],
    );
  });
});
