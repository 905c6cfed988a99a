import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { routeKey, routePath } from '../../../../src/survey/readers/routePath';

describe('A route’s path', () => {
  for (const [parts, expected] of [
    [['api', '/actes/', ':id'], '/api/actes/{id}'],
    [['/', 'actes/'], '/actes/'],
    [['', ''], '/'],
    [['/actes/<int:pk>/'], '/actes/{pk}/'],
    [['/actes/<id>'], '/actes/{id}'],
    [['/fichiers/[...chemin]'], '/fichiers/{chemin}'],
    [['/fichiers/[[...chemin]]'], '/fichiers/{chemin}'],
    [['/actes/:id(\\d+)/:page?'], '/actes/{id}/{page}'],
    [['/actes/{id:[0-9]+}'], '/actes/{id}'],
    [['/fichiers/*'], '/fichiers/{chemin}'],
    [['/fichiers/*reste'], '/fichiers/{reste}'],
    [['/v1', '/agents/{agent}/'], '/v1/agents/{agent}/'],
  ] as const) {
    it(`of ${parts.join(' + ')} is ${expected}`, () => {
      assert.equal(routePath(...parts), expected);
    });
  }

  it('starts with one slash, holds no two together, and stays itself when read again', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z:/*{}<>[\]-]{0,12}$/), { maxLength: 4 }), (parts) => {
        const path = routePath(...parts);
        assert.match(path, /^\/(?!\/)/);
        assert.doesNotMatch(path, /\/\//);
      }),
    );
  });

  it('is compared without the names of its parameters nor its last slash', () => {
    assert.equal(routeKey('GET', '/actes/{id}/'), routeKey('GET', '/actes/{acte}'));
    assert.notEqual(routeKey('GET', '/actes/{id}'), routeKey('PUT', '/actes/{id}'));
    assert.equal(routeKey('GET', '/'), 'GET /');
  });
});
