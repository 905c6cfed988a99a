import * as assert from 'node:assert/strict';
import { grape } from '../../../../src/survey/frameworks/grape';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

describe('Grape’s operations', () => {
  async function operationsOf(files: MemoryFiles): Promise<readonly string[]> {
    const { api } = await surveyFiles(files, [grape]);
    return api.map(({ name }) => name);
  }

  it('stand below each version and each way of naming a group', async () => {
    const api = `class Racine < Grape::API
  version "v1" do
    group :a do
      segment "/b" do
        get ["/c", "/d"] do
        end
      end
    end
  end
  route %w[GET POST], "e" do
  end
  get(chemin) { }
end
`;
    assert.deepEqual(await operationsOf({ 'app/api/racine.rb': api }), [
      'GET /e',
      'POST /e',
      'GET /v1/a/b/c',
      'GET /v1/a/b/d',
    ]);
  });

  it('don’t go round when classes mount one another', async () => {
    const api =
      'class A < Grape::API\n  mount B\n  get :a do\n  end\nend\nclass B < Grape::API\n  mount A\n  get :b do\n  end\nend\nclass C < Grape::API\n  mount A\n  mount B\nend\n';
    assert.deepEqual(await operationsOf({ 'api.rb': api }), ['GET /a', 'GET /b']);
  });

  it('aren’t those of other classes', async () => {
    assert.deepEqual(await operationsOf({ 'app/api/client.rb': 'class Client\n  get "/x" do\n  end\nend\n' }), []);
  });

  it('ask for what runs before them, and receive hooks', async () => {
    const { api, webhooks } = await surveyFiles(
      {
        'app/api/racine.rb': `class Racine < Grape::API
  get :etat do
  end
  namespace :lots do
    before do
      authenticate!
      set_access_token
      Journal.authorize(self)
    end
    get do
    end
    before { authorize_lot! }
  end
  post "depot_hook" do
  end
end
`,
      },
      [grape],
    );
    assert.deepEqual(
      api.map(({ name, access }) => [name, ...(access ?? [])].join(' | ')),
      ['POST /depot_hook', 'GET /etat', 'GET /lots | authenticate! | authorize_lot!'],
    );
    assert.deepEqual(
      webhooks.map(({ name, evidence }) => [name, evidence[0]?.line]),
      [['/depot_hook', 14]],
    );
  });
});
