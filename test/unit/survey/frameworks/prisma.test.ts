import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { prisma } from '../../../../src/survey/frameworks/prisma';
import { surveyFiles } from '../memoryTree';

const source = 'datasource db {\n  provider = "postgresql"\n  url = env("X")\n}\n';

describe('Prisma', () => {
  it('reads MongoDB’s collections, whose types are columns', async () => {
    const { tables } = await surveyFiles(
      {
        'schema.prisma':
          'datasource db {\r\n  provider = "mongodb"\r\n}\r\ntype Adresse {\r\n  rue String\r\n}\r\nmodel Personne {\r\n  id String @id @map("_id") @db.ObjectId\r\n  adresse Adresse\r\n  amis Personne[] @relation("Amis")\r\n  amiDe Personne[] @relation("Amis")\r\n}\r\n',
      },
      [prisma],
    );
    assert.deepEqual(
      tables.map(({ name, kind, columns }) => [
        name,
        kind,
        columns.map((column) => `${column.name} ${column.type ?? ''}`),
      ]),
      [['Personne', 'collection', ['_id ObjectId', 'adresse Adresse']]],
    );
    assert.deepEqual(tables[0]?.columns[1]?.evidence, { path: 'schema.prisma', line: 9 });
  });

  it('reads around what is broken, and says where', async () => {
    const { tables, notes } = await surveyFiles(
      {
        'prisma/schema.prisma': `${source}model A {\n  id Int @id\n  ??? !!\n  nom String\n}\n\nmodel B { id Int @id }\n\nmodel C {\n  id Int @id\n}\nmodel D {\n  id Int\n`,
      },
      [prisma],
    );
    assert.deepEqual(
      tables.map(({ name, evidence, columns }) => [
        name,
        evidence[0]?.line,
        columns.map((column) => [column.name, column.evidence.line]),
      ]),
      [
        [
          'A',
          5,
          [
            ['id', 6],
            ['nom', 8],
          ],
        ],
        ['B', 11, [['id', 11]]],
        ['C', 13, [['id', 14]]],
        ['D', 16, [['id', 17]]],
      ],
    );
    assert.deepEqual(notes, [
      { path: 'prisma/schema.prisma', line: 7, about: 'tables', message: 'schéma Prisma mal formé : lu en partie' },
    ]);
  });

  it('keeps two schemas apart, and a schema’s folder together', async () => {
    const { tables } = await surveyFiles(
      {
        'a/prisma/schema.prisma': `${source}model X {\n  id Int @id\n  y Y[]\n}\n`,
        'a/prisma/models/y.prisma':
          'model Y {\n  id Int @id\n  xId Int\n  x X @relation(fields: [xId], references: [id])\n}\n',
        'b/schema.prisma': `${source}model Z {\n  x X\n}\nenum X {\n  UN\n}\n`,
      },
      [prisma],
    );
    assert.deepEqual(
      tables.map(({ name, columns }) => [name, columns.map((column) => column.references ?? column.name)]),
      [
        ['X', ['id']],
        ['Y', ['id', 'X.id']],
        ['Z', ['x']],
      ],
    );
  });

  it('says nothing for long of what is no schema', async () => {
    const start = Date.now();
    const { tables, notes } = await surveyFiles(
      {
        'a.prisma': `model A {\n  x String @default(${'('.repeat(50_000)}\n}\n`,
        'b.prisma': 'model '.repeat(20_000),
        'c.prisma': '',
      },
      [prisma],
    );
    assert.ok(Date.now() - start < 3000);
    assert.deepEqual(
      tables.flatMap(({ columns }) => columns),
      [],
    );
    assert.equal(notes.length, 2);
  });

  it('never throws', async () => {
    const piece = fc.constantFrom(
      'model A {',
      '\n',
      '}',
      'id Int @id',
      '@@map(',
      '"x"',
      ')',
      '[',
      ']',
      '?',
      '/// x',
      'enum E {',
      '  ',
      '@relation(fields: [a], references: [b])',
      'b A[]',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
        await surveyFiles({ 'schema.prisma': pieces.join('') }, [prisma]);
      }),
      { numRuns: 200 },
    );
  });

  it('skips what stands between slashes and stars', async () => {
    const model =
      'model A {\n  /**\n   * titre { \n   */\n  id Int @id /* } */\n  // /* reste\n  url String @default("/*x*/")\n}\n/* model B {\n  id Int @id\n}\n*/\n';
    const found = await surveyFiles({ 'schema.prisma': `${source}${model}` }, [prisma]);
    assert.deepEqual(
      found.tables.map(({ name, columns }) => [name, columns.map((column) => [column.name, column.evidence.line])]),
      [
        [
          'A',
          [
            ['id', 9],
            ['url', 11],
          ],
        ],
      ],
    );
    assert.deepEqual(found.notes, []);
  });
});
