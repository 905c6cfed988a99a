import { endOfLife } from '../../../../src/survey/data/endOfLife';
import { endOfLifeOf } from '../../../../src/survey/readers/endOfLife';
import assert from 'node:assert/strict';
import * as fc from 'fast-check';

describe('end of life', () => {
  const clear: readonly (readonly [product: string, version: string, day: string])[] = [
    ['node', '14', '2023-04-30'],
    ['node', '14.17.1', '2023-04-30'],
    ['node', '~14', '2023-04-30'],
    ['node', '^14.0.0', '2023-04-30'],
    ['node', '14.x', '2023-04-30'],
    ['node', 'v14.2', '2023-04-30'],
    ['node', '14-alpine', '2023-04-30'],
    ['node', '>=14 <15', '2023-04-30'],
    ['node', 'lts/hydrogen', '2025-04-30'],
    ['python', '3.9-slim', '2025-10-31'],
    ['python', '3.10', '2026-10-31'],
    ['python', '==3.9.*', '2025-10-31'],
    ['python', '~3.9', '2025-10-31'],
    ['python', '~=3.9.1', '2025-10-31'],
    ['ruby', '~> 3.1.0', '2025-03-26'],
    ['php', '8.1.2', '2025-12-31'],
    ['java', '1.8', '2030-12-31'],
    ['java', '8u292', '2030-12-31'],
    ['dotnet', '6.0.100', '2024-11-12'],
    ['dotnet', '3.1', '2022-12-13'],
    ['PostgreSQL', '9.6.24', '2021-11-11'],
    ['PostgreSQL', '14-3.2', '2026-11-12'],
    ['MySQL', '8.0.31', '2026-04-30'],
    ['Ruby on Rails', '6.1.4', '2024-10-01'],
    ['Next.js', '^13.1.0', '2024-12-21'],
    ['debian', 'bullseye-slim', '2024-08-14'],
    ['ubuntu', '20.04', '2025-05-31'],
  ];
  for (const [product, version, day] of clear) {
    it(`${product} ${version}`, () => {
      assert.equal(endOfLifeOf(product, version), day);
    });
  }

  const unclear: readonly (readonly [product: string, version: string | undefined])[] = [
    ['node', '>=12'],
    ['node', '14 || 16'],
    ['node', '>=14 <17'],
    ['node', '*'],
    ['node', 'lts'],
    ['node', undefined],
    ['python', '3'],
    ['python', '^3.9'],
    ['python', '~=3.9'],
    ['php', '~8.1'],
    ['ruby', '~> 3.1'],
    ['dotnet', 'net48'],
    ['MySQL', '8'],
    ['node', '999'],
    ['constructor', '1'],
    ['node', 'constructor'],
  ];
  for (const [product, version] of unclear) {
    it(`${product} ${version ?? 'without a version'} names no single cycle`, () => {
      assert.equal(endOfLifeOf(product, version), undefined);
    });
  }

  it('holds days only', () => {
    for (const cycles of Object.values(endOfLife)) {
      for (const [cycle, day] of Object.entries(cycles)) {
        assert.match(cycle, /^\d+(?:\.\d+)?$/);
        assert.equal(new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10), day);
      }
    }
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.constantFrom('node', 'python', 'java'), fc.string(), (product, version) => {
        assert.match(endOfLifeOf(product, version) ?? '2000-01-01', /^\d{4}-\d\d-\d\d$/);
      }),
    );
  });
});
