import * as assert from 'node:assert/strict';
import type { Inventory } from '../../../../src/survey/facts';
import { frozenAnswers } from '../../../../src/survey/detectors/frozenAnswers';
import { recordedRequests } from '../../../../src/survey/detectors/recordedRequests';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

const lines = ({ examples, notes }: Inventory): string[] => [
  ...examples.map(
    ({ name, kind, status, body, evidence: [place] }) =>
      `${name} | ${kind} ${String(status ?? '')} | ${body} | ${place?.path ?? ''}:${String(place?.line)}`,
  ),
  ...notes.map(({ message }) => message),
];
const found = async (files: MemoryFiles): Promise<string[]> =>
  lines(await surveyFiles(files, [recordedRequests, frozenAnswers]));

describe('Requests that a team kept', () => {
  it('are read from .http files, tests included, without what identifies a person', async () => {
    const text = [
      '// Connexion',
      'POST http://localhost:3000/api/login?cle=abc HTTP/1.1',
      'Content-Type: application/json',
      'Authorization: Bearer tres-secret',
      '',
      '{ "email": "camille.dupont@ville.fr", "password": "azerty", "tel": "06 12 34 56 78" }',
      '',
      '###',
      '',
      'GET {{hote}}/api/actes/{{acte}}/',
    ];
    for (const ending of ['\n', '\r\n']) {
      assert.deepEqual(await found({ 'src/__tests__/http/login.http': text.join(ending) }), [
        'POST /api/login | request  | { "email": "prenom.nom@exemple.fr", "password": "…", "tel": "01 23 45 67 89" } | src/__tests__/http/login.http:2',
        'GET /api/actes/{acte}/ | request  |  | src/__tests__/http/login.http:10',
      ]);
    }
  });

  it('are read from collections of Bruno and Postman, answers included', async () => {
    const postman = {
      info: { name: 'API' },
      item: [
        {
          name: 'actes',
          item: [
            {
              request: { method: 'put', url: { raw: '{{base}}/actes/:id' }, body: { raw: '{"titre":"x"}' } },
              response: [{ code: 200, body: '{"id":1}' }],
            },
          ],
        },
      ],
    };
    const bruno = 'meta {\n  name: x\n}\n\npost {\n  url: https://h.fr/api/x\n}\n\nbody:json {\n  {"a": 1}\n}\n';
    assert.deepEqual(await found({ 'doc/a.postman_collection.json': JSON.stringify(postman), 'doc/b.bru': bruno }), [
      'PUT /actes/{id} | request  | {"titre":"x"} | doc/a.postman_collection.json:1',
      'PUT /actes/{id} | response 200 | {"id":1} | doc/a.postman_collection.json:1',
      'POST /api/x | request  | {"a": 1} | doc/b.bru:5',
    ]);
  });

  it('cost a note when they are broken', async () => {
    assert.deepEqual(await found({ 'a.postman.json': '{"item": [' }), ['JSON mal formé : lu en partie seulement']);
  });
});

describe('Answers that tests froze', () => {
  it('are given as JSON, with what their test is called', async () => {
    const text = [
      'exports[`GET /actes rend la liste 1`] = `',
      'Object {',
      '  "elements": Array [',
      '    Object {',
      '      "id": Any<Number>,',
      '      "le": 2020-01-01T00:00:00.000Z,',
      '      "vide": undefined,',
      '    },',
      '  ],',
      '}',
      '`;',
      '',
      'exports[`un bouton 1`] = `',
      '<button />',
      '`;',
      '',
      'exports[`coupé 1`] = `',
      '{ "a": [',
    ];
    assert.deepEqual(await found({ 'src/__e2e__/__snapshots__/actes.spec.js.snap': text.join('\n') }), [
      'GET /actes rend la liste | response  | {"elements":[{"id":"…","le":"…","vide":null}]} | src/__e2e__/__snapshots__/actes.spec.js.snap:1',
    ]);
  });

  it('are frozen answers of tests that ask the API, not what functions give', async () => {
    const snapshot = 'exports[`les actes sont listés 1`] = `\n{\n  "total": 2,\n}\n`;\n';
    assert.deepEqual(
      await found({
        'src/server/__snapshots__/actes.test.ts.snap': snapshot,
        'src/server/actes.test.ts': "const reponse = await request(app).get('/actes');",
        'src/server/__snapshots__/regles.test.ts.snap': snapshot,
        'src/server/regles.test.ts': 'expect(construire(regles)).toMatchSnapshot();',
      }),
      ['les actes sont listés | response  | {"total":2} | src/server/__snapshots__/actes.test.ts.snap:1'],
    );
  });
});
