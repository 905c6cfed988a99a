import * as assert from 'node:assert/strict';
import { receivedHooks } from '../../../src/survey/readers/receivedHooks';

function hooks(...names: readonly string[]): string[] {
  const api = names.map((name, index) => {
    const [method = '', path = ''] = name.split(' ');
    return { name, method, path, from: 'Express', evidence: [{ path: 'a', line: index + 1 }] };
  });
  return receivedHooks(api).map(({ name, evidence }) => `${name}:${String(evidence[0]?.line)}`);
}

describe('Received hooks', () => {
  it('are posted to, each once', () => {
    assert.deepEqual(hooks('POST /webhooks/paiement', 'POST /webhooks/paiement', 'POST /agents'), [
      '/webhooks/paiement:2',
    ]);
    assert.deepEqual(hooks('ANY /webhook', 'ANY /hooks/{jeton}'), ['/webhook:1', '/hooks/{jeton}:2']);
  });

  it('are not those that people manage, whatever the method that is told', () => {
    assert.deepEqual(hooks('GET /webhooks', 'POST /webhooks'), []);
    assert.deepEqual(hooks('ANY /api/webhooks/', 'ANY /api/webhooks/{id}', 'ANY /api/webhooks/{id}/essai'), []);
    assert.deepEqual(hooks('ANY /webhooks'), []);
  });

  it('are not what is done to hooks, nor those of Git on the same server', () => {
    assert.deepEqual(hooks('POST /admin/reset-hooks', 'POST /interne/hook/pre-receive'), []);
  });
});
