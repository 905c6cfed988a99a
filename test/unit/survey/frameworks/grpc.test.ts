import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { grpc } from '../../../../src/survey/frameworks/grpc';
import { protoServices } from '../../../../src/survey/readers/protoServices';
import { SourceText } from '../../../../src/survey/sourceText';
import { surveyFiles } from '../memoryTree';

describe('gRPC’s operations', () => {
  it('are read without a package, on one line, beside broken ones', async () => {
    const text =
      "service A { rpc X(Q) returns (R); rpc Y(Q) returns (R) {} } // rpc Z\nservice B {\r\n  rpc W(Q) returns (R) { option (google.api.http) = { put: '/w/{a.b=c/*}' }";
    const { api } = await surveyFiles(
      { 'a.proto': text, 'google/api/http.proto': 'service G { rpc H(A) returns (B); }' },
      [grpc],
    );
    assert.deepEqual(
      api.map(({ name, evidence }) => `${name} ${String(evidence[0]?.line)}`),
      ['POST /A/X 1', 'POST /A/Y 1', 'PUT /w/c/{b} 3'],
    );
  });

  it('never fail, whatever the text', () => {
    const pieces = fc.constantFrom(
      'service A {',
      'rpc X(',
      ')',
      '{',
      '}',
      ';',
      '"',
      '/*',
      '*/',
      '//',
      '\n',
      'get: "/x"',
      'google.api.http',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 40 }), (parts) => {
        protoServices(new SourceText('a.proto', parts.join(' ')));
      }),
    );
  });
});
