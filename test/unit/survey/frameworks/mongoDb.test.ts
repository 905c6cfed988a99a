import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Inventory } from '../../../../src/survey/facts';
import { mongoDb } from '../../../../src/survey/frameworks/mongoDb';
import { mongoose } from '../../../../src/survey/frameworks/mongoose';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

const manifest = { 'package.json': '{ "name": "produit", "dependencies": { "mongodb": "^6.0.0" } }' };

async function survey(files: MemoryFiles): Promise<Inventory> {
  return surveyFiles({ ...manifest, ...files }, [mongoDb]);
}

function shown({ tables }: Inventory): string[] {
  return tables.map(({ name, certainty, columns }) =>
    [
      name,
      certainty,
      columns.map((column) => `${column.name}:${column.type ?? '?'}${column.nullable === true ? '?' : ''}`),
    ]
      .filter((part) => part !== undefined)
      .join(' '),
  );
}

/** The columns of one collection whose schema Zod writes so. */
async function zodFields(schema: string, before = ''): Promise<string> {
  const found = await survey({
    'src/modele.ts': `import { z } from 'zod';\n${before}\nexport default { zod: ${schema}, collectionName: 'c' };\n`,
  });
  return shown(found)[0]?.replace(/^c _id:objectId,?/, '') ?? '';
}

describe('Collections that MongoDB’s driver is asked for', () => {
  it('are named by a text, a constant of another file, or through a function of the product’s', async () => {
    const found = await survey({
      'src/noms.js': "export const noms = { usagers: 'usagers' };\r\nexport const ACTES = 'actes';\r\n",
      'src/base.js':
        "import { MongoClient } from 'mongodb';\nconst client = new MongoClient('x');\nexport function prendre(nom) {\n  return client.db().collection(nom);\n}\nexport const prendreCollection = (nom) => client.db('b').collection(nom);\n",
      'src/a.js':
        "import { noms, ACTES } from './noms.js';\nimport { prendreCollection } from './base.js';\nawait this.db.collection(noms.usagers).find();\nawait (await getDatabase()).collection(ACTES).find();\nprendreCollection('pieces').find();\nautre.collection('livres');\ndb.collection(`essai_${nom}`);\ndb.collection(nom);\n",
    });
    assert.deepEqual(shown(found), ['actes ', 'pieces ', 'usagers ']);
    assert.deepEqual(
      found.tables.map(({ evidence, kind, partial }) => [
        evidence[0]?.path,
        evidence[0]?.line,
        kind,
        partial !== undefined,
      ]),
      [
        ['src/noms.js', 2, 'collection', true],
        ['src/a.js', 5, 'collection', true],
        ['src/noms.js', 1, 'collection', true],
      ],
    );
  });

  it('are none of Firestore’s, of migrations, of tests, nor of a product without the driver', async () => {
    const files = {
      'src/f.ts':
        "import { getFirestore } from 'firebase-admin/firestore';\nconst db = getFirestore();\ndb.collection('messages');\n",
      'migrations/1.ts': "export const up = async (db) => db.collection('anciens').drop();\n",
      'src/a.test.ts': "db.collection('essais');\n",
    };
    assert.deepEqual(shown(await survey(files)), []);
    const found = await surveyFiles({ 'package.json': '{}', 'src/a.ts': "db.collection('usagers');\n" }, [mongoDb]);
    assert.deepEqual(shown(found), []);
  });

  it('say less than a model of Mongoose’s that declares the same', async () => {
    const found = await surveyFiles(
      {
        ...manifest,
        'src/modele.js':
          "const mongoose = require('mongoose');\nmodule.exports = mongoose.model('Usager', new mongoose.Schema({ nom: String }));\n",
        'src/a.js': "mongoose.connection.collection('usagers').find();\n",
      },
      [mongoDb, mongoose],
    );
    assert.deepEqual(
      found.tables.map(({ name, from, columns }) => [name, from, columns.length]),
      [['usagers', 'Mongoose', 2]],
    );
  });

  it('have the fields that Zod gives, whichever way they are written', async () => {
    assert.equal(
      await zodFields('z.looseObject({ a: z.string().trim().optional(), b: z.array(z.number()), c: z.literal(1) })'),
      'a:string?,b:number[],c:number',
    );
    assert.equal(
      await zodFields(
        'base.merge(z.object({ b: z.union([z.string(), z.null()]) })).partial({ a: true })',
        'const base = z.object({ a: z.coerce.date() });',
      ),
      'a:date?,b:string?',
    );
    assert.equal(
      await zodFields(
        "z.discriminatedUnion('t', [z.object({ t: z.literal('x'), a: z.int() }), z.object({ t: z.literal('y') })])",
      ),
      't:string,a:number?',
    );
    assert.equal(
      await zodFields(
        'z.object({ ...base.shape, b: z.record(z.string(), z.any()) }).pick({ a: true, b: true })',
        'const base = z.object({ a: z.email(), c: z.string() });',
      ),
      'a:string,b:object',
    );
    assert.equal(
      await zodFields('z.object({ a: z.object({ b: z.object({ c: z.iso.date() }).nullish() }), d: inconnu() })'),
      'a.b.c:string,d:?',
    );
    assert.equal(
      await zodFields('z.object({ a: z.preprocess(lire, z.boolean()), b: z.string().or(z.number()) })'),
      'a:boolean,b:string | number',
    );
    assert.equal(await zodFields('z.any()'), 'c ');
  });

  it('have the fields of the type that they are asked for with', async () => {
    const found = await survey({
      'src/types.ts':
        "export interface Base { _id: string }\nexport type Piece = { poids: number | null } & Base;\nexport default interface Agent { nom: string; 'n° tel'?: string }\n",
      'src/index.ts': "export * from './types';\n",
      'src/a.ts':
        "import { db } from './db';\nimport type { Piece } from './index';\nimport type Agent from './types';\ndb.collection<Piece>('pieces');\ndb.collection<Partial<Agent>>('agents');\ndb.collection<Absent>('autres');\n",
    });
    assert.deepEqual(shown(found), [
      'agents _id:objectId,nom:string?,n° tel:string?',
      'autres ',
      'pieces poids:number?,_id:string',
    ]);
  });

  it('never fail on what isn’t code', async () => {
    const piece = fc.constantFrom(
      "db.collection('a')",
      'db.collection<',
      "createCollection('x', { validator: { $jsonSchema: ",
      "export default { collectionName: 'a', zod: ",
      'z.object({',
      'z.union([',
      'a: z.lazy(() => ',
      'interface A extends A {',
      'type A = A & ',
      '})',
      ' }',
      ']',
      ')',
      '\n',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 25 }), async (pieces) => {
        await survey({ 'src/a.ts': `import { z } from 'zod';\n${pieces.join('')}` });
      }),
      { numRuns: 150 },
    );
  });
});
